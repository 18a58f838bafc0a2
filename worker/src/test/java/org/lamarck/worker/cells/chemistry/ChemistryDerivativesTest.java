package org.lamarck.worker.cells.chemistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.cells.ByTypes;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Morse;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.Rollout;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.StepCheck;
import org.lamarck.worker.cells.Tissue;

/** What cells secrete and sense: derivatives against differences, values against their formulas. */
class ChemistryDerivativesTest {
  private static final Setting A = Setting.parameter(0);
  private static final Setting B = Setting.parameter(1);
  private static final int CELLS = 9;

  private static Fields fields(int dimensions) {
    return new Fields(dimensions, 2, 2, 1);
  }

  private static void check(Step step, int dimensions, double... point) {
    new StepCheck(List.of(step), 2, fields(dimensions), CELLS)
        .holds(StepCheck.start(fields(dimensions), CELLS, 1), point);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void diffusionInAClosedTissueIsDifferentiated(int dimensions) {
    check(new Diffusion(A, B, false), dimensions, 0.3, 1.5);
  }

  @Test
  void diffusionInAnOpenTissueIsDifferentiated() {
    check(new Diffusion(A, B, true), 2, 0.3, 0.7);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void exponentialDiffusionIsDifferentiated(int dimensions) {
    check(new ExponentialDiffusion(A, B), dimensions, 1.2, 0.4);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void slopesOfChemicalsAreDifferentiated(int dimensions) {
    check(new ChemicalGradients(0), dimensions);
    check(new ChemicalGradients(2.5), dimensions);
  }

  @Test
  void stressIsDifferentiatedByTypesToo() {
    Morse byTypes =
        new Morse(
            new ByTypes(List.of(A, B, B, A)),
            new ByTypes(List.of(B, Setting.fixed(2), Setting.fixed(2), A)),
            1,
            2.5);
    check(new Stress(byTypes), 2, 2, 1.3);
    check(new Stress(new Morse(A, B, 1, 2)), 3, 2, 1.3);
  }

  @Test
  void fieldsFromOutsideAreDifferentiated() {
    check(new CentralField(false, 2, 0.4), 2);
    check(new CentralField(true, 0, 0.7), 3);
  }

  private static Tissue after(Step step, Tissue start) {
    return new Rollout(List.of(step), 1, start.fields(), start.cells()).run(start, new double[0]);
  }

  /** (D L + K I) c − s is 0 with L written out as the definition says. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void steadyFieldsSolveTheirEquations(boolean isOpen) {
    Tissue start = StepCheck.start(fields(2), 40, 3);
    double d = 0.3;
    double k = 0.2;
    Tissue end = after(new Diffusion(Setting.fixed(d), Setting.fixed(k), isOpen), start);
    Matrix x = start.positions();
    Matrix c = end.of(Property.CHEMICAL);
    for (int i = 0; i < 40; i++) {
      double degree = 0;
      double sum = 0;
      for (int j = 0; j < 40; j++) {
        double far = Math.hypot(x.get(i, 0) - x.get(j, 0), x.get(i, 1) - x.get(j, 1));
        double reach = 1.1 * (start.radii().get(i) + start.radii().get(j));
        double joined = i == j ? 0 : isOpen ? (far < reach ? 1 : 0) : 1 / far;
        degree += joined;
        sum += joined * c.get(j, 1);
      }
      double loss = isOpen && degree > 0 && degree < 5 ? degree + 1 : degree;
      double left = d * (loss * c.get(i, 1) - sum) + k * c.get(i, 1);
      assertThat(left).isEqualTo(start.of(Property.SECRETION).get(i, 1), within(1e-12));
    }
  }

  @Test
  void theEnvelopeMethodSolvesAsADenseOneDoes() {
    RandomStream random = RandomStream.of(8);
    int n = 25;
    double[][] dense = new double[n][n];
    EnvelopeCholesky envelope = new EnvelopeCholesky(30);
    envelope.begin(n);
    for (int i = 0; i < n; i++) {
      for (int j = Math.max(0, i - 4); j < i; j++) {
        double value = random.nextDouble(-1, 1);
        dense[i][j] = value;
        dense[j][i] = value;
        envelope.add(i, j, value);
      }
      dense[i][i] = 10;
      envelope.add(i, i, 10);
    }
    double[] x = new double[n];
    double[] right = new double[n];
    for (int i = 0; i < n; i++) {
      right[i] = random.nextDouble(-1, 1);
      x[i] = right[i];
    }
    assertThat(envelope.factorise()).isTrue();
    envelope.solve(x);
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += dense[i][j] * x[j];
      }
      assertThat(sum).isEqualTo(right[i], within(1e-13));
    }
  }

  @Test
  void aSingleCellHasTheConcentrationOfItsSecretionOverTheLoss() {
    Tissue one = StepCheck.start(fields(2), 1, 1);
    double secreted = one.of(Property.SECRETION).get(0, 0);
    Step open = new Diffusion(Setting.fixed(1), Setting.fixed(0.5), true);
    assertThat(after(open, one).of(Property.CHEMICAL).get(0, 0))
        .isEqualTo(secreted / 0.5, within(1e-15));
    Step exponential = new ExponentialDiffusion(Setting.fixed(1), Setting.fixed(0.25));
    assertThat(after(exponential, one).of(Property.CHEMICAL).get(0, 0))
        .isEqualTo(secreted / (2 * Math.sqrt(0.25)), within(1e-15));
  }
}
