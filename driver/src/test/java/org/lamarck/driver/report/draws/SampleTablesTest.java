package org.lamarck.driver.report.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.report.Parts;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.Parameter;

class SampleTablesTest {
  private static final List<Parameter> TWO = Parts.parameters("k_a", "k_b");
  private static final Samples GOOD = Parts.samples(TWO, 4, 500, false);

  private static double[] linear(Samples samples, int i) {
    return samples.sampled().chains().stream()
        .flatMap(List::stream)
        .mapToDouble(draw -> Math.pow(10, draw.point().get(i)))
        .toArray();
  }

  @Test
  void quantilesAndMeansAreThoseOfTheDrawsOnTheLinearScale() {
    Map<String, Object> json = SampleTables.json(GOOD);
    assertThat(json)
        .containsEntry("chains", 4)
        .containsEntry("warmup", 500)
        .containsEntry("draws", 500)
        .containsEntry("complete", true)
        .containsEntry("divergences", 0L)
        .containsEntry("gradients", 1234L);
    Map<?, ?> parameters = (Map<?, ?>) Objects.requireNonNull(json.get("parameters"));
    Map<?, ?> one = (Map<?, ?>) Objects.requireNonNull(parameters.get("k_b"));
    double[] all = linear(GOOD, 1);
    Arrays.sort(all);
    assertThat((Double) one.get("mean")).isCloseTo(StatUtils.mean(all), within(1e-12));
    assertThat((Double) one.get("standardDeviation"))
        .isCloseTo(Math.sqrt(StatUtils.variance(all)), within(1e-12));
    // by linear interpolation between order statistics
    assertThat((Double) one.get("median")).isCloseTo((all[999] + all[1000]) / 2, within(1e-12));
    assertThat((Double) one.get("q5"))
        .isCloseTo(all[99] + 0.95 * (all[100] - all[99]), within(1e-12));
    assertThat((Double) one.get("rHat")).isCloseTo(1, within(0.01));
  }

  @Test
  void drawsThatAllHaveAreCounted() {
    List<List<Draw>> chains = new ArrayList<>(GOOD.sampled().chains());
    chains.set(2, chains.get(2).subList(0, 17));
    Samples ragged = Parts.samples(TWO, chains, 500, false);
    assertThat(ragged.length()).isEqualTo(17);
    assertThat(SampleTables.json(ragged)).containsEntry("complete", false);
    Samples none = Parts.samples(TWO, List.of(), 500, false);
    assertThat(none.length()).isZero();
  }

  @Test
  void goodDrawsNeedNoWarning() {
    assertThat(SampleTables.warnings(GOOD)).isEmpty();
  }

  @Test
  void whyDrawsShouldNotBeTrustedIsSaidInALineEach() {
    List<List<Draw>> apart = new ArrayList<>(Parts.samples(TWO, 2, 50, true).sampled().chains());
    apart.set(
        0,
        apart.get(0).stream()
            .map(
                draw -> new Draw(draw.point().plus(Vector.of(1, 0)), 0, 0.8, 3, draw.isDivergent()))
            .toList());
    Samples bad = Parts.samples(TWO, apart, 10, true);
    List<String> warnings = SampleTables.warnings(bad);
    assertThat(warnings).hasSize(3);
    assertThat(warnings.get(0))
        .startsWith("the chains do not agree on k_a")
        .contains("R-hat above 1.01");
    assertThat(warnings.get(1)).startsWith("fewer than 100 effective draws a chain of k_a");
    assertThat(warnings.get(2)).startsWith("2 steps diverged").contains("--acceptance");
  }

  @Test
  void linesForATerminalHaveARowForEachParameter() {
    List<String> lines = SampleTables.lines(GOOD);
    assertThat(lines.get(0))
        .isEqualTo("parameter           5 %        median          95 %   R-hat    bulk    tail");
    assertThat(lines.get(1)).startsWith("k_a ").hasSameSizeAs(lines.get(0));
    assertThat(lines.get(2)).startsWith("k_b ");
    assertThat(lines.get(3))
        .isEqualTo(
            "draws        500 of each of 4 chains, after 500 steps of learning; 0 divergent");
    assertThat(lines.get(4)).isEqualTo("evaluations  1234 with derivatives, 0 failed, 2.5 s");
  }
}
