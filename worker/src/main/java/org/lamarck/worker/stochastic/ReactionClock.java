package org.lamarck.worker.stochastic;

import org.lamarck.strategies.random.RandomStream;

/** Tells which reaction is next, and when, as long as nothing else happens. */
interface ReactionClock {
  /** A run begins. */
  void start(RandomStream random, double t, double[] y, double[] p) throws JumpFailure;

  /** States were changed at {@code t} by something else than a reaction. */
  void reset(double t, double[] y, double[] p) throws JumpFailure;

  /** When the next reaction happens; infinite when none ever does. */
  double next();

  /** Which one that is. */
  int reaction();

  /** It happened, and states are as after it; or it could not, and states are as they were. */
  void happened(double[] y, double[] p) throws JumpFailure;
}
