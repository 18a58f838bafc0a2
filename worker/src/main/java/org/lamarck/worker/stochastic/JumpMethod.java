package org.lamarck.worker.stochastic;

/** How runs are made. */
public enum JumpMethod {
  /** The direct method for few reactions, the next reaction method for many. */
  AUTO,
  /** Gillespie (1977), with a dependency graph and, for many reactions, a tree of sums. Exact. */
  DIRECT,
  /** Gibson and Bruck (2000) in the form of Anderson (2007). Exact. */
  NEXT_REACTION,
  /** Cao, Gillespie and Petzold (2006): many reactions in one leap, with controlled error. */
  TAU_LEAPING
}
