package org.lamarck.worker.integrate;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * How exact an integration is, and how long it may take. A step is accepted when the root mean
 * square over the states of error / (absolute + relative · |y|) is at most 1.
 *
 * @param relative the relative tolerance, above 0 and at most 0.1
 * @param absolute the absolute tolerance, above 0: one for all states, or one for each
 * @param maximumSteps the largest number of attempted steps, accepted and rejected, from one event
 *     or change of a switch to the next
 * @param errorTest what must pass the test
 * @param stepping by which schemes steps are made
 */
public record Tolerances(
    double relative, Vector absolute, int maximumSteps, ErrorTest errorTest, Stepping stepping)
    implements Serializable {

  /** What must pass the error test of a step. */
  public enum ErrorTest {
    /** The states. Sensitivities follow the same steps. */
    STATES,
    /**
     * The states and the sensitivities in each direction, the latter with the absolute tolerance of
     * their state.
     */
    STATES_AND_SENSITIVITIES
  }

  /** By which schemes steps are made. */
  public enum Stepping {
    /** By the one that costs less where the integration stands, see {@link SchemeChoice}. */
    AUTO,
    /** All by Rodas5P. */
    RODAS5P,
    /** All by Tsit5; not for algebraic states, lags and fast reactions. */
    TSIT5
  }

  public Tolerances {
    if (!(relative > 0 && relative <= 0.1)) {
      throw new IllegalArgumentException(
          "relative tolerance (" + relative + ") must be above 0 and at most 0.1, such as 1e-8");
    }
    if (absolute.size() == 0) {
      throw new IllegalArgumentException(
          "absolute tolerance is empty: give one for all states, or one for each");
    }
    for (int i = 0; i < absolute.size(); i++) {
      if (!(absolute.get(i) > 0 && Double.isFinite(absolute.get(i)))) {
        throw new IllegalArgumentException(
            "absolute tolerance (" + absolute.get(i) + ") must be above 0 and finite");
      }
    }
    if (maximumSteps < 1) {
      throw new IllegalArgumentException("maximumSteps (" + maximumSteps + ") must be at least 1");
    }
  }

  /** Tolerances for steps by the scheme that costs less. */
  public Tolerances(double relative, Vector absolute, int maximumSteps, ErrorTest errorTest) {
    this(relative, absolute, maximumSteps, errorTest, Stepping.AUTO);
  }

  /** The absolute tolerance of a state. */
  public double absolute(int state) {
    return absolute.get(absolute.size() == 1 ? 0 : state);
  }

  /** The same tolerances for all states, at most 100,000 steps, states alone in the error test. */
  public static Tolerances of(double relative, double absolute) {
    return new Tolerances(relative, Vector.of(absolute), 100_000, ErrorTest.STATES);
  }

  /** relative 1e-8, absolute 1e-12. */
  public static Tolerances defaults() {
    return of(1e-8, 1e-12);
  }

  /** These tolerances with an absolute tolerance of its own for each state. */
  public Tolerances withAbsolute(Vector absolute) {
    return new Tolerances(relative, absolute, maximumSteps, errorTest, stepping);
  }

  /** These tolerances with another limit of attempted steps. */
  public Tolerances withMaximumSteps(int maximumSteps) {
    return new Tolerances(relative, absolute, maximumSteps, errorTest, stepping);
  }

  /** These tolerances with other schemes. */
  public Tolerances withStepping(Stepping stepping) {
    return new Tolerances(relative, absolute, maximumSteps, errorTest, stepping);
  }

  /** These tolerances with another error test. */
  public Tolerances withErrorTest(ErrorTest errorTest) {
    return new Tolerances(relative, absolute, maximumSteps, errorTest, stepping);
  }
}
