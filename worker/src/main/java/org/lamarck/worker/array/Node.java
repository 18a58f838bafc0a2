package org.lamarck.worker.array;

/**
 * An array of a program: the result of an operation on others. Made only by its {@link Graph},
 * which makes equal operations on equal arguments once; an argument always has a smaller id.
 */
public final class Node {
  private final Graph graph;
  private final int id;
  private final Operation operation;
  private final Shape shape;
  private final Node[] arguments;

  Node(Graph graph, int id, Operation operation, Shape shape, Node[] arguments) {
    this.graph = graph;
    this.id = id;
    this.operation = operation;
    this.shape = shape;
    this.arguments = arguments;
  }

  public Graph graph() {
    return graph;
  }

  int id() {
    return id;
  }

  public Shape shape() {
    return shape;
  }

  public Operation operation() {
    return operation;
  }

  /** The number of arguments. */
  public int arity() {
    return arguments.length;
  }

  public Node argument(int i) {
    return arguments[i];
  }

  Node[] arguments() {
    return arguments.clone();
  }

  public Shape[] argumentShapes() {
    Shape[] shapes = new Shape[arguments.length];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = arguments[i].shape;
    }
    return shapes;
  }

  @Override
  public String toString() {
    return "#" + id + " " + operation.getClass().getSimpleName() + shape;
  }
}
