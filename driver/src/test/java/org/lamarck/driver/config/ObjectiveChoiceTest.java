package org.lamarck.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.run.Budget;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

class ObjectiveChoiceTest {
  private static ObjectiveChoice choice(Map<Key, String> options) throws ConfigException {
    return SettingsReader.read(options, Optional.empty(), new Properties()).objective();
  }

  @Test
  void tolerancesThatNobodyGaveAreThoseOfThePace() throws Exception {
    ObjectiveChoice plain = choice(Map.of());
    assertThat(plain.tolerances(Tolerances.defaults()).relative())
        .isEqualTo(Tolerances.defaults().relative());
    assertThat(plain.tolerances(Tolerances.coarse()).relative())
        .isEqualTo(Tolerances.coarse().relative())
        .isGreaterThan(Tolerances.defaults().relative());
  }

  @Test
  void aRelativeToleranceAloneIsScaledByTheStates() throws Exception {
    Tolerances scaled = choice(Map.of(Key.RTOL, "1e-5")).tolerances(Tolerances.defaults());
    assertThat(scaled.relative()).isEqualTo(1e-5);
    assertThat(scaled.floor()).isNotEqualTo(Tolerances.Floor.ABSOLUTE);
  }

  @Test
  void anAbsoluteToleranceIsTakenAsItIs() throws Exception {
    Tolerances both =
        choice(Map.of(Key.RTOL, "1e-5", Key.ATOL, "1e-9", Key.INTEGRATOR, "rodas5p"))
            .tolerances(Tolerances.defaults());
    assertThat(both.relative()).isEqualTo(1e-5);
    assertThat(both.absolute().get(0)).isEqualTo(1e-9);
    assertThat(both.floor()).isEqualTo(Tolerances.Floor.ABSOLUTE);
    assertThat(both.stepping()).isEqualTo(Stepping.RODAS5P);
    Tolerances alone = choice(Map.of(Key.ATOL, "1e-9")).tolerances(Tolerances.coarse());
    assertThat(alone.relative()).isEqualTo(Tolerances.coarse().relative());
  }

  @Test
  void aProgramChoosesAsOptionsDo() throws Exception {
    Map<Key, String> options =
        Map.of(
            Key.RTOL, "1e-5",
            Key.OBJECTIVE, "posterior",
            Key.HIERARCHICAL, "off",
            Key.METHOD, "forward");
    assertThat(
            ObjectiveChoice.DEFAULT
                .withRelativeTolerance(1e-5)
                .withGoal(ObjectiveChoice.Goal.POSTERIOR)
                .withHierarchy(ObjectiveChoice.Hierarchy.OFF)
                .withMethod(GradientMethod.FORWARD))
        .isEqualTo(choice(options));
  }

  @Test
  void anotherSeedChangesNothingElse() throws Exception {
    FitSettings settings =
        SettingsReader.read(
            Map.of(Key.SEED, "3", Key.OUT, "x", Key.TARGET, "5"),
            Optional.empty(),
            new Properties());
    FitSettings other = settings.withSeed(9);
    assertThat(other.seed()).isEqualTo(9);
    assertThat(other.withSeed(3)).isEqualTo(settings);
    assertThat(other.folder()).contains("x");
  }

  @Test
  void withoutATargetTheBudgetIsAsItIs() throws Exception {
    FitSettings settings =
        SettingsReader.read(Map.of(Key.TIME_LIMIT, "9s"), Optional.empty(), new Properties());
    Budget budget = settings.budget(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    assertThat(budget).isEqualTo(settings.budget());
    assertThat(budget.hasTarget()).isFalse();
    assertThat(budget.time()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void confidenceIsAskedForUnlessEvaluationsAreCounted() throws Exception {
    Properties none = new Properties();
    assertThat(SettingsReader.read(Map.of(), Optional.empty(), none).budget().confidence())
        .isEqualTo(Budget.DEFAULT_CONFIDENCE);
    Map<Key, String> counted = Map.of(Key.EVALUATIONS, "100");
    assertThat(SettingsReader.read(counted, Optional.empty(), none).budget().confidence())
        .isEqualTo(1);
    Map<Key, String> both = Map.of(Key.EVALUATIONS, "100", Key.CONFIDENCE, "0.5");
    assertThat(SettingsReader.read(both, Optional.empty(), none).budget().confidence())
        .isEqualTo(0.5);
  }

  @Test
  void threadsAreAtLeastOne() {
    assertThatThrownBy(() -> new EngineChoice.Threads(0))
        .hasMessage("threads (0) must be at least 1; leave it out to use every core");
    assertThat(new EngineChoice.Spark(null).url()).isEmpty();
    assertThat(new EngineChoice.Spark("local").url()).contains("local");
  }

  @Test
  void faultsAreLinesOfOneMessage() {
    ConfigException two = new ConfigException(List.of("a: error: b; c", "d: error: e; f"));
    assertThat(two.lines()).containsExactly("a: error: b; c", "d: error: e; f");
    assertThat(two).hasMessage("a: error: b; c\nd: error: e; f");
  }
}
