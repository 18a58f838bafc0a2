package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.Profiles.Interval;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.profile.Curve;
import org.lamarck.strategies.profile.Curve.Verdict;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.ProfilePoint;
import org.lamarck.strategies.profile.Profiled;
import org.lamarck.worker.problem.Parameter;

class ProfileTablesTest {
  private static final List<Parameter> TWO = Parts.parameters("k_a", "k_b");
  private static final End CROSSED_LOW = Parts.end(End.Kind.CROSSED, 0, 1.92);
  private static final End CROSSED_HIGH = Parts.end(End.Kind.CROSSED, 2, 1.92);
  private static final End BOUND_LOW = Parts.end(End.Kind.BOUND, -5, 1);
  private static final End BOUND_HIGH = Parts.end(End.Kind.BOUND, 5, 0.5);
  private static final End FAILED_HIGH = Parts.end(End.Kind.FAILED, 1.5, 0.25);
  private static final End PENDING_HIGH = new End(End.Kind.PENDING, Double.NaN, Double.NaN, "");

  private static Profiles of(End lower, End upper) {
    return Parts.profiles(0.95, TWO, List.of(Parts.curve(0, 2, lower, upper)));
  }

  private static Interval interval(End lower, End upper) {
    return of(lower, upper).intervals().get(0);
  }

  @Test
  void endsAndEstimateAreOnTheLinearScale() {
    Interval interval = interval(CROSSED_LOW, CROSSED_HIGH);
    assertThat(interval.verdict()).isEqualTo(Verdict.IDENTIFIABLE);
    assertThat(interval.estimate()).isCloseTo(10, within(1e-14)); // 10¹
    assertThat(interval.lower()).isCloseTo(1, within(1e-15));
    assertThat(interval.upper()).isCloseTo(100, within(1e-13));
    assertThat(interval.direction()).isEmpty();
  }

  @Test
  void aSideThatGoesOnIsShownAsFarAsItWent() {
    Curve pending =
        new Curve(
            0,
            List.of(
                new ProfilePoint(0, Vector.of(0, 1), 6, -2),
                new ProfilePoint(1, Vector.of(1, 1), 5, 0),
                new ProfilePoint(1.5, Vector.of(1.5, 1), 5.25, 1)),
            CROSSED_LOW,
            PENDING_HIGH);
    Profiles profiles = Parts.profiles(0.95, TWO, List.of(pending));
    assertThat(profiles.isComplete()).isFalse();
    Interval interval = profiles.intervals().get(0);
    assertThat(interval.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(interval.upper()).isCloseTo(Math.pow(10, 1.5), within(1e-12));
    assertThat(ProfileTables.lines(profiles).get(1)).contains("?").endsWith("not known");
    assertThat(ProfileTables.remark(interval)).isEqualTo("above: not finished");
  }

  @Test
  void everyVerdictHasWordsAndRemarks() {
    assertThat(ProfileTables.words(interval(CROSSED_LOW, CROSSED_HIGH))).isEqualTo("identifiable");
    assertThat(ProfileTables.remark(interval(CROSSED_LOW, CROSSED_HIGH))).isEmpty();
    assertThat(ProfileTables.words(interval(BOUND_LOW, CROSSED_HIGH))).isEqualTo("open below");
    assertThat(ProfileTables.remark(interval(BOUND_LOW, CROSSED_HIGH)))
        .isEqualTo("below: the bound, where it has risen by 1.00");
    assertThat(ProfileTables.words(interval(CROSSED_LOW, BOUND_HIGH))).isEqualTo("open above");
    assertThat(ProfileTables.words(interval(BOUND_LOW, BOUND_HIGH)))
        .isEqualTo("open on both sides");
    assertThat(ProfileTables.remark(interval(BOUND_LOW, BOUND_HIGH)))
        .isEqualTo(
            "below: the bound, where it has risen by 1.00; above: the bound, where it has risen"
                + " by 0.500");
    assertThat(ProfileTables.words(interval(CROSSED_LOW, FAILED_HIGH))).isEqualTo("not known");
    assertThat(ProfileTables.remark(interval(CROSSED_LOW, FAILED_HIGH)))
        .isEqualTo("above: step limit");
  }

  @Test
  void aFlatProfileNamesWhatMakesUpForIt() {
    Interval flat = interval(Parts.end(End.Kind.BOUND, -5, 0), Parts.end(End.Kind.BOUND, 5, 0));
    assertThat(flat.verdict()).isEqualTo(Verdict.FLAT);
    // the other goes twice as far against it
    assertThat(flat.direction()).containsExactly(Map.entry("k_a", 1.0), Map.entry("k_b", -2.0));
    assertThat(ProfileTables.remark(flat)).isEqualTo("flat in 1.00 k_a, -2.00 k_b");
  }

  @Test
  void whatDependsOnNothingIsSaidPlainly() {
    List<ProfilePoint> points =
        List.of(
            new ProfilePoint(-5, Vector.of(-5, 1), 5, 0),
            new ProfilePoint(1, Vector.of(1, 1), 5, 0),
            new ProfilePoint(5, Vector.of(5, 1.4), 5, 0)); // 0.4 of 10 is not worth naming
    Curve alone =
        new Curve(0, points, Parts.end(End.Kind.BOUND, -5, 0), Parts.end(End.Kind.BOUND, 5, 0));
    Interval interval = Parts.profiles(0.95, TWO, List.of(alone)).intervals().get(0);
    assertThat(interval.direction()).containsOnlyKeys("k_a");
    assertThat(ProfileTables.remark(interval)).isEqualTo("the objective does not depend on it");
  }

  @Test
  void endsAreOnTheScaleAndEmptyWhereOpen() {
    String heading =
        "parameterId\tlower\tupper\tlowerStatus\tupperStatus\tverdict\tsliceLower\tsliceUpper\n";
    assertThat(ProfileTables.ends(of(CROSSED_LOW, CROSSED_HIGH)))
        .isEqualTo(heading + "k_a\t0.0\t2.0\tfound\tfound\tidentifiable\t\t\n");
    assertThat(ProfileTables.ends(of(BOUND_LOW, FAILED_HIGH)))
        .isEqualTo(heading + "k_a\t\t\tbound\topen\tnot known\t\t\n");
  }

  @Test
  void theCurvesAreATableThatReadsBack() {
    List<String> lines = ProfileTables.curves(of(CROSSED_LOW, CROSSED_HIGH)).lines().toList();
    assertThat(lines.get(0)).isEqualTo("parameterId\tvalue\tobjective\trise\tslope\tk_a\tk_b");
    assertThat(lines).hasSize(4);
    String[] first = lines.get(1).split("\t", -1);
    assertThat(first).hasSize(7).startsWith("k_a", "1.0", "6.0", "1.0", "-2.0", "1.0");
    assertThat(Double.parseDouble(first[6])).isCloseTo(1000, within(1e-9)); // 1 + 2 decades
  }

  @Test
  void theJsonSaysEndsInWords() {
    Map<String, Object> json = ProfileTables.json(of(BOUND_LOW, CROSSED_HIGH));
    assertThat(json)
        .containsEntry("level", 0.95)
        .containsEntry("threshold", 1.92)
        .containsEntry("objective", 5.0)
        .containsEntry("complete", true)
        .containsEntry("gradients", 40L)
        .containsEntry("failures", 2L);
    Map<?, ?> parameters = (Map<?, ?>) Objects.requireNonNull(json.get("parameters"));
    Map<?, ?> one = (Map<?, ?>) Objects.requireNonNull(parameters.get("k_a"));
    assertThat(one.get("verdict")).isEqualTo("open below");
    assertThat(one.get("lowerEnd")).isEqualTo("bound");
    assertThat(one.get("upperEnd")).isEqualTo("crossed");
    assertThat(one.containsKey("flatDirection")).isFalse();
    Profiles ofThreshold =
        Parts.profiles(Double.NaN, TWO, List.of(Parts.curve(0, 2, CROSSED_LOW, CROSSED_HIGH)));
    assertThat(ProfileTables.json(ofThreshold)).doesNotContainKey("level");
  }

  @Test
  void withoutAnOptimumThereIsNothingButItsEffort() {
    Profiles none =
        new Profiles(0.95, TWO, new Profiled(null, Double.NaN, 1.92, List.of(), 0), Effort.NONE, 0);
    assertThat(none.isComplete()).isFalse();
    assertThat(ProfileTables.json(none)).doesNotContainKey("objective");
    assertThat(ProfileTables.curves(none).lines()).hasSize(1);
  }

  @Test
  void linesForATerminalAreAligned() {
    List<String> lines = ProfileTables.lines(of(CROSSED_LOW, BOUND_HIGH));
    assertThat(lines.get(0)).isEqualTo("parameter         lower      estimate         upper  ");
    assertThat(lines.get(1))
        .isEqualTo("k_a             1.00000       10.0000          open  open above");
    assertThat(lines.get(2))
        .isEqualTo("objective    5.0, ends where it has risen by 1.92000 (95 %)");
    assertThat(lines.get(3))
        .isEqualTo("evaluations  3 without and 40 with derivatives, 2 failed, 1.3 s");
  }
}
