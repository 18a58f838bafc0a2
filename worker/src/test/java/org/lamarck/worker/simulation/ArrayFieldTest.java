package org.lamarck.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.field.ArrayFieldPlan;
import org.lamarck.worker.field.DenseJacobian;
import org.lamarck.worker.field.Real;
import org.lamarck.worker.field.TapedField;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.system.VectorField;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** A neural ODE as an array program, beside the same network written number by number. */
class ArrayFieldTest {
  private static final int STATES = 3;
  private static final int HIDDEN = 4;
  private static final int CONSTANTS = HIDDEN * STATES + HIDDEN + STATES * HIDDEN;
  private static final Vector START = Vector.of(0.5, -0.3, 0.8);
  private static final TimeGrid GRID = TimeGrid.of(0, 0.7, 2);

  /** y′ = V tanh(W y + b) − y. */
  private static ArrayFieldPlan network() {
    Graph graph = new Graph();
    Node y = graph.input("y", Shape.of(STATES));
    Node w = graph.input("w", Shape.of(HIDDEN, STATES));
    Node b = graph.input("b", Shape.of(HIDDEN));
    Node v = graph.input("v", Shape.of(STATES, HIDDEN));
    Node hidden = graph.tanh(graph.add(graph.matrixVector(w, y), b));
    Node slopes = graph.subtract(graph.matrixVector(v, hidden), y);
    return ArrayFieldPlan.of(graph, List.of(y), List.of(w, b, v), List.of(slopes));
  }

  private static VectorField taped() {
    return TapedField.of(
        STATES,
        CONSTANTS,
        (t, y, p) -> {
          Real[] slopes = new Real[STATES];
          for (int i = 0; i < STATES; i++) {
            slopes[i] = y[i].negated();
          }
          for (int h = 0; h < HIDDEN; h++) {
            Real sum = p[HIDDEN * STATES + h];
            for (int j = 0; j < STATES; j++) {
              sum = sum.plus(p[h * STATES + j].times(y[j]));
            }
            Real active = sum.tanh();
            for (int i = 0; i < STATES; i++) {
              Real weight = p[HIDDEN * STATES + HIDDEN + i * HIDDEN + h];
              slopes[i] = slopes[i].plus(weight.times(active));
            }
          }
          return slopes;
        });
  }

  private static Vector values() {
    double[] values = new double[CONSTANTS];
    Arrays.setAll(values, k -> 0.8 * Math.sin(1.7 * k + 0.3));
    return Vector.of(values);
  }

  private static FieldSimulation simulation(VectorField field, Stepping stepping) {
    return new FieldSimulation(field, Tolerances.of(1e-10, 1e-13).withStepping(stepping));
  }

  private static ModelSimulation.Result.Completed completed(ModelSimulation.Result result) {
    assertThat(result).isInstanceOf(ModelSimulation.Result.Completed.class);
    return (ModelSimulation.Result.Completed) result;
  }

  /** Bounds: the tolerance with room for its growth, of states and of derivatives. */
  @ParameterizedTest
  @EnumSource(Stepping.class)
  void aProgramIsIntegratedAsTheSameFormulas(Stepping stepping) {
    VectorField field = DenseJacobian.of(network().newField());
    ModelSimulation.Result.Completed arrays =
        completed(simulation(field, stepping).differentiate(START, values(), GRID));
    ModelSimulation.Result.Completed numbers =
        completed(simulation(taped(), Stepping.RODAS5P).differentiate(START, values(), GRID));
    for (int k = 0; k < GRID.size(); k++) {
      for (int i = 0; i < STATES; i++) {
        assertThat(arrays.trajectory().value(k, i))
            .isCloseTo(numbers.trajectory().value(k, i), within(1e-8));
        for (int j = 0; j < STATES + CONSTANTS; j++) {
          assertThat(arrays.sensitivities().by(k, i, j))
              .isCloseTo(numbers.sensitivities().by(k, i, j), within(1e-7));
        }
      }
    }
  }

  /** Rounding alone for explicit methods, and that of differences for Rodas5P: 2⁻⁵² / 2⁻¹⁷. */
  @ParameterizedTest
  @EnumSource(Stepping.class)
  void itsTangentsAreTheTransposeOfItsAdjoint(Stepping stepping) {
    FieldSimulation simulation = simulation(DenseJacobian.of(network().newField()), stepping);
    Sensitivities s = completed(simulation.differentiate(START, values(), GRID)).sensitivities();
    completed(simulation.record(START, values(), GRID));
    double[] bars = {0, 0, 0, 0.3, -1, 2};
    FieldSimulation.Gradient.Completed gradient =
        (FieldSimulation.Gradient.Completed)
            simulation.pullBack(Matrix.of(GRID.size(), STATES, bars));
    for (int j = 0; j < STATES + CONSTANTS; j++) {
      double tangent = 0.3 * s.by(1, 0, j) - s.by(1, 1, j) + 2 * s.by(1, 2, j);
      double transposed =
          j < STATES ? gradient.byStart().get(j) : gradient.byConstants().get(j - STATES);
      assertThat(transposed).isCloseTo(tangent, within(1e-9));
    }
  }

  /** y′ = cos t, of arrays: sin t. */
  @Test
  void aProgramMayDependOnTime() {
    Graph graph = new Graph();
    Node t = graph.input("t", Shape.of(1));
    Node y = graph.input("y", Shape.of(1));
    Node slope = graph.map("cos(t)", java.util.Map.of("t", t));
    VectorField field =
        ArrayFieldPlan.of(graph, t, List.of(y), List.of(), List.of(slope)).newField();
    Trajectory trajectory =
        completed(
                simulation(field, Stepping.AUTO)
                    .simulate(Vector.of(0), Vector.of(), TimeGrid.of(0, 2)))
            .trajectory();
    assertThat(trajectory.value(0, 0)).isCloseTo(Math.sin(2), within(1e-9));
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Graph graph = new Graph();
    Node t = graph.input("t", Shape.of(1));
    Node y = graph.input("y", Shape.of(2));
    assertThatThrownBy(() -> ArrayFieldPlan.of(graph, List.of(y), List.of(), List.of(t)))
        .hasMessageContaining("slopes of shapes");
    ArrayFieldPlan timed = ArrayFieldPlan.of(graph, t, List.of(y), List.of(), List.of(y));
    assertThatThrownBy(() -> DenseJacobian.of(timed.newField())).hasMessageContaining("make time");
  }
}
