package org.lamarck.driver.around;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.profile.NullSpace;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.Parameter;

/**
 * Which parameters are structurally flat: in the null space of the sensitivities of all that is
 * compared with data, at the optimum and at points around it.
 */
public final class StructuralCheck {
  /**
   * How far points around the optimum are, in parts of the box. What is null by structure is so
   * everywhere; what data barely determine at one place, they mostly determine better elsewhere.
   */
  private static final double[] APART = {0.02, 0.02, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25};

  /** Components below this part of a range for the parameter's whole range are left out. */
  private static final double WORTH_NAMING = 0.01;

  private StructuralCheck() {}

  /**
   * By coordinate, the combination that is flat: how far others must go with the parameter, by id
   * on their scales, itself first. Empty where noise is not normal, so that there are no residuals.
   *
   * @param problem all of whose parameters are searched
   */
  static Map<Integer, Map<String, Double>> flat(SourceRun problem, Vector optimum) {
    List<Matrix> jacobians = new ArrayList<>();
    Objective objective = problem.objective();
    for (int k = 0; k <= APART.length; k++) {
      Vector point = k == 0 ? optimum : beside(problem, optimum, k);
      if (objective.evaluate(point, Derivatives.RESIDUALS)
          instanceof Evaluation.LeastSquares squares) {
        jacobians.add(squares.jacobian());
      } else if (k == 0) {
        return Map.of();
      }
    }
    NullSpace space = NullSpace.of(jacobians);
    Map<Integer, Map<String, Double>> flat = new TreeMap<>();
    for (int i = 0; i < optimum.size(); i++) {
      int own = i;
      space.direction(i).ifPresent(way -> flat.put(own, named(problem, own, way)));
    }
    return flat;
  }

  private static Vector beside(SourceRun problem, Vector optimum, int k) {
    RandomStream random = RandomStream.of(1).split("beside", k);
    Vector widths = problem.space().widths();
    double[] point = optimum.toArray();
    for (int i = 0; i < point.length; i++) {
      point[i] += APART[k - 1] * widths.get(i) * (2 * random.nextDouble() - 1);
    }
    return problem.space().clip(Vector.of(point));
  }

  private static Map<String, Double> named(SourceRun problem, int own, Vector way) {
    List<Parameter> searched = problem.searched();
    Vector widths = problem.space().widths();
    Map<String, Double> named = new LinkedHashMap<>();
    named.put(searched.get(own).id(), 1.0);
    for (int i = 0; i < way.size(); i++) {
      double part = way.get(i) * widths.get(own) / widths.get(i);
      if (i != own && Math.abs(part) >= WORTH_NAMING) {
        named.put(searched.get(i).id(), way.get(i));
      }
    }
    return named;
  }
}
