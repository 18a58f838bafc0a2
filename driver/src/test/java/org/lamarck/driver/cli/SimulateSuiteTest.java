package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A small suite of own cases in the layout of the SBML test suite. */
class SimulateSuiteTest {
  /** A decays in a compartment of volume 2; the parameters are as open as SBML allows. */
  private static final String MODEL =
      """
      <sbml xmlns="http://www.sbml.org/sbml/level%1$d/version%2$d/core" level="%1$d" version="%2$d">
      <model id="m">
      <listOfCompartments><compartment id="c" size="2" constant="true"/></listOfCompartments>
      <listOfSpecies><species id="A" compartment="c" initialAmount="%3$s"
       hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/></listOfSpecies>
      <listOfParameters><parameter id="up" value="INF" constant="true"/>
      <parameter id="down" value="-INF" constant="true"/>
      <parameter id="open" constant="true"/></listOfParameters>
      <listOfReactions><reaction id="R" reversible="false" fast="false"><listOfReactants>
      <speciesReference species="A" stoichiometry="1" constant="true"/></listOfReactants>
      <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML">
      <apply><times/><ci>c</ci><ci>A</ci></apply></math></kineticLaw></reaction></listOfReactions>
      </model></sbml>
      """;

  @TempDir Path folder;
  private Path suite = Path.of("");
  private String out = "";

  @BeforeEach
  void writeCases() throws IOException {
    suite = folder.resolve("suite");
    out = folder.resolve("out").toString();
    write("00001", "A, up, down, open", "A", "");
    write("00002", "open,A", "", "A");
    Files.writeString(suite.resolve("00002/00002-sbml-l3v1.xml"), MODEL.formatted(3, 1, "8"));
  }

  private void write(String id, String variables, String amounts, String concentrations)
      throws IOException {
    Path one = Files.createDirectories(suite.resolve(id));
    Files.writeString(
        one.resolve(id + "-settings.txt"),
        """
        start: 0
        duration: 1
        steps: 2
        variables: %s
        absolute: 1e-7
        relative: 1e-4
        amount: %s
        concentration: %s
        """
            .formatted(variables, amounts, concentrations));
    Files.writeString(one.resolve(id + "-sbml-l3v2.xml"), MODEL.formatted(3, 2, "4"));
  }

  private List<List<String>> table(String id) throws IOException {
    return Files.readAllLines(Path.of(out, id + ".csv")).stream()
        .map(line -> List.of(line.split(",", -1)))
        .toList();
  }

  private Terminal run(String... more) {
    String[] arguments = {"simulate", "--suite", suite.toString(), "--out", out};
    return lamarck(Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void casesHaveTheRowsAndColumnsOfTheirSettings() throws IOException {
    assertThat(run("--quiet")).isEqualTo(new Terminal(0, "", ""));
    assertThat(table("00001").get(0)).containsExactly("time", "A", "up", "down", "open");
    assertThat(table("00001").get(1)).containsExactly("0.0", "4.0", "INF", "-INF", "NaN");
    assertThat(table("00001")).hasSize(4);
    assertThat(table("00002").get(0)).containsExactly("time", "open", "A");
    assertThat(table("00002").get(1)).containsExactly("0.0", "NaN", "2.0");
    double last = Double.parseDouble(table("00002").get(3).get(2));
    assertThat(last).isCloseTo(2 * Math.exp(-1), within(1e-9)); // ten times rtol
    assertThat(Path.of(out, "failures.tsv")).hasContent("model\tstage\treason\n");
  }

  @Test
  void theVersionAndTheCasesCanBeChosen() throws IOException {
    assertThat(run("--cases", "00002", "--sbml", "3.1").code()).isZero();
    assertThat(table("00002").get(1)).containsExactly("0.0", "NaN", "4.0");
    assertThat(Path.of(out, "00001.csv")).doesNotExist();
  }

  @Test
  void theFolderOfOneCaseIsASuite() {
    suite = suite.resolve("00001");
    assertThat(run().code()).isZero();
    assertThat(Path.of(out, "00001.csv")).exists();
  }

  @Test
  void casesThatFailAreListedAndDoNotStopTheOthers() throws IOException {
    write("00003", "A, B", "A", "");
    write("00004", "A", "A", "");
    Files.writeString(suite.resolve("00004/00004-sbml-l3v2.xml"), "<sbml");
    write("00005", "A", "A", "");
    Files.writeString(suite.resolve("00005/00005-settings.txt"), "start: soon\nsteps: 0.5\n");
    write("00006", "A", "A", "");
    Files.delete(suite.resolve("00006/00006-sbml-l3v2.xml"));
    Terminal terminal = run("--jobs", "2");
    assertThat(terminal.code()).isEqualTo(ExitCode.NO_RESULT);
    assertThat(terminal.err()).contains("6 of 6 models, 4 failed").doesNotContain("internal");
    List<String> failures = Files.readAllLines(Path.of(out, "failures.tsv"));
    assertThat(failures.get(1)).isEqualTo("00003\tload\tthe model has no B");
    assertThat(failures.get(2)).startsWith("00004\tload\tline 1: ");
    assertThat(failures)
        .contains(
            "00005\tload\tline 1: start (soon) is not a number",
            "00005\tload\tline 2: steps (0.5) is no number of steps")
        .anyMatch(line -> line.startsWith("00006\tload\tthe case has no model"));
    assertThat(table("00001")).hasSize(4);
    assertThat(table("00002")).hasSize(4);
  }

  @Test
  void aCaseThatTakesTooLongIsListed() throws IOException {
    assertThat(run("--time-limit", "1ms").code()).isEqualTo(ExitCode.NO_RESULT);
    assertThat(Files.readAllLines(Path.of(out, "failures.tsv")).get(1))
        .isEqualTo("00001\tsimulate\tnot done after 0.0s; give it more with --time-limit");
    assertThat(Path.of(out, "00001.csv")).doesNotExist();
  }

  static Stream<List<String>> wrongUsages() {
    return Stream.of(
        List.of("--cases: error: ", "--cases", "00001,7"),
        List.of("--sbml: error: ", "--sbml", "4"),
        List.of("--jobs: error: ", "--jobs", "0"),
        List.of("--time-limit: error: ", "--time-limit", "soon"),
        List.of("--suite: error: the cases say", "--end", "3"),
        List.of("--suite: error: the cases say", "model.xml"));
  }

  @ParameterizedTest
  @MethodSource("wrongUsages")
  void wrongUsageEndsWithTwoAndWritesNothing(List<String> given) {
    Terminal terminal = run(given.subList(1, given.size()).toArray(String[]::new));
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.errorLines()).hasSize(1);
    assertThat(terminal.err()).startsWith(given.get(0));
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void aFolderWithoutCasesIsNoSuite() {
    suite = folder;
    assertThat(run().err()).contains("--suite: error: " + folder + " has no NNNNN");
    suite = folder.resolve("nowhere");
    assertThat(run().err()).contains("--suite: error: there is no folder");
    assertThat(lamarck("simulate", "--suite", folder.toString()).err()).contains("add --out DIR");
    assertThat(lamarck("simulate").err()).contains("Missing required parameter: 'MODEL.xml'");
    assertThat(lamarck("simulate", "--cases", "1").err()).contains("--suite=DIR");
  }
}
