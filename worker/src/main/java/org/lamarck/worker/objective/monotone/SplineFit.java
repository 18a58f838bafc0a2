package org.lamarck.worker.objective.monotone;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.MonotoneScale;
import org.lamarck.worker.problem.Reading;

/**
 * Measurements with normal noise around a piecewise linear, nondecreasing function of the simulated
 * value (Dorešić et al. 2024). Its N knots are at equal distances from the least to the largest
 * simulated value; its heights ξ_i = s_0 + … + s_i have steps s_i of at least {@code leastStep} ·
 * (range of the measured) / N, and begin at 0 or above where no measured value is below. With a
 * regularisation λ the objective has λ/(2N) Σ (ξ_i − line_i)² more, of the best line, which at 0 is
 * not below 0 either. All of it is a quadratic problem with bounds.
 */
final class SplineFit implements MonotoneFit {
  private static final double HALF_LN_2PI = 0.5 * Math.log(2 * Math.PI);
  private static final double SIGMA_OFFSET = 200; // as of all measurements with normal noise

  private final double[] measured;
  private final int data;
  private final int knots;
  private final double least; // step
  private final boolean isSigned;
  private final double root; // √(λ/N)
  private final KnotGrid grid;
  private final BoundedLeastSquares system;
  private final double[] sigmas;
  private final double[] steps;
  private final double[] heights;
  private final double[] byValue;
  private boolean isThroughZero;
  private double lineSlope; // by the simulated value, where the line is 0 at 0
  private double objective;

  SplineFit(double[] measured, Reading.Monotone settings) {
    this.measured = measured.clone();
    data = measured.length;
    knots = settings.knots(data);
    root = Math.sqrt(settings.regularization() / knots);
    double low = Arrays.stream(measured).min().orElse(0);
    double high = Arrays.stream(measured).max().orElse(0);
    least = settings.leastStep() * (high - low) / knots;
    isSigned = low < 0;
    grid = new KnotGrid(knots, data);
    system = new BoundedLeastSquares(data + (root > 0 ? knots : 0), knots + 2);
    sigmas = new double[data];
    steps = new double[knots];
    heights = new double[knots];
    byValue = new double[data];
  }

  @Override
  public void solve(double[] values, double[] noise) {
    System.arraycopy(noise, 0, sigmas, 0, data);
    grid.locate(values);
    isThroughZero = false;
    boolean hasLine = root > 0 && !grid.isCollapsed();
    solve(hasLine ? knots + 2 : knots);
    if (hasLine && !isSigned) {
      double atZero = system.x(knots + 1) - system.x(knots) * grid.from() / grid.range();
      if (atZero < 0) {
        isThroughZero = true;
        solve(knots + 1);
      }
    }
    conclude();
  }

  private void solve(int unknowns) {
    system.begin(unknowns);
    for (int k = 0; k < data; k++) {
      double weight = 1 / sigmas[k];
      for (int i = 0; i < grid.interval(k); i++) {
        system.set(k, i, weight);
      }
      system.set(k, grid.interval(k), weight * grid.part(k));
      system.setTarget(k, weight * measured[k]);
    }
    for (int i = 0; i < knots && unknowns > knots; i++) {
      for (int j = 0; j <= i; j++) {
        system.set(data + i, j, root);
      }
      system.set(data + i, knots, -root * (isThroughZero ? grid.knot(i) : grid.share(i)));
      if (!isThroughZero) {
        system.set(data + i, knots + 1, -root);
      }
    }
    for (int i = isSigned ? 1 : 0; i < knots; i++) {
      system.bound(i, i == 0 ? 0 : least);
    }
    system.solve();
  }

  private void conclude() {
    double height = 0;
    for (int i = 0; i < knots; i++) {
      steps[i] = system.x(i) + (i == 0 ? 0 : least);
      height += steps[i];
      heights[i] = height;
    }
    lineSlope = isThroughZero ? system.x(knots) : 0;
    objective = 0;
    for (int r = 0; r < system.rows(); r++) {
      objective += 0.5 * system.residual(r) * system.residual(r);
    }
    Arrays.fill(byValue, 0);
    for (int k = 0; k < data; k++) {
      objective += Math.log(sigmas[k]) + HALF_LN_2PI;
      if (!grid.isCollapsed()) {
        double slope = system.residual(k) * byPlace(k);
        byValue[k] += slope;
        addEnds(-slope, grid.shareOf(k));
      }
    }
    for (int i = 0; i < (isThroughZero ? knots : 0); i++) {
      addEnds(system.residual(data + i) * root * lineSlope, grid.share(i));
    }
  }

  /** ∂residual/∂(simulated value), with the knots held. */
  private double byPlace(int k) {
    return -steps[grid.interval(k)] / sigmas[k] * grid.slope();
  }

  /** Adds a derivative by what is at a part of the way from the least to the largest value. */
  private void addEnds(double slope, double share) {
    byValue[grid.lowest()] += slope * (1 - share);
    byValue[grid.highest()] += slope * share;
  }

  @Override
  public double objective() {
    return objective;
  }

  @Override
  public double residual(int measurement) {
    return system.residual(measurement);
  }

  @Override
  public double sigma(int measurement) {
    return sigmas[measurement];
  }

  @Override
  public double compared(int measurement) {
    return measured[measurement] - sigmas[measurement] * system.residual(measurement);
  }

  @Override
  public MonotoneScale scale() {
    double[] at = new double[knots];
    Arrays.setAll(at, grid::knot);
    return new MonotoneScale.Spline(Vector.of(at), Vector.of(heights.clone()));
  }

  @Override
  public double byValue(int measurement) {
    return byValue[measurement];
  }

  @Override
  public double bySigma(int measurement) {
    double r = system.residual(measurement);
    return (1 - r * r) / sigmas[measurement];
  }

  @Override
  public void addRows(
      double[] tangents, double @Nullable [] ofSigmas, double[] gradient, RowSink sink) {
    int n = gradient.length;
    double[] held = held(tangents, n);
    double[] noisy = held.clone();
    for (int k = 0; k < data && ofSigmas != null; k++) {
      for (int j = 0; j < n; j++) {
        noisy[k * n + j] -= system.residual(k) / sigmas[k] * ofSigmas[k * n + j];
      }
    }
    system.project(held, n);
    if (ofSigmas == null) {
      noisy = held;
    } else {
      system.project(noisy, n);
    }
    double[] row = new double[n];
    for (int r = 0; r < system.rows(); r++) {
      System.arraycopy(held, r * n, row, 0, n);
      sink.addCurvature(1, row);
      System.arraycopy(noisy, r * n, row, 0, n);
      sink.addRow(system.residual(r), row);
      for (int j = 0; j < n; j++) {
        gradient[j] += system.residual(r) * row[j];
      }
    }
    if (ofSigmas != null) {
      addSigmas(ofSigmas, gradient, sink, row);
    }
  }

  /** ∂residuals by the coordinates with steps and line held, but not the knots. */
  private double[] held(double[] tangents, int n) {
    double[] rows = new double[system.rows() * n];
    for (int k = 0; k < data && !grid.isCollapsed(); k++) {
      for (int j = 0; j < n; j++) {
        double ends = between(tangents, n, j, grid.shareOf(k));
        rows[k * n + j] = byPlace(k) * (tangents[k * n + j] - ends);
      }
    }
    for (int i = 0; i < (isThroughZero ? knots : 0); i++) {
      for (int j = 0; j < n; j++) {
        rows[(data + i) * n + j] = root * lineSlope * between(tangents, n, j, grid.share(i));
      }
    }
    return rows;
  }

  /** The derivative by a coordinate of what is at a part of the way between the ends. */
  private double between(double[] tangents, int n, int j, double share) {
    return (1 - share) * tangents[grid.lowest() * n + j] + share * tangents[grid.highest() * n + j];
  }

  private void addSigmas(double[] ofSigmas, double[] gradient, RowSink sink, double[] row) {
    int n = row.length;
    for (int k = 0; k < data; k++) {
      double residual = Math.sqrt(2 * Math.log(sigmas[k]) + SIGMA_OFFSET);
      for (int j = 0; j < n; j++) {
        row[j] = ofSigmas[k * n + j] / sigmas[k];
        gradient[j] += row[j];
      }
      sink.addCurvature(2, row);
      for (int j = 0; j < n; j++) {
        row[j] /= residual;
      }
      sink.addRow(residual, row);
    }
  }
}
