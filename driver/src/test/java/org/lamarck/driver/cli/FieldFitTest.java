package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.PublicData;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Fits of small problems rebuilt from public bug reports, whose right answers are known. */
class FieldFitTest {
  @TempDir Path folder;

  @Test
  void parametersOfSize1e9OnTheLinearScaleAreOneBasin() throws IOException {
    Map<?, ?> result = fitted("fit-large-ten", "--evaluations", "2000");
    assertThat(result.get("basinCount")).isEqualTo(1);
  }

  @Test
  void boundsOf1e20DoNotKeepASearchAtItsStart() throws IOException {
    fitted("fit-huge-lin", "--start", "nominal", "--evaluations", "100");
  }

  @Test
  void aProblemWithoutEstimatedParametersIsEvaluatedAndSaysSo() throws IOException {
    Map<?, ?> result = fitted("fit-nothing");
    assertThat(result.get("stopped")).isEqualTo("nothing to search");
    assertThat(result.get("evaluations")).isEqualTo(1);
  }

  /** Fits a problem and compares with what is expected of it. */
  private Map<?, ?> fitted(String name, String... options) throws IOException {
    Path problem = PublicData.at("field").resolve(name);
    Path run = folder.resolve(name);
    String[] command = {
      "fit", problem.resolve("problem.yaml").toString(), "--quiet", "--out", run.toString()
    };
    assertThat(
            lamarck(Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new))
                .code())
        .isZero();
    Map<?, ?> result = read(run.resolve("result.json"));
    Map<?, ?> best = inner(result, "best");
    Map<?, ?> expected = inner(read(problem.resolve("expected.json")), "fit");
    assertThat(number(best, "nllh"))
        .isCloseTo(number(expected, "nllh"), within(number(expected, "atol_nllh")));
    for (Map.Entry<?, ?> parameter : inner(expected, "parameters").entrySet()) {
      double right = ((Number) parameter.getValue()).doubleValue();
      assertThat(number(inner(best, "parameters"), (String) parameter.getKey()))
          .isCloseTo(right, within(number(expected, "rtol") * Math.abs(right)));
    }
    return result;
  }

  private static Map<?, ?> read(Path json) throws IOException {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(json));
  }

  private static Map<?, ?> inner(Map<?, ?> object, String key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key));
  }

  private static double number(Map<?, ?> object, String key) {
    return ((Number) Objects.requireNonNull(object.get(key))).doubleValue();
  }
}
