package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.problem.InputException;

class FinishedRunTest {
  private static final double ROUNDING = 1e-12;

  @TempDir Path folder;

  private static FinishedRun run(double nllh, int measurements, int parameters) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < parameters; i++) {
      values.put("k" + i, 1.0);
    }
    return new FinishedRun(Path.of("run"), nllh, nllh, measurements, values);
  }

  private FinishedRun read(String json) throws IOException, InputException {
    Files.writeString(folder.resolve("result.json"), json);
    return FinishedRun.read(folder);
  }

  @Test
  void criteriaAreThoseOfTheirAuthors() {
    FinishedRun run = run(100, 20, 3);
    assertThat(run.aic()).isCloseTo(206, within(ROUNDING)); // 2 nllh + 2 k
    assertThat(run.correctedAic()).isCloseTo(206 + 24.0 / 16, within(ROUNDING)); // 2k(k+1)/(n−k−1)
    assertThat(run.bic()).isCloseTo(200 + 3 * Math.log(20), within(ROUNDING));
  }

  @Test
  void tooFewMeasurementsHaveNoCorrection() {
    assertThat(run(100, 4, 3).correctedAic()).isNaN();
  }

  @Test
  void weightsAreSharesOfOne() {
    double[] weights = FinishedRun.weights(List.of(run(100, 20, 3), run(101, 20, 3)));
    assertThat(weights[0] + weights[1]).isCloseTo(1, within(ROUNDING));
    // AIC differs by 2: exp(−1) of the better one's
    assertThat(weights[1] / weights[0]).isCloseTo(Math.exp(-1), within(ROUNDING));
  }

  @Test
  void whatARunWroteIsRead() throws Exception {
    FinishedRun run =
        read(
            """
            {"measurements": 48, "best": {"objective": 138.5, "nllh": 138.25,
             "parameters": {"k1": 0.5}}}
            """);
    assertThat(run.objective()).isEqualTo(138.5);
    assertThat(run.negativeLogLikelihood()).isEqualTo(138.25);
    assertThat(run.measurements()).isEqualTo(48);
    assertThat(run.parameters()).isEqualTo(Map.of("k1", 0.5));
  }

  @Test
  void foldersThatSayNothingAreRefused() {
    assertThatThrownBy(() -> FinishedRun.read(folder.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no result.json");
    assertThatThrownBy(() -> read("{\"measurements\": 4}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the run has found no point");
    assertThatThrownBy(() -> read("{\"best\": {}}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("how many measurements");
    assertThatThrownBy(() -> read("{"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the file is damaged");
  }
}
