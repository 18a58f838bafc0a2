package org.lamarck.worker.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.plan.Interpreter;

class LayerProgramTest {
  private static final LayerProgram PROGRAM = new LayerProgram(2, List.of(3, 2));
  private static final int WEIGHTS = (2 + 1) * 3 + (3 + 1) * 2;

  private static double[] numbers(int count, int seed) {
    RandomStream random = RandomStream.of(seed);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextGaussian();
    }
    return numbers;
  }

  /** W by rows, b; twice. */
  private static double[] byHand(double[] x, double[] w) {
    double[] hidden = new double[3];
    for (int j = 0; j < 3; j++) {
      hidden[j] = Math.tanh(w[2 * j] * x[0] + w[2 * j + 1] * x[1] + w[6 + j]);
    }
    double[] y = new double[2];
    for (int j = 0; j < 2; j++) {
      int row = 9 + 3 * j;
      y[j] = w[row] * hidden[0] + w[row + 1] * hidden[1] + w[row + 2] * hidden[2] + w[15 + j];
    }
    return y;
  }

  @Test
  void layersAreMatricesBiasesAndHyperbolicTangents() {
    double[] x = numbers(2, 1);
    double[] w = numbers(WEIGHTS, 2);
    double[] y = Interpreter.run(PROGRAM.program(), x, w)[0];
    assertThat(y).containsExactly(byHand(x, w), within(1e-14));
  }

  @Test
  void columnsAreTheProgramAtEachInput() {
    int columns = 5;
    double[] w = numbers(WEIGHTS, 2);
    double[][] x = {numbers(columns, 3), numbers(columns, 4)};
    Graph graph = new Graph();
    List<Node> inputs = new ArrayList<>();
    inputs.add(graph.input("x0", Shape.of(columns)));
    inputs.add(graph.input("x1", Shape.of(columns)));
    Node weights = graph.input("w", Shape.of(WEIGHTS));
    List<Node> outputs = PROGRAM.columns(graph, inputs, weights).orElseThrow();
    inputs.add(weights);
    double[][] y = Interpreter.run(graph.program(inputs, outputs), x[0], x[1], w);
    for (int c = 0; c < columns; c++) {
      double[] one = byHand(new double[] {x[0][c], x[1][c]}, w);
      assertThat(new double[] {y[0][c], y[1][c]}).containsExactly(one, within(1e-14));
    }
  }
}
