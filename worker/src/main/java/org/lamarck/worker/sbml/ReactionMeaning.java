package org.lamarck.worker.sbml;

/** What the reactions of a model are read as. */
enum ReactionMeaning {
  /** Rates of amounts. */
  RATES,
  /** Jumps of amounts, each with a probability per time. */
  JUMPS
}
