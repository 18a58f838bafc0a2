package org.lamarck.driver.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.select.SelectionOutcome.Ranked;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.selection.ModelSearch;
import org.lamarck.worker.petab.select.SelectionReader;
import org.lamarck.worker.petab.table.Findings;

/** Tables, object and plots of the example of elimination, beside the formulas of the criteria. */
class SelectionTablesTest {
  private static final Path PROBLEM = Path.of("..", "examples", "elimination", "selection.yaml");

  /** Rows of its measurement table. */
  private static final int DATA = 16;

  private static SelectionOutcome outcome;

  @BeforeAll
  static void select() throws Exception {
    try (Engine engine = LocalEngine.ofThreads(1)) {
      outcome =
          new SelectionRun(
                  SelectionReader.read(PROBLEM, SelectionReader.Choice.NONE, new Findings()),
                  new SelectionRun.Settings(1, 1, ObjectiveChoice.DEFAULT),
                  new SelectionRun.Watching() {
                    @Override
                    public void step(ModelSearch search, int unknown) {}

                    @Override
                    public void progress(int done, int models, double seconds) {}
                  })
              .go(engine, new StopSwitch(), Double.POSITIVE_INFINITY);
    }
  }

  private static List<String[]> rows(String table) {
    return table.lines().map(line -> line.split("\t", -1)).toList();
  }

  private static double number(String[] row, int column) {
    return Double.parseDouble(row[column]);
  }

  @Test
  void theTableOfModelsHasItsColumnsAndThoseOfTheSpace() {
    assertThat(rows(SelectionTables.models(outcome)).get(0))
        .containsExactly(
            "modelHash",
            "iteration",
            "predecessorModelHash",
            "AICc",
            "delta",
            "weight",
            "nllh",
            "estimated",
            "starts",
            "agreeing",
            "failure",
            "ke",
            "tissue",
            "saturation");
  }

  @Test
  void criteriaDifferencesAndWeightsFollowFromTheLikelihoods() {
    List<String[]> rows = rows(SelectionTables.models(outcome));
    List<String[]> models = rows.subList(1, rows.size());
    double[] parts = models.stream().mapToDouble(row -> Math.exp(-number(row, 4) / 2)).toArray();
    double sum = Arrays.stream(parts).sum();
    double best = number(models.get(0), 3);
    for (int i = 0; i < models.size(); i++) {
      String[] row = models.get(i);
      double k = number(row, 7);
      double expected =
          2 * k + 2 * number(row, 6) + 2 * k * (k + 1) / (DATA - k - 1); // Hurvich and Tsai
      // rounding of sums of a few dozens
      assertThat(number(row, 3)).isCloseTo(expected, within(1e-12));
      assertThat(number(row, 4)).isCloseTo(number(row, 3) - best, within(1e-12));
      assertThat(number(row, 5)).isCloseTo(parts[i] / sum, within(1e-14));
    }
    assertThat(models).isSortedAccordingTo((a, b) -> Double.compare(number(a, 3), number(b, 3)));
  }

  @Test
  void metaparametersCountAsTheParametersThatTheyStandFor() {
    for (String[] row : rows(SelectionTables.models(outcome)).subList(1, 8)) {
      int expected = 2; // V and sd_plasma are always estimated
      expected += row[11].equals("estimate") ? 1 : 0;
      expected += row[12].equals("estimate") ? 2 : 0; // k12, k21
      expected += row[13].equals("estimate") ? 2 : 0; // Vmax, Km
      assertThat(number(row, 7)).as(row[0]).isEqualTo(expected);
    }
  }

  @Test
  void everyStepBeginsAtTheBestModelOfTheOneBefore() {
    List<String[]> steps = rows(SelectionTables.steps(outcome));
    assertThat(steps.get(0))
        .containsExactly("iteration", "method", "candidates", "modelHash", "AICc", "changes");
    double before = Double.POSITIVE_INFINITY;
    for (String[] step : steps.subList(2, steps.size())) {
      assertThat(step[1]).isEqualTo("forward");
      assertThat(number(step, 4)).isLessThanOrEqualTo(before);
      before = number(step, 4);
    }
    assertThat(steps.get(steps.size() - 1)[3]).isEqualTo("M-110"); // the model of the data
  }

  @Test
  void theObjectHasTheKeysOfTheContract() {
    Map<String, Object> json = SelectionTables.json(outcome);
    assertThat(json)
        .containsKeys("model", "criterion", "value", "nllh", "calibrated", "stopped", "wallClock")
        .containsEntry("criterion", "AICc")
        .containsEntry("method", "forward")
        .containsEntry("calibrated", 7)
        .containsEntry("stopped", "finished");
    Map<?, ?> model = (Map<?, ?>) Objects.requireNonNull(json.get("model"));
    assertThat(model.get("modelSubspaceId")).isEqualTo("M");
    assertThat(model.get("parameters"))
        .isEqualTo(Map.of("ke", "estimate", "tissue", "estimate", "saturation", 0.0));
    Map<?, ?> estimates = (Map<?, ?>) Objects.requireNonNull(model.get("estimatedParameters"));
    assertThat(estimates.keySet().stream().map(Object::toString))
        .containsExactlyInAnyOrder("ke", "k12", "k21", "V", "sd_plasma");
    Ranked best = outcome.best().orElseThrow();
    Map<?, ?> criteria = (Map<?, ?>) Objects.requireNonNull(json.get("criteria"));
    double k = outcome.size(best.model()).estimated();
    double nllh = best.found().nllh();
    assertThat((Double) criteria.get("AIC")).isCloseTo(2 * k + 2 * nllh, within(1e-12));
    assertThat((Double) criteria.get("BIC"))
        .isCloseTo(k * Math.log(DATA) + 2 * nllh, within(1e-12));
    assertThat(criteria.get("AICc")).isEqualTo(json.get("value"));
    assertThat(criteria.get("NLLH")).isEqualTo(json.get("nllh"));
  }

  @Test
  void theWayHasADotForEveryModelAndTheBestIsLarger() {
    String way = SelectionPlots.way(outcome);
    assertThat(way.split("<circle", -1)).hasSize(1 + 7);
    assertThat(way.split("class=\"dot c0\"", -1)).hasSize(1 + 1);
    assertThat(way).contains("AICc by iteration", "M-110: ");
  }

  @Test
  void settingsHaveASquareForEveryModelAndParameterFilledWhereItIsEstimated() {
    List<Ranked> ranked = outcome.ranked();
    String plot = SelectionPlots.settings(outcome, ranked);
    long filled =
        ranked.stream()
            .flatMap(one -> one.model().settings().values().stream())
            .filter(setting -> setting.estimated())
            .count();
    assertThat(plot.split("<rect", -1)).hasSize(1 + 7 * 3);
    assertThat(plot.split("class=\"dot c0\"", -1)).hasSize((int) (1 + filled));
    assertThat(plot).contains("M-110: saturation 0");
  }

  private static CalibrationEnd end(double objective, String id, double value) {
    return new CalibrationEnd(
        objective,
        objective - 1,
        Map.of(id, value),
        new Effort(2, 10, Failures.of(Evaluation.Reason.STEP_LIMIT, 1)),
        "");
  }

  @Test
  void ofSearchesTheBestStandsAndThoseThatCameThereAreCounted() {
    CalibratedModel model =
        CalibratedModel.of(
            "content",
            List.of(end(-200.0001, "k", 1), end(-200.0002, "k", 2), end(-199.9, "k", 3)));
    assertThat(model.objective()).isEqualTo(-200.0002);
    assertThat(model.nllh()).isEqualTo(-201.0002);
    assertThat(model.estimates()).containsEntry("k", 2.0);
    assertThat(model.starts()).isEqualTo(3);
    assertThat(model.agreeing()).isEqualTo(2); // a millionth of 200 is 0.0002
    assertThat(model.effort())
        .isEqualTo(new Effort(6, 30, Failures.of(Evaluation.Reason.STEP_LIMIT, 3)));
  }

  @Test
  void ofEqualSearchesTheFirstStands() {
    CalibratedModel model =
        CalibratedModel.of("content", List.of(end(0.5, "k", 1), end(0.5, "k", 2)));
    assertThat(model.estimates()).containsEntry("k", 1.0);
    assertThat(model.agreeing()).isEqualTo(2);
  }

  @Test
  void searchesThatAllFailedAgreeOnNothingAndOneThatDidNotStands() {
    CalibrationEnd lost = CalibrationEnd.failed(Effort.NONE, "NON_FINITE in dose");
    CalibratedModel none = CalibratedModel.of("content", List.of(lost, lost));
    assertThat(none.failure()).isEqualTo("NON_FINITE in dose");
    assertThat(none.agreeing()).isZero();
    assertThat(none.nllh()).isNaN();
    CalibratedModel one = CalibratedModel.of("content", List.of(lost, end(3, "k", 1), lost));
    assertThat(one.failure()).isEmpty();
    assertThat(one.objective()).isEqualTo(3);
    assertThat(one.starts()).isEqualTo(3);
    assertThat(one.agreeing()).isEqualTo(1);
  }
}
