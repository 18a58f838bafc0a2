package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * How a fit ended, as one row among many says it. Values are negative log-likelihoods where the
 * loss is one, else what was minimised.
 *
 * @param parameters how many were searched; 0 when not known
 * @param start the value where the fit began; NaN when it began anywhere or had no value there
 * @param end the best value; NaN when there is none
 * @param evaluations without derivatives
 * @param gradients evaluations with derivatives
 * @param failures how many of both failed
 * @param reason why most of them did; empty when none did
 * @param seconds of the wall clock
 * @param trouble what a reader must know of it, such as why there is no value; empty when nothing
 */
public record FitEnd(
    long parameters,
    double start,
    double end,
    long evaluations,
    long gradients,
    long failures,
    String reason,
    double seconds,
    String trouble) {

  /** A fit that could not be made. */
  public static FitEnd failed(String why) {
    return new FitEnd(0, Double.NaN, Double.NaN, 0, 0, 0, "", 0, why);
  }

  /**
   * The end that a {@code result.json} tells.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static FitEnd of(String resultJson) {
    Map<?, ?> result = object(resultJson);
    Map<?, ?> start = map(result, "start");
    Map<?, ?> reasons = map(result, "failureReasons");
    String reason = "";
    for (Map.Entry<?, ?> entry : reasons.entrySet()) {
      if (reason.isEmpty() || number(entry.getValue()) > number(reasons.get(reason))) {
        reason = String.valueOf(entry.getKey());
      }
    }
    return new FitEnd(
        (long) number(result.get("parameterCount")),
        value(start),
        value(map(result, "best")),
        (long) number(result.get("evaluations")),
        (long) number(result.get("gradients")),
        (long) number(result.get("failures")),
        reason,
        number(map(result, "wallClock").get("seconds")),
        trouble(result, start));
  }

  /** Whether a fit has ended that wrote this, and is not to go on. */
  public static boolean isFinal(String resultJson) {
    return !"interrupted".equals(object(resultJson).get("stopped"));
  }

  private static String trouble(Map<?, ?> result, Map<?, ?> start) {
    if (!result.containsKey("best")) {
      Object first = result.get("firstFailure");
      return first == null
          ? "no evaluation ended in time"
          : "no point could be evaluated; the first failed with " + first;
    }
    if ("interrupted".equals(result.get("stopped"))) {
      return "interrupted, not at its end";
    }
    List<String> remarks = new ArrayList<>();
    if (start.containsKey("failure")) {
      remarks.add("no value at its " + start.get("from") + " point: " + start.get("failure"));
    }
    if ("posterior".equals(map(result, "settings").get("objective"))) {
      remarks.add("priors count, so it is the posterior that was maximised");
    }
    return String.join("; ", remarks);
  }

  private static Map<?, ?> object(String json) {
    try {
      Object value = new Load(LoadSettings.builder().build()).loadFromString(json); // JSON is YAML
      if (value instanceof Map<?, ?> map) {
        return map;
      }
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("result.json is damaged: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("result.json is damaged: it holds no object");
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return parent.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static double value(Map<?, ?> point) {
    return number(point.get(point.containsKey("nllh") ? "nllh" : "objective"));
  }

  /** NaN for what is not there. */
  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (!(value instanceof String text)) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "result.json is damaged: \"" + text + "\" is no number", e);
    }
  }
}
