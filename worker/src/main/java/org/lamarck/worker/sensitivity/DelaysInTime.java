package org.lamarck.worker.sensitivity;

import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.OdeSystem;

/** Delays that change in time, through which there are no derivatives. */
final class DelaysInTime {
  private DelaysInTime() {}

  static boolean areNone(OdeSystem system) {
    for (LagShape lag : system.lags()) { // once in each run, of which there may be thousands
      if (!lag.isFixed()) {
        return false;
      }
    }
    return true;
  }

  /** What is answered where there are some. */
  static Outcome refused(double time) {
    return new Outcome.Failed(
        Reason.INVALID_PARAMETERS,
        time,
        "there are no derivatives through delays that change in time; make them constant");
  }
}
