package org.lamarck.worker.stochastic.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.Sent;
import org.lamarck.worker.kinds.AnyProblem;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.stochastic.Jumps;

/** Each key of {@code stochastic:} with a fault. */
class StochasticKeysTest {
  private static final String EXPECTATIONS =
      """
      format: lamarck
      parameters: parameters.tsv
      stochastic:
        model: promoter.xml
        runs: 100
        gradient: score-function
        expectations:
        - {of: messages, time: 3, value: 4, scale: 0.5}
      """;

  private static final String DISTRIBUTION =
      """
      format: lamarck
      parameters: parameters.tsv
      stochastic:
        model: promoter.xml
        states: 500
        distribution:
        - {of: messages, time: 3, counts: {4: 7, 5: 2}}
      """;

  private static final String FREQUENCY =
      """
      format: lamarck
      parameters: parameters.tsv
      stochastic:
        model: promoter.xml
        runs: 20
        frequency: {of: messages, target: 2, start: 5, end: 25, steps: 200}
      """;

  private static final String HALF = "id=\"off\" compartment=\"cell\" initialAmount=\"1.5\"";

  private static final String DRAWN =
      "<listOfInitialAssignments><initialAssignment symbol=\"messages\">"
          + Jumps.math(Jumps.draw("poisson", "7"))
          + "</initialAssignment></listOfInitialAssignments>";

  private static final String ROUNDED =
      "<listOfInitialAssignments><initialAssignment symbol=\"off\"><math"
          + " xmlns=\"http://www.w3.org/1998/Math/MathML\"><apply><floor/><ci> begin </ci></apply>"
          + "</math></initialAssignment></listOfInitialAssignments>";

  @TempDir private Path folder;

  @BeforeEach
  void copyModel() throws IOException {
    for (String file : List.of("promoter.xml", "parameters.tsv")) {
      Files.copy(Path.of("../examples/promoter").resolve(file), folder.resolve(file));
    }
  }

  private List<Finding> check(String yaml) throws IOException {
    return ProblemKinds.check(Files.writeString(folder.resolve("p.yaml"), yaml));
  }

  @Test
  void theProblemsWithoutAFaultAreRead() throws IOException {
    for (String yaml : List.of(EXPECTATIONS, DISTRIBUTION, FREQUENCY)) {
      assertThat(check(yaml)).isEmpty();
    }
  }

  /** As a fit does, on threads and on Spark. */
  @Test
  void whatIsReadComesToWorkersWhole() throws IOException, InputException, ClassNotFoundException {
    String plain = EXPECTATIONS.replace("  gradient: score-function\n", "");
    String solved = plain.replace("runs: 100", "states: 500");
    for (String yaml : List.of(EXPECTATIONS, plain, solved, DISTRIBUTION, FREQUENCY)) {
      Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
      ObjectiveSource source =
          ((AnyProblem.Source) ProblemKinds.read(file, ScaleChoice.AUTO, List.of())).source();
      ObjectiveSource copy = Sent.copy(source);
      Vector x = Vector.zeros(source.coordinates().size());
      assertThat(copy.coordinates()).isEqualTo(source.coordinates());
      assertThat(copy.open().evaluate(x, Derivatives.NONE))
          .isEqualTo(source.open().evaluate(x, Derivatives.NONE));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runs: 100 | runs: 3 | 5 | runs must be a whole number from 4 to 10000000 | change it",
        "runs: 100 | runs: 10.5 | 5 | runs must be a whole number | change it",
        "runs: 100 | run: 100 | 5 | \"run\" has no meaning here | write \"runs\"",
        "model: promoter.xml | model: promotor.xml | 4 | does not exist | correct the name or add"
            + " the file",
        "model: promoter.xml | modell: promoter.xml | 4 | \"modell\" has no meaning | model",
        "gradient: score-function | gradient: score | 6 | gradient \"score\" is unknown |"
            + " score-function",
        "runs: 100 | states: 100 | 6 | gradients are estimated of expectations of runs | leave"
            + " gradient out",
        "of: messages | of: mesages | 8 | \"mesages\" is not in the model | messages",
        "of: messages | of: messages + | 8 | the formula ends too early | write a number, a name or"
            + " (",
        "time: 3 | time: -3 | 8 | time must be above 0.0 | change it",
        "value: 4, | | 8 | \"value\" is missing | add it",
        "value: 4 | value: four | 8 | \"four\" | number",
        "scale: 0.5 | scale: 0 | 8 | scale must be above 0.0 | change it",
        "scale: 0.5 | sd: 0.5 | 8 | \"sd\" has no meaning here | remove it",
      })
  void aFaultInExpectationsIsToldWithItsPlaceAndRemedy(
      String there, String instead, int row, String what, String remedy) throws IOException {
    requireFault(EXPECTATIONS, there, instead, row, what, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "states: 500 | states: 0 | 5 | states must be a whole number from 1 to 1000000 | change",
        "states: 500 | states: 20.5 | 5 | states must be a whole number | change",
        "states: 500 | gradient: score-function | 5 | gradients are estimated of | leave",
        "time: 3 | time: 0 | 7 | time must be above 0.0 | change it",
        "4: 7 | 4: 0 | 7 | 4 was seen 0 times, which is no count | whole number from 1",
        "4: 7 | 4: -7 | 7 | 4 was seen -7 times, which is no count | whole number from 1",
        "4: 7 | 4: 7.5 | 7 | 4 was seen 7.5 times, which is no count | whole number from 1",
        "4: 7 | -4: 7 | 7 | -4 is no number of molecules | whole number of at least 0",
        "4: 7 | 4.5: 7 | 7 | 4.5 is no number of molecules | whole number of at least 0",
        "4: 7 | 5.0: 7 | 7 | 5 stands twice, first in line 7 | add its counts up",
        "states: 500 | states: 20 | 5 | the process comes to more than 20 states, with parameters"
            + " as they are given | allow more",
        "4: 7 | four: 7 | 7 | \"four\" | number",
        ", counts: {4: 7, 5: 2} | | 7 | \"counts\" is missing | numbers and how often they were"
            + " seen",
        "{4: 7, 5: 2} | [4, 5] | 7 | this must be a list of keys and values | write key: value",
        "{4: 7, 5: 2} | {} | 6 | nothing was counted | write counts",
        "of: messages | of: message | 7 | \"message\" is not in the model | messages",
      })
  void aFaultInADistributionIsToldWithItsPlaceAndRemedy(
      String there, String instead, int row, String what, String remedy) throws IOException {
    requireFault(DISTRIBUTION, there, instead, row, what, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target: 2 | target: 0 | 6 | target must be above 0.0 | change it",
        // 200 steps over 20 resolve frequencies up to 5
        "target: 2 | target: 6 | 6 | a frequency of 6.0 needs more than 200 steps | more steps",
        "steps: 200 | steps: 40 | 6 | a frequency of 2.0 needs more than 40 steps | for less"
            + " long",
        "steps: 200 | steps: 3 | 6 | steps must be a whole number from 16 to 100000 | change it",
        "steps: 200 | steps: 200.5 | 6 | steps must be a whole number from 16 | change it",
        "target: 2 | target: 0.01 | 6 | at a frequency of 0.01 nothing comes again within 20 | a"
            + " later end",
        "start: 5 | start: -5 | 6 | start must be at least 0.0 | change it",
        "end: 25 | end: 5 | 6 | end must be above 5.0 | change it",
        "end: 25 | stop: 25 | 6 | \"end\" is missing | add it",
        "runs: 20 | states: 20 | 5 | a frequency is one of runs, not of states | leave states out",
        "of: messages | of: time + rna | 6 | \"rna\" is not in the model | write",
      })
  void aFaultInAFrequencyIsToldWithItsPlaceAndRemedy(
      String there, String instead, int row, String what, String remedy) throws IOException {
    requireFault(FREQUENCY, there, instead, row, what, remedy);
  }

  private void requireFault(
      String yaml, String there, String instead, int row, String what, String remedy)
      throws IOException {
    assertThat(yaml).contains(there);
    List<Finding> found = check(yaml.replace(there, instead == null ? "" : instead));
    assertThat(found)
        .anySatisfy(
            one -> {
              assertThat(one.row()).isEqualTo(row);
              assertThat(one.what()).contains(what);
              assertThat(one.remedy()).contains(remedy);
              assertThat(one.column()).isPositive();
              assertThat(one.toString()).contains("p.yaml:" + row + ":").doesNotContain("\n");
            });
  }

  @Test
  void aMasterEquationWithANegativeLawIsRefused() throws IOException {
    replace("parameters.tsv", "decay\tlin\t\t\t1\t0", "decay\tlin\t\t\t-1\t0");
    assertThat(check(DISTRIBUTION))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.what())
                    .contains("the propensity of decays (line 34) is -1.0, below 0"));
  }

  @Test
  void aModelWithoutReactionsIsRefused() throws IOException {
    Path model = folder.resolve("promoter.xml");
    String text = Files.readString(model);
    int from = text.indexOf("<listOfReactions>");
    int to = text.indexOf("</model>");
    Files.writeString(model, text.substring(0, from) + text.substring(to));
    assertThat(check(DISTRIBUTION))
        .singleElement()
        .satisfies(one -> assertThat(one.what()).contains("the model has no reactions"));
  }

  private void replace(String file, String there, String instead) throws IOException {
    String text = Files.readString(folder.resolve(file));
    assertThat(text).contains(there);
    Files.writeString(folder.resolve(file), text.replace(there, instead));
  }

  @Test
  void aFractionalStartIsToldWhereTheModelHasIt() throws IOException {
    replace("promoter.xml", "id=\"off\" compartment=\"cell\" initialAmount=\"1\"", HALF);
    for (String yaml : List.of(EXPECTATIONS, DISTRIBUTION, FREQUENCY)) {
      assertThat(check(yaml))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.file()).endsWith("promoter.xml");
                assertThat(one.row()).isEqualTo(8);
                assertThat(one.column()).isPositive();
                assertThat(one.what())
                    .isEqualTo("the amount of off is 1.5, which is no number of molecules");
                assertThat(one.remedy()).contains("a whole number");
              });
    }
  }

  @Test
  void aStartThatFollowsARandomNumberIsLeftToTheRuns() throws IOException {
    replace("promoter.xml", "<listOfReactions>", DRAWN + "<listOfReactions>");
    assertThat(check(FREQUENCY)).isEmpty();
  }

  /** Adds a row for the start amount, which ends with its value and whether it is searched. */
  private void giveStart(String rest) throws IOException {
    String table = Files.readString(folder.resolve("parameters.tsv"));
    Files.writeString(
        folder.resolve("parameters.tsv"),
        table.stripTrailing() + "\noff\tlin\t0\t9\t" + rest + "\n");
  }

  @ParameterizedTest
  @CsvSource({"1.5\t0, 1.5", "1.5\t1, 1.5", "-1\t0, -1.0"})
  void aStartGivenByATableIsToldInTheTable(String row, String value) throws IOException {
    giveStart(row);
    assertThat(check(FREQUENCY))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.file()).endsWith("parameters.tsv");
              assertThat(one.row()).isEqualTo(6);
              assertThat(one.what())
                  .isEqualTo("the amount of off is " + value + ", which is no number of molecules");
            });
  }

  @Test
  void aStartThatMostPointsOfASearchWouldMakeFractionalIsRefused() throws IOException {
    giveStart("2\t1");
    assertThat(check(FREQUENCY))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.file()).endsWith("parameters.tsv");
              assertThat(one.row()).isEqualTo(6);
              assertThat(one.what())
                  .startsWith("off cannot be searched: at off = 5.56")
                  .contains("the amount of off is 5.56")
                  .endsWith("which is no number of molecules");
              assertThat(one.remedy()).contains("floor()");
            });
  }

  @Test
  void aStartMayBeSearchedWhereTheModelRoundsIt() throws IOException {
    replace("promoter.xml", "<listOfReactions>", ROUNDED + "<listOfReactions>");
    replace(
        "promoter.xml",
        "<listOfParameters>",
        "<listOfParameters><parameter id=\"begin\" value=\"1\" constant=\"true\"/>");
    String table = Files.readString(folder.resolve("parameters.tsv"));
    Files.writeString(
        folder.resolve("parameters.tsv"), table.stripTrailing() + "\nbegin\tlin\t0\t9\t2\t1\n");
    assertThat(check(FREQUENCY)).isEmpty();
  }

  @Test
  void aFractionalStartMayBeGivenAnotherValue() throws IOException {
    replace("promoter.xml", "id=\"off\" compartment=\"cell\" initialAmount=\"1\"", HALF);
    String table = Files.readString(folder.resolve("parameters.tsv"));
    Files.writeString(
        folder.resolve("parameters.tsv"), table.stripTrailing() + "\noff\tlin\t0\t9\t2\t0\n");
    assertThat(check(FREQUENCY)).isEmpty();
  }

  @Test
  void twoTargetsAreOneTooMany() throws IOException {
    assertThat(check(EXPECTATIONS + "  frequency: {of: messages, target: 2, end: 25}\n"))
        .extracting(Finding::what)
        .contains("[expectations, frequency] stand together");
  }

  @Test
  void aParameterThatTheModelHasNotIsToldInItsTable() throws IOException {
    String table = Files.readString(folder.resolve("parameters.tsv"));
    Files.writeString(folder.resolve("parameters.tsv"), table.replace("closing", "closng"));
    assertThat(check(EXPECTATIONS))
        .anySatisfy(
            one -> {
              assertThat(one.file()).endsWith("parameters.tsv");
              assertThat(one.row()).isEqualTo(3);
              assertThat(one.what()).isEqualTo("the model has no closng to be set");
              assertThat(one.remedy()).contains("closing");
            });
  }
}
