package org.lamarck.worker.hessian;

import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.noise.Transformation;

/** Negative log-likelihoods of measurements as formulas, but for terms in which nothing moves. */
final class NoiseFormulas {
  private NoiseFormulas() {}

  /**
   * ρ(r) + ln σ, r = (T(m) − T(h)) / σ.
   *
   * @param measured m
   * @param simulated h
   * @throws Unsupported when the distribution's further parameters are formulas
   */
  static Expression of(Noise noise, Expression measured, Expression simulated, Expression sigma)
      throws Unsupported {
    Transformation transformation = noise.transformation();
    Expression residual =
        scaled(transformation, measured).minus(scaled(transformation, simulated)).over(sigma);
    Distribution distribution = noise.distribution();
    Expression kernel =
        switch (distribution.family()) {
          case NORMAL -> residual.times(residual).times(0.5);
          case LAPLACE -> residual.applied(Operator.ABS);
          case STUDENT_T -> student(((Distribution.StudentT) distribution), residual);
        };
    return kernel.plus(sigma.applied(Operator.LN));
  }

  private static Expression student(Distribution.StudentT student, Expression residual)
      throws Unsupported {
    Expression nu = student.degreesOfFreedom();
    if (!nu.isConstant()) {
      throw new Unsupported("degrees of freedom that are estimated");
    }
    ExpressionPool pool = residual.pool();
    Expression square = residual.times(residual).over(nu.value());
    return pool.constant(1).plus(square).applied(Operator.LN).times(0.5 * (nu.value() + 1));
  }

  private static Expression scaled(Transformation transformation, Expression value) {
    return switch (transformation) {
      case IDENTITY -> value;
      case LN -> value.applied(Operator.LN);
      case LOG10 -> value.applied(Operator.LOG10);
    };
  }
}
