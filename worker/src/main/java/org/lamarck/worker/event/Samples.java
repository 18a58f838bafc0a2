package org.lamarck.worker.event;

/** The output times at an instant, for what jumps just after it. */
public interface Samples {
  /** None. */
  Samples NONE =
      new Samples() {
        @Override
        public boolean areHere() {
          return false;
        }

        @Override
        public void take() {}
      };

  /** Whether states at the present time are wanted that have not been written. */
  boolean areHere();

  /** Writes the states as they are now. */
  void take();
}
