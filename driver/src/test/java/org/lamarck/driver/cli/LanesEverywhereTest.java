package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Experiments that are simulated side by side, with and without a network in the rates, are fitted
 * to the same bytes on threads and on Spark.
 */
@Tag("slow")
@Tag("process")
class LanesEverywhereTest {
  @TempDir private Path folder;

  private String fitted(String name, String problem, String strategy, String... engine)
      throws Exception {
    List<String> what = List.of("../examples/" + problem, "--strategy", strategy, "--rtol", "1e-4");
    return new FitFolder(folder.resolve(name), what, 60).fitted(engine);
  }

  @ParameterizedTest
  @CsvSource({
    "fitzhugh-nagumo/neural.yaml, multistart",
    "fitzhugh-nagumo/neural.yaml, hybrid",
    "circuits/french-flag.yaml, multistart"
  })
  void oneThreadTwoThreadsAndSparkWriteTheSameBytes(String problem, String strategy)
      throws Exception {
    String whole = fitted("one", problem, strategy, "--threads", "1");
    assertThat(fitted("two", problem, strategy, "--threads", "2")).isEqualTo(whole);
    assertThat(fitted("spark", problem, strategy, "--engine", "spark", "--master", "local[2]"))
        .isEqualTo(whole);
  }
}
