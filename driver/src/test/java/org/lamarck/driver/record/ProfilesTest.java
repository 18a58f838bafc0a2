package org.lamarck.driver.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Profiles.Interval;
import org.lamarck.driver.report.Parts;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.profile.Contour;
import org.lamarck.strategies.profile.Curve;
import org.lamarck.strategies.profile.Curve.Verdict;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.Pair;
import org.lamarck.strategies.profile.ProfilePoint;
import org.lamarck.strategies.profile.Profiled;
import org.lamarck.strategies.profile.Slice;
import org.lamarck.worker.problem.Parameter;

/** Of three parameters on decimal logarithms. */
class ProfilesTest {
  private static final List<Parameter> THREE = Parts.parameters("k_a", "k_b", "k_c");
  private static final Vector OPTIMUM = Vector.of(1, 2, 0);
  private static final End PENDING = new End(End.Kind.PENDING, Double.NaN, Double.NaN, "");

  private static End crossed(double at) {
    return new End(End.Kind.CROSSED, at, 2, "");
  }

  private static End bound(double at, double rise) {
    return new End(End.Kind.BOUND, at, rise, "");
  }

  /** Along which b takes away half of what a gains, and c a hundredth. */
  private static Curve curve(End lower, End upper) {
    List<ProfilePoint> points = new ArrayList<>();
    for (double a : new double[] {-1, 1, 3}) {
      Vector x = Vector.of(a, 2 - (a - 1) / 2, (a - 1) / 100);
      points.add(new ProfilePoint(a, x, 5, 0));
    }
    return new Curve(0, points, lower, upper);
  }

  private static Profiles of(
      Curve curve,
      List<Slice> slices,
      List<Contour> contours,
      Map<Integer, Map<String, Double>> structural) {
    Profiled profiled = new Profiled(OPTIMUM, 5, 2, List.of(curve), slices, contours, 0);
    return new Profiles(0.95, THREE, profiled, structural, Effort.NONE, 1);
  }

  private static Interval interval(Curve curve, Map<Integer, Map<String, Double>> structural) {
    return of(curve, List.of(), List.of(), structural).intervals().get(0);
  }

  @Test
  void aFlatProfileTellsWhatMakesUpForItTheLargestPartFirst() {
    Interval flat = interval(curve(bound(-1, 0), bound(3, 0)), Map.of());
    assertThat(flat.verdict()).isEqualTo(Verdict.FLAT);
    // the hundredth of c is below a twentieth and not worth naming
    assertThat(flat.direction()).containsExactly(entry("k_a", 1.0), entry("k_b", -0.5));
  }

  @Test
  void whatIsStructurallyFlatIsSoWhateverTheProfileLooksLike() {
    Map<String, Double> way = Map.of("k_a", 1.0, "k_c", -1.0);
    Interval structural = interval(curve(crossed(-1), crossed(3)), Map.of(0, way));
    assertThat(structural.verdict()).isEqualTo(Verdict.STRUCTURALLY_FLAT);
    assertThat(structural.direction()).isEqualTo(way);
    // of another coordinate it says nothing
    Interval other = interval(curve(crossed(-1), crossed(3)), Map.of(1, way));
    assertThat(other.verdict()).isEqualTo(Verdict.IDENTIFIABLE);
    assertThat(other.direction()).isEmpty();
  }

  @Test
  void aRiseBelowAThousandthOfTheThresholdIsNone() {
    assertThat(interval(curve(bound(-1, 0.002), bound(3, 0)), Map.of()).verdict())
        .isEqualTo(Verdict.FLAT);
    assertThat(interval(curve(bound(-1, 0.0021), bound(3, 0)), Map.of()).verdict())
        .isEqualTo(Verdict.OPEN);
  }

  @Test
  void endsAreOfTheirCoordinateOnTheLinearScale() {
    Interval one = interval(curve(crossed(0.5), bound(3, 1)), Map.of());
    assertThat(one.parameter().id()).isEqualTo("k_a");
    // powers of ten, to rounding
    assertThat(one.estimate()).isCloseTo(10, within(1e-14));
    assertThat(one.lower()).isCloseTo(Math.sqrt(10), within(1e-14));
    assertThat(one.upper()).isCloseTo(1000, within(1e-12));
  }

  @Test
  void aSideThatIsNotFinishedEndsWhereItWasFollowedTo() {
    Interval one = interval(curve(PENDING, PENDING), Map.of());
    assertThat(one.lower()).isCloseTo(0.1, within(1e-16));
    assertThat(one.upper()).isCloseTo(1000, within(1e-12));
    assertThat(one.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aSliceIsFoundByItsCoordinate() {
    Slice ofA = new Slice(0, crossed(0.9), crossed(1.1));
    Slice ofB = new Slice(1, crossed(1.9), crossed(2.1));
    Curve whole = curve(crossed(-1), crossed(3));
    assertThat(of(whole, List.of(ofB, ofA), List.of(), Map.of()).intervals().get(0).slice())
        .contains(ofA);
    assertThat(of(whole, List.of(ofB), List.of(), Map.of()).intervals().get(0).slice()).isEmpty();
  }

  @Test
  void profilesAreCompleteWhenNoEndOfCurveSliceOrContourIsOpen() {
    Curve whole = curve(crossed(-1), bound(3, 1));
    Slice done = new Slice(0, crossed(0.9), crossed(1.1));
    assertThat(of(whole, List.of(done), List.of(contour(End.Kind.BOUND)), Map.of()).isComplete())
        .isTrue();
    assertThat(of(curve(crossed(-1), PENDING), List.of(), List.of(), Map.of()).isComplete())
        .isFalse();
    Slice half = new Slice(0, PENDING, crossed(1.1));
    assertThat(of(whole, List.of(half), List.of(), Map.of()).isComplete()).isFalse();
    assertThat(of(whole, List.of(done), List.of(contour(End.Kind.PENDING)), Map.of()).isComplete())
        .isFalse();
  }

  private static Contour contour(End.Kind second) {
    return new Contour(
        new Pair(0, 1, 2, Pair.RAYS),
        List.of(
            new Contour.Crossing(Vector.of(2, 2, 0), End.Kind.CROSSED, 2),
            new Contour.Crossing(Vector.of(1, 3, 0), second, 1)));
  }

  @Test
  void withoutAnOptimumNothingIsCompleteAndNothingCanBeRead() {
    Profiled none = new Profiled(null, Double.NaN, 2, List.of(), 0);
    assertThat(new Profiles(0.95, THREE, none, Effort.NONE, 0).isComplete()).isFalse();
    Profiled lost = new Profiled(null, 5, 2, List.of(curve(crossed(-1), crossed(3))), 0);
    assertThatThrownBy(() -> new Profiles(0.95, THREE, lost, Effort.NONE, 0).intervals())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void quantilesAreLinearBetweenOrderStatistics() {
    double[] five = {1, 2, 4, 8, 16};
    assertThat(Quantiles.of(five, 0)).isEqualTo(1);
    assertThat(Quantiles.of(five, 0.25)).isEqualTo(2); // place 0.25 · 4 = 1
    assertThat(Quantiles.of(five, 0.875)).isEqualTo(12); // half between 8 and 16
    assertThat(Quantiles.of(five, 1)).isEqualTo(16);
    assertThat(Quantiles.of(new double[] {3}, 0.7)).isEqualTo(3);
  }

  @Test
  void unitsFollowNamesWhereTheyAreKnown() {
    Units units = new Units("min", Map.of("pSTAT", "nmol/l"));
    assertThat(units.timeAxis()).isEqualTo("time / min");
    assertThat(units.after("pSTAT")).isEqualTo(" / nmol/l");
    assertThat(units.after("ratio")).isEmpty();
    assertThat(Units.NONE.timeAxis()).isEqualTo("time");
  }
}
