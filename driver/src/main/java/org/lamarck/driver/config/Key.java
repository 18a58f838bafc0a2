package org.lamarck.driver.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be set for a fit. */
public enum Key {
  STRATEGY("strategy"),
  SEED("seed"),
  START("start"),
  TIME_LIMIT("timeLimit"),
  EVALUATIONS("evaluations"),
  TARGET("target"),
  ENGINE("engine"),
  THREADS("threads"),
  MASTER("master"),
  OUT("out"),
  OBJECTIVE("objective"),
  HIERARCHICAL("hierarchical"),
  PARAMETER_SCALE("parameterScale"),
  RTOL("rtol"),
  ATOL("atol");

  private final String yaml;

  Key(String yaml) {
    this.yaml = yaml;
  }

  /** Its name in a configuration file, and after {@code spark.lamarck.}. */
  public String yaml() {
    return yaml;
  }

  /** Its option on the command line, such as {@code --time-limit}. */
  public String option() {
    return "--" + yaml.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  static Optional<Key> of(String yaml) {
    return Arrays.stream(values()).filter(key -> key.yaml.equals(yaml)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Key::yaml).toList();
  }
}
