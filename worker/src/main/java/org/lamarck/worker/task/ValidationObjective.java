package org.lamarck.worker.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * A likelihood with a validation point z for each of some predictions g, as if it had been measured
 * with standard deviation ε (Kreutz et al. (2012), BMC Syst Biol 6:120): f(θ) + Σ (g(θ) − z)²/(2
 * ε²), a function of θ and all z. Whatever ε is, at a minimum for a given z the likelihood is the
 * best for its own value of g: what is minimal there under a constraint on g. A z that nobody holds
 * goes where g is, and adds nothing.
 *
 * @param base the likelihood
 * @param points the predictions
 */
public record ValidationObjective(ObjectiveSource base, List<Point> points)
    implements ObjectiveSource {
  public ValidationObjective {
    points = List.copyOf(points);
  }

  /**
   * A validation point.
   *
   * @param deviation ε, above 0
   * @param lower bound of z
   * @param upper bound of z
   */
  public record Point(Prediction prediction, double deviation, double lower, double upper)
      implements Serializable {}

  @Override
  public String id() {
    return base.id();
  }

  @Override
  public Map<String, Double> nominal() {
    return base.nominal();
  }

  @Override
  public List<Coordinate> coordinates() {
    List<Coordinate> all = new ArrayList<>(base.coordinates());
    for (Point point : points) {
      all.add(Coordinate.linear(point.prediction().name(), point.lower(), point.upper()));
    }
    return all;
  }

  /** That of the likelihood, bit for bit, and the values. */
  @Override
  public SearchSpace space() {
    SearchSpace own = base.space();
    int n = own.dimension();
    List<String> names = new ArrayList<>(own.names());
    List<Marginal> starts = new ArrayList<>(own.starts());
    double[] lower = Arrays.copyOf(own.lower().toArray(), n + points.size());
    double[] upper = Arrays.copyOf(own.upper().toArray(), n + points.size());
    for (int k = 0; k < points.size(); k++) {
      names.add(points.get(k).prediction().name());
      starts.add(new Marginal.Uniform());
      lower[n + k] = points.get(k).lower();
      upper[n + k] = points.get(k).upper();
    }
    return new SearchSpace(names, Vector.of(lower), Vector.of(upper), starts);
  }

  @Override
  public Objective open() {
    Objective likelihood = base.open();
    List<Objective> predictions = new ArrayList<>();
    points.forEach(point -> predictions.add(point.prediction().open()));
    return (x, derivatives) -> evaluate(likelihood, predictions, x, derivatives);
  }

  private Evaluation evaluate(
      Objective likelihood, List<Objective> predictions, Vector x, Derivatives derivatives) {
    int n = x.size() - points.size();
    Vector theta = Vector.copyOf(x.toArray(), 0, n);
    Evaluation own = likelihood.evaluate(theta, derivatives);
    if (!(own instanceof Evaluation.Finite finite)) {
      return own;
    }
    Derivatives order = derivatives == Derivatives.NONE ? derivatives : Derivatives.GRADIENT;
    double value = finite.value();
    double[] residuals = new double[points.size()];
    double[] rows = new double[points.size() * x.size()];
    for (int k = 0; k < residuals.length; k++) {
      Evaluation there = predictions.get(k).evaluate(theta, order);
      if (!(there instanceof Evaluation.Finite known)) {
        return there;
      }
      double deviation = points.get(k).deviation();
      residuals[k] = (known.value() - x.get(n + k)) / deviation;
      value += residuals[k] * residuals[k] / 2;
      if (known instanceof Evaluation.Differentiable slopes) {
        slopes.gradient().times(1 / deviation).copyInto(rows, k * x.size());
        rows[k * x.size() + n + k] = -1 / deviation;
      }
    }
    if (!(own instanceof Evaluation.Differentiable slopes)) {
      return new Evaluation.Value(value);
    }
    Matrix jacobian = Matrix.of(residuals.length, x.size(), rows);
    Vector gradient =
        Vector.of(Arrays.copyOf(slopes.gradient().toArray(), x.size()))
            .plus(jacobian.transposeTimes(Vector.of(residuals)));
    return own instanceof Evaluation.LeastSquares squares
        ? extended(squares, value, gradient, residuals, jacobian)
        : new Evaluation.Gradient(value, gradient);
  }

  private static Evaluation extended(
      Evaluation.LeastSquares own,
      double value,
      Vector gradient,
      double[] residuals,
      Matrix jacobian) {
    int before = own.residuals().size();
    int all = before + residuals.length;
    int n = own.gradient().size();
    int wide = gradient.size();
    double[] further = Arrays.copyOf(own.residuals().toArray(), all);
    double[] rows = new double[all * wide];
    double[] curvature = jacobian.gram().toArray();
    for (int i = 0; i < before; i++) {
      own.jacobian().row(i).copyInto(rows, i * wide);
    }
    for (int k = 0; k < residuals.length; k++) {
      further[before + k] = residuals[k];
      jacobian.row(k).copyInto(rows, (before + k) * wide);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        curvature[i * wide + j] += own.curvature().get(i, j);
      }
    }
    return new Evaluation.LeastSquares(
        value,
        gradient,
        Vector.of(further),
        Matrix.of(all, wide, rows),
        Matrix.of(wide, wide, curvature));
  }
}
