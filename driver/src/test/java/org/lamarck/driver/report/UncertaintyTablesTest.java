package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.worker.problem.Scale;

class UncertaintyTablesTest {
  @Test
  void whatIsNotFoundIsAnEmptyCell() {
    assertThat(UncertaintyTables.estimates(Parts.uncertainty()).lines())
        .containsExactly(
            "parameterId\tparameterScale\testimate\tstandardError\tlower95\tupper95\tstatus",
            "k_1\tlog10\t10.0\t0.1\t6.4\t15.7\tfound",
            "k_2\tlin\t0.0\t\t\t\tbound",
            "k_3\tlog\t3.0\t\t\t\tflat");
    Map<String, String> files = UncertaintyTables.files(Parts.uncertainty());
    assertThat(files.get("correlations.tsv"))
        .isEqualTo("parameterId\tk_1\tk_2\tk_3\nk_1\t1.0\t\t\nk_2\t\t\t\nk_3\t\t\t\n");
    assertThat(files.get("covariance.tsv"))
        .isEqualTo(
            "parameterId\tk_1\tk_2\tk_3\nk_1\t%s\t\t\nk_2\t\t\t\nk_3\t\t\t\n".formatted(0.1 * 0.1));
    assertThat(files.get("spectrum.tsv"))
        .isEqualTo("eigenvalue\tk_1\tk_2\tk_3\n0.0\t0.0\t0.0\t1.0\n400.0\t1.0\t0.0\t0.0\n");
    assertThat(UncertaintyTables.files(Uncertainty.none("nothing was searched"))).isEmpty();
  }

  @Test
  void theJsonHasTheSpectrumTheSloppiestFirstAndMatricesByIdWhereTheyAreAskedFor() {
    assertThat(UncertaintyTables.json(Parts.uncertainty()))
        .containsEntry(
            "spectrum",
            List.of(
                Map.of("eigenvalue", 0.0, "direction", Map.of("k_3", 1.0)),
                Map.of("eigenvalue", 400.0, "direction", Map.of("k_1", 1.0))));
    assertThat(UncertaintyTables.matrices(Parts.uncertainty()))
        .isEqualTo(
            Map.of(
                "correlations",
                Map.of("k_1", Map.of("k_1", 1.0)),
                "covariance",
                Map.of("k_1", Map.of("k_1", 0.1 * 0.1))));
  }

  @Test
  void theJsonLeavesOutWhatIsNotFound() {
    Map<String, Object> json = UncertaintyTables.json(Parts.uncertainty());
    assertThat(json)
        .containsEntry("method", "expected Fisher information")
        .containsEntry("flatDirections", List.of(Map.of("k_3", 1.0)))
        .doesNotContainKey("conditionNumber"); // it is infinite
    Map<?, ?> parameters = (Map<?, ?>) Objects.requireNonNull(json.get("parameters"));
    assertThat(parameters.get("k_1"))
        .isEqualTo(
            Map.of(
                "scale",
                "log10",
                "standardError",
                0.1,
                "lower95",
                6.4,
                "upper95",
                15.7,
                "status",
                "found"));
    assertThat(parameters.get("k_2")).isEqualTo(Map.of("scale", "lin", "status", "bound"));
  }

  @Test
  void whereThereIsNoneTheReasonStandsAlone() {
    Uncertainty none = Uncertainty.none("nothing was searched");
    assertThat(UncertaintyTables.json(none)).isEqualTo(Map.of("missing", "nothing was searched"));
    assertThat(UncertaintyTables.words(none)).isEqualTo("none: nothing was searched");
  }

  @Test
  void oneLineCountsAndNamesTheFlatOnes() {
    assertThat(UncertaintyTables.words(Parts.uncertainty()))
        .isEqualTo(
            "1 of 3 parameters have a standard error (uncertainty.tsv); the data say less than the"
                + " bounds of k_3");
  }

  @Test
  void oneLineNamesAFewOfManyFlatOnes() {
    List<Uncertainty.Estimate> weights =
        IntStream.range(0, 370)
            .mapToObj(
                k ->
                    new Uncertainty.Estimate(
                        "w_" + k, Scale.LIN, 0, 0, 0, 0, Uncertainty.Status.FLAT))
            .toList();
    Uncertainty uncertainty = new Uncertainty(weights, List.of(), 1, List.of(), List.of(), "", "");
    assertThat(UncertaintyTables.words(uncertainty))
        .startsWith("0 of 370 parameters have a standard error")
        .endsWith(
            "bounds of w_0, w_1, w_2, w_3, w_4, w_5, w_6, w_7, w_8, w_9, w_10 and 359 others");
  }
}
