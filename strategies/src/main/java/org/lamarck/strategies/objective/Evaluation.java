package org.lamarck.strategies.objective;

import java.io.Serializable;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/** What came of evaluating an objective at a point. Values and derivatives are always finite. */
public sealed interface Evaluation extends Serializable {

  /** An evaluation that succeeded. */
  sealed interface Finite extends Evaluation {
    /** The objective, to be minimised. */
    double value();

    /** What is left when derivatives are forgotten. */
    default Finite withoutDerivatives() {
      return new Value(value());
    }

    /** Of the value; 0 where there is no noise. */
    default double standardError() {
      return 0;
    }

    /**
     * Below which the objective is, but for a risk of this size; the value itself where there is no
     * noise, and +∞ where too little is known of it.
     *
     * @param risk more than 0, at most ½
     */
    default double upperBound(double risk) {
      return value();
    }

    /**
     * Whether it is the better one of two, by their bounds; where too little is known of either, by
     * their values.
     */
    default boolean isBelow(Finite other, double risk) {
      double own = upperBound(risk);
      double bound = other.upperBound(risk);
      return own < bound
          || (own == bound && own == Double.POSITIVE_INFINITY && value() < other.value());
    }
  }

  /** An evaluation with a gradient. */
  sealed interface Differentiable extends Finite {
    /** ∂value/∂x. */
    Vector gradient();
  }

  /** The value alone. */
  record Value(double value) implements Finite {
    public Value {
      requireFinite(value);
    }

    @Override
    public Finite withoutDerivatives() {
      return this;
    }
  }

  /** The value and ∂value/∂x. */
  record Gradient(double value, Vector gradient) implements Differentiable {
    public Gradient {
      requireFinite(value);
      requireFinite(gradient);
    }
  }

  /**
   * The mean of draws.
   *
   * @param standardError of the mean
   * @param draws at least 2
   */
  record Estimate(double value, double standardError, int draws) implements Finite {
    public Estimate {
      requireFinite(value);
      requireError(standardError, draws);
    }

    @Override
    public Finite withoutDerivatives() {
      return this;
    }

    /**
     * By Student's distribution of the mean of normal draws. Draws that are all alike tell nothing
     * of their spread as long as they may be so by chance, which is taken to be ½ for each after
     * the first: their bound is +∞, and the value itself once there are enough.
     */
    @Override
    public double upperBound(double risk) {
      if (standardError == 0) {
        return StrictMath.pow(0.5, draws - 1.0) <= risk ? value : Double.POSITIVE_INFINITY;
      }
      TDistribution student = new TDistribution(null, draws - 1.0);
      return value - standardError * student.inverseCumulativeProbability(risk);
    }
  }

  /**
   * The mean of draws, and that of their gradients.
   *
   * @param standardError of the mean of the values
   * @param draws at least 2
   */
  record EstimatedGradient(double value, double standardError, int draws, Vector gradient)
      implements Differentiable {
    public EstimatedGradient {
      requireFinite(value);
      requireFinite(gradient);
      requireError(standardError, draws);
    }

    @Override
    public Estimate withoutDerivatives() {
      return new Estimate(value, standardError, draws);
    }

    @Override
    public double upperBound(double risk) {
      return withoutDerivatives().upperBound(risk);
    }
  }

  /**
   * A value that comes of residuals.
   *
   * @param gradient ∂value/∂x
   * @param residuals r, of size m; for a likelihood value = ½ rᵀr + const and gradient = Jᵀr. None,
   *     as rows of the Jacobian, where nobody wants them ({@link Objective#withoutRows})
   * @param jacobian J = ∂r/∂x, m × n
   * @param curvature a positive semidefinite n × n approximation of the Hessian: Gauss–Newton, or
   *     the expected Fisher information where noise parameters are estimated
   */
  record LeastSquares(
      double value, Vector gradient, Vector residuals, Matrix jacobian, Matrix curvature)
      implements Differentiable {
    public LeastSquares {
      requireFinite(value);
      requireFinite(gradient);
      if (!residuals.isFinite() || !jacobian.isFinite() || !curvature.isFinite()) {
        throw new IllegalArgumentException(
            "residuals, Jacobian or curvature are not finite; such a point is Evaluation.Failed");
      }
    }
  }

  /**
   * A point that could not be evaluated.
   *
   * @param reason what kind of failure it was
   * @param where the condition or experiment in which it happened; empty when it has none
   * @param time the model time at which it happened; NaN when it has none
   * @param detail one line for a person
   */
  record Failed(Reason reason, String where, double time, String detail) implements Evaluation {
    /** One line for a person, such as {@code step limit in condition1 at 12.5: …}. */
    public String line() {
      StringBuilder line = new StringBuilder(reason.words());
      if (!where.isEmpty()) {
        line.append(" in ").append(where);
      }
      if (!Double.isNaN(time)) {
        line.append(" at ").append(time);
      }
      if (!detail.isEmpty()) {
        line.append(": ").append(detail.replaceAll("\\s+", " "));
      }
      return line.toString();
    }
  }

  /** Why an evaluation failed. */
  enum Reason {
    /** The integrator needed more steps than allowed. */
    STEP_LIMIT,
    /** The step size fell below what the time can resolve. */
    STEP_SIZE_UNDERFLOW,
    /** A state, a rate or the objective became infinite or NaN. */
    NON_FINITE,
    /** The linear system of a step could not be solved. */
    SINGULAR_MATRIX,
    /** No steady state was found. */
    NO_STEADY_STATE,
    /** The wall-clock limit of one evaluation passed. */
    TIME_LIMIT,
    /** The parameters are outside of what the model defines, such as a negative noise. */
    INVALID_PARAMETERS,
    /** The code of a user class threw an exception. */
    USER_ERROR,
    /** The evaluation needed more memory than there was. */
    OUT_OF_MEMORY,
    /** Each worker that evaluated it was lost. */
    WORKER_LOST;

    /** For people, such as {@code step limit}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static void requireError(double standardError, int draws) {
    if (!(standardError >= 0) || Double.isInfinite(standardError) || draws < 2) {
      throw new IllegalArgumentException(
          "a standard error (%s) is finite and comes of at least 2 draws (%d)"
              .formatted(standardError, draws));
    }
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "value (" + value + ") is not finite; a point without a value is Evaluation.Failed");
    }
  }

  private static void requireFinite(Vector gradient) {
    if (!gradient.isFinite()) {
      throw new IllegalArgumentException(
          "gradient " + gradient + " is not finite; such a point is Evaluation.Failed");
    }
  }
}
