package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of neurons is fitted to the same bytes on threads, on Spark and after a kill. */
@Tag("slow")
@Tag("process")
class NeuronsEverywhereTest {
  private static final String NETWORK =
      """
      format: lamarck
      neurons: [{count: 3, branches: [{compartments: 2, length: 20, radius: 8}, {parent: 0, compartments: 6, length: 150}]}]
      set: [{axial_resistivity: 150, v: -65}]
      insert: [{channel: HH}, {channel: Leak, gLeak: 1e-4}]
      connect: [{synapse: IonotropicSynapse, from: 0-1/1/5, to: 2/0/0, gS: 2e-3, delay: 0.4}]
      time: {end: 15, step: 0.025, initial: steady}
      record: {first: 0/0/0, last: 2/0/0}
      experiments:
      - stimuli: [{at: 0/0/0, from: 1, duration: 2, current: 1}]
        targets: [{record: last, feature: spikes, value: 1, scale: 0.5}, {record: first, feature: maximum, value: 38, scale: 2}]
      - stimuli: [{at: 1/0/0, from: 1, duration: 2, current: 0.2}]
        targets: [{record: last, feature: spikes, value: 0, scale: 0.5}, {record: first, feature: mean, value: -64, scale: 1}]
      - stimuli: [{at: 0/0/0, from: 2, duration: 5, current: 0.8}, {at: 1/0/0, from: 2, duration: 5, current: 0.8}]
        targets: [{record: last, feature: deviation, value: 20, scale: 2}]
      estimate:
      - {parameter: HH.gNa, lower: 0.01, upper: 1, scale: log10}
      - {parameter: radius, where: "*/1", lower: 0.3, upper: 3, scale: log10}
      - {parameter: IonotropicSynapse.gS, each: true, lower: 1e-5, upper: 1e-1, scale: log10}
      training: {optimiser: adam, rate: 0.05, batch: 2, epochs: 40}
      """;

  @TempDir private Path folder;

  private FitFolder run(String name, String strategy) throws Exception {
    Path yaml = folder.resolve("network.yaml");
    Files.writeString(yaml, NETWORK);
    return new FitFolder(
        folder.resolve(name), List.of(yaml.toString(), "--strategy", strategy), 120);
  }

  @Test
  void oneThreadTwoThreadsAndSparkWriteTheSameBytes() throws Exception {
    for (String strategy : List.of("hybrid", "cmaes")) { // that one by points of two each
      String whole = run("one-" + strategy, strategy).fitted("--threads", "1");
      assertThat(run("two-" + strategy, strategy).fitted("--threads", "2")).isEqualTo(whole);
      assertThat(
              run("spark-" + strategy, strategy)
                  .fitted("--engine", "spark", "--master", "local[2]"))
          .isEqualTo(whole);
    }
  }

  @Test
  void aKilledSearchAndAKilledTrainingGoOnToTheSameBytes() throws Exception {
    for (String strategy : List.of("hybrid", "training")) {
      String killed =
          run("killed-" + strategy, strategy).fittedThroughAKill(folder, "--threads", "2");
      assertThat(killed).isEqualTo(run("whole-" + strategy, strategy).fitted("--threads", "1"));
    }
  }
}
