package org.lamarck.worker.array.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.Elementwise;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;

/** Loops: which axes are joined, and that they lead to the same elements as the axes do. */
class LoopSpaceTest {
  private static LoopSpace space(Node node) {
    return LoopSpace.of(node, (Elementwise) node.operation());
  }

  private static Node sum(Graph graph, Shape... shapes) {
    List<Node> inputs = new ArrayList<>();
    for (Shape shape : shapes) {
      inputs.add(graph.input("x", shape));
    }
    ExpressionPool pool = graph.pool();
    Expression sum = pool.constant(3);
    Map<String, Node> given = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      sum = sum.plus(pool.symbol("s" + i));
      given.put("s" + i, inputs.get(i));
    }
    return graph.map(sum, given);
  }

  @Test
  void axesThatAllArraysPassInARowAreOneLoop() {
    Graph graph = new Graph();
    assertThat(space(sum(graph, Shape.of(2, 3, 4), Shape.of(2, 3, 4))).sizes()).containsExactly(24);
    assertThat(space(sum(graph, Shape.of(2, 3, 4), Shape.of(4))).sizes()).containsExactly(6, 4);
    assertThat(space(sum(graph, Shape.of(2, 3, 4), Shape.of(3, 1))).sizes())
        .containsExactly(2, 3, 4);
    assertThat(space(sum(graph, Shape.of(2, 1, 4), Shape.of())).sizes()).containsExactly(8);
    assertThat(space(sum(graph, Shape.of(1, 1), Shape.of(1))).sizes()).isEmpty();
  }

  @Test
  void loopsLeadToTheElementsOfTheAxes() {
    RandomStream random = RandomStream.of(8);
    for (int n = 0; n < 300; n++) {
      int[] whole = new int[1 + random.nextInt(4)];
      Arrays.setAll(whole, i -> 1 + random.nextInt(3));
      List<Shape> shapes = new ArrayList<>(List.of(Shape.of(whole)));
      for (int k = 0; k < 2; k++) {
        int[] part = Arrays.copyOfRange(whole, random.nextInt(whole.length + 1), whole.length);
        for (int axis = 0; axis < part.length; axis++) {
          part[axis] = random.nextDouble() < 0.4 ? 1 : part[axis];
        }
        shapes.add(Shape.of(part));
      }
      Node node = sum(new Graph(), shapes.toArray(Shape[]::new));
      LoopSpace loops = space(node);
      assertThat(loops.count()).isEqualTo(node.shape().count());
      for (Shape shape : shapes) {
        int[] strides = loops.strides(shape, node.shape());
        int[] axes = shape.stridesIn(node.shape());
        for (int element = 0; element < node.shape().count(); element++) {
          assertThat(place(element, loops.sizes().stream().mapToInt(s -> s).toArray(), strides))
              .isEqualTo(place(element, node.shape().sizes(), axes));
        }
      }
    }
  }

  private static int place(int element, int[] sizes, int[] strides) {
    int place = 0;
    int left = element;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      place += left % sizes[axis] * strides[axis];
      left /= sizes[axis];
    }
    return place;
  }
}
