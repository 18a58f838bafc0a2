package org.lamarck.worker.stochastic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.Sent;
import org.lamarck.worker.kinds.AnyProblem;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/** PEtab data of a promoter that is a random process, beside the master equation of it. */
class PetabDataTest {
  /** Opening 0.5, closing 1, making 20; the last coordinate is the scale of the noise. */
  private static final Vector TRUE = Vector.of(Math.log10(0.5), 0, Math.log10(20), 0.2);

  @TempDir private Path folder;

  @BeforeEach
  void writeTables() throws IOException {
    Files.copy(Path.of("../examples/promoter/promoter.xml"), folder.resolve("promoter.xml"));
    write("conditions.tsv", "conditionId\tdecay\nslow\t1\nfast\tquick\n");
    write(
        "observables.tsv", "observableId\tobservableFormula\tnoiseFormula\ncount\tmessages\tsd\n");
    write(
        "parameters.tsv",
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
        opening\tlog10\t0.01\t100\t0.5\t1
        closing\tlog10\t0.01\t100\t1\t1
        making\tlog10\t0.1\t1000\t20\t1
        sd\tlin\t0.01\t10\t0.2\t1
        quick\tlin\t0.1\t10\t2\t0
        """);
    measured("count\tslow\t5\t3\n");
    write(
        "petab.yaml",
        """
        format_version: 1
        parameter_file: parameters.tsv
        problems:
        - sbml_files: [promoter.xml]
          condition_files: [conditions.tsv]
          measurement_files: [measurements.tsv]
          observable_files: [observables.tsv]
        """);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private void measured(String rows) throws IOException {
    write("measurements.tsv", "observableId\tsimulationConditionId\tmeasurement\ttime\n" + rows);
  }

  private Path yaml(String more) throws IOException {
    write(
        "p.yaml",
        "format: lamarck\nstochastic:\n  model: promoter.xml\n  petab: petab.yaml\n" + more);
    return folder.resolve("p.yaml");
  }

  private ObjectiveSource source(String more) throws IOException, InputException {
    return ((AnyProblem.Source) ProblemKinds.read(yaml(more), ScaleChoice.AUTO, List.of()))
        .source();
  }

  /** Mean and its error of some draws. */
  private static double[] mean(ObjectiveSource source, Vector x) {
    NoisyObjective noisy = (NoisyObjective) source.open();
    int draws = 20;
    double sum = 0;
    double squares = 0;
    for (int d = 0; d < draws; d++) {
      Evaluation one = noisy.draw(x, Derivatives.NONE, RandomStream.of(1).split("draw", d));
      double value = ((Evaluation.Finite) one).value();
      sum += value / draws;
      squares += value * value / draws;
    }
    return new double[] {sum, Math.sqrt((squares - sum * sum) / (draws - 1))};
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  gradient: score-function\n", "  data: cells\n"})
  void whatIsReadComesToWorkersWhole(String more) throws Exception {
    ObjectiveSource source = source("  runs: 200\n" + more);
    assertThat(Sent.copy(source).open().evaluate(TRUE, Derivatives.NONE))
        .isEqualTo(source.open().evaluate(TRUE, Derivatives.NONE));
  }

  /** E messages(3) = 5.819 by the master equation: two conditions, of which one decays faster. */
  @Test
  void meansAreComparedWithTheExpectationWithoutBias() throws Exception {
    double[] found = mean(source("  runs: 100\n"), Vector.of(-0.30103, 0, 1.30103, 2));
    double expected = 0.5 * Math.log(2 * Math.PI * 4) + Math.pow(5 - 5.819, 2) / (2 * 4);
    assertThat(found[0]).isEqualTo(expected, within(4 * found[1]));
    measured("count\tslow\t5\t3\ncount\tfast\t5\t3\n");
    double[] both = mean(source("  runs: 100\n"), Vector.of(-0.30103, 0, 1.30103, 2));
    // less than half as many messages with twice the decay: 5 is further from them
    assertThat(both[0]).isGreaterThan(2 * expected);
  }

  /** With noise far below 1, a count k has the likelihood P(k)/(σ √2π). */
  @Test
  void cellsHaveTheLikelihoodOfTheirCounts() throws Exception {
    double[] found = mean(source("  runs: 4000\n  data: cells\n"), TRUE);
    write(
        "counts.yaml",
        """
        format: lamarck
        stochastic:
          model: promoter.xml
          distribution:
          - {of: messages, time: 3, counts: {5: 1}}
        parameters: counts.tsv
        """);
    write(
        "counts.tsv",
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
        opening\tlog10\t0.01\t100\t0.5\t1
        """);
    ObjectiveSource counts =
        ((AnyProblem.Source)
                ProblemKinds.read(folder.resolve("counts.yaml"), ScaleChoice.AUTO, List.of()))
            .source();
    double ofCount =
        ((Evaluation.Finite) counts.open().evaluate(Vector.of(Math.log10(0.5)), Derivatives.NONE))
            .value();
    double expected = ofCount + Math.log(0.2 * Math.sqrt(2 * Math.PI));
    // the logarithm of a mean of 4,000 runs is too low by half its relative variance, 0.003
    assertThat(found[0]).isEqualTo(expected, within(4 * found[1] + 0.004));
  }

  /** Means of some draws, value first, and their errors. */
  private static double[][] gradients(ObjectiveSource source, Vector x, int draws) {
    NoisyObjective noisy = (NoisyObjective) source.open();
    int size = 1 + x.size();
    double[][] found = new double[2][size];
    for (int d = 0; d < draws; d++) {
      Evaluation.Gradient one =
          (Evaluation.Gradient)
              noisy.draw(x, Derivatives.GRADIENT, RandomStream.of(1).split("draw", d));
      for (int i = 0; i < size; i++) {
        double value = i == 0 ? one.value() : one.gradient().get(i - 1);
        found[0][i] += value / draws;
        found[1][i] += value * value / draws;
      }
    }
    for (int i = 0; i < size; i++) {
      found[1][i] = Math.sqrt((found[1][i] - found[0][i] * found[0][i]) / (draws - 1));
    }
    return found;
  }

  /** E messages(3) and its derivatives by the master equation: 8.346, −3.292, 0.2910 a unit. */
  @Test
  void gradientsOfMeansAreThoseOfTheMasterEquation() throws Exception {
    double[][] found =
        gradients(
            source("  runs: 1000\n  gradient: score-function\n"),
            Vector.of(Math.log10(0.5), 0, Math.log10(20), 2),
            20);
    double off = (5.819 - 5) / 4;
    double ln = Math.log(10);
    double[] expected = {
      0.5 * Math.log(2 * Math.PI * 4) + (5.819 - 5) * (5.819 - 5) / 8,
      off * 8.346 * 0.5 * ln,
      off * -3.292 * ln,
      off * 0.2910 * 20 * ln,
      0.5 - (5.819 - 5) * (5.819 - 5) / 8
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[0][i]).isEqualTo(expected[i], within(4 * found[1][i] + 1e-3));
    }
  }

  /** Two conditions whose decay is searched in one of them, so that links are more than names. */
  @ParameterizedTest
  @CsvSource({"means, score-function", "cells, score-function", "cells, common-random-numbers"})
  void gradientsAgreeWithDifferencesOfValues(String data, String estimator) throws Exception {
    write("conditions.tsv", "conditionId\tdecay\nslow\t1\nfast\tquick\n");
    write(
        "parameters.tsv",
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
        making\tlog10\t0.1\t1000\t20\t1
        sd\tlin\t0.01\t10\t0.2\t1
        quick\tlin\t0.1\t10\t2\t1
        """);
    measured("count\tslow\t6\t3\ncount\tfast\t4\t1\ncount\tfast\t3\t3\n");
    ObjectiveSource source =
        source("  runs: 2000\n  data: %s\n  gradient: %s\n".formatted(data, estimator));
    Vector x = Vector.of(1.3, 2, 2);
    double[][] found = gradients(source, x, 12);
    for (int i = 0; i < 3; i++) {
      double h = i == 0 ? 0.1 : 0.4;
      double[][] up = gradients(source, x.with(i, x.get(i) + h), 12);
      double[][] down = gradients(source, x.with(i, x.get(i) - h), 12);
      double difference = (up[0][0] - down[0][0]) / (2 * h);
      double error = (up[1][0] + down[1][0]) / (2 * h) + found[1][i + 1];
      // the third derivative adds a few hundredths over such steps
      assertThat(found[0][i + 1])
          .as("%s by coordinate %d", data, i)
          .isEqualTo(difference, within(4 * error + 0.06 * Math.abs(difference)));
    }
  }

  @Test
  void dataWithoutAGradientAreRefusedByName() throws Exception {
    measured("count\tslow\t5\t0\n");
    assertThat(ProblemKinds.check(yaml("  gradient: score-function\n")))
        .extracting(Finding::toString)
        .anyMatch(line -> line.contains("p.yaml:4:") && line.contains("a measurement at time 0"));
    measured("count\tslow\t5\t3\n");
    write(
        "observables.tsv",
        """
        observableId\tobservableFormula\tobservableTransformation\tnoiseFormula
        count\tmessages\tlog\tsd
        """);
    assertThat(ProblemKinds.check(yaml("  data: cells\n  gradient: score-function\n")))
        .extracting(Finding::what)
        .anyMatch(what -> what.contains("normal and Laplace noise without transformation"));
    assertThat(ProblemKinds.check(yaml("  gradient: score-fumction\n")))
        .extracting(Finding::toString)
        .anyMatch(line -> line.contains("p.yaml:5:") && line.contains("write score-function"));
  }

  @Test
  void aFractionalStartIsToldWhereTheModelHasItOrWhereDataGiveIt() throws Exception {
    String model = Files.readString(folder.resolve("promoter.xml"));
    write("promoter.xml", model.replaceFirst("initialAmount=\"1\"", "initialAmount=\"1.5\""));
    measured("count\tslow\t5\t3\ncount\tfast\t5\t3\n");
    assertThat(ProblemKinds.check(yaml("")))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.file()).endsWith("promoter.xml");
              assertThat(one.row()).isEqualTo(8);
              assertThat(one.what()).startsWith("the amount of off is 1.5");
            });
    write("conditions.tsv", "conditionId\tdecay\toff\nslow\t1\t1\nfast\tquick\t2.5\n");
    assertThat(ProblemKinds.check(yaml("")))
        .singleElement()
        .extracting(Finding::toString)
        .asString()
        .contains("p.yaml:4:", "in fast, the amount of off is 2.5, which is no number of");
  }

  @Test
  void whatIsWrongInATableIsToldThere() throws Exception {
    write("observables.tsv", "observableId\tobservableFormula\tnoiseFormula\ncount\tmesages\tsd\n");
    assertThat(ProblemKinds.check(yaml("")))
        .anySatisfy(
            one -> {
              assertThat(one.file()).endsWith("observables.tsv");
              assertThat(one.row()).isEqualTo(2);
              assertThat(one.what()).contains("mesages");
            });
  }

  @Test
  void dataAreShownInFansOfRuns() throws Exception {
    measured("count\tslow\t5\t3\ncount\tslow\t2\t1\ncount\tfast\t4\t3\n");
    List<Exhibit> fans = source("  runs: 50\n").exhibits(TRUE);
    assertThat(fans).extracting(Exhibit::name).containsExactly("fan-count-slow", "fan-count-fast");
    Exhibit slow = fans.get(0);
    assertThat(slow.look()).isEqualTo(Exhibit.Look.FAN);
    assertThat(slow.values().row(0).get(0)).isEqualTo(1); // by time
    assertThat(slow.values().row(0).get(6)).isEqualTo(2);
    assertThat(slow.values().row(1).get(1)).isLessThanOrEqualTo(slow.values().row(1).get(5));
  }

  @Test
  void whatARandomProcessCannotBeHeldToIsRefusedByName() throws Exception {
    measured("count\tslow\t5\tinf\n");
    assertThat(ProblemKinds.check(yaml("")))
        .extracting(Finding::toString)
        .anyMatch(line -> line.contains("p.yaml:4:") && line.contains("steady state"));
    measured("count\tslow\t5\t3\n");
    write(
        "observables.tsv",
        """
        observableId\tobservableFormula\tobservableTransformation\tnoiseFormula
        count\tmessages\tlog\tsd
        """);
    assertThat(ProblemKinds.check(yaml("")))
        .extracting(Finding::what)
        .anyMatch(what -> what.contains("normal noise alone"));
    assertThat(ProblemKinds.check(yaml("  data: cells\n"))).isEmpty();
    assertThat(ProblemKinds.check(yaml("  data: cell\nparameters: parameters.tsv\n")))
        .extracting(Finding::what)
        .anyMatch(what -> what.contains("the parameters are those of the PEtab problem"))
        .anyMatch(what -> what.contains("data \"cell\" is unknown"));
  }
}
