package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.Map;

/**
 * In what times and observables are measured, as the models of a problem say it.
 *
 * @param time such as {@code min}; empty where it is not known or models differ
 * @param observables such as {@code nmol/l}, by id; those are left out that are more than a
 *     quantity of their model, or a quantity without a unit
 */
public record Units(String time, Map<String, String> observables) implements Serializable {
  /** Nothing is known. */
  public static final Units NONE = new Units("", Map.of());

  public Units {
    observables = Map.copyOf(observables);
  }

  /** The name of an axis of time. */
  public String timeAxis() {
    return time.isEmpty() ? "time" : "time / " + time;
  }

  /** What follows the name of an observable; nothing where its unit is not known. */
  public String after(String observable) {
    String unit = observables.get(observable);
    return unit == null ? "" : " / " + unit;
  }
}
