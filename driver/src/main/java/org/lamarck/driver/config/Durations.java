package org.lamarck.driver.config;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}. */
public final class Durations {
  /** How to write one, for messages. */
  public static final String EXAMPLES = "write one such as 90s, 10m, 1h30m or 2d";

  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+(?:\\.\\d+)?)s)?");

  private Durations() {}

  /** The seconds of a duration; empty when the text is none. */
  public static OptionalDouble seconds(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches() || text.isBlank()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        86_400 * part(matcher, 1)
            + 3_600 * part(matcher, 2)
            + 60 * part(matcher, 3)
            + part(matcher, 4));
  }

  private static double part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Double.parseDouble(digits);
  }
}
