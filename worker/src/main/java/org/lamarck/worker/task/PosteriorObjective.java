package org.lamarck.worker.task;

import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Scale;

/**
 * Minus the logarithm of the posterior density of an estimation problem on the scales that are
 * searched: what is sampled. What a fit minimises has the density of a prior on the linear value
 * (MAP, as PEtab defines it); that of its logarithm is θ times as large. A parameter without a
 * prior is uniform on its scale between its bounds, as PEtab says. Constants are those of the
 * densities, so that the integral over the space is the evidence; a prior that bounds cut is as
 * large as if they did not.
 *
 * @param estimation with priors counted
 */
public record PosteriorObjective(EstimationObjective estimation) implements ObjectiveSource {
  public PosteriorObjective {
    if (!estimation.settings().priors()) {
      estimation =
          new EstimationObjective(
              estimation.name(), estimation.problem(), estimation.settings().withPriors(true));
    }
  }

  @Override
  public String id() {
    return estimation.id();
  }

  @Override
  public List<Coordinate> coordinates() {
    return estimation.coordinates();
  }

  @Override
  public SearchSpace space() {
    return estimation.space();
  }

  @Override
  public Objective open() {
    ProblemObjective objective = estimation.open();
    List<Parameter> parameters = objective.parameters().estimated();
    double[] slope = new double[parameters.size()]; // of −ln dθ/ds = −s ln 10 − ln ln 10, or −s
    double constant = 0;
    Vector widths = space().widths();
    for (int i = 0; i < slope.length; i++) {
      Prior prior = parameters.get(i).prior();
      if (prior != null && !prior.family().isOfScaledValue()) {
        slope[i] =
            switch (parameters.get(i).scale()) {
              case LIN -> 0;
              case LOG -> -1;
              case LOG10 -> -Math.log(10);
            };
        constant -= parameters.get(i).scale() == Scale.LOG10 ? Math.log(Math.log(10)) : 0;
      } else if (prior == null && widths.get(i) > 0) {
        constant += Math.log(widths.get(i));
      }
    }
    double always = constant;
    Vector added = Vector.of(slope);
    return (x, derivatives) -> {
      Evaluation there =
          objective.evaluate(
              x, derivatives == Derivatives.NONE ? derivatives : Derivatives.GRADIENT);
      if (there instanceof Evaluation.Differentiable known) {
        return new Evaluation.Gradient(
            known.value() + x.dot(added) + always, known.gradient().plus(added));
      }
      return there instanceof Evaluation.Finite finite
          ? new Evaluation.Value(finite.value() + x.dot(added) + always)
          : there;
    };
  }
}
