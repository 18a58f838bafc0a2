package org.lamarck.worker.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user decides, in place of what would be assumed.
 *
 * @param fixed values of parameters that are not estimated, by id
 * @param bounds of parameters on the linear scale, by id
 * @param estimated the parameters and initial values of species to estimate; all that can be when
 *     empty
 * @param observables formulas over the model, by the name of their column
 */
public record Wishes(
    Map<String, Double> fixed,
    Map<String, Bounds> bounds,
    List<String> estimated,
    Map<String, String> observables) {
  /** All is assumed. */
  public static final Wishes NONE = new Wishes(Map.of(), Map.of(), List.of(), Map.of());

  public Wishes {
    fixed = new LinkedHashMap<>(fixed);
    bounds = new LinkedHashMap<>(bounds);
    estimated = List.copyOf(estimated);
    observables = new LinkedHashMap<>(observables);
  }

  /** From where to where a parameter is searched, on the linear scale. */
  public record Bounds(double lower, double upper) {}
}
