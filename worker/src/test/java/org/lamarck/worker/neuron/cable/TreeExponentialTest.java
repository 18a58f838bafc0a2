package org.lamarck.worker.neuron.cable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;

class TreeExponentialTest {
  private static final Cable CABLE =
      Cable.of(
          List.of(
              Morphology.of(
                  List.of(
                      Branch.of(Branch.ROOT, 3, 10, 1),
                      Branch.of(0, 2, 10, 1),
                      Branch.of(0, 2, 10, 1),
                      Branch.of(2, 2, 10, 1)))));
  private static final int NODES = CABLE.nodes();

  private static double[] charges() {
    double[] charge = new double[NODES];
    for (int i = 0; i < CABLE.compartments(); i++) {
      charge[i] = 60 + 5 * Math.sin(i);
    }
    return charge;
  }

  private static double[] couplings(double strength) {
    double[] coupling = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      coupling[i] = CABLE.parentOf(i) < 0 ? 0 : strength * (1 + 0.3 * Math.cos(i));
    }
    return coupling;
  }

  private static double[] voltages() {
    double[] v = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      v[i] = -70 + 40 * Math.sin(3 * i);
    }
    return v;
  }

  /** Many small steps of the classical Runge–Kutta method, with branch points eliminated. */
  private static double[] integrated(double[] charge, double[] coupling, double[] v) {
    int steps = 4000;
    double h = 1.0 / steps;
    double[] y = v.clone();
    for (int k = 0; k < steps; k++) {
      double[] k1 = slope(charge, coupling, y);
      double[] k2 = slope(charge, coupling, moved(y, h / 2, k1));
      double[] k3 = slope(charge, coupling, moved(y, h / 2, k2));
      double[] k4 = slope(charge, coupling, moved(y, h, k3));
      for (int i = 0; i < y.length; i++) {
        y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      }
    }
    slope(charge, coupling, y); // branch points
    return y;
  }

  private static double[] moved(double[] y, double h, double[] by) {
    double[] there = y.clone();
    for (int i = 0; i < y.length; i++) {
      there[i] += h * by[i];
    }
    return there;
  }

  /** v′ of compartments; branch points of v are set to where no current is left. */
  private static double[] slope(double[] charge, double[] coupling, double[] v) {
    for (int point = CABLE.compartments(); point < NODES; point++) {
      double sum = 0;
      double weight = 0;
      for (int i = 0; i < NODES; i++) {
        if (CABLE.parentOf(i) == point || i == point) {
          sum += coupling[i] * v[i == point ? CABLE.parentOf(i) : i];
          weight += coupling[i];
        }
      }
      v[point] = sum / weight;
    }
    double[] slope = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      int parent = CABLE.parentOf(i);
      if (parent >= 0) {
        double flow = coupling[i] * (v[parent] - v[i]);
        slope[i] += charge[i] > 0 ? flow / charge[i] : 0;
        slope[parent] -= charge[parent] > 0 ? flow / charge[parent] : 0;
      }
    }
    return slope;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 20, 2000})
  void itIsWhatManySmallStepsComeTo(double strength) {
    TreeExponential exponential = new TreeExponential(CABLE);
    exponential.factor(charges(), couplings(strength));
    double[] to = new double[NODES];
    exponential.apply(voltages(), 0, to, 0);
    double[] expected = integrated(charges(), couplings(strength), voltages());
    for (int i = 0; i < NODES; i++) {
      // h⁴ and roundings of the steps; at branch points 1e-13 of the voltage that it began with
      assertThat(to[i]).as("node %d", i).isCloseTo(expected[i], within(2e-9));
    }
  }

  @Test
  void equalVoltagesStay() {
    TreeExponential exponential = new TreeExponential(CABLE);
    exponential.factor(charges(), couplings(300));
    double[] v = new double[NODES];
    Arrays.fill(v, -65.123456789);
    double[] to = new double[NODES];
    exponential.apply(v, 0, to, 0);
    assertThat(to).isEqualTo(v);
  }

  @Test
  void adjointsAreThoseOfDifferences() {
    double[] charge = charges();
    double[] coupling = couplings(40);
    double[] v = voltages();
    double[] mu = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      mu[i] = Math.cos(2 * i);
    }
    TreeExponential exponential = new TreeExponential(CABLE);
    exponential.factor(charge, coupling);
    double[] ofV = new double[NODES];
    double[] ofCharge = new double[NODES];
    double[] ofCoupling = new double[NODES];
    exponential.applyTransposed(mu, ofV);
    exponential.pullBack(v, mu, ofCharge, ofCoupling);
    for (int i = 0; i < NODES; i++) {
      double slope = slope(charge, coupling, v, v, i, mu);
      assertThat(ofV[i]).as("voltage %d", i).isCloseTo(slope, within(1e-7)); // rounding over h
      if (charge[i] > 0) {
        slope = slope(charge, coupling, v, charge, i, mu);
        assertThat(ofCharge[i]).as("charge %d", i).isCloseTo(slope, within(1e-7));
      }
      if (coupling[i] > 0) {
        slope = slope(charge, coupling, v, coupling, i, mu);
        assertThat(ofCoupling[i]).as("coupling %d", i).isCloseTo(slope, within(1e-7));
      }
    }
  }

  private static double slope(
      double[] charge, double[] coupling, double[] v, double[] of, int i, double[] mu) {
    double h = 1e-4;
    double kept = of[i];
    of[i] = kept + h;
    double up = value(charge, coupling, v, mu);
    of[i] = kept - h;
    double slope = (up - value(charge, coupling, v, mu)) / (2 * h);
    of[i] = kept;
    return slope;
  }

  private static double value(double[] charge, double[] coupling, double[] v, double[] mu) {
    TreeExponential exponential = new TreeExponential(CABLE);
    exponential.factor(charge, coupling);
    double[] to = new double[NODES];
    exponential.apply(v, 0, to, 0);
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
      sum += mu[i] * to[i];
    }
    return sum;
  }
}
