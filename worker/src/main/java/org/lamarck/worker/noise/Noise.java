package org.lamarck.worker.noise;

import java.io.Serializable;
import java.util.List;
import org.lamarck.worker.expression.Expression;

/**
 * How measurements m of a value h are distributed: T(m) around T(h), with a scale σ.
 *
 * @param distribution of (T(m) − T(h)) / σ
 * @param transformation T
 */
public record Noise(Distribution distribution, Transformation transformation)
    implements Serializable {
  public static final Noise NORMAL = new Noise(new Distribution.Normal(), Transformation.IDENTITY);
  public static final Noise LOG_NORMAL = new Noise(new Distribution.Normal(), Transformation.LN);
  public static final Noise LOG10_NORMAL =
      new Noise(new Distribution.Normal(), Transformation.LOG10);
  public static final Noise LAPLACE =
      new Noise(new Distribution.Laplace(), Transformation.IDENTITY);
  public static final Noise LOG_LAPLACE = new Noise(new Distribution.Laplace(), Transformation.LN);
  public static final Noise LOG10_LAPLACE =
      new Noise(new Distribution.Laplace(), Transformation.LOG10);

  /** The six noise models of PEtab 1, of which version 2 has those without log10. */
  public static List<Noise> ofPetab() {
    return List.of(NORMAL, LOG_NORMAL, LOG10_NORMAL, LAPLACE, LOG_LAPLACE, LOG10_LAPLACE);
  }

  /** The same with other formulas of the distribution, as many. */
  public Noise withShape(List<Expression> shape) {
    return new Noise(distribution.family().of(shape), transformation);
  }

  /**
   * The negative log-likelihood of a measured value.
   *
   * @param residual (T(measured) − T(h)) / σ
   * @param shape the values of the distribution's further parameters
   */
  public double negativeLogLikelihood(
      double residual, double sigma, double measured, double[] shape) {
    double jacobian = Math.log(transformation.slope(measured));
    return distribution.negativeLogLikelihood(residual, sigma, shape) - jacobian;
  }
}
