package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other values, many values and other times, against closed forms. */
class SimulateOptionsTest {
  /** Of the integrator, 1e-10, and what a hundred steps make of it. */
  private static final double DIGITS = 1e-8;

  /** S decays at k and grows thinner as its compartment grows; l is 2 k at the start. */
  private static final String MODEL =
      """
      <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
      <model id="m">
      <listOfCompartments><compartment id="c" size="2" constant="false" spatialDimensions="3"/></listOfCompartments>
      <listOfSpecies>
      <species id="S" compartment="c" initialAmount="4" constant="false" boundaryCondition="false" hasOnlySubstanceUnits="false"/>
      </listOfSpecies>
      <listOfParameters>
      <parameter id="k" value="1" constant="true"/>
      <parameter id="l" value="1" constant="true"/>
      <parameter id="x" value="1" constant="false"/>
      <parameter id="f" constant="false"/>
      </listOfParameters>
      <listOfInitialAssignments><initialAssignment symbol="l">
      <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><cn>2</cn><ci>k</ci></apply></math>
      </initialAssignment></listOfInitialAssignments>
      <listOfRules>
      <rateRule variable="x"><math xmlns="http://www.w3.org/1998/Math/MathML">
      <apply><minus/><apply><times/><ci>l</ci><ci>x</ci></apply></apply></math></rateRule>
      <rateRule variable="c"><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>c</ci></math></rateRule>
      <assignmentRule variable="f"><math xmlns="http://www.w3.org/1998/Math/MathML">
      <apply><times/><cn>3</cn><ci>x</ci></apply></math></assignmentRule>
      </listOfRules>
      </model></sbml>
      """;

  @TempDir private Path folder;

  private String model = "";

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(folder.resolve("m.xml"), MODEL).toString();
  }

  private List<double[]> rows(String header, String... options) {
    Terminal terminal =
        lamarck(
            Stream.concat(Stream.of("simulate", model), Stream.of(options)).toArray(String[]::new));
    assertThat(terminal.err()).isEmpty();
    List<String> lines = terminal.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo(header);
    return lines.stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  /** x = exp(−2 k t): what follows a value at the start follows the one that is set. */
  @Test
  void aParameterThatIsSetMovesWhatIsComputedFromIt() {
    List<double[]> rows =
        rows("time,x", "--end", "1", "--steps", "2", "--variables", "x", "--set", "k=0.5");
    assertThat(rows.get(2)[1]).isCloseTo(Math.exp(-1), within(DIGITS));
  }

  @Test
  void initialValuesOfSpeciesAndRatesAreSet() {
    List<double[]> rows =
        rows(
            "time,x,S",
            "--times",
            "0,1",
            "--variables",
            "x,S",
            "--set",
            "x=3",
            "--set",
            "S=5",
            "--set",
            "l=0");
    assertThat(rows.get(0)).containsExactly(0, 3, 5);
    assertThat(rows.get(1)[1]).isEqualTo(3);
    assertThat(rows.get(1)[2])
        .as("5 as the volume grows by e")
        .isCloseTo(5 / Math.E, within(DIGITS));
  }

  @Test
  void aScanRunsEveryCombinationBelowEachOther() {
    List<double[]> rows =
        rows(
            "time,k,x0,x".replace("x0", "c"),
            "--times",
            "0.5,2",
            "--variables",
            "x",
            "--scan",
            "k=0.01:1:3:log",
            "--scan",
            "c=1:2:2");
    assertThat(rows).hasSize(12);
    int row = 0;
    for (double k : new double[] {0.01, 0.1, 1}) {
      for (double c : new double[] {1, 2}) {
        for (double t : new double[] {0.5, 2}) {
          assertThat(rows.get(row)[0]).isEqualTo(t);
          assertThat(rows.get(row)[1]).isCloseTo(k, within(1e-15));
          assertThat(rows.get(row)[2]).isEqualTo(c);
          assertThat(rows.get(row++)[3]).isCloseTo(Math.exp(-2 * k * t), within(DIGITS));
        }
      }
    }
  }

  @Test
  void timesComeFromAFile() throws IOException {
    Path times = Files.writeString(folder.resolve("t.csv"), "time,value\n0.25,7\n1,8\n\n4,9\n");
    List<double[]> rows = rows("time,x", "--times", times.toString(), "--variables", "x");
    assertThat(rows.stream().map(row -> row[0])).containsExactly(0.25, 1.0, 4.0);
    assertThat(rows.get(0)[1]).isCloseTo(Math.exp(-0.5), within(DIGITS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--times 1,0|comes after",
        "--times one|is no time",
        "--times -1,0|must begin at 0.0",
        "--times 0,1 --end 4|leave out one",
        "--end 1 --steps 1 --set nobody=1|has no nobody",
        "--end 1 --steps 1 --set f=1|f follows a formula",
        "--end 1 --steps 1 --scan k=1:2|is no range",
        "--end 1 --steps 1 --scan k=0:2:3:log|is no range",
        "--end 1 --steps 1 --set k=1 --scan k=1:2:3|leave out one"
      })
  void whatIsWrongIsToldInALine(String example) {
    String[] parts = example.split("\\|", -1);
    Terminal terminal =
        lamarck(
            Stream.concat(Stream.of("simulate", model), Stream.of(parts[0].split(" ")))
                .toArray(String[]::new));
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains(parts[1]).doesNotContain("Exception");
    assertThat(terminal.out()).isEmpty();
  }
}
