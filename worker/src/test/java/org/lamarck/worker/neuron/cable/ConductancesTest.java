package org.lamarck.worker.neuron.cable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Compartment;
import org.lamarck.worker.neuron.morphology.Morphology;

class ConductancesTest {
  /** A root with an arm at each end, two branches at the end of one, and another cell. */
  private static final List<Morphology> CELLS =
      List.of(
          Morphology.of(
              List.of(
                  Branch.of(Branch.ROOT, 2, 10, 1),
                  new Branch(0, false, List.of(new Compartment(20, 0.8, 120, 45, 4, 7))),
                  Branch.of(0, 3, 12, 0.5),
                  Branch.of(0, 1, 15, 0.6))),
          Morphology.of(List.of(Branch.of(Branch.ROOT, 2, 10, 1))));

  private static double[] numbers(int n) {
    double[] numbers = new double[4 * n];
    for (int i = 0; i < n; i++) {
      numbers[i] = 0.5 + 0.1 * i; // radius
      numbers[n + i] = 10 + i; // length
      numbers[2 * n + i] = 100 + 5 * i; // resistivity
      numbers[3 * n + i] = 1 + 0.05 * i; // capacitance
    }
    return numbers;
  }

  @Test
  void defaultCompartmentsAreCoupledByTenPerMillisecond() {
    Cable cable = Cable.of(CELLS.subList(1, 2));
    Conductances conductances = new Conductances(cable, CELLS.subList(1, 2));
    conductances.compute(new double[] {1, 1, 10, 10, 5000, 5000, 1, 1}, 0);
    assertThat(conductances.coupling()[1] / conductances.charge()[0])
        .isCloseTo(10, within(1e-12)); // as Jaxley's documentation says
    assertThat(conductances.coupling()[0]).isZero();
    assertThat(conductances.area()[0]).isCloseTo(20 * Math.PI, within(1e-12));
  }

  @Test
  void defaultCompartmentsAreCoupledByTwentyToABranchPoint() {
    Branch branch = Branch.of(0, 1, 10, 1);
    List<Morphology> cell =
        List.of(Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 1), branch, branch)));
    Cable cable = Cable.of(cell);
    assertThat(cable.nodes()).isEqualTo(4);
    Conductances conductances = new Conductances(cable, cell);
    conductances.compute(new double[] {1, 1, 1, 10, 10, 10, 5000, 5000, 5000, 1, 1, 1}, 0);
    assertThat(conductances.coupling()[3] / conductances.charge()[0]).isCloseTo(20, within(1e-12));
  }

  @Test
  void theAdjointIsThatOfDifferences() {
    Cable cable = Cable.of(CELLS);
    Conductances conductances = new Conductances(cable, CELLS);
    int n = cable.compartments();
    double[] at = numbers(n);
    double[] ofArea = new double[n];
    double[] ofVolume = new double[n];
    double[] ofCharge = new double[cable.nodes()];
    double[] ofCoupling = new double[cable.nodes()];
    for (int i = 0; i < n; i++) {
      ofArea[i] = 0.01 * (i + 1);
      ofVolume[i] = 0.01 * Math.cos(2 * i);
    }
    for (int i = 0; i < cable.nodes(); i++) {
      ofCharge[i] = 0.02 * Math.cos(i);
      ofCoupling[i] = 1e-3 * Math.sin(i + 1);
    }
    conductances.compute(at, 0);
    double[] adjoint = new double[at.length];
    conductances.pullBack(at, 0, ofArea, ofVolume, ofCharge, ofCoupling, adjoint);
    for (int i = 0; i < at.length; i++) {
      double h = 1e-6 * at[i];
      double[] moved = at.clone();
      moved[i] += h;
      double up = value(conductances, moved, ofArea, ofVolume, ofCharge, ofCoupling);
      moved[i] -= 2 * h;
      double slope =
          (up - value(conductances, moved, ofArea, ofVolume, ofCharge, ofCoupling)) / (2 * h);
      assertThat(adjoint[i]).as("number %d", i).isCloseTo(slope, within(1e-6)); // rounding over h
    }
  }

  private static double value(
      Conductances conductances,
      double[] at,
      double[] ofArea,
      double[] ofVolume,
      double[] ofCharge,
      double[] ofCoupling) {
    conductances.compute(at, 0);
    double sum = 0;
    for (int i = 0; i < ofArea.length; i++) {
      sum += ofArea[i] * conductances.area()[i] + ofVolume[i] * conductances.volume()[i];
    }
    for (int i = 0; i < ofCharge.length; i++) {
      sum += ofCharge[i] * conductances.charge()[i] + ofCoupling[i] * conductances.coupling()[i];
    }
    return sum;
  }

  @Test
  void solutionsFulfilTheirEquations() {
    Cable cable = Cable.of(CELLS);
    int n = cable.nodes();
    double[] d = new double[n];
    double[] w = new double[n];
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      w[i] = cable.parentOf(i) < 0 ? 0 : 1 + 0.3 * i;
      r[i] = Math.sin(i);
      d[i] += 0.5 + w[i];
      if (cable.parentOf(i) >= 0) {
        d[cable.parentOf(i)] += w[i];
      }
    }
    double[] matrix = d.clone();
    TreeSolver solver = new TreeSolver(cable);
    double[] factors = new double[2 * n];
    double[] x = new double[n];
    solver.factor(d, w, factors, 0);
    solver.solve(factors, 0, r.clone(), x, 0);
    double[] left = new double[n];
    for (int i = 0; i < n; i++) {
      left[i] += matrix[i] * x[i];
      int parent = cable.parentOf(i);
      if (parent >= 0) {
        left[i] -= w[i] * x[parent];
        left[parent] -= w[i] * x[i];
      }
    }
    for (int i = 0; i < n; i++) {
      assertThat(left[i]).isCloseTo(r[i], within(1e-12));
    }
    assertThat(Arrays.stream(x).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void branchesWithoutTheirParentAreRefused() {
    Branch lost = Branch.of(1, 1, 10, 1);
    assertThatThrownBy(() -> Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 1), lost)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("branch 1 has the parent 1");
    assertThatThrownBy(() -> Morphology.of(List.of(lost)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Branch.of(Branch.ROOT, 1, 10, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("radius 0");
  }
}
