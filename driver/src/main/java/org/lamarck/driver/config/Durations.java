package org.lamarck.driver.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 90s}, {@code 1.5m}, {@code 1h 30m}, {@code
 * 2 days}, {@code PT10S}. Units come from the longest to the shortest, each once.
 */
public final class Durations {
  /** How to write one, for messages. */
  public static final String EXAMPLES = "write one such as 90s, 10m, 1h30m, 2d or 500ms";

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(30 * 365);

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*([a-z]+)\\s*");

  /** What a unit may be called, from the longest. */
  private enum Unit {
    DAY("86400", "d", "day", "days"),
    HOUR("3600", "h", "hour", "hours"),
    MINUTE("60", "m", "min", "minute", "minutes"),
    SECOND("1", "s", "sec", "second", "seconds"),
    MILLISECOND("0.001", "ms", "millisecond", "milliseconds");

    private final BigDecimal seconds;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    Unit(String seconds, String... names) {
      this.seconds = new BigDecimal(seconds);
      this.names = List.of(names);
    }
  }

  private Durations() {}

  /** A duration as it is written; empty when the text is none. One that is endless is cut. */
  public static Optional<Duration> of(String text) {
    String words = text.strip().toLowerCase(Locale.ROOT);
    if (words.matches("p(\\d.*d)?(t.*\\d.*)?")) { // ISO 8601
      words = words.replaceAll("[pt]", "");
    }
    BigDecimal seconds = BigDecimal.ZERO;
    int last = -1;
    int end = 0;
    Matcher part = PART.matcher(words);
    while (part.find() && part.start() == end) {
      int place = place(part.group(2));
      if (place <= last) {
        return Optional.empty();
      }
      last = place;
      end = part.end();
      seconds = seconds.add(new BigDecimal(part.group(1)).multiply(Unit.values()[place].seconds));
    }
    return last < 0 || end < words.length() ? Optional.empty() : Optional.of(duration(seconds));
  }

  @SuppressWarnings("EnumOrdinal") // units follow one another from the longest
  private static int place(String name) {
    for (Unit unit : Unit.values()) {
      if (unit.names.contains(name)) {
        return unit.ordinal();
      }
    }
    return -1;
  }

  private static Duration duration(BigDecimal seconds) {
    BigDecimal nanos = seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP);
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
    return Duration.ofNanos(nanos.min(most).longValueExact());
  }

  /** Whether a limit of this length makes sense: at least 1 ms, and below 30 years. */
  public static boolean isUsable(Duration limit) {
    return limit.compareTo(LEAST) >= 0 && limit.compareTo(MOST) < 0;
  }

  /** A length of time for people: {@code 4.2s}, {@code 3m20s}, {@code 2h5m}. */
  public static String text(double seconds) {
    long whole = Math.round(seconds);
    if (Math.round(10 * seconds) < 600) {
      return String.format(Locale.ROOT, "%.1fs", seconds);
    }
    if (whole < 3600) {
      return whole / 60 + "m" + whole % 60 + "s";
    }
    return whole / 3600 + "h" + whole % 3600 / 60 + "m";
  }
}
