package org.lamarck.strategies.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Tolerances;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/** Profiles computed in a loop, for tests. */
final class Profiles {
  /** Half the 95 % quantile of χ² of 1. */
  static final double DELTA = 1.920729410347062;

  static final TrustRegion EXACT = TrustRegion.DEFAULT.with(new Tolerances(1e-9, 1e-14, 1e-12));

  private Profiles() {}

  /** [−half, half]ⁿ. */
  static SearchSpace box(int n, double half) {
    Vector bound = Vector.zeros(n).map(zero -> half);
    return new SearchSpace(
        IntStream.range(0, n).mapToObj(i -> "x" + i).toList(), bound.times(-1), bound);
  }

  /** Of all coordinates. */
  static Profiled of(Objective objective, SearchSpace space, Vector start) {
    List<Integer> all = IntStream.range(0, space.dimension()).boxed().toList();
    return of(Profile.of(DELTA, all, EXACT), objective, space, start, UnaryOperator.identity());
  }

  /**
   * As the settings say.
   *
   * @param between what happens to a generation before it is asked
   */
  static Profiled of(
      Profile settings,
      Objective objective,
      SearchSpace space,
      Vector start,
      UnaryOperator<Generation> between) {
    Generation generation = settings.begin(space, RandomStream.of(1), List.of(start));
    while (!generation.finished()) {
      generation = between.apply(generation);
      generation =
          generation.tell(
              generation.ask().stream()
                  .map(proposal -> ProposalRunner.run(proposal, objective, space))
                  .toList());
      assertThat(generation.number()).isLessThan(3000);
    }
    return (Profiled) generation.report();
  }
}
