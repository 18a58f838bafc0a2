package org.lamarck.worker.neuron.mechanism;

import java.io.Serializable;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;

/** How a state of a mechanism changes within a step. */
public sealed interface Dynamics extends Serializable {
  /** The state after a step, by formulas of it and of what it depends on before the step. */
  Expression after(Expression state, Expression dt);

  /** The state at which nothing changes; NaN where that is not told by the formulas. */
  Expression steady(Expression state);

  /** x′ = α(1 − x) − βx, in closed form for constant rates, 1/ms. */
  record Gate(Expression alpha, Expression beta) implements Dynamics {
    @Override
    public Expression after(Expression state, Expression dt) {
      Expression kept = alpha.plus(beta).times(dt).negated().applied(Operator.EXP);
      return relaxed(state, steady(state), kept);
    }

    @Override
    public Expression steady(Expression state) {
      return alpha.over(alpha.plus(beta));
    }
  }

  /** τx′ = x∞ − x, in closed form for constant x∞ and τ, ms. */
  record Relaxation(Expression steady, Expression tau) implements Dynamics {
    @Override
    public Expression after(Expression state, Expression dt) {
      return relaxed(state, steady, dt.over(tau).negated().applied(Operator.EXP));
    }

    @Override
    public Expression steady(Expression state) {
      return steady;
    }
  }

  /**
   * x′ = f, by exponential Euler: x + dt·f·(eᶻ − 1)/z with z = dt·∂f/∂x, which is exact where f is
   * linear in x and all else is constant.
   */
  record Rate(Expression rate) implements Dynamics {
    /** Below it the quotient is its series; the next term is less than a rounding. */
    private static final double SMALL = 1e-4;

    @Override
    public Expression after(Expression state, Expression dt) {
      ExpressionPool pool = state.pool();
      Expression z = Differentiator.derivative(rate, state).times(dt);
      Expression step = rate.times(dt);
      if (z.isConstant() && z.value() == 0) {
        return state.plus(step);
      }
      Expression series = z.times(z.times(z.over(24).plus(1.0 / 6)).plus(0.5)).plus(1);
      Expression quotient = z.applied(Operator.EXP).minus(1).over(z);
      Expression isSmall = pool.apply(Operator.LESS, z.applied(Operator.ABS), pool.constant(SMALL));
      return state.plus(step.times(pool.apply(Operator.PIECEWISE, series, isSmall, quotient)));
    }

    @Override
    public Expression steady(Expression state) {
      return state.pool().constant(Double.NaN);
    }
  }

  /** A value that takes the place of the state. */
  record Update(Expression next) implements Dynamics {
    @Override
    public Expression after(Expression state, Expression dt) {
      return next;
    }

    @Override
    public Expression steady(Expression state) {
      return state.pool().constant(Double.NaN);
    }
  }

  private static Expression relaxed(Expression state, Expression steady, Expression kept) {
    return steady.plus(state.minus(steady).times(kept));
  }
}
