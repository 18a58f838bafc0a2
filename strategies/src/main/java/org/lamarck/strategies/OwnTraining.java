package org.lamarck.strategies;

import java.util.List;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/** The descent that a problem tells itself, from one start to its end. */
record OwnTraining(LocalSearch search) implements Strategy {
  /** Iterations between two checkpoints. */
  private static final int SLICE = 1;

  @Override
  public String name() {
    return Strategies.TRAINING;
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return new MultiStart(search, 1, 1, SLICE, Integer.MAX_VALUE, Racing.NONE, 1)
        .begin(space, random, guesses);
  }
}
