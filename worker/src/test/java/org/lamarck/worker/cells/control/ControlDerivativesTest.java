package org.lamarck.worker.cells.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.Rollout;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.StepCheck;
import org.lamarck.worker.cells.Tissue;

/** Networks and masks in cells: derivatives against differences, values against finer steps. */
class ControlDerivativesTest {
  private static final Fields FIELDS = new Fields(2, 2, 2, 2);
  private static final List<Property> INPUTS = List.of(Property.CHEMICAL, Property.STRESS);
  private static final List<Property> OUTPUTS = List.of(Property.SECRETION, Property.DIVISION);

  private static void check(Step step, int repeats, double... point) {
    new StepCheck(List.of(step), repeats, FIELDS, 3).holds(StepCheck.start(FIELDS, 3, 1), point);
  }

  private static List<Setting> parameters(int from, int count) {
    List<Setting> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      all.add(Setting.parameter(from + n));
    }
    return all;
  }

  private static double[] random(int count) {
    RandomStream random = RandomStream.of(21);
    double[] numbers = new double[count];
    for (int n = 0; n < count; n++) {
      numbers[n] = random.nextDouble(-1, 1);
    }
    return numbers;
  }

  /** Weights are of the size 1; decays about 1, as others would let genes grow. */
  private static GeneNetwork network(int matrices, double kept) {
    int genes = 8;
    int size = matrices * genes * genes;
    return new GeneNetwork(
        INPUTS,
        OUTPUTS,
        parameters(0, size),
        parameters(size, genes),
        Collections.nCopies(genes, Setting.parameter(size + genes)),
        new GeneNetwork.Course(kept, 1.5, 1e-9)); // steps move with parameters, below differences
  }

  @Test
  void geneNetworksAreDifferentiatedByWeightsOffsetsDecaysAndCells() {
    check(network(1, 1), 2, random(64 + 8 + 1));
  }

  @Test
  void networksOfTypesAreDifferentiatedByTypesToo() {
    check(network(2, 0.4), 1, random(128 + 8 + 1));
  }

  /** Without weights: x(T) = (x₀ − ½/γ) e^(−γT) + ½/γ, plus I (1 − e^(−γT))/γ for inputs. */
  @Test
  void genesWithoutWeightsRelaxExponentially() {
    double decay = 0.3;
    double duration = 4;
    GeneNetwork network =
        new GeneNetwork(
            INPUTS,
            OUTPUTS,
            Collections.nCopies(64, Setting.fixed(0)),
            Collections.nCopies(8, Setting.fixed(0)),
            Collections.nCopies(8, Setting.fixed(decay)),
            new GeneNetwork.Course(1, duration, 1e-3));
    Tissue start = StepCheck.start(FIELDS, 3, 1);
    Tissue end = new Rollout(List.of(network), 1, FIELDS, 3).run(start, new double[0]);
    for (int i = 0; i < 3; i++) {
      double before = start.of(Property.DIVISION).get(i, 0);
      double after = (before - 0.5 / decay) * Math.exp(-decay * duration) + 0.5 / decay;
      // the tolerance of a step is a thousandth
      assertThat(end.of(Property.DIVISION).get(i, 0)).isEqualTo(after, within(1e-3 * after));
      assertThat(end.of(Property.CHEMICAL).get(i, 0))
          .isEqualTo(start.of(Property.CHEMICAL).get(i, 0)); // inputs stay
    }
  }

  @Test
  void perceptronsAreDifferentiated() {
    int weights = 4 * (3 + 1) + 3 * (4 + 1);
    for (Activation within : Activation.values()) {
      check(
          new Perceptron(
              INPUTS,
              OUTPUTS,
              List.of(4),
              parameters(0, weights),
              within,
              Activation.SOFTPLUS,
              0.3),
          2,
          random(weights));
    }
  }

  @Test
  void perceptronsWithGenesRememberAndAreDifferentiated() {
    List<Property> inputs = List.of(Property.CHEMICAL, Property.GENES);
    List<Property> outputs = List.of(Property.GENES);
    int weights = 2 * (4 + 1);
    check(
        new Perceptron(
            inputs,
            outputs,
            List.of(),
            parameters(0, weights),
            Activation.TANH,
            Activation.LOGISTIC,
            0.7),
        3,
        random(weights));
  }

  @Test
  void masksAreDifferentiated() {
    check(new Mask(Property.DIVISION, 0.45, 50, List.of(1.0, 0.25), true), 1);
    check(new Mask(Property.SECRETION, 0, 0, List.of(1.0, 0.0, 0.5, 2.0), false), 2);
  }

  @Test
  void aMaskOfTypesTakesTheFactorOfTheType() {
    Tissue start = StepCheck.start(FIELDS, 3, 1);
    Mask mask = new Mask(Property.DIVISION, 0.5, 40, List.of(1.0, 0.0), false);
    Tissue end = new Rollout(List.of(mask), 1, FIELDS, 3).run(start, new double[0]);
    for (int i = 0; i < 3; i++) {
      double factor = 1 / (1 + Math.exp(-40 * (start.radii().get(i) - 0.5)));
      assertThat(end.of(Property.DIVISION).get(i, 0))
          .isEqualTo(
              start.of(Property.DIVISION).get(i, 0) * start.of(Property.TYPE).get(i, 0) * factor,
              within(1e-15));
    }
  }
}
