package org.lamarck.worker.objective.inner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lamarck.strategies.linalg.Cholesky;
import org.lamarck.worker.noise.Distribution.ClosedForm;
import org.lamarck.worker.noise.Transformation;
import org.lamarck.worker.objective.monotone.MonotoneGroups;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ObservableKernel;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.objective.segment.SegmentSimulation;
import org.lamarck.worker.objective.segment.SimulatedObservables;
import org.lamarck.worker.problem.Parameter;

/**
 * Computes inner parameters at given values of all others, within their bounds.
 *
 * <p>With measured values m, simulated ones h = h₀ + Σ a_j θ_j and weights 1/σ², the best offsets
 * and scalings θ are those of linear least squares; for Laplace noise the one is a weighted median.
 * Where the noise is of logarithms the same holds of ln θ. A noise parameter then is the root mean
 * square of the residuals, or the mean of their sizes (Loos et al. (2018), Bioinformatics 34(24),
 * sections 2.2 and 2.3). Bounds keep the optimum where it is on them: the problem is convex in θ
 * and has one minimum in σ. Serves one thread.
 */
public final class InnerSolver {
  private static final int MOST_SWEEPS = 10_000;

  private final ProblemPlan plan;
  private final List<Group> groups = new ArrayList<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final int[] groupOf; // by measurement, −1 for none
  private final int[] rowOf;
  private final int states;
  private final int constants;
  private final double[] bar;

  /** A group with what was observed of it. */
  private final class Group {
    private final int[] locations; // positions of parameters
    private final int sigma; // −1 for none
    private final boolean isMedian;
    private final int rows;
    private final boolean isLogarithmic;
    private final double[] target; // what is left for the locations, ln where logarithmic
    private final double[] slope; // rows × locations
    private final double[] stretch; // of a residual, 1/ln 10 where the noise is of log10
    private final double[] scale; // the noise, 1 where it is solved
    private final double[] residual;
    private final double[] solution;
    private final double[] matrix;
    private final double[] right;
    private final Cholesky cholesky;
    private int kink = -1; // the row whose residual a median makes 0
    private double kinkSign;

    Group(InnerGroup group) {
      locations = group.locations().stream().mapToInt(plan.parameters()::indexOf).toArray();
      sigma = group.sigmas().isEmpty() ? -1 : plan.parameters().indexOf(group.sigmas().get(0));
      isMedian = group.form() == ClosedForm.MEDIAN;
      rows = group.measurements().size();
      isLogarithmic =
          plan.measurements()
              .get(group.measurements().get(0))
              .noise()
              .transformation()
              .isLogarithmic();
      target = new double[rows];
      slope = new double[rows * locations.length];
      stretch = new double[rows];
      scale = new double[rows];
      residual = new double[rows];
      solution = new double[locations.length];
      matrix = new double[locations.length * locations.length];
      right = new double[locations.length];
      cholesky = new Cholesky(locations.length);
    }

    /**
     * Takes a measurement whose kernel was evaluated, and differentiated into bar.
     *
     * @param h what it is compared with
     */
    void take(int row, MeasurementPlan measurement, ObservableKernel kernel, double h) {
      Transformation transformation = measurement.noise().transformation();
      scale[row] = sigma < 0 ? kernel.sigma() : 1;
      stretch[row] = transformation.ofLogarithm();
      double left =
          transformation.isLogarithmic()
              ? Math.log(measurement.value()) - Math.log(h)
              : measurement.value() - h;
      for (int j = 0; j < locations.length; j++) {
        int extra = measurement.parameters().indexOf(id(locations[j]));
        double a = 0;
        if (extra >= 0) {
          a = isLogarithmic ? 1 : bar[states + constants + extra];
        }
        slope[row * locations.length + j] = a;
        left += isLogarithmic ? 0 : a; // provisionally it is 1, and its logarithm 0
      }
      target[row] = left;
    }

    void solve(double[] linear) {
      if (locations.length > 0) {
        if (isMedian) {
          solution[0] = median();
        } else {
          leastSquares();
        }
        for (int j = 0; j < locations.length; j++) {
          linear[locations[j]] = isLogarithmic ? Math.exp(solution[j]) : solution[j];
          linear[locations[j]] = clip(locations[j], linear[locations[j]]);
        }
      }
      if (sigma >= 0) {
        linear[sigma] = clip(sigma, noise());
      }
    }

    private double noise() {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        double r = target[i];
        for (int j = 0; j < locations.length; j++) {
          r -= slope[i * locations.length + j] * solution[j];
        }
        residual[i] = stretch[i] * r;
        sum += isMedian ? Math.abs(residual[i]) : residual[i] * residual[i];
      }
      return isMedian ? sum / rows : Math.sqrt(sum / rows);
    }

    private double lower(int j) {
      double bound = parameter(locations[j]).lower();
      return isLogarithmic ? Math.log(Math.max(bound, 0)) : bound;
    }

    private double upper(int j) {
      double bound = parameter(locations[j]).upper();
      return isLogarithmic ? Math.log(Math.max(bound, 0)) : bound;
    }

    /** The weight of a row in least squares. */
    private double weight(int i) {
      double ratio = stretch[i] / scale[i];
      return ratio * ratio;
    }

    private void leastSquares() {
      int k = locations.length;
      Arrays.fill(matrix, 0.0);
      Arrays.fill(right, 0.0);
      for (int i = 0; i < rows; i++) {
        double w = weight(i);
        for (int j = 0; j < k; j++) {
          double a = w * slope[i * k + j];
          right[j] += a * target[i];
          for (int l = 0; l < k; l++) {
            matrix[j * k + l] += a * slope[i * k + l];
          }
        }
      }
      boolean isInside = cholesky.factor(matrix, 0);
      if (isInside) {
        cholesky.solve(right, solution);
      }
      for (int j = 0; j < k; j++) {
        isInside &= solution[j] >= lower(j) && solution[j] <= upper(j);
      }
      if (!isInside) {
        descend();
      }
    }

    /** Coordinate descent, which ends at the minimum of a convex quadratic within a box. */
    private void descend() {
      int k = locations.length;
      for (int j = 0; j < k; j++) {
        double start = nominal(j);
        solution[j] = Math.min(Math.max(start, lower(j)), upper(j));
      }
      boolean moves = true;
      for (int sweep = 0; moves && sweep < MOST_SWEEPS; sweep++) {
        moves = false;
        for (int j = 0; j < k; j++) {
          if (!(matrix[j * k + j] > 0)) {
            continue; // nothing depends on it
          }
          double sum = right[j];
          for (int l = 0; l < k; l++) {
            sum -= l == j ? 0 : matrix[j * k + l] * solution[l];
          }
          double next = Math.min(Math.max(sum / matrix[j * k + j], lower(j)), upper(j));
          moves |= Math.abs(next - solution[j]) > 1e-15 * Math.abs(next);
          solution[j] = next;
        }
      }
    }

    private double nominal(int j) {
      double nominal = parameter(locations[j]).nominal();
      double value = Double.isNaN(nominal) ? 1 : nominal;
      return isLogarithmic ? Math.log(value) : value;
    }

    /** Where Σ |a| |t/a − θ| / b is smallest: the median of t/a with weights |a|/b. */
    private double median() {
      List<double[]> ratios = new ArrayList<>();
      double total = 0;
      for (int i = 0; i < rows; i++) {
        double a = slope[i];
        if (a != 0 && Double.isFinite(target[i])) {
          double weight = Math.abs(a) * stretch[i] / scale[i];
          ratios.add(new double[] {target[i] / a, weight, i});
          total += weight;
        }
      }
      double value = nominal(0);
      ratios.sort((one, other) -> Double.compare(one[0], other[0]));
      double below = 0;
      kink = -1;
      for (double[] ratio : ratios) {
        value = ratio[0];
        if (below + ratio[1] >= 0.5 * total) {
          kink = (int) ratio[2];
          // the slope by θ is 0: Σ sign(r) |a|/b of the others and this one's part cancel
          kinkSign = Math.signum(slope[kink]) * (below - (total - below - ratio[1])) / ratio[1];
          break;
        }
        below += ratio[1];
      }
      if (value < lower(0) || value > upper(0)) {
        kink = -1;
      }
      return Math.min(Math.max(value, lower(0)), upper(0));
    }
  }

  public InnerSolver(ProblemPlan plan, List<InnerGroup> innerGroups) {
    this.plan = plan;
    groupOf = new int[plan.measurements().size()];
    rowOf = new int[groupOf.length];
    Arrays.fill(groupOf, -1);
    for (InnerGroup group : innerGroups) {
      for (int row = 0; row < group.measurements().size(); row++) {
        groupOf[group.measurements().get(row)] = groups.size();
        rowOf[group.measurements().get(row)] = row;
      }
      groups.add(new Group(group));
      ids.addAll(group.locations());
      ids.addAll(group.sigmas());
    }
    states = plan.model().states().size();
    constants = plan.model().constants().size();
    bar = new double[states + constants + plan.mostExtras()];
  }

  private Parameter parameter(int position) {
    return plan.problem().parameters().get(position);
  }

  private String id(int position) {
    return parameter(position).id();
  }

  private double clip(int position, double value) {
    return Math.min(Math.max(value, parameter(position).lower()), parameter(position).upper());
  }

  /** The parameters that are solved. */
  Set<String> ids() {
    return ids;
  }

  /** Gives the inner parameters provisional values. */
  public void begin(double[] linear) {
    for (String id : ids) {
      linear[plan.parameters().indexOf(id)] = 1;
    }
  }

  /**
   * Takes what a segment that has been simulated says of them.
   *
   * @param functions through which some measurements are compared, solved
   */
  public void observe(
      SegmentSimulation simulation, SimulatedObservables observables, MonotoneGroups functions) {
    observables.begin(simulation);
    int[] measurements = simulation.plan().measurements();
    for (int i = 0; i < measurements.length; i++) {
      int index = measurements[i];
      if (groupOf[index] < 0) {
        continue;
      }
      ObservableKernel kernel = observables.at(simulation, i);
      observables.evaluate(kernel);
      observables.differentiate(kernel);
      Arrays.fill(bar, 0.0);
      kernel.accumulate(1, 0, bar);
      double compared = functions.has(index) ? functions.compared(index) : kernel.value();
      MeasurementPlan measurement = plan.measurements().get(index);
      groups.get(groupOf[index]).take(rowOf[index], measurement, kernel, compared);
    }
  }

  /** Writes the best values. */
  public void solve(double[] linear) {
    groups.forEach(group -> group.solve(linear));
  }

  /**
   * The sign that stands for that of a residual which a median has made 0, so that derivatives by
   * the median vanish: between −1 and 1; NaN for other measurements.
   */
  public double sign(int measurement) {
    int group = groupOf[measurement];
    return group >= 0 && groups.get(group).kink == rowOf[measurement]
        ? groups.get(group).kinkSign
        : Double.NaN;
  }

  /** The positions of those that are not at a bound. */
  List<Integer> free(double[] linear) {
    List<Integer> free = new ArrayList<>();
    for (String id : ids) {
      int position = plan.parameters().indexOf(id);
      Parameter parameter = parameter(position);
      if (linear[position] > parameter.lower() && linear[position] < parameter.upper()) {
        free.add(position);
      }
    }
    return free;
  }
}
