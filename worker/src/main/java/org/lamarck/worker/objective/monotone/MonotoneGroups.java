package org.lamarck.worker.objective.monotone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ObservableKernel;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.objective.segment.SegmentSimulation;
import org.lamarck.worker.objective.segment.SimulatedObservables;
import org.lamarck.worker.problem.MonotoneScale;
import org.lamarck.worker.problem.Reading;

/**
 * The measurements of a problem that are compared through monotone functions, by observable. They
 * are solved when all values are simulated, and then asked for what they add. Serves one thread.
 */
public final class MonotoneGroups {
  private final List<Group> groups = new ArrayList<>();
  private final int[] groupOf; // by measurement, −1 for none
  private final int[] rowOf;

  /** An observable's measurements. */
  private static final class Group {
    private final int observable;
    private final MonotoneFit fit;
    private final double[] values;
    private final double[] sigmas;
    private double[] tangents = {};
    private double @Nullable [] ofSigmas;

    Group(int observable, MonotoneFit fit, int size) {
      this.observable = observable;
      this.fit = fit;
      values = new double[size];
      sigmas = new double[size];
    }
  }

  /** Those of a problem; none when all its measurements are of another kind. */
  public MonotoneGroups(ProblemPlan plan) {
    List<MeasurementPlan> all = plan.measurements();
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int m = 0; m < all.size(); m++) {
      if (all.get(m).isMonotone()) {
        members.computeIfAbsent(all.get(m).observable(), o -> new ArrayList<>()).add(m);
      }
    }
    groupOf = new int[all.size()];
    rowOf = new int[all.size()];
    Arrays.fill(groupOf, -1);
    members.forEach(
        (observable, of) -> {
          for (int row = 0; row < of.size(); row++) {
            groupOf[of.get(row)] = groups.size();
            rowOf[of.get(row)] = row;
          }
          groups.add(new Group(observable, fit(of.stream().map(all::get).toList()), of.size()));
        });
  }

  private static MonotoneFit fit(List<MeasurementPlan> measurements) {
    Reading reading = measurements.get(0).reading();
    if (reading instanceof Reading.Monotone settings) {
      return new SplineFit(
          measurements.stream().mapToDouble(MeasurementPlan::value).toArray(), settings);
    }
    int[] ranks =
        measurements.stream().mapToInt(one -> ((Reading.Category) one.reading()).rank()).toArray();
    return new CategoryFit(ranks, ((Reading.Category) reading).gaps());
  }

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Whether a measurement is in one of the groups. */
  public boolean has(int measurement) {
    return groupOf[measurement] >= 0;
  }

  /** Takes what a segment that has been simulated says of them. */
  public void observe(SegmentSimulation simulation, SimulatedObservables observables) {
    observables.begin(simulation);
    int[] measurements = simulation.plan().measurements();
    for (int i = 0; i < measurements.length; i++) {
      int index = measurements[i];
      if (has(index)) {
        ObservableKernel kernel = observables.at(simulation, i);
        observables.evaluate(kernel);
        Group group = groups.get(groupOf[index]);
        group.values[rowOf[index]] = kernel.value();
        group.sigmas[rowOf[index]] = kernel.sigma();
      }
    }
  }

  /**
   * Finds the best functions.
   *
   * @return the position of a measurement that cannot be compared; −1 when all can
   */
  public int solve() {
    for (int m = 0; m < groupOf.length; m++) {
      if (groupOf[m] >= 0) {
        Group group = groups.get(groupOf[m]);
        double sigma = group.sigmas[rowOf[m]];
        if (!Double.isFinite(group.values[rowOf[m]]) || !(sigma > 0) || Double.isInfinite(sigma)) {
          return m;
        }
      }
    }
    for (Group group : groups) {
      group.fit.solve(group.values, group.sigmas);
      group.ofSigmas = null;
    }
    return -1;
  }

  /** What all of them add to the objective. */
  public double objective() {
    return groups.stream().mapToDouble(group -> group.fit.objective()).sum();
  }

  private MonotoneFit fit(int measurement) {
    return groups.get(groupOf[measurement]).fit;
  }

  public double value(int measurement) {
    return groups.get(groupOf[measurement]).values[rowOf[measurement]];
  }

  /** The noise's scale, or what distances from categories are measured by. */
  public double sigma(int measurement) {
    return fit(measurement).sigma(rowOf[measurement]);
  }

  /** The noise's scale. */
  public double noise(int measurement) {
    return groups.get(groupOf[measurement]).sigmas[rowOf[measurement]];
  }

  public double residual(int measurement) {
    return fit(measurement).residual(rowOf[measurement]);
  }

  /** What the function makes of the simulated value. */
  public double compared(int measurement) {
    return fit(measurement).compared(rowOf[measurement]);
  }

  /** ∂objective/∂(simulated value). */
  public double byValue(int measurement) {
    return fit(measurement).byValue(rowOf[measurement]);
  }

  /** ∂objective/∂σ. */
  public double bySigma(int measurement) {
    return fit(measurement).bySigma(rowOf[measurement]);
  }

  /** The functions, by the position of their observable. */
  public Map<Integer, MonotoneScale> scales() {
    Map<Integer, MonotoneScale> scales = new LinkedHashMap<>();
    groups.forEach(group -> scales.put(group.observable, group.fit.scale()));
    return scales;
  }

  /**
   * Takes the derivatives of a simulated value and its σ by the coordinates, linear scale.
   *
   * @param ofSigma absent when it is a number
   */
  public void take(int measurement, double[] ofValue, double @Nullable [] ofSigma) {
    Group group = groups.get(groupOf[measurement]);
    int n = ofValue.length;
    int size = group.values.length;
    if (group.tangents.length == 0) {
      group.tangents = new double[size * n];
    }
    int at = rowOf[measurement] * n;
    System.arraycopy(ofValue, 0, group.tangents, at, n);
    double[] sigmas = group.ofSigmas;
    if (ofSigma != null) {
      if (sigmas == null) {
        sigmas = new double[size * n];
        group.ofSigmas = sigmas;
      }
      System.arraycopy(ofSigma, 0, sigmas, at, n);
    }
  }

  /** Adds the residuals of all, when the derivatives of all have been taken. */
  public void addRows(double[] gradient, RowSink sink) {
    for (Group group : groups) {
      group.fit.addRows(group.tangents, group.ofSigmas, gradient, sink);
    }
  }
}
