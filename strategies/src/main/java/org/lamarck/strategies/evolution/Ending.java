package org.lamarck.strategies.evolution;

/** Why a strategy has nothing left to try. */
public enum Ending {
  /** It has done all that its settings ask for. */
  DONE,
  /** No coordinate can move: the one point there is has been looked at. */
  NOTHING_TO_SEARCH
}
