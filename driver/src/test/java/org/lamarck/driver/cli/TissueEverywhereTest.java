package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tissue whose cells divide by chance is fitted to the same bytes everywhere. */
@Tag("slow")
@Tag("process")
class TissueEverywhereTest {
  private static final String TISSUE =
      """
      format: lamarck
      tissue:
        cells: {count: 4, capacity: 14, types: 2, chemicals: 1, genes: 1, from: -1, to: 1, radius: 0.5}
        become:
        - {type: 2, first: 2, secretion: 1}
        repeat: 8
        steps:
        - division: {gradient: score}
        - growth: {rate: 0.05, limit: 0.5}
        - relaxation: {steps: 5, duration: 1e-3, temperature: 0.1, morse: {depth: 3, width: 2.8, onset: 1.7, cutoff: 2}}
        - death: {rate: 0.02}
        - diffusion: {kind: open, coefficient: 0.5, degradation: 0.2}
        - network: {inputs: [chemical], outputs: [division], duration: 2, weights: {lower: -10, upper: 10, start: 0, spread: 1}}
        - mask: {of: division, types: [1, 0.2]}
        maximise: elongation_y
        runs: 2
        draws: 2
      """;

  @TempDir private Path folder;

  private FitFolder run(String name, String strategy) throws Exception {
    Path yaml = folder.resolve("tissue.yaml");
    Files.writeString(yaml, TISSUE);
    return new FitFolder(
        folder.resolve(name), List.of(yaml.toString(), "--strategy", strategy), 240);
  }

  private String fitted(String name, String strategy, String... engine) throws Exception {
    FitFolder run = run(name, strategy);
    String fitted = run.fitted(engine);
    assertThat(Files.readString(run.location().resolve("report.html"))).contains("<animate");
    return fitted;
  }

  @Test
  void threadsAndSparkWriteTheSameBytes() throws Exception {
    String whole = fitted("one", "cmaes", "--threads", "1");
    assertThat(fitted("two", "cmaes", "--threads", "2")).isEqualTo(whole);
    assertThat(fitted("spark", "cmaes", "--engine", "spark", "--master", "local[2]"))
        .isEqualTo(whole);
  }

  @Test
  void aKilledRunGoesOnToTheSameBytes() throws Exception {
    String killed = run("killed", "cmaes").fittedThroughAKill(folder, "--threads", "2");
    assertThat(killed).isEqualTo(fitted("whole", "cmaes", "--threads", "1"));
  }

  @Test
  void scoreFunctionsAreTheSameOnThreads() throws Exception {
    String strategy = "adam(rate=0.2, steps=6)";
    assertThat(fitted("two-adam", strategy, "--threads", "2"))
        .isEqualTo(fitted("one-adam", strategy, "--threads", "1"));
  }
}
