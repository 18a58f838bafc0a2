package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;

/** Makes the nodes of a program anew in another graph. */
final class Inlining {
  private final Graph graph;
  private final List<Node> results = new ArrayList<>();
  private final Map<Expression, Expression> formulas = new HashMap<>();

  Inlining(Graph graph, ArrayProgram program, List<Node> arguments) {
    this.graph = graph;
    if (arguments.size() != program.inputs().size()) {
      throw new IllegalArgumentException(
          arguments.size() + " arrays for a program of " + program.inputs().size());
    }
    Map<Node, Node> made = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      Node input = program.inputs().get(i);
      if (!input.shape().equals(arguments.get(i).shape())) {
        throw new IllegalArgumentException(arguments.get(i) + " is given for " + input);
      }
      made.put(input, arguments.get(i));
    }
    for (Node node : program.nodes()) {
      if (!made.containsKey(node)) {
        Node[] its = new Node[node.arity()];
        for (int i = 0; i < its.length; i++) {
          its[i] = made.get(node.argument(i));
        }
        made.put(node, make(node.operation(), its));
      }
    }
    for (Node output : program.outputs()) {
      results.add(made.get(output));
    }
  }

  List<Node> results() {
    return results;
  }

  private Node make(Operation operation, Node[] arguments) {
    if (operation instanceof Elementwise map) {
      Expression body = copy(map.body());
      if (map.slopes().isEmpty()) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
          names.add(Elementwise.symbol(i));
        }
        return graph.map(map.space(), body, names, List.of(arguments));
      }
      List<Expression> slopes = map.slopes().stream().map(this::copy).toList();
      return graph.apply(new Elementwise(map.space(), body, slopes), arguments);
    }
    if (operation instanceof Reshape reshape) {
      return graph.slice(arguments[0], reshape.offset(), reshape.shape());
    }
    return graph.apply(operation, arguments);
  }

  private Expression copy(Expression formula) {
    ExpressionPool pool = graph.pool();
    if (formula.pool() == pool) {
      return formula;
    }
    for (Expression node : Subgraph.nodes(formula)) {
      if (!formulas.containsKey(node)) {
        formulas.put(
            node,
            switch (node.operator()) {
              case CONSTANT -> pool.constant(node.value());
              case SYMBOL -> pool.symbol(node.name());
              case TIME -> pool.time();
              default ->
                  pool.apply(
                      node.operator(), node.arguments().stream().map(formulas::get).toList());
            });
      }
    }
    return Objects.requireNonNull(formulas.get(formula));
  }
}
