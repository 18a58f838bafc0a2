package org.lamarck.driver.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.run.Budget;
import org.lamarck.strategies.Strategies;
import org.lamarck.worker.problem.Spelling;

/** Merges settings from all places, the first place first, and reads their values. */
public final class SettingsReader {
  /** What Spark's own configuration calls ours. */
  public static final String SPARK_PREFIX = "spark.lamarck.";

  /** How long a fit takes at most when neither time nor evaluations are limited. */
  public static final String DEFAULT_TIME_LIMIT = "3m";

  /** More than any machine has cores; each costs memory. */
  public static final int MOST_THREADS = 1024;

  private final Map<Key, Setting> settings = new EnumMap<>(Key.class);
  private final List<String> faults = new ArrayList<>();
  private final boolean underSpark;

  private SettingsReader(boolean underSpark) {
    this.underSpark = underSpark;
  }

  /**
   * Reads the settings of a fit.
   *
   * @param commandLine the options given, as written
   * @param file the configuration file, when there is one
   * @param system the process's properties: spark-submit puts {@code spark.*} there
   * @throws ConfigException with a line for each fault
   */
  public static FitSettings read(
      Map<Key, String> commandLine, Optional<Path> file, Properties system) throws ConfigException {
    SettingsReader reader = new SettingsReader(system.getProperty("spark.master") != null);
    commandLine.forEach((key, text) -> reader.settings.put(key, new Setting(text, key.option())));
    if (file.isPresent()) {
      YamlSettings.read(file.get(), reader.faults).forEach(reader.settings::putIfAbsent);
    }
    reader.addSparkProperties(system);
    FitSettings settings = reader.build();
    if (!reader.faults.isEmpty()) {
      throw new ConfigException(reader.faults);
    }
    return settings;
  }

  private void addSparkProperties(Properties system) {
    for (String property : system.stringPropertyNames().stream().sorted().toList()) {
      if (property.startsWith(SPARK_PREFIX)) {
        String name = property.substring(SPARK_PREFIX.length());
        Optional<Key> key = Key.of(name);
        if (key.isPresent()) {
          settings.putIfAbsent(key.get(), new Setting(system.getProperty(property), property));
        } else {
          fault(property, "there is no such setting", Spelling.remedy(name, Key.names()));
        }
      }
    }
  }

  private FitSettings build() {
    Budget budget = Budget.UNLIMITED;
    long evaluations = whole(Key.EVALUATIONS, 1, Long.MAX_VALUE, Long.MAX_VALUE);
    budget = budget.withEvaluations(evaluations);
    Setting time = settings.get(Key.TIME_LIMIT);
    if (time == null && !budget.limitsEvaluations()) {
      time = new Setting(DEFAULT_TIME_LIMIT, "default");
    }
    if (time != null) {
      Duration limit = duration(time);
      budget = limit == null ? budget : budget.withTime(limit);
    }
    Double confidence = given(Key.CONFIDENCE, x -> x > 0 && x <= 1, "above 0 and at most 1");
    budget = budget.withConfidence(confidence == null ? budget.usualConfidence() : confidence);
    return new FitSettings(
        text(Key.STRATEGY, Strategies.DEFAULT),
        whole(Key.SEED, Long.MIN_VALUE, Long.MAX_VALUE, 1),
        text(Key.START, FitSettings.ANYWHERE),
        budget,
        given(Key.TARGET, x -> true, ""),
        engine(),
        settings.containsKey(Key.OUT) ? text(Key.OUT, "") : null,
        objective(),
        jars());
  }

  /**
   * The jars of the user's classes, several with commas between; a run remembers where they are.
   */
  private List<String> jars() {
    Setting setting = settings.get(Key.JAR);
    List<String> jars = new ArrayList<>();
    for (String given : setting == null ? new String[0] : setting.text().split(",", -1)) {
      String name = given.strip().replace('\0', '?'); // which no file's name has
      Path jar = Path.of(name).toAbsolutePath().normalize();
      Optional<String> trouble = JarCheck.trouble(jar);
      if (trouble.isEmpty()) {
        jars.add(jar.toString());
      } else {
        fault(
            setting == null ? "--jar" : setting.place(),
            trouble.get().formatted(name),
            "give a jar with your classes");
      }
    }
    return jars;
  }

  private ObjectiveChoice objective() {
    return new ObjectiveChoice(
        given(Key.RTOL, x -> x > 0 && x <= 0.1, "above 0 and at most 0.1"),
        given(Key.ATOL, x -> x > 0 && Double.isFinite(x), "above 0 and finite"),
        choice(Key.OBJECTIVE, ObjectiveChoice.DEFAULT.goal()),
        choice(Key.HIERARCHICAL, ObjectiveChoice.DEFAULT.hierarchy()),
        choice(Key.PARAMETER_SCALE, ObjectiveChoice.DEFAULT.scales()),
        choice(Key.INTEGRATOR, ObjectiveChoice.DEFAULT.stepping()),
        choice(Key.METHOD, ObjectiveChoice.DEFAULT.method()));
  }

  /** One of the words that an enum's constants are, in lower case. */
  private <E extends Enum<E>> E choice(Key key, E fallback) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return fallback;
    }
    List<String> words = new ArrayList<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      String word = Key.word(constant);
      if (word.equals(setting.text().strip().toLowerCase(Locale.ROOT))) {
        return constant;
      }
      words.add(word);
    }
    fault(
        setting.place(),
        "%s (%s) is unknown".formatted(key.yaml(), setting.text()),
        Spelling.remedy(setting.text(), words));
    return fallback;
  }

  private EngineChoice engine() {
    Setting threads = settings.get(Key.THREADS);
    Setting master = settings.get(Key.MASTER);
    String fallback = master != null || (threads == null && underSpark) ? "spark" : "local";
    String engine = text(Key.ENGINE, fallback);
    long count = whole(Key.THREADS, 1, MOST_THREADS, Runtime.getRuntime().availableProcessors());
    return switch (engine) {
      case "spark" -> {
        if (threads != null) {
          fault(
              threads.place(), "threads are for the local engine", "set Spark's cores by --master");
        }
        yield new EngineChoice.Spark(master == null ? null : master.text());
      }
      case "local" -> {
        if (master != null) {
          fault(
              master.place(),
              "a master is for the engine spark",
              "leave it out, or choose the engine spark");
        }
        yield new EngineChoice.Threads((int) count);
      }
      default -> {
        Setting setting = settings.get(Key.ENGINE);
        fault(
            setting == null ? "--engine" : setting.place(),
            "engine (" + engine + ") is unknown",
            "write local or spark");
        yield new EngineChoice.Threads((int) count);
      }
    };
  }

  private String text(Key key, String fallback) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return fallback;
    }
    if (setting.text().isBlank()) {
      fault(setting.place(), key.yaml() + " is empty", "give it a value or leave it out");
    }
    return setting.text();
  }

  private long whole(Key key, long least, long most, long fallback) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return fallback;
    }
    long value;
    try {
      value = new BigDecimal(setting.text().strip()).longValueExact(); // takes 2e5 as well
    } catch (ArithmeticException | NumberFormatException e) {
      fault(
          setting.place(),
          "%s (%s) is not a whole number".formatted(key.yaml(), setting.text()),
          "write one such as 42");
      return fallback;
    }
    if (value < least) {
      fault(
          setting.place(),
          "%s (%d) must be at least %d".formatted(key.yaml(), value, least),
          "write a larger number or leave it out");
      return fallback;
    }
    if (value > most) {
      fault(
          setting.place(),
          "%s (%d) must be at most %d".formatted(key.yaml(), value, most),
          "write a smaller number or leave it out");
      return fallback;
    }
    return value;
  }

  /** The number that was given; null when none was, or it is faulty. */
  private @Nullable Double given(Key key, Predicate<Double> usable, String range) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return null;
    }
    try {
      double value = Double.parseDouble(setting.text().strip());
      if (!Double.isNaN(value) && usable.test(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      fault(
          setting.place(),
          "%s (%s) is not a number".formatted(key.yaml(), setting.text()),
          "write one such as -138.2 or 1e-8");
      return null;
    }
    fault(
        setting.place(),
        "%s (%s) is out of range".formatted(key.yaml(), setting.text()),
        "write a number" + (range.isEmpty() ? "" : " " + range));
    return null;
  }

  private @Nullable Duration duration(Setting setting) {
    Optional<Duration> given = Durations.of(setting.text());
    if (given.isEmpty()) {
      fault(
          setting.place(),
          "timeLimit (" + setting.text() + ") is not a duration",
          Durations.EXAMPLES);
      return null;
    }
    if (!Durations.isUsable(given.get())) {
      fault(
          setting.place(),
          "timeLimit (" + setting.text() + ") is out of range",
          "write a duration of at least 1ms and below 30 years");
      return null;
    }
    return given.get();
  }

  private void fault(String place, String what, String remedy) {
    faults.add("%s: error: %s; %s".formatted(place, what, remedy));
  }
}
