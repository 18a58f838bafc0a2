package org.lamarck.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Progress;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/** The API as a program uses it, on an objective of ten lines. */
class LamarckTest {
  private static final Lamarck ONE =
      Lamarck.onThreads(1).withBudget(Budget.UNLIMITED.withEvaluations(400));

  /** Rosenbrock's valley. */
  record Valley() implements ObjectiveSource {
    @Override
    public String id() {
      return "valley";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -2, 2), Coordinate.linear("y", -1, 3));
    }

    @Override
    public Objective open() {
      return (p, derivatives) -> {
        double x = p.get(0);
        double bent = p.get(1) - x * x;
        return new Evaluation.Gradient(
            Math.pow(1 - x, 2) + 100 * bent * bent,
            Vector.of(-2 * (1 - x) - 400 * x * bent, 200 * bent));
      };
    }
  }

  /** Waits at every point, for as long as a test may take. */
  record Slow() implements ObjectiveSource {
    @Override
    public String id() {
      return "slow";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -2, 2));
    }

    @Override
    public Objective open() {
      return (p, derivatives) -> {
        LockSupport.parkNanos(2_000_000);
        return new Evaluation.Value(p.get(0) * p.get(0));
      };
    }
  }

  @Test
  void aFunctionIsFittedInALine() {
    RunRecord record = ONE.fit(new Valley());
    assertThat(record.estimates().getOrDefault("x", 0.0)).isCloseTo(1, within(1e-4));
    assertThat(record.estimates().getOrDefault("y", 0.0)).isCloseTo(1, within(1e-4));
    assertThat(record.provenance().engine()).isEqualTo("1 thread");
    assertThat(record.outcome().stop()).isEqualTo(Stop.EVALUATIONS);
  }

  @Test
  void threadsMakeNoDifferenceAndSeedsDo() {
    RunRecord one = ONE.fit(new Valley());
    RunRecord three =
        Lamarck.onThreads(3).withBudget(Budget.UNLIMITED.withEvaluations(400)).fit(new Valley());
    assertThat(three.outcome().refinements()).isEqualTo(one.outcome().refinements());
    assertThat(three.estimates()).isEqualTo(one.estimates());
    RunRecord other = ONE.withSeed(2).fit(new Valley());
    assertThat(other.outcome().refinements()).isNotEqualTo(one.outcome().refinements());
  }

  @Test
  void eachWithGivesAnotherOne() {
    Lamarck cma = ONE.withStrategy(Strategies.named("cmaes")).withSeed(9);
    assertThat(cma.fit(new Valley()).provenance().settings().strategy().name()).isEqualTo("cmaes");
    RunRecord plain = ONE.fit(new Valley());
    assertThat(plain.provenance().settings().strategy().name()).isEqualTo("hybrid");
    assertThat(plain.provenance().settings().seed()).isEqualTo(1);
  }

  @Test
  void aWatcherSeesItFallAndMayStopIt() {
    List<Progress> seen = new ArrayList<>();
    StopSwitch stop = new StopSwitch();
    Watcher watcher =
        progress -> {
          seen.add(progress);
          if (progress.evaluations() + progress.gradients() > 20) {
            stop.stop();
          }
        };
    RunRecord record =
        Lamarck.onThreads(1)
            .withBudget(Budget.UNLIMITED)
            .withStrategy(Strategies.named("cmaes"))
            .fit(new Slow(), watcher, stop);
    assertThat(record.outcome().stop()).isEqualTo(Stop.INTERRUPTED);
    assertThat(seen).isNotEmpty();
    double before = Double.POSITIVE_INFINITY;
    for (Progress progress : seen) {
      assertThat(progress.best()).isLessThanOrEqualTo(before);
      assertThat(progress.done()).isBetween(0, progress.tasks());
      before = progress.best();
    }
    assertThat(record.outcome().state().found()).isPresent();
  }

  @Test
  void aTargetAndATimeEndARun() {
    Budget reached = Budget.UNLIMITED.withTarget(1e-3);
    RunRecord record = ONE.withBudget(reached).fit(new Valley());
    assertThat(record.outcome().stop()).isEqualTo(Stop.TARGET);
    assertThat(record.outcome().state().bestValue()).isLessThanOrEqualTo(1e-3);
    RunRecord timed =
        ONE.withStrategy(Strategies.named("bipop"))
            .withBudget(Budget.UNLIMITED.withTime(Duration.ofMillis(300)))
            .fit(new Slow());
    assertThat(timed.outcome().stop()).isEqualTo(Stop.TIME_LIMIT);
  }
}
