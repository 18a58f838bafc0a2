package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Molecules that die, at k each. */
class SimulateStochasticTest {
  private static final String MODEL =
      """
      <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
      <model id="m">
      <listOfCompartments><compartment id="c" size="2" constant="true"/></listOfCompartments>
      <listOfSpecies><species id="S" compartment="c" initialAmount="100" constant="false"
        boundaryCondition="false" hasOnlySubstanceUnits="false"/></listOfSpecies>
      <listOfParameters><parameter id="k" value="1" constant="true"/></listOfParameters>
      <listOfReactions><reaction id="R" reversible="false" %s><listOfReactants>
      <speciesReference species="S" stoichiometry="1" constant="true"/></listOfReactants>
      <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML">
      <apply><times/><ci>k</ci><ci>c</ci><ci>S</ci></apply></math></kineticLaw></reaction>
      </listOfReactions></model></sbml>
      """;

  @TempDir private Path folder;
  private String model = "";

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(folder.resolve("m.xml"), MODEL.formatted("")).toString();
  }

  private static List<String> lines(String text) {
    return List.of(text.strip().split("\n", -1));
  }

  private static double cell(String line, int column) {
    return Double.parseDouble(line.split(",", -1)[column]);
  }

  @Test
  void meansAndStandardDeviationsArePrinted() {
    Terminal result =
        lamarck(
            "simulate",
            model,
            "--end",
            "1",
            "--steps",
            "2",
            "--stochastic",
            "--runs",
            "4000",
            "--seed",
            "3",
            "--amounts");
    assertThat(result.code()).as(result.err()).isZero();
    List<String> lines = lines(result.out());
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("time,S-mean,S-sd");
    assertThat(lines.get(1)).isEqualTo("0.0,100.0,0.0");
    double left = Math.exp(-1);
    double sd = Math.sqrt(100 * left * (1 - left));
    assertThat(cell(lines.get(3), 1)).isEqualTo(100 * left, within(4 * sd / Math.sqrt(4000)));
    assertThat(cell(lines.get(3), 2)).isEqualTo(sd, within(4 * sd / Math.sqrt(8000)));
  }

  @Test
  void concentrationsAndGivenValuesAreInTheMeaningOfTheModel() {
    Terminal result =
        lamarck(
            "simulate",
            model,
            "--times",
            "0,2",
            "--stochastic",
            "--runs",
            "50",
            "--set",
            "S=20",
            "--set",
            "k=0");
    assertThat(lines(result.out()))
        .containsExactly("time,S-mean,S-sd", "0.0,20.0,0.0", "2.0,20.0,0.0");
  }

  @Test
  void pathsAreThoseOfEachRun() {
    Terminal result =
        lamarck(
            "simulate",
            model,
            "--times",
            "1",
            "--stochastic",
            "--runs",
            "3",
            "--paths",
            "--scan",
            "k=0:1:2");
    List<String> lines = lines(result.out());
    assertThat(lines.get(0)).isEqualTo("time,k,run,S");
    assertThat(lines.subList(1, 4))
        .containsExactly("1.0,0.0,0,50.0", "1.0,0.0,1,50.0", "1.0,0.0,2,50.0");
    assertThat(lines).hasSize(7);
  }

  @Test
  void bytesAreThoseOfTheSeed() {
    String[] command = {
      "simulate",
      model,
      "--end",
      "1",
      "--steps",
      "3",
      "--stochastic",
      "--runs",
      "300",
      "--seed",
      "9"
    };
    assertThat(lamarck(command).out()).isEqualTo(lamarck(command).out());
    String[] other = command.clone();
    other[other.length - 1] = "10";
    assertThat(lamarck(other).out()).isNotEqualTo(lamarck(command).out());
  }

  @Test
  void manyModelsGoToFiles() throws IOException {
    String out = folder.resolve("out").toString();
    Terminal result =
        lamarck(
            "simulate",
            model,
            "--end",
            "1",
            "--steps",
            "1",
            "--stochastic",
            "--runs",
            "10",
            "--paths",
            "--algorithm",
            "tau-leaping",
            "--out",
            out);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(Files.readAllLines(Path.of(out, "m.csv"))).hasSize(3);
    assertThat(Files.readAllLines(Path.of(out, "m-paths.csv"))).hasSize(21);
  }

  @Test
  void casesOfTheSuiteAreJudged() throws IOException {
    Path one = Files.createDirectories(folder.resolve("suite/00001"));
    Files.writeString(one.resolve("00001-sbml-l3v2.xml"), MODEL.formatted(""));
    Files.writeString(
        one.resolve("00001-settings.txt"),
        """
        start: 0
        duration: 1
        steps: 1
        variables: S
        amount: S
        output: S-mean, S-sd
        meanRange: (-3, 3)
        sdRange: (-5, 5)
        """);
    Files.writeString(
        one.resolve("00001-results.csv"), "time,S-mean,S-sd\n0,100,0\n1,36.78794,4.82218\n");
    String out = folder.resolve("out").toString();
    Terminal result =
        lamarck(
            "simulate",
            "--suite",
            folder.resolve("suite").toString(),
            "--stochastic",
            "--runs",
            "1000",
            "--out",
            out);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("1 of 1 cases have every point within its range");
    List<String> table = Files.readAllLines(Path.of(out, "00001.csv"));
    assertThat(table.get(0)).isEqualTo("time,S-mean,S-sd");
    assertThat(table).hasSize(3);
    assertThat(Files.readAllLines(Path.of(out, "ranges.tsv")).get(1)).startsWith("00001\t4\t");
  }

  @Test
  void whatCannotBeRunIsRefusedInOneLine() throws IOException {
    Files.writeString(Path.of(model), MODEL.formatted("fast=\"true\""));
    Terminal fast = lamarck("simulate", model, "--times", "1", "--stochastic");
    assertThat(fast.code()).isEqualTo(2);
    assertThat(fast.errorLines()).hasSize(1);
    assertThat(fast.err()).contains("m.xml:7:", "the reaction R is fast");
    writeModel();
    requireRefused("--runs: error: runs (1) must be from 2", "--runs", "1");
    requireRefused("--algorithm: error: \"leap\" is no algorithm", "--algorithm", "leap");
    requireRefused("leave out tolerances and integrator", "--rtol", "1e-3");
    Terminal alone = lamarck("simulate", model, "--times", "1", "--runs", "5");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("--stochastic");
  }

  private void requireRefused(String message, String option, String value) {
    Terminal result = lamarck("simulate", model, "--times", "1", "--stochastic", option, value);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.err()).contains(message);
  }
}
