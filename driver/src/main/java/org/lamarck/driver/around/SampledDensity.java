package org.lamarck.driver.around;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.strategies.sampling.Mode;
import org.lamarck.worker.task.GuardedObjective;

/**
 * The density that chains sample: integrated less exactly than a fit does, where that changes
 * nothing that draws could tell.
 *
 * <p>Chains are exact for the density that they compute, p e^(−ε) with ε the error of the energy.
 * To first order its mean of f is that of p but for the covariance of f and ε, which is at most the
 * product of their standard deviations. So means are off by that of ε, in standard deviations.
 *
 * @param source what is sampled
 * @param exact as the run integrates
 */
record SampledDensity(ObjectiveSource source, ObjectiveSource exact) {
  /** A mean off by so much of its standard deviation: the error of a million effective draws. */
  private static final double NEGLIGIBLE = 1e-3;

  /** Modes at which the error is measured, the best ones. */
  private static final int MODES = 3;

  /** Points about each. */
  private static final int POINTS = 16;

  /** Fewer points than this, of all, tell nothing. */
  private static final int FEWEST = 8;

  /** Draws at which the error is measured, when there are some. */
  private static final int DRAWS = 100;

  /** That of a run; as exact as asked for where a tolerance was asked for. */
  static SampledDensity of(AroundBest around, List<Mode> modes) {
    ObjectiveChoice asked = around.saved().settings().objective();
    return asked.relativeTolerance() == null && asked.absoluteTolerance() == null
        ? of(around.problem(), modes)
        : exactly(around.problem());
  }

  private static SampledDensity exactly(SourceRun problem) {
    ObjectiveSource exact = problem.posterior();
    return new SampledDensity(exact, exact);
  }

  /** The coarse one, if its error does not count at points that are drawn about the modes. */
  static SampledDensity of(SourceRun problem, List<Mode> modes) {
    Optional<ObjectiveSource> coarse = problem.coarsePosterior();
    if (coarse.isEmpty() || modes.isEmpty()) {
      return exactly(problem);
    }
    SampledDensity density = new SampledDensity(coarse.get(), problem.posterior());
    SearchSpace space = problem.space();
    double n = space.free().length;
    double most = n / 2 + 4 * Math.sqrt(n / 2); // χ²/2 of n degrees, and four of its deviations
    Objective rough = GuardedObjective.of(density.source);
    Objective fine = GuardedObjective.of(density.exact);
    List<Double> errors = new ArrayList<>();
    for (int m = 0; m < Math.min(MODES, modes.size()); m++) {
      Mode mode = modes.get(m);
      for (int k = 0; k < POINTS; k++) {
        Vector point = mode.draw(space, RandomStream.of(m).split("point", k));
        double there = value(fine, point);
        if (there - mode.value() <= most) {
          errors.add(value(rough, point) - there);
        }
      }
    }
    return errors.size() >= FEWEST && deviation(errors) <= NEGLIGIBLE ? density : exactly(problem);
  }

  /** The standard deviation of the error over draws; 0 where there is none. */
  double error(List<List<Draw>> chains) {
    if (source.equals(exact)) {
      return 0;
    }
    Objective rough = GuardedObjective.of(source);
    Objective fine = GuardedObjective.of(exact);
    List<Draw> all = chains.stream().flatMap(List::stream).toList();
    int count = Math.min(DRAWS, all.size());
    List<Double> errors = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Vector point = all.get((int) ((long) k * all.size() / count)).point();
      double there = value(fine, point);
      if (Double.isFinite(there)) {
        errors.add(value(rough, point) - there);
      }
    }
    return deviation(errors);
  }

  private static double deviation(List<Double> errors) {
    double mean = 0;
    double squares = 0;
    int count = 0;
    for (double error : errors) {
      count++;
      double above = error - mean; // Welford (1962)
      mean += above / count;
      squares += above * (error - mean);
    }
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  }

  /** +∞ where there is no density. */
  private static double value(Objective objective, Vector x) {
    return objective.evaluate(x, Derivatives.NONE) instanceof Evaluation.Finite finite
        ? finite.value()
        : Double.POSITIVE_INFINITY;
  }
}
