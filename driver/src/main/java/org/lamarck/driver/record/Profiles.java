package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.profile.Curve;
import org.lamarck.strategies.profile.Curve.Verdict;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.ProfilePoint;
import org.lamarck.strategies.profile.Profiled;
import org.lamarck.strategies.profile.Slice;
import org.lamarck.worker.problem.Parameter;

/**
 * Profiles of parameters around the best point.
 *
 * @param level confidence of the intervals; NaN when the threshold was given instead
 * @param searched the coordinates of every point
 * @param structural by coordinate, combinations of parameters that no data of this kind can resolve
 * @param effort what they cost
 * @param seconds that they took
 */
public record Profiles(
    double level,
    List<Parameter> searched,
    Profiled profiled,
    Map<Integer, Map<String, Double>> structural,
    Effort effort,
    double seconds)
    implements Serializable {
  /** Components of a flat direction below this part of the largest are left out. */
  private static final double WORTH_NAMING = 0.05;

  public Profiles {
    searched = List.copyOf(searched);
    structural = Collections.unmodifiableMap(new TreeMap<>(structural));
  }

  /** Profiles of which nobody has asked what is structural. */
  public Profiles(
      double level, List<Parameter> searched, Profiled profiled, Effort effort, double seconds) {
    this(level, searched, profiled, Map.of(), effort, seconds);
  }

  /**
   * What the profile of one parameter says, on the linear scale.
   *
   * @param estimate at the optimum
   * @param lower end of the interval, or where the profile could be followed to
   * @param upper its other end
   * @param slice how far it can go alone; nothing where that was not computed
   * @param direction of a flat profile: how far others must go with the parameter, on their scales,
   *     by id, beginning with the parameter itself; empty for others
   */
  public record Interval(
      Parameter parameter,
      Curve curve,
      Verdict verdict,
      double estimate,
      double lower,
      double upper,
      Optional<Slice> slice,
      Map<String, Double> direction) {}

  /** One for each profile, in the order in which they were asked for. */
  public List<Interval> intervals() {
    return profiled.curves().stream().map(this::interval).toList();
  }

  /** Whether all profiles have come to their ends. */
  public boolean isComplete() {
    return profiled.optimum() != null
        && profiled.curves().stream()
            .noneMatch(curve -> isPending(curve.lower()) || isPending(curve.upper()))
        && profiled.slices().stream()
            .noneMatch(slice -> isPending(slice.lower()) || isPending(slice.upper()))
        && profiled.contours().stream()
            .flatMap(contour -> contour.points().stream())
            .noneMatch(point -> point.kind() == End.Kind.PENDING);
  }

  private static boolean isPending(End end) {
    return end.kind() == End.Kind.PENDING;
  }

  private Interval interval(Curve curve) {
    Parameter parameter = searched.get(curve.coordinate());
    Vector optimum = optimum();
    boolean isStructural = structural.containsKey(curve.coordinate());
    Verdict verdict =
        isStructural ? Verdict.STRUCTURALLY_FLAT : curve.verdict(profiled.threshold());
    return new Interval(
        parameter,
        curve,
        verdict,
        parameter.linear(optimum.get(curve.coordinate())),
        parameter.linear(at(curve.lower(), curve, true)),
        parameter.linear(at(curve.upper(), curve, false)),
        profiled.slices().stream()
            .filter(slice -> slice.coordinate() == curve.coordinate())
            .findFirst(),
        isStructural
            ? structural.getOrDefault(curve.coordinate(), Map.of())
            : verdict == Verdict.FLAT ? direction(curve) : Map.of());
  }

  /** Where a side that goes on still has been followed to. */
  private static double at(End end, Curve curve, boolean isLower) {
    if (end.kind() != End.Kind.PENDING) {
      return end.at();
    }
    List<ProfilePoint> points = curve.points();
    return points.get(isLower ? 0 : points.size() - 1).at();
  }

  /** Along the flat profile from its one end to the other. */
  private Map<String, Double> direction(Curve curve) {
    List<ProfilePoint> points = curve.points();
    Vector first = points.get(0).point();
    Vector way = points.get(points.size() - 1).point().minus(first);
    double own = way.get(curve.coordinate());
    Map<String, Double> direction = new LinkedHashMap<>();
    direction.put(searched.get(curve.coordinate()).id(), 1.0);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < way.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> -Math.abs(way.get(i))));
    for (int i : order) {
      double part = way.get(i) / own;
      if (i != curve.coordinate() && Math.abs(part) >= WORTH_NAMING) {
        direction.put(searched.get(i).id(), part);
      }
    }
    return direction;
  }

  private Vector optimum() {
    Vector known = profiled.optimum();
    if (known == null) {
      throw new IllegalStateException("profiles without an optimum have no curves");
    }
    return known;
  }
}
