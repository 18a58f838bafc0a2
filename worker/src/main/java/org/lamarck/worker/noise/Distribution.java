package org.lamarck.worker.noise;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.math3.special.Gamma;
import org.lamarck.worker.expression.Expression;

/**
 * The distribution of a residual r = (T(m) − T(h)) / σ, by its negative log-likelihood ρ(r) + ln σ
 * + const. To add one, write a record and a family here; all others ask it for what they need.
 */
public sealed interface Distribution extends Serializable {
  /** Which best offsets, scalings and scales of such residuals can be computed. */
  enum ClosedForm {
    /** None. */
    NONE,
    /** Those of least squares, and the root mean square. */
    MEAN,
    /** Weighted medians, and the mean size. */
    MEDIAN
  }

  /** The distributions as tables and messages name them. */
  enum Family {
    NORMAL("normal", true, List.of(), shape -> new Normal()),
    LAPLACE("laplace", true, List.of(), shape -> new Laplace()),
    STUDENT_T(
        "student-t", false, List.of("degrees of freedom"), shape -> new StudentT(shape.get(0)));

    private final String label;
    private final boolean isOfPetab;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> shape;

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    private final Function<List<Expression>, Distribution> maker;

    Family(
        String label,
        boolean isOfPetab,
        List<String> shape,
        Function<List<Expression>, Distribution> maker) {
      this.label = label;
      this.isOfPetab = isOfPetab;
      this.shape = shape;
      this.maker = maker;
    }

    /** Its name in tables. */
    public String label() {
      return label;
    }

    /** Whether PEtab itself has it, not only Lamarck's extension. */
    public boolean isOfPetab() {
      return isOfPetab;
    }

    /** What the formulas of {@link Distribution#shape} mean, for people. */
    public List<String> shape() {
      return shape;
    }

    /** The one with these formulas, as many as {@link #shape} has. */
    public Distribution of(List<Expression> formulas) {
      return maker.apply(formulas);
    }
  }

  Family family();

  /** Formulas of further parameters beside σ, over the same names as that of σ. */
  default List<Expression> shape() {
    return List.of();
  }

  /** Of T(m), with σ and the values of {@link #shape}. */
  double negativeLogLikelihood(double residual, double sigma, double[] shape);

  /** dρ/dr; 0 at a kink. */
  double slope(double residual, double[] shape);

  /**
   * ∂/∂(shape) of the negative log-likelihood.
   *
   * @param partials becomes one number for each
   */
  default void byShape(double residual, double[] shape, double[] partials) {}

  /** Whether ρ is ½ r², so that r is what least squares are made of. */
  default boolean isLeastSquares() {
    return false;
  }

  default ClosedForm closedForm() {
    return ClosedForm.NONE;
  }

  /** Whether {@link #between} is known, so that values may be censored. */
  default boolean hasIntervals() {
    return false;
  }

  /**
   * The probability of a &lt; r &lt; b.
   *
   * @param a may be −∞
   * @param b more than {@code a}; may be +∞
   * @throws UnsupportedOperationException when it is not known
   */
  default void between(double a, double b, IntervalProbability result) {
    throw new UnsupportedOperationException(
        "intervals of " + family().label() + " noise are not known");
  }

  /** ½ r² + ln σ + ½ ln 2π. */
  record Normal() implements Distribution {
    private static final double HALF_LN_2PI = 0.5 * Math.log(2 * Math.PI);

    @Override
    public Family family() {
      return Family.NORMAL;
    }

    @Override
    public double negativeLogLikelihood(double residual, double sigma, double[] shape) {
      return 0.5 * residual * residual + Math.log(sigma) + HALF_LN_2PI;
    }

    @Override
    public double slope(double residual, double[] shape) {
      return residual;
    }

    @Override
    public boolean isLeastSquares() {
      return true;
    }

    @Override
    public ClosedForm closedForm() {
      return ClosedForm.MEAN;
    }

    @Override
    public boolean hasIntervals() {
      return true;
    }

    @Override
    public void between(double a, double b, IntervalProbability result) {
      NormalInterval.between(a, b, result);
    }
  }

  /** |r| + ln 2σ. */
  record Laplace() implements Distribution {
    @Override
    public Family family() {
      return Family.LAPLACE;
    }

    @Override
    public double negativeLogLikelihood(double residual, double sigma, double[] shape) {
      return Math.abs(residual) + Math.log(2 * sigma);
    }

    @Override
    public double slope(double residual, double[] shape) {
      return Math.signum(residual);
    }

    @Override
    public ClosedForm closedForm() {
      return ClosedForm.MEDIAN;
    }

    @Override
    public boolean hasIntervals() {
      return true;
    }

    @Override
    public void between(double a, double b, IntervalProbability result) {
      LaplaceInterval.between(a, b, result);
    }
  }

  /**
   * Student's t with ν degrees of freedom, of which few let outliers pass: (ν + 1)/2 ln(1 + r²/ν) −
   * ln Γ((ν + 1)/2) + ln Γ(ν/2) + ½ ln(νπ) + ln σ.
   *
   * @param degreesOfFreedom ν &gt; 0, a number or a formula
   */
  record StudentT(Expression degreesOfFreedom) implements Distribution {
    @Override
    public Family family() {
      return Family.STUDENT_T;
    }

    @Override
    public List<Expression> shape() {
      return List.of(degreesOfFreedom);
    }

    @Override
    public double negativeLogLikelihood(double residual, double sigma, double[] shape) {
      double nu = shape[0];
      return 0.5 * (nu + 1) * Math.log1p(residual * residual / nu)
          - Gamma.logGamma(0.5 * (nu + 1))
          + Gamma.logGamma(0.5 * nu)
          + 0.5 * Math.log(nu * Math.PI)
          + Math.log(sigma);
    }

    @Override
    public double slope(double residual, double[] shape) {
      double nu = shape[0];
      return (nu + 1) * residual / (nu + residual * residual);
    }

    @Override
    public void byShape(double residual, double[] shape, double[] partials) {
      double nu = shape[0];
      double square = residual * residual;
      partials[0] =
          0.5 * Math.log1p(square / nu)
              - 0.5 * (nu + 1) * square / (nu * (nu + square))
              - 0.5 * Gamma.digamma(0.5 * (nu + 1))
              + 0.5 * Gamma.digamma(0.5 * nu)
              + 0.5 / nu;
    }
  }
}
