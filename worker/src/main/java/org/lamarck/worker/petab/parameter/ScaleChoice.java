package org.lamarck.worker.petab.parameter;

import org.lamarck.worker.problem.Scale;

/**
 * On which scale the parameters of a problem are searched whose format has no scales: PEtab 2.
 * PEtab 1 gives each parameter its scale, and the choice does not matter there.
 */
public enum ScaleChoice {
  /** log10 where both bounds are positive and one is more than ten times the other, else linear. */
  AUTO,
  /** The linear scale for all. */
  LIN,
  /** log10 where both bounds are positive, else linear with a warning. */
  LOG10;

  private static final double WIDE = 10;

  /** The scale for these bounds, which are on the linear scale. */
  Scale scale(double lower, double upper) {
    boolean log =
        switch (this) {
          case AUTO -> lower > 0 && upper / lower > WIDE;
          case LIN -> false;
          case LOG10 -> lower > 0;
        };
    return log ? Scale.LOG10 : Scale.LIN;
  }
}
