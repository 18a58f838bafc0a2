package org.lamarck.worker.neuron.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Stimulus;

/** Losses of a membrane with a leak alone, of which each step of implicit Euler is a fraction. */
class PassiveCellTest {
  private static final double DT = 0.5;
  private static final int STEPS = 6;
  private static final double LENGTH = 40;
  private static final double RADIUS = 2;
  private static final double REST = -65;
  private static final double START = -50;

  /** S/cm²; with 1 µF/cm² a time constant of 5 ms. */
  private static final double LEAK = 2e-4;

  private static Network cell() {
    Morphology shape = Morphology.of(List.of(Branch.of(-1, 1, LENGTH, RADIUS)));
    return Network.of(List.of(shape), List.of(Insertion.channel(Mechanisms.named("Leak"), 0)))
        .with("v", START)
        .with("Leak.gLeak", LEAK)
        .with("Leak.eLeak", REST);
  }

  /** After some steps with a current, nA. */
  private static double voltage(double leak, double rest, double current, int steps) {
    double area = 2 * Math.PI * RADIUS * LENGTH * 1e-8; // cm²
    double rate = leak * 1e3; // 1/ms, of 1 µF/cm²
    double v = START;
    for (int k = 0; k < steps; k++) {
      v = (v + DT * (rate * rest + current * 1e-3 / area)) / (1 + DT * rate);
    }
    return v;
  }

  private static NetworkTask task(NetworkTask.Norm norm, double... currents) {
    List<Experiment> experiments = new ArrayList<>();
    for (double current : currents) {
      experiments.add(
          new Experiment(
              List.of(Stimulus.step(0, 0, STEPS * DT, current, DT, STEPS)),
              List.of(),
              List.of(
                  new Target(0, new Feature.Sample(STEPS - 1, 1), 60, 0, 4),
                  new Target(0, new Feature.Sample(1, 0.5), 0, -55, 2),
                  new Target(1, new Feature.Sample(STEPS - 1, 1), 0, 0, 1e-3))));
    }
    return new NetworkTask(
        cell(),
        NetworkPlan.Settings.of(DT),
        STEPS,
        List.of(Recording.voltage(0), new Recording(Recording.Kind.CURRENT, "Leak", 0)),
        List.of(
            new Trainable("g", "Leak.gLeak", List.of(0)),
            new Trainable("e", "Leak.eLeak", List.of(0))),
        experiments,
        norm);
  }

  /** The three residuals of an experiment. */
  private static double[] residuals(double[] at, double current) {
    double end = voltage(at[0], at[1], current, STEPS);
    double middle = (voltage(at[0], at[1], current, 1) + voltage(at[0], at[1], current, 2)) / 2;
    return new double[] {(end + 60) / 4, (middle + 55) / 2, at[0] * (end - at[1]) / 1e-3};
  }

  @Test
  void tracesAreThoseOfTheClosedFormInItsUnits() {
    NetworkTask task = task(NetworkTask.Norm.SQUARED, 0, 0.02);
    double[][] traces = new BatchLoss(task, 2, 1 << 20).traces(task.values(), new int[] {0, 1});
    for (int k = 0; k <= STEPS; k++) {
      assertThat(traces[0][k]).isCloseTo(voltage(LEAK, REST, 0, k), within(1e-11));
      assertThat(traces[2][k]).isCloseTo(voltage(LEAK, REST, 0.02, k), within(1e-11));
    }
    assertThat(traces[1][STEPS]) // mA/cm²
        .isCloseTo(LEAK * (voltage(LEAK, REST, 0, STEPS) - REST), within(1e-14));
  }

  @Test
  void theLossIsTheMeanOverExperimentsOfTheSumOverTargets() {
    double[] at = {3e-4, -70};
    for (NetworkTask.Norm norm : NetworkTask.Norm.values()) {
      NetworkTask task = task(norm, 0, 0.02, -0.01);
      double expected = 0;
      for (double current : new double[] {0, 0.02, -0.01}) {
        for (double residual : residuals(at, current)) {
          expected += norm.of(residual) / 3;
        }
      }
      double loss =
          new BatchLoss(task, 3, 1 << 20).evaluate(at, new int[] {0, 1, 2}, new double[0]);
      assertThat(loss).isCloseTo(expected, within(1e-10 * expected));
    }
  }

  @Test
  void gradientsAndJacobiansAreThoseOfDifferencesOfTheClosedForm() {
    double[] at = {3e-4, -70};
    double[] currents = {0, 0.02};
    NetworkTask task = task(NetworkTask.Norm.SQUARED, currents);
    BatchLoss loss = new BatchLoss(task, 2, 1 << 20);
    List<double[]> rows = new ArrayList<>();
    loss.residuals(at, new int[] {0, 1}, rows);
    assertThat(rows).hasSize(6);
    double[] gradient = new double[2];
    loss.evaluate(at, new int[] {0, 1}, gradient);
    double[] step = {1e-8, 1e-4};
    for (int j = 0; j < 2; j++) {
      double sum = 0;
      for (int row = 0; row < 6; row++) {
        double[] up = at.clone();
        up[j] += step[j];
        double[] down = at.clone();
        down[j] -= step[j];
        double current = currents[row / 3];
        double slope =
            (residuals(up, current)[row % 3] - residuals(down, current)[row % 3]) / (2 * step[j]);
        double residual = residuals(at, current)[row % 3];
        assertThat(rows.get(row)[0]).isCloseTo(residual, within(1e-10));
        // h² and rounding of a voltage over h
        assertThat(rows.get(row)[1 + j]).isCloseTo(slope, within(1e-6 * Math.abs(slope) + 1e-9));
        sum += 2 * residual * rows.get(row)[1 + j] / 2; // of squares, the mean of two
      }
      assertThat(gradient[j]).isCloseTo(sum, within(1e-10 * Math.abs(sum)));
    }
  }

  @Test
  void theOrderOfABatchIsThatOfItsRows() {
    NetworkTask task = task(NetworkTask.Norm.SQUARED, 0, 0.02);
    BatchLoss loss = new BatchLoss(task, 2, 1 << 20);
    List<double[]> rows = new ArrayList<>();
    loss.residuals(task.values(), new int[] {0, 1}, rows);
    loss.residuals(task.values(), new int[] {1, 0}, rows); // behind those that are there
    for (int row = 0; row < 3; row++) {
      assertThat(rows.get(6 + row)).containsExactly(rows.get(3 + row));
      assertThat(rows.get(9 + row)).containsExactly(rows.get(row));
    }
  }

  @Test
  void trainingFindsTheLeakThatMadeTheData() {
    double end = voltage(LEAK, REST, 0, STEPS);
    Experiment made =
        new Experiment(
            List.of(),
            List.of(),
            List.of(
                new Target(0, new Feature.Sample(STEPS - 1, 1), 0, end, 1),
                new Target(0, new Feature.Sample(0, 1), 0, voltage(LEAK, REST, 0, 1), 1)));
    NetworkTask task =
        new NetworkTask(
            cell().with("Leak.gLeak", 5e-4),
            NetworkPlan.Settings.of(DT),
            STEPS,
            List.of(Recording.voltage(0)),
            List.of(new Trainable("g", "Leak.gLeak", List.of(0))),
            List.of(made),
            NetworkTask.Norm.SQUARED);
    List<Double> first = train(task).losses();
    Training again = train(task);
    assertThat(again.losses()).isEqualTo(first); // to the last bit
    assertThat(again.values()[0]).isCloseTo(LEAK, within(1e-3 * LEAK)); // a rate of 0.02 swings
    assertThat(first.get(first.size() - 1)).isLessThan(1e-4 * first.get(0));
  }

  private static Training train(NetworkTask task) {
    Training training =
        new Training(
            task, new BatchLoss(task, 1, 1 << 20), List.of(new Transform.Sigmoid(1e-5, 1e-3)));
    Adam adam = Adam.of(0.02, 1);
    for (int epoch = 0; epoch < 600; epoch++) {
      training.epoch(new int[] {0}, adam);
    }
    return training;
  }

  @Test
  void aTargetWithoutAScaleAndATrainableWithoutAPlaceAreRefused() {
    assertThatThrownBy(() -> new Target(0, new Feature.Mean(0, 1), 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a scale of 0.0 must be above 0");
    assertThatThrownBy(() -> new Trainable("g", "Leak.gLeak", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("g is of no instance");
  }
}
