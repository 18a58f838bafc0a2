package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.driver.record.RunProvenance;
import org.lamarck.driver.record.Source;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.tolerance.Tolerances;

class ShellCommandTest {
  /** A strategy of a user's. */
  record Mine() implements Strategy {
    @Override
    public String name() {
      return "mine";
    }

    @Override
    public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
      return OnePoint.of(space);
    }
  }

  private static RunSettings settings(Budget budget) {
    return RunSettings.of(Strategies.named("hybrid"), 7, budget);
  }

  /** The command of a run of no estimation problem. */
  private static String command(Loss loss, RunSettings settings) {
    return command("own.yaml", FormatVersion.V1, loss, settings, null);
  }

  private static String command(
      String place,
      FormatVersion version,
      Loss loss,
      RunSettings settings,
      @Nullable EvaluationSettings evaluation) {
    Source source = new Source(place, "own", "00ff", version, ScaleChoice.LIN);
    return ShellCommand.of(
        new RunProvenance("0.1", "17", "2 threads", source, loss, settings, evaluation));
  }

  @Test
  void aRunOfUsualSettingsHasAShortCommand() {
    assertThat(command(MisfitLoss.EUCLIDEAN_NORM, settings(Budget.USUAL)))
        .isEqualTo("lamarck fit own.yaml --strategy hybrid --seed 7 --time-limit 180s");
  }

  @Test
  void limitsAreThoseThatWereGiven() {
    assertThat(
            command(
                MisfitLoss.EUCLIDEAN_NORM,
                settings(Budget.USUAL.withTime(Duration.ofMillis(1500)))))
        .endsWith("--time-limit 1500ms");
    Budget counted = Budget.UNLIMITED.withEvaluations(5000);
    assertThat(command(MisfitLoss.EUCLIDEAN_NORM, settings(counted)))
        .endsWith("--seed 7 --evaluations 5000");
  }

  @Test
  void aTargetIsWrittenAsItWasGiven() {
    // what is minimised is minus the log-likelihood that --target takes
    Budget reached = Budget.USUAL.withTarget(138.2);
    assertThat(command(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD, settings(reached)))
        .endsWith("--target -138.2");
    assertThat(command(MisfitLoss.EUCLIDEAN_NORM, settings(reached))).endsWith("--target 138.2");
  }

  @ParameterizedTest
  @CsvSource({"0.99, true", "1, true", "0.9, false"})
  void aConfidenceThatIsNotTheUsualOneIsSaid(double confidence, boolean said) {
    String command =
        command(MisfitLoss.EUCLIDEAN_NORM, settings(Budget.USUAL.withConfidence(confidence)));
    assertThat(command.contains("--confidence " + confidence)).isEqualTo(said);
    Budget counted = Budget.UNLIMITED.withEvaluations(10).withConfidence(confidence);
    assertThat(command(MisfitLoss.EUCLIDEAN_NORM, settings(counted)).contains("--confidence"))
        .isEqualTo(confidence != 1); // with a count of evaluations nobody asks for any
  }

  @Test
  void aStrategyOfOnesOwnIsNamedByItsClass() {
    assertThat(command(MisfitLoss.EUCLIDEAN_NORM, RunSettings.of(new Mine(), 7, Budget.USUAL)))
        .contains("--strategy " + ShellCommand.word(Mine.class.getName()));
  }

  @Test
  void aStartIsSaidUnlessItIsRandom() {
    StartPoints nominal = new StartPoints("nominal", List.of(Vector.of(1)), List.of());
    assertThat(command(MisfitLoss.EUCLIDEAN_NORM, settings(Budget.USUAL).withStartPoints(nominal)))
        .contains(" --start nominal");
    StartPoints file = new StartPoints("my points.tsv", List.of(Vector.of(1)), List.of());
    assertThat(command(MisfitLoss.EUCLIDEAN_NORM, settings(Budget.USUAL).withStartPoints(file)))
        .contains(" --start 'my points.tsv'");
  }

  @Test
  void estimationProblemsSayHowTheyAreEvaluated() {
    EvaluationSettings absolute =
        new EvaluationSettings(Tolerances.of(1e-7, 1e-11), GradientMethod.ADJOINT);
    assertThat(
            command(
                "p.yaml",
                FormatVersion.V1,
                MisfitLoss.NEGATIVE_LOG_LIKELIHOOD,
                settings(Budget.USUAL),
                absolute))
        .endsWith(
            " --objective likelihood --hierarchical off --rtol 1.0E-7 --atol 1.0E-11"
                + " --integrator auto --method adjoint");
    EvaluationSettings scaled =
        new EvaluationSettings(Tolerances.scaled(1e-7), GradientMethod.AUTO);
    assertThat(
            command(
                "p.yaml",
                FormatVersion.V2,
                MisfitLoss.NEGATIVE_LOG_LIKELIHOOD,
                settings(Budget.USUAL),
                scaled))
        .contains(" --parameter-scale lin ")
        .doesNotContain("--atol");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plain-1.0_a/b:c=d@e%f+g | plain-1.0_a/b:c=d@e%f+g",
        "two words | 'two words'",
        "it's | 'it'\\''s'",
        "$HOME;rm | '$HOME;rm'",
        "hdfs://host:9000/p.yaml | hdfs://host:9000/p.yaml",
        "ä.yaml | 'ä.yaml'"
      })
  void wordsAreQuotedWhereAShellWouldReadThemOtherwise(String word, String quoted) {
    assertThat(ShellCommand.word(word)).isEqualTo(quoted);
  }
}
