package org.lamarck.worker.stochastic.gradient;

import org.lamarck.worker.stochastic.ReactionNetwork;

/** How derivatives of expectations are estimated. */
public enum Estimators {
  /** Exact runs, weighted by the derivative of their logarithmic probability. No bias. */
  SCORE_FUNCTION {
    @Override
    PathSample newSample(ReactionNetwork network, double[] times) {
      return new ScoreFunction(network, times);
    }
  },
  /** Differences of exact runs with common random numbers. The bias is that of differences. */
  COMMON_RANDOM_NUMBERS {
    @Override
    PathSample newSample(ReactionNetwork network, double[] times) {
      return new CommonNumbers(network, times);
    }
  },
  /** Exact runs, differentiated as if reactions were chosen softly. Little noise, some bias. */
  STRAIGHT_THROUGH {
    @Override
    PathSample newSample(ReactionNetwork network, double[] times) {
      return new StraightThrough(network, times);
    }
  },
  /** Runs that are soft themselves. The least noise, the most bias. */
  RELAXED {
    @Override
    PathSample newSample(ReactionNetwork network, double[] times) {
      return new RelaxedGillespie(network, times);
    }
  };

  abstract PathSample newSample(ReactionNetwork network, double[] times);
}
