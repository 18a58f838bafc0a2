package org.lamarck.worker.objective.monotone;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.MonotoneScale;
import org.lamarck.worker.problem.Reading;

/**
 * Measurements that say in which of C ordered categories a value is: optimal scaling (Schmiester et
 * al. (2020), J. Math. Biol. 81; (2021), Bioinformatics 37(23)), reduced to thresholds. Category c
 * is from x_{c−1} + gap to x_c, the first one from 0, the last one without end; each is at least
 * {@code spread} wide. What is minimised is the sum of the squared distances of simulated values to
 * their categories by w, the sum of their sizes. Spread and gap are parts of the largest simulated
 * value, or of the range of all of them.
 */
final class CategoryFit implements MonotoneFit {
  /** Beside sums of sizes, as in pyPESTO. */
  private static final double NOTHING = 1e-8;

  private static final int NONE = -1;

  private final int[] category; // from 0
  private final int categories;
  private final int data;
  private final Reading.Category.Gaps gaps;
  private final Thresholds thresholds;
  private final double[] values;
  private final double[] residuals; // (surrogate − y) √(2/w)
  private final double[] byValue;
  private final int[] beyond; // which threshold a value is beyond
  private final boolean[] isBelow; // whether that is the lower one of its category
  private double gap;
  private double spread;
  private double weight;
  private double objective;
  private int lowest;
  private int highest;

  /**
   * A fit.
   *
   * @param ranks from 1, one for each measurement; each up to the largest occurs
   */
  CategoryFit(int[] ranks, Reading.Category.Gaps gaps) {
    this.gaps = gaps;
    data = ranks.length;
    category = Arrays.stream(ranks).map(rank -> rank - 1).toArray();
    categories = Arrays.stream(ranks).max().orElse(1);
    thresholds = new Thresholds(category, categories);
    values = new double[data];
    residuals = new double[data];
    byValue = new double[data];
    beyond = new int[data];
    isBelow = new boolean[data];
  }

  @Override
  public void solve(double[] simulated, double[] sigmas) {
    System.arraycopy(simulated, 0, values, 0, data);
    lowest = 0;
    highest = 0;
    weight = NOTHING;
    for (int k = 0; k < data; k++) {
      lowest = values[k] < values[lowest] ? k : lowest;
      highest = values[k] > values[highest] ? k : highest;
      weight += Math.abs(values[k]);
    }
    spread = whole() * spreadPart();
    gap = whole() * gapPart() + gaps.least();
    thresholds.solve(values, gap, spread + gap, spread);
    conclude();
  }

  /** What spread and gap are parts of. */
  private double whole() {
    return Math.max(values[highest] - (gaps.isOfRange() ? values[lowest] : 0), 0);
  }

  private double spreadPart() {
    return 1 / (2.0 * categories + 1);
  }

  private double gapPart() {
    return 1 / (4.0 * (categories - 1) + 1);
  }

  /** Where a category begins. */
  private double lower(int c) {
    return c == 0 ? 0 : thresholds.upper(c - 1) + gap;
  }

  private void conclude() {
    objective = 0;
    double scale = Math.sqrt(2 / weight);
    for (int k = 0; k < data; k++) {
      int c = category[k];
      boolean isAbove = values[k] > thresholds.upper(c);
      isBelow[k] = c > 0 && values[k] < lower(c);
      beyond[k] = isAbove ? c : isBelow[k] ? c - 1 : NONE;
      double surrogate = isAbove ? thresholds.upper(c) : Math.max(values[k], lower(c));
      residuals[k] = scale * (surrogate - values[k]);
      objective += 0.5 * residuals[k] * residuals[k];
    }
    double bySpread = 0;
    double byGap = 0;
    for (int k = 0; k < data; k++) {
      double slope = scale * residuals[k]; // by the surrogate
      byValue[k] = -slope - objective / weight * Math.signum(values[k]);
      if (beyond[k] != NONE) {
        bySpread += slope * (beyond[k] + 1);
        byGap += slope * gaps(k);
      }
    }
    if (whole() > 0) {
      double byWhole = bySpread * spreadPart() + byGap * gapPart();
      byValue[highest] += byWhole;
      byValue[lowest] -= gaps.isOfRange() ? byWhole : 0;
    }
  }

  /** How many gaps are below the bound that a value is beyond, with what may move held. */
  private int gaps(int k) {
    return beyond[k] + 1 - (thresholds.isHeld(beyond[k]) ? 1 : 0) + (isBelow[k] ? 1 : 0);
  }

  @Override
  public double objective() {
    return objective;
  }

  @Override
  public double residual(int measurement) {
    return residuals[measurement];
  }

  @Override
  public double sigma(int measurement) {
    return Math.sqrt(0.5 * weight);
  }

  @Override
  public double compared(int measurement) {
    return values[measurement];
  }

  @Override
  public MonotoneScale scale() {
    double[] lowers = new double[categories];
    double[] uppers = new double[categories];
    Arrays.setAll(lowers, this::lower);
    Arrays.setAll(uppers, thresholds::upper);
    return new MonotoneScale.Categories(Vector.of(lowers), Vector.of(uppers));
  }

  @Override
  public double byValue(int measurement) {
    return byValue[measurement];
  }

  /** 0: how far values are from their categories does not depend on noise. */
  @Override
  public double bySigma(int measurement) {
    return 0;
  }

  @Override
  public void addRows(
      double[] tangents, double @Nullable [] ofSigmas, double[] gradient, RowSink sink) {
    int n = gradient.length;
    double[] rows = new double[data * n];
    double[] moved = new double[categories]; // by block
    int[] active = new int[categories];
    for (int j = 0; j < n; j++) {
      addColumn(tangents, n, j, moved, active, rows);
    }
    double[] row = new double[n];
    for (int k = 0; k < data; k++) {
      System.arraycopy(rows, k * n, row, 0, n);
      sink.addRow(residuals[k], row);
      sink.addCurvature(1, row);
      for (int j = 0; j < n; j++) {
        gradient[j] += residuals[k] * row[j];
      }
    }
  }

  /** The derivatives of residuals by one coordinate, thresholds following. */
  private void addColumn(
      double[] tangents, int n, int j, double[] moved, int[] active, double[] rows) {
    double whole = 0;
    if (whole() > 0) {
      whole = tangents[highest * n + j] - (gaps.isOfRange() ? tangents[lowest * n + j] : 0);
    }
    double ofWeight = 0;
    Arrays.fill(moved, 0);
    Arrays.fill(active, 0);
    for (int k = 0; k < data; k++) {
      ofWeight += Math.signum(values[k]) * tangents[k * n + j];
      if (beyond[k] != NONE && !thresholds.isHeld(beyond[k])) {
        moved[thresholds.block(beyond[k])] += tangents[k * n + j] - whole * ofWhole(k);
        active[thresholds.block(beyond[k])]++;
      }
    }
    double scale = Math.sqrt(2 / weight);
    for (int k = 0; k < data; k++) {
      if (residuals[k] == 0) {
        continue;
      }
      double surrogate = 0;
      if (beyond[k] != NONE) {
        int block = thresholds.block(beyond[k]);
        boolean follows = !thresholds.isHeld(beyond[k]);
        surrogate = whole * ofWhole(k) + (follows ? moved[block] / active[block] : 0);
      }
      rows[k * n + j] =
          scale * (surrogate - tangents[k * n + j]) - 0.5 * residuals[k] / weight * ofWeight;
    }
  }

  /** The derivative of a bound by what spread and gap are parts of, with what may move held. */
  private double ofWhole(int k) {
    return (beyond[k] + 1) * spreadPart() + gaps(k) * gapPart();
  }
}
