package org.lamarck.driver.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.tolerance.Tolerances;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What one line asks of {@link BenchServer}. All keys may be left out.
 *
 * @param open the problem to read and compile before; empty to go on with the present one
 * @param point coordinates on the parameters' scales, by id; nominal where left out
 * @param method what is computed
 * @param tolerances {@code rtol} and {@code atol}
 * @param warmUp seconds of calls before those that are measured
 * @param repeat the largest number of calls that are measured
 * @param seconds after which no further call begins
 * @param held whether the answer tells how many bytes are held for the next gradient
 * @param arrays whether the answer holds residuals and their Jacobian
 */
public record BenchRequest(
    String open,
    Map<String, Double> point,
    Method method,
    Tolerances tolerances,
    double warmUp,
    int repeat,
    double seconds,
    boolean held,
    boolean arrays) {
  private static final Set<String> KEYS =
      Set.of(
          "open", "point", "method", "rtol", "atol", "warmUp", "repeat", "seconds", "held",
          "arrays");

  /** What is computed, and how. */
  enum Method {
    VALUE(Derivatives.NONE, GradientMethod.FORWARD),
    FORWARD(Derivatives.GRADIENT, GradientMethod.FORWARD),
    ADJOINT(Derivatives.GRADIENT, GradientMethod.ADJOINT),
    AUTO(Derivatives.GRADIENT, GradientMethod.AUTO),
    RESIDUALS(Derivatives.RESIDUALS, GradientMethod.FORWARD);

    private final Derivatives derivatives;
    private final GradientMethod gradient;

    Method(Derivatives derivatives, GradientMethod gradient) {
      this.derivatives = derivatives;
      this.gradient = gradient;
    }

    Derivatives derivatives() {
      return derivatives;
    }

    private static Method of(String word) {
      for (Method method : values()) {
        if (method.name().toLowerCase(Locale.ROOT).equals(word)) {
          return method;
        }
      }
      throw new IllegalArgumentException(
          "there is no method \""
              + word
              + "\"; choose of value, forward, adjoint, auto, residuals");
    }
  }

  EvaluationSettings settings() {
    return new EvaluationSettings(tolerances, method.gradient);
  }

  /**
   * Reads a line: a JSON object.
   *
   * @param fallback the scheme of integration, and the tolerances where the line gives none
   */
  static BenchRequest parse(String line, Tolerances fallback) throws ConfigException {
    Map<String, Object> given = object(line);
    for (String key : given.keySet()) {
      if (!KEYS.contains(key)) {
        throw new ConfigException("there is no key \"" + key + "\"; choose of " + sorted());
      }
    }
    try {
      return new BenchRequest(
          text(given, "open", ""),
          point(given.getOrDefault("point", Map.of())),
          Method.of(text(given, "method", "auto")),
          tolerances(given, fallback).withStepping(fallback.stepping()),
          number(given, "warmUp", 0),
          (int) number(given, "repeat", 1),
          number(given, "seconds", 60),
          flag(given, "held"),
          flag(given, "arrays"));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private static Tolerances tolerances(Map<String, Object> given, Tolerances fallback)
      throws ConfigException {
    double relative = number(given, "rtol", fallback.relative());
    if (given.containsKey("atol")) {
      return Tolerances.of(relative, number(given, "atol", Double.NaN));
    }
    return fallback.floor() == Tolerances.Floor.ABSOLUTE
        ? Tolerances.of(relative, fallback.absolute().get(0))
        : Tolerances.scaled(relative);
  }

  private static String sorted() {
    return String.join(", ", KEYS.stream().sorted().toList());
  }

  private static Map<String, Object> object(String line) throws ConfigException {
    try {
      if (new Load(LoadSettings.builder().build()).loadFromString(line) instanceof Map<?, ?> map) {
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(String.valueOf(key), value));
        return object;
      }
    } catch (YamlEngineException e) {
      String why = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
      throw new ConfigException("this is no JSON: " + why);
    }
    throw new ConfigException("a request must be a JSON object; write such as {\"rtol\": 1e-8}");
  }

  private static Map<String, Double> point(Object given) {
    Map<String, Double> point = new LinkedHashMap<>();
    if (!(given instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("point (" + given + ") must be an object");
    }
    map.forEach((id, value) -> point.put(String.valueOf(id), number(id, value)));
    return point;
  }

  private static String text(Map<String, Object> given, String key, String fallback) {
    Object value = given.getOrDefault(key, fallback);
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(key + " (" + value + ") must be a text");
  }

  private static boolean flag(Map<String, Object> given, String key) {
    Object value = given.getOrDefault(key, false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(key + " (" + value + ") must be true or false");
  }

  private static double number(Map<String, Object> given, String key, double fallback) {
    return number(key, given.getOrDefault(key, fallback));
  }

  private static double number(Object key, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(key + " (" + value + ") must be a number");
  }
}
