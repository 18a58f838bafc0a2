package org.lamarck.worker.objective.segment;

import org.lamarck.strategies.objective.Marginal;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Scale;

/**
 * Starts of a parameter drawn from its initialisation prior, on its scale. Where the bounds clip
 * the prior, what lies outside gathers on them.
 */
public record PriorStart(Prior prior, Scale scale) implements Marginal {

  /** The starts of a parameter; the plain uniform ones where its prior says no more. */
  public static Marginal of(Parameter parameter) {
    Prior prior = parameter.initialization();
    Scale scale = parameter.scale();
    boolean uniform =
        prior.family() == Family.PARAMETER_SCALE_UNIFORM
            || (prior.family() == Family.UNIFORM && scale == Scale.LIN);
    boolean whole =
        prior.first() == scale.toScale(parameter.lower())
            && prior.second() == scale.toScale(parameter.upper());
    return uniform && whole ? new Uniform() : new PriorStart(prior, scale);
  }

  @Override
  public double quantile(double u, double lower, double upper) {
    return Math.min(Math.max(prior.quantile(u, scale), lower), upper);
  }
}
