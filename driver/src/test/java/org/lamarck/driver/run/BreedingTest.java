package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.FaultyEngine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/** What an outsider's strategy can do with the bookkeeping that is public. */
class BreedingTest {
  /** ½ ((x − 1)² + (y + 1)²), with its gradient. */
  record Bowl() implements ObjectiveSource {
    @Override
    public String id() {
      return "bowl";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -4, 4), Coordinate.linear("y", -4, 4));
    }

    @Override
    public Objective open() {
      return (point, derivatives) -> {
        Vector slope = Vector.of(point.get(0) - 1, point.get(1) + 1);
        return new Evaluation.Gradient(0.5 * slope.dot(slope), slope);
      };
    }
  }

  private static RunOutcome run(Engine engine) {
    SourceRun source = SourceRun.of(new Bowl());
    RunSettings settings = RunSettings.of(new Breeding(30), 5, Budget.UNLIMITED);
    try (engine;
        Session<Proposal, Individual> session = engine.open(source.workload(settings.seed()))) {
      return Run.begin(settings, source.space(), new StopSwitch(), () -> 0)
          .go(session, Journal.NONE, Watcher.NONE);
    }
  }

  @Test
  void aStrategyFromOutsideRacesAndRecombines() {
    RunOutcome outcome = run(LocalEngine.ofThreads(2));
    assertThat(outcome.stop()).isEqualTo(Stop.FINISHED);
    assertThat(outcome.state().bestValue()).isLessThan(1e-12); // a parabola: to rounding
    assertThat(outcome.basins().basins()).hasSize(1);
    assertThat(outcome.refinements())
        .extracting(RefinementRow::origin)
        .contains("multistart", "child");
  }

  @Test
  void itIsTheSameOnEveryEngine() {
    RunOutcome one = run(LocalEngine.ofThreads(1));
    Cuts.assertSame(run(LocalEngine.ofThreads(2)), one);
    Cuts.assertSame(run(new FaultyEngine(3)), one);
  }
}
