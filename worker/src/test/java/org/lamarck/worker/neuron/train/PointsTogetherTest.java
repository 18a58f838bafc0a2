package org.lamarck.worker.neuron.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.neuron.simulation.Clamp;
import org.lamarck.worker.neuron.simulation.Linearisation;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Scheme;
import org.lamarck.worker.neuron.simulation.Stimulus;

/** A population of parameter vectors of one network, run as copies of it in one plan. */
class PointsTogetherTest {
  private static final double DT = 0.05;
  private static final int STEPS = 240;

  /** Two branched cells that fire, with a synapse that is late. */
  private static Network network() {
    Morphology shape =
        Morphology.of(
            List.of(Branch.of(-1, 2, 20, 8), Branch.of(0, 3, 90, 1), Branch.of(0, 2, 60, 0.7)));
    int n = shape.compartments();
    int[] all = new int[2 * n];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return Network.of(
            List.of(shape, shape),
            List.of(
                Insertion.channel(Mechanisms.named("HH"), all),
                Insertion.channel(Mechanisms.named("Km"), 0, 3, n),
                Insertion.synapses(
                    Mechanisms.named("IonotropicSynapse"),
                    new int[] {4, 6},
                    new int[] {n, n + 4},
                    new double[] {0.3, 0})))
        .with(ParameterLayout.RESISTIVITY, 150)
        .with(ParameterLayout.VOLTAGE, -65)
        .with("IonotropicSynapse.gS", 2e-3)
        .atSteadyStates();
  }

  private static double[] held(double value, int steps) {
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return values;
  }

  private static NetworkTask task(NetworkTask.Norm norm, Scheme scheme, long budget) {
    List<Experiment> experiments = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      experiments.add(
          new Experiment(
              List.of(Stimulus.step(0, 0.5, 8, 0.6 + 0.4 * i, DT, STEPS)),
              i == 0
                  ? List.of()
                  : List.of(new Clamp(9, held(-60, 30)), new Clamp("HH.n", 8, held(0.3, 20))),
              List.of(
                  new Target(0, new Feature.Spikes(0, STEPS, -20, 5), 0, 1, 1),
                  new Target(1, new Feature.Maximum(0, STEPS), 0, 20, 10),
                  new Target(1, new Feature.Deviation(0, STEPS), 0, 12, 3))));
    }
    return new NetworkTask(
        network(),
        new NetworkPlan.Settings(DT, scheme, Linearisation.DERIVATIVE, budget),
        STEPS,
        List.of(Recording.voltage(0), Recording.voltage(7)),
        List.of(
            new Trainable("g", "HH.gNa", List.of(0, 1, 2, 7, 8)),
            new Trainable("s", "IonotropicSynapse.gS", List.of(0, 1)),
            new Trainable("r", "radius", List.of(2, 3, 4)),
            new Trainable("k", "Km.gKm", List.of(1))),
        experiments,
        norm);
  }

  private static final List<Coordinate> BOUNDS =
      List.of(
          Coordinate.log10("g", 1e-2, 1),
          Coordinate.log10("s", 1e-5, 1e-1),
          Coordinate.linear("r", 0.1, 3),
          Coordinate.log10("k", 1e-7, 1e-3));

  private static List<Vector> points(int count) {
    RandomStream random = RandomStream.of(4);
    List<Vector> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(
          Vector.of(
              -2 + 2 * random.nextDouble(),
              -5 + 4 * random.nextDouble(),
              0.1 + 2.9 * random.nextDouble(),
              -7 + 4 * random.nextDouble()));
    }
    return points;
  }

  /** Bits of all that an evaluation says. */
  private static String bits(Evaluation evaluation) {
    StringBuilder bits = new StringBuilder(evaluation.getClass().getSimpleName());
    if (evaluation instanceof Evaluation.Finite finite) {
      bits.append(' ').append(Double.toHexString(finite.value()));
    }
    if (evaluation instanceof Evaluation.Differentiable known) {
      for (double one : known.gradient().toArray()) {
        bits.append(' ').append(Double.toHexString(one));
      }
    }
    if (evaluation instanceof Evaluation.LeastSquares known) {
      for (double one : known.jacobian().toArray()) {
        bits.append(' ').append(Double.toHexString(one));
      }
    }
    return bits.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "SQUARED, IMPLICIT_EULER",
    "SQUARED, EXPONENTIAL_EULER",
    "SMOOTH_ABSOLUTE, CRANK_NICOLSON"
  })
  void areEvaluatedToTheBitsOfOneByOne(NetworkTask.Norm norm, Scheme scheme) {
    NetworkTask task = task(norm, scheme, NetworkPlan.Settings.BUDGET);
    Objective together = new NetworkLoss(task, BOUNDS);
    Objective alone = new NetworkLoss(task, BOUNDS);
    List<Vector> points = points(13);
    assertThat(together.together()).isEqualTo(6); // 192 compartments by 14 in 2 experiments
    for (Derivatives derivatives : Derivatives.values()) {
      List<Evaluation> all = together.evaluateAll(points, derivatives);
      assertThat(all).hasSize(13);
      for (int i = 0; i < all.size(); i++) {
        assertThat(bits(all.get(i))).isEqualTo(bits(alone.evaluate(points.get(i), derivatives)));
      }
      assertThat(all.stream().map(PointsTogetherTest::bits).distinct()).hasSize(13);
    }
  }

  @Test
  void oneThatFailsFailsAlone() {
    NetworkTask task =
        task(NetworkTask.Norm.SQUARED, Scheme.IMPLICIT_EULER, NetworkPlan.Settings.BUDGET);
    Objective objective = new NetworkLoss(task, BOUNDS);
    List<Vector> points = new ArrayList<>(points(5));
    points.set(2, Vector.of(400, -3, 1, -5));
    for (Derivatives derivatives : Derivatives.values()) {
      List<Evaluation> all = objective.evaluateAll(points, derivatives);
      assertThat(all.get(2)).isInstanceOf(Evaluation.Failed.class);
      for (int i = 0; i < all.size(); i++) {
        assertThat(bits(all.get(i)))
            .isEqualTo(bits(objective.evaluate(points.get(i), derivatives)));
        assertThat(all.get(i) instanceof Evaluation.Failed).isEqualTo(i == 2);
      }
    }
  }

  @Test
  void areNoMoreThanTheMemoryOfARunHasRoomFor() {
    NetworkTask small = task(NetworkTask.Norm.SQUARED, Scheme.IMPLICIT_EULER, 1_500_000);
    Objective together = new NetworkLoss(small, BOUNDS);
    assertThat(together.together()).isBetween(2, 5);
    Objective alone =
        new NetworkLoss(task(NetworkTask.Norm.SQUARED, Scheme.IMPLICIT_EULER, 1L << 29), BOUNDS);
    List<Vector> points = points(4);
    List<Evaluation> all = together.evaluateAll(points, Derivatives.GRADIENT);
    for (int i = 0; i < all.size(); i++) {
      assertThat(bits(all.get(i)))
          .isEqualTo(bits(alone.evaluate(points.get(i), Derivatives.GRADIENT)));
    }
  }

  @Test
  void ofALargeNetworkAreEvaluatedOneByOne() {
    Morphology cable = Morphology.of(List.of(Branch.of(-1, 97, 1000, 1)));
    int[] all = new int[97];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    NetworkTask task =
        new NetworkTask(
            Network.of(List.of(cable), List.of(Insertion.channel(Mechanisms.named("Leak"), all))),
            NetworkPlan.Settings.of(DT),
            2,
            List.of(Recording.voltage(0)),
            List.of(new Trainable("g", "Leak.gLeak", List.of(0))),
            List.of(new Experiment(List.of(), List.of(), List.of())),
            NetworkTask.Norm.SQUARED);
    assertThat(new NetworkLoss(task, List.of(Coordinate.linear("g", 0, 1))).together())
        .isEqualTo(1);
  }
}
