package org.lamarck.driver.run;

/** Why a run stopped. */
public enum Stop {
  /** The strategy has nothing left to try. */
  FINISHED("finished"),
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
