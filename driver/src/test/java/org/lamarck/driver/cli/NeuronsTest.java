package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems of neurons by commands. */
class NeuronsTest {
  private static final String AXON = "../examples/neurons/axon.yaml";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        AXON,
        "../examples/neurons/cell.yaml",
        "../examples/neurons/circuit.yaml",
        "../examples/neurons/decision.yaml",
        "../examples/neurons/pyramid.yaml"
      })
  void theExamplesAreSound(String file) {
    assertThat(lamarck("lint", file).out()).isEmpty();
    assertThat(lamarck("lint", file).code()).isZero();
  }

  @Test
  void simulatePrintsAnActionPotentialThatRunsAlongTheAxon() {
    Terminal terminal = lamarck("simulate", AXON);
    assertThat(terminal.code()).as(terminal.err()).isZero();
    String[] rows = terminal.out().split("\n");
    assertThat(rows[0]).isEqualTo("time,soma,left,right");
    assertThat(rows).hasSize(1002);
    assertThat(peak(rows, 1)).isLessThan(peak(rows, 2)); // the soma first
    assertThat(peak(rows, 2)).isEqualTo(peak(rows, 3)); // equal branches together
  }

  @Test
  void aSpikePassesThroughANetworkOfNeuroMl() {
    Terminal terminal = lamarck("simulate", "../examples/neurons/circuit.yaml");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    String[] rows = terminal.out().split("\n");
    assertThat(rows[0]).isEqualTo("time,sender,beside,receiver");
    int delay = peak(rows, 3) - peak(rows, 1);
    assertThat(delay).isBetween(1 * 40, 5 * 40); // 1 ms to the synapse, which opens in some
  }

  /** The row in which a column is first above 0 mV. */
  private static int peak(String[] rows, int column) {
    int row = 1;
    while (Double.parseDouble(rows[row].split(",", -1)[column]) < 0) {
      row++;
    }
    return row;
  }

  @Test
  void aFitIsBetterThanItsBeginningAndShowsVoltages() throws IOException {
    Path run = folder.resolve("run");
    Terminal terminal =
        lamarck(
            "fit",
            AXON,
            "--start",
            "nominal",
            "--evaluations",
            "40",
            "--quiet",
            "--out",
            run.toString());
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(Files.readString(run.resolve("shown-voltages.csv"))).startsWith("time,soma,left");
    assertThat(Files.readString(run.resolve("report.html"))).contains("Voltages, mV");
  }

  @Test
  void aProblemIsTrainedAsItSaysAndDrawn() throws IOException {
    Path run = folder.resolve("run");
    Terminal terminal =
        lamarck(
            "fit",
            "../examples/neurons/pyramid.yaml",
            "--strategy",
            "training",
            "--start",
            "nominal",
            "--evaluations",
            "12",
            "--quiet",
            "--out",
            run.toString());
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Morphology")
        .contains("Loss by epoch")
        .contains("dendrites")
        .contains("Concentrations, mM");
    assertThat(Files.readString(run.resolve("shown-currents.csv"))).startsWith("time,sodium");
  }

  @Test
  void aProblemThatTellsNoTrainingSaysSo() {
    Terminal terminal = lamarck("fit", AXON, "--strategy", "training");
    assertThat(terminal.code()).isEqualTo(2);
    assertThat(terminal.err()).contains("axon.yaml tells no training; add training: to it");
  }

  @Test
  void aFaultIsOneLineWithItsPlace() throws IOException {
    Path file = folder.resolve("axon.yaml");
    String text = Files.readString(Path.of(AXON));
    Files.writeString(file, text.replace("- {channel: HH}", "- {channel: HHX}"));
    Terminal terminal = lamarck("fit", file.toString());
    assertThat(terminal.code()).isEqualTo(2);
    assertThat(terminal.err()).contains("axon.yaml:").contains("there is no channel HHX; write HH");
  }
}
