package org.lamarck.worker.tolerance;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import org.lamarck.strategies.linalg.Vector;

/**
 * How exact an integration is, and how long it may take. A step is accepted when the root mean
 * square over the states of error / (floor + relative · |y|) is at most 1.
 *
 * @param relative the relative tolerance, above 0 and at most 0.1
 * @param absolute what the floors are made of, above 0: one number for all states, or one for each
 * @param floor whether these are the floors, in the states' units, or fractions of what states
 *     reach
 * @param maximumSteps the largest number of attempted steps, accepted and rejected, from one output
 *     time, event or change of a switch to the next; all output times share ten times as many
 * @param errorTest what must pass the test
 * @param stepping by which schemes steps are made
 */
public record Tolerances(
    double relative,
    Vector absolute,
    Floor floor,
    int maximumSteps,
    ErrorTest errorTest,
    Stepping stepping)
    implements Serializable {

  /** What the tolerance of a state is when it is 0. */
  public enum Floor {
    /** A number in the unit of the state. */
    ABSOLUTE("the unit of each state"),
    /** A fraction of the largest size that the state has reached, see {@link ErrorScale}. */
    FRACTION("the largest size that each state has reached");

    private final String words;

    Floor(String words) {
      this.words = words;
    }

    /** Of what the number is a multiple. */
    public String words() {
      return words;
    }
  }

  /** By so many decimal places the fraction of what a state reaches is smaller at which it is 0. */
  private static final int SMALLER = 3;

  /** Of {@link #rough}. */
  private static final double ROUGH = 1e-4;

  /** Tolerances that are less than so many times as loose save little. */
  private static final double WORTH_IT = 100;

  /** Of {@link #forDraws}. */
  private static final double DRAWS = 1e-6;

  private static final double DRAWS_WORTH_IT = 10;

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
    /** By the one that costs less where the integration stands, see {@code MethodChoice}. */
    AUTO,
    /** All by Rodas5P. */
    RODAS5P,
    /** All by Tsit5; not for algebraic states, lags and fast reactions. */
    TSIT5,
    /** All by DOP853, of order 8; not for algebraic states, lags and fast reactions. */
    DOP853
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

  /** What the floors of so many states are made of, one number for each. */
  public double[] absolute(int states) {
    double[] result = new double[states];
    if (absolute.size() == 1) {
      Arrays.fill(result, absolute.get(0));
    } else if (absolute.size() == states) {
      absolute.copyInto(result, 0);
    } else {
      throw new IllegalArgumentException(
          absolute.size()
              + " absolute tolerances for "
              + states
              + " states; give one, or one each");
    }
    return result;
  }

  /**
   * A relative and an absolute tolerance, the same for all states whatever their units; at most
   * 1,000,000 steps, states alone in the error test.
   */
  public static Tolerances of(double relative, double absolute) {
    return new Tolerances(
        relative, Vector.of(absolute), Floor.ABSOLUTE, 1_000_000, ErrorTest.STATES, Stepping.AUTO);
  }

  /**
   * A relative tolerance, and for each state a fraction of the largest size that it has reached:
   * what does not depend on units.
   */
  public static Tolerances scaled(double relative, double fraction) {
    return of(relative, fraction).withFloor(Floor.FRACTION);
  }

  /** A relative tolerance, and the usual part of it as a fraction of what states reach. */
  public static Tolerances scaled(double relative) {
    return scaled(relative, BigDecimal.valueOf(relative).movePointLeft(SMALLER).doubleValue());
  }

  /** For searches and for measuring speed: 1e-8, and 1e-11 of what states reach. */
  public static Tolerances defaults() {
    return scaled(1e-8);
  }

  /** For searches in problems whose evaluations take seconds: 1e-6, and 1e-9. */
  public static Tolerances coarse() {
    return scaled(1e-6);
  }

  /** For numbers that are looked at: 1e-10, and 1e-13 of what states reach. */
  public static Tolerances exact() {
    return scaled(1e-10);
  }

  /**
   * Those of a search that is far from its end: 1e-4, absolute ones as many times as loose. The
   * same where that is not looser by a hundred.
   */
  public Tolerances rough() {
    return loosened(ROUGH, WORTH_IT);
  }

  /**
   * Those of a Markov chain, whose own error is larger: 1e-6, absolute ones as many times as loose.
   * The same where that is not looser by ten.
   */
  public Tolerances forDraws() {
    return loosened(DRAWS, DRAWS_WORTH_IT);
  }

  private Tolerances loosened(double to, double least) {
    double times = to / relative;
    return times < least
        ? this
        : new Tolerances(to, absolute.times(times), floor, maximumSteps, errorTest, stepping);
  }

  /** These tolerances with what the floors of the states are made of. */
  public Tolerances withAbsolute(Vector absolute) {
    return new Tolerances(relative, absolute, floor, maximumSteps, errorTest, stepping);
  }

  /** These tolerances with another meaning of the floors. */
  public Tolerances withFloor(Floor floor) {
    return new Tolerances(relative, absolute, floor, maximumSteps, errorTest, stepping);
  }

  /** These tolerances with another limit of attempted steps. */
  public Tolerances withMaximumSteps(int maximumSteps) {
    return new Tolerances(relative, absolute, floor, maximumSteps, errorTest, stepping);
  }

  /** These tolerances with other schemes. */
  public Tolerances withStepping(Stepping stepping) {
    return new Tolerances(relative, absolute, floor, maximumSteps, errorTest, stepping);
  }

  /** These tolerances with another error test. */
  public Tolerances withErrorTest(ErrorTest errorTest) {
    return new Tolerances(relative, absolute, floor, maximumSteps, errorTest, stepping);
  }
}
