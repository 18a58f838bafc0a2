package org.lamarck.driver.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.predict.PredictedSeries.Series;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Measurement;

/** Series of the example of binding with two experiments, one's id the beginning of the other's. */
class PredictedSeriesTest {
  private static final Path BINDING = Path.of("..", "examples", "binding");

  @TempDir private Path folder;

  @BeforeEach
  void twoDoses() throws IOException {
    for (String name : List.of("problem.yaml", "model.xml", "observables.tsv", "parameters.tsv")) {
      Files.copy(BINDING.resolve(name), folder.resolve(name));
    }
    Files.writeString(folder.resolve("conditions.tsv"), "conditionId\tS\ndose1\t0.4\ndose10\t4\n");
    Files.writeString(
        folder.resolve("measurements.tsv"),
        """
        observableId\tsimulationConditionId\ttime\tmeasurement
        substrate\tdose1\t0\t0.4
        substrate\tdose1\t50\t0.001
        substrate\tdose10\t0\t4
        substrate\tdose10\t8\t1.5
        """);
  }

  private EstimationProblem problem() throws Exception {
    return ProblemFiles.read(folder.resolve("problem.yaml").toString(), ScaleChoice.AUTO).problem();
  }

  private static PredictionRequest request(
      List<String> of,
      List<String> conditions,
      Map<String, String> settings,
      @Nullable String times) {
    return new PredictionRequest(of, null, conditions, settings, times, 0.95, 10);
  }

  private List<Series> series(PredictionRequest request) throws Exception {
    return PredictedSeries.of(problem(), request).series();
  }

  private static double last(Series series) {
    return series.times().get(series.times().size() - 1);
  }

  @Test
  void everyExperimentHasTheRangeOfItsOwnMeasurements() throws Exception {
    List<Series> all = series(request(List.of(), List.of(), Map.of(), null));
    assertThat(all).extracting(Series::experiment).containsExactly("dose1", "dose10");
    assertThat(all).extracting(PredictedSeriesTest::last).containsExactly(50.0, 8.0);
  }

  @Test
  void withOtherSettingsTheRangeIsThatOfTheExperimentThatIsChanged() throws Exception {
    List<Series> all = series(request(List.of("S"), List.of(), Map.of("S", "2"), null));
    assertThat(all).extracting(Series::experiment).containsExactly("dose1 [S=2]", "dose10 [S=2]");
    assertThat(all).extracting(PredictedSeriesTest::last).containsExactly(50.0, 8.0);
  }

  @Test
  void measurementsOfTheProblemComeFirstAndThoseOfASeriesStandTogether() throws Exception {
    EstimationProblem problem = problem();
    PredictedSeries asked =
        PredictedSeries.of(
            problem, request(List.of("S", "S + P"), List.of("dose10"), Map.of(), "0,1,2.5"));
    assertThat(asked.series()).extracting(Series::first).containsExactly(4, 7);
    List<Measurement> dense = asked.dense().measurements();
    assertThat(dense).hasSize(4 + 3 + 3);
    assertThat(dense.subList(0, 4)).isEqualTo(problem.measurements());
    assertThat(dense.subList(7, 10)).extracting(Measurement::time).containsExactly(0.0, 1.0, 2.5);
    assertThat(dense.subList(4, 10)).allMatch(one -> one.experiment() == 1);
  }

  @Test
  void theOrderIsThatOfTheQuestionsThenOfTheExperiments() throws Exception {
    List<Series> all = series(request(List.of("P", "S"), List.of(), Map.of(), "0,1"));
    assertThat(all)
        .extracting(one -> one.quantity() + " " + one.experiment())
        .containsExactly("P dose1", "P dose10", "S dose1", "S dose10");
  }

  @Test
  void anExperimentThatIsNamedTwiceIsPredictedOnce() throws Exception {
    assertThat(series(request(List.of("S"), List.of("dose10", "dose10"), Map.of(), "0,1")))
        .hasSize(1);
  }

  @Test
  void whatTheProblemDoesNotHaveIsRefusedWithTheNearestName() {
    assertThatThrownBy(() -> series(request(List.of(), List.of("dose2"), Map.of(), null)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--conditions: error: there is no experiment dose2; ");
    assertThatThrownBy(() -> series(request(List.of("substrat"), List.of(), Map.of(), null)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--of: error: \"substrat\": there is no substrat; ");
    assertThatThrownBy(() -> series(request(List.of(), List.of(), Map.of("K", "2"), null)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--set: error: K is estimated");
  }

  @Test
  void whereNothingIsMeasuredAlongTimeItIsSaidWhatToGive() throws IOException {
    Files.writeString(
        folder.resolve("measurements.tsv"),
        "observableId\tsimulationConditionId\ttime\tmeasurement\nsubstrate\tdose1\t0\t0.4\n");
    assertThatThrownBy(() -> series(request(List.of(), List.of(), Map.of(), null)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "error: nothing is measured along time; say what to predict by --of, and --times");
  }
}
