package org.lamarck.driver.run;

/** Why a run stopped. */
public enum Stop {
  /** Nothing did: what is told is of a run under way. */
  RUNNING("still running"),
  /** The strategy has nothing left to try. */
  FINISHED("finished"),
  /** The chance that a better basin remains is small. */
  CONFIDENT("no better basin expected"),
  /** There is nothing to search: no parameter is estimated, or all follow from the others. */
  NOTHING_TO_SEARCH("nothing to search"),
  /** So many points could not be evaluated, and none could, that more would be no use. */
  HOPELESS("no point can be evaluated"),
  /** The target was reached. */
  TARGET("target reached"),
  /** The budget of evaluations is spent. */
  EVALUATIONS("evaluations spent"),
  /** The time limit passed. */
  TIME_LIMIT("time limit"),
  /** Someone asked it to stop. */
  INTERRUPTED("interrupted");

  private final String words;

  Stop(String words) {
    this.words = words;
  }

  /** For {@code result.json} and for people. */
  public String words() {
    return words;
  }
}
