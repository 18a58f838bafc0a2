package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.random.RandomStream;

/** Programs of operations drawn at random, smooth but for their largest elements. */
final class RandomPrograms {
  private static final int LARGEST = 60;

  private final RandomStream random;
  private final Graph graph = new Graph();
  private final List<Node> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  RandomPrograms(RandomStream random, int operations) {
    this.random = random;
    for (int i = 0; i < 3; i++) {
      Node input = graph.input("x" + i, shape());
      inputs.add(input);
      nodes.add(input);
    }
    while (nodes.size() < operations) {
      Node node = operation();
      if (node.shape().count() <= LARGEST) {
        nodes.add(node);
      }
    }
  }

  Graph graph() {
    return graph;
  }

  List<Node> inputs() {
    return inputs;
  }

  /** Some nodes, among them the last, and an input perhaps. */
  List<Node> outputs() {
    return List.of(nodes.get(nodes.size() - 1), pick(), pick());
  }

  private Shape shape() {
    int[] sizes = new int[random.nextInt(4)];
    Arrays.setAll(sizes, i -> 1 + random.nextInt(3));
    return Shape.of(sizes);
  }

  private Node pick() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private Node pickOfRank(int least) {
    Node node = pick();
    while (node.shape().rank() < least) {
      node = graph.reshape(node, concatenated(1, node.shape()));
    }
    return node;
  }

  private static Shape concatenated(int first, Shape shape) {
    int[] sizes = new int[shape.rank() + 1];
    sizes[0] = first;
    System.arraycopy(shape.sizes(), 0, sizes, 1, shape.rank());
    return Shape.of(sizes);
  }

  private Node operation() {
    Node a = pick();
    Node axed = pickOfRank(1);
    int axis = random.nextInt(axed.shape().rank());
    return switch (random.nextInt(13)) {
      case 0 -> graph.tanh(a);
      case 1 -> fitting(a, "a*sin(b)+0.5");
      case 2 -> fitting(a, "tanh(a-b)/(1+b^2)");
      case 3 -> graph.sum(axed, axis);
      case 4 -> graph.max(graph.tanh(axed), axis);
      case 5 -> graph.reshape(a, Shape.of(a.shape().count()));
      case 6 -> slice(a);
      case 7 -> {
        Shape shape = shape();
        yield graph.gather(a, places(shape.count(), a.shape().count()), shape);
      }
      case 8 -> {
        Shape shape = shape();
        yield graph.scatterAdd(a, places(a.shape().count(), shape.count()), shape);
      }
      case 9 -> graph.transpose(axed, order(axed.shape().rank()));
      case 10 -> graph.concatenate(List.of(axed, graph.tanh(axed), axed), axis);
      case 11 -> product(a);
      default -> graph.broadcast(a, concatenated(2, a.shape()));
    };
  }

  /** A formula of two arrays that can be repeated to one space. */
  private Node fitting(Node a, String formula) {
    for (int tries = 0; tries < 20; tries++) {
      Node b = pick();
      try {
        return graph.map(formula, Map.of("a", a, "b", b));
      } catch (IllegalArgumentException e) {
        // they do not fit: another one
      }
    }
    return graph.map(formula, Map.of("a", a, "b", graph.constant(0.3)));
  }

  private Node slice(Node a) {
    int offset = random.nextInt(a.shape().count());
    int count = 1 + random.nextInt(a.shape().count() - offset);
    return graph.slice(a, offset, Shape.of(count, 1));
  }

  private Node product(Node a) {
    int count = a.shape().count();
    Node row = graph.reshape(a, Shape.of(1, 1, count));
    return random.nextDouble() < 0.5
        ? graph.matrixProduct(row, false, row, true)
        : graph.matrixProduct(row, true, graph.reshape(pick2(), Shape.of(1, 1, 2)), false);
  }

  private Node pick2() {
    Node node = pick();
    return graph.gather(node, places(2, node.shape().count()), Shape.of(2));
  }

  private IndexTable places(int count, int within) {
    int[] places = new int[count];
    Arrays.setAll(places, i -> random.nextInt(within + 1) - 1); // −1 is no place
    return IndexTable.of(places);
  }

  private int[] order(int rank) {
    int[] order = new int[rank];
    Arrays.setAll(order, i -> i);
    for (int i = rank - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    return order;
  }

  /** Elements for nodes. */
  static double[][] elements(RandomStream random, List<Node> nodes) {
    double[][] elements = new double[nodes.size()][];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = new double[nodes.get(i).shape().count()];
      for (int j = 0; j < elements[i].length; j++) {
        elements[i][j] = random.nextDouble(-1, 1);
      }
    }
    return elements;
  }
}
