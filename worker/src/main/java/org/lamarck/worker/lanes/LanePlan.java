package org.lamarck.worker.lanes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.model.CompiledModel;

/**
 * L copies of a model as one system: each value is an array of L numbers. Of the model's constants
 * those are the system's that rates depend on. Immutable; each thread has a {@link LaneField} of
 * its own.
 */
public final class LanePlan {
  private final int lanes;
  private final int states;
  private final int[] constants;
  private final boolean isTimed;
  private final ArrayPlan slopes;
  private final ArrayPlan forward;
  private final ArrayPlan backward;

  private LanePlan(Lanes copies) {
    lanes = copies.shape.count();
    states = copies.states.size();
    constants = copies.used.stream().mapToInt(Integer::intValue).toArray();
    isTimed = copies.time != null;
    Graph graph = copies.graph;
    List<Node> arrays = new ArrayList<>(copies.states);
    arrays.addAll(copies.constants);
    List<Node> inputs = new ArrayList<>();
    if (copies.time != null) {
      inputs.add(copies.time);
    }
    inputs.addAll(arrays);
    slopes = ArrayPlan.compile(graph.program(inputs, copies.slopes));
    List<Node> directions = copies.inputs("d", arrays.size());
    List<Node> moved = graph.tangents(copies.slopes, arrays, directions);
    forward = ArrayPlan.compile(graph.program(join(inputs, directions), moved));
    List<Node> bars = copies.inputs("b", states);
    List<Node> pulled = graph.adjoints(copies.slopes, bars, arrays);
    backward = ArrayPlan.compile(graph.program(join(inputs, bars), pulled));
  }

  private static List<Node> join(List<Node> some, List<Node> others) {
    List<Node> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  /**
   * Copies of a model; none of one whose rates are no formulas that are smooth everywhere, with
   * events, delays or equations.
   */
  public static Optional<LanePlan> of(CompiledModel model, int lanes) {
    Graph graph = new Graph();
    return model
        .smoothSlopes(graph.pool())
        .map(formulas -> new LanePlan(new Lanes(graph, model, formulas, lanes)));
  }

  /** L. */
  public int lanes() {
    return lanes;
  }

  /** n, of one lane. */
  public int states() {
    return states;
  }

  /** The model's constants that rates depend on, by their positions; not to be written to. */
  public int[] constants() {
    return constants;
  }

  boolean isTimed() {
    return isTimed;
  }

  /** The system for one thread. */
  public LaneField newField() {
    return new LaneField(this, slopes, forward, backward);
  }

  /** Makes arrays of the formulas of one lane. */
  private static final class Lanes {
    final Graph graph;
    final Shape shape;
    final List<Node> states = new ArrayList<>();
    final List<Node> constants = new ArrayList<>();
    final List<Integer> used = new ArrayList<>();
    final List<Node> slopes = new ArrayList<>();
    @Nullable Node time;
    private final Map<Expression, Expression> replacements = new HashMap<>();
    private final Map<String, Node> arrays = new HashMap<>();

    Lanes(Graph graph, CompiledModel model, List<Expression> formulas, int lanes) {
      this.graph = graph;
      this.shape = Shape.of(lanes);
      for (String state : model.states()) {
        states.add(array(graph.pool().symbol(state), "y" + states.size(), shape));
      }
      List<Expression> leaves = Subgraph.leaves(formulas);
      for (int k = 0; k < model.constants().size(); k++) {
        Expression constant = graph.pool().symbol(model.constants().get(k));
        if (leaves.contains(constant)) {
          constants.add(array(constant, "p" + k, shape));
          used.add(k);
        }
      }
      if (leaves.contains(graph.pool().time())) {
        time = array(graph.pool().time(), "t", Shape.of(1));
      }
      formulas.forEach(formula -> slopes.add(node(formula)));
    }

    List<Node> inputs(String name, int count) {
      List<Node> made = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        made.add(graph.input(name + i, shape));
      }
      return made;
    }

    private Node array(Expression leaf, String name, Shape size) {
      Node input = graph.input(name, size);
      replace(leaf, input);
      return input;
    }

    /** From here on an array stands for a formula. */
    private void replace(Expression part, Node array) {
      String symbol = "lanes:" + arrays.size();
      arrays.put(symbol, array);
      replacements.put(part, graph.pool().symbol(symbol));
    }

    /** The array of a formula; functions that are computed for many at once are cut out of it. */
    private Node node(Expression formula) {
      for (Expression part : Subgraph.nodes(formula)) {
        if (!replacements.containsKey(part) && part.operator() == Operator.EXP) {
          replace(part, graph.longExp(elementwise(part.argument(0))));
        } else if (!replacements.containsKey(part) && part.operator() == Operator.TANH) {
          replace(part, graph.longTanh(elementwise(part.argument(0))));
        }
      }
      return elementwise(formula);
    }

    private Node elementwise(Expression formula) {
      Expression body = Substitution.substitute(formula, replacements);
      Map<String, Node> arguments = new HashMap<>();
      for (Expression leaf : Subgraph.leaves(body)) {
        Node array = arrays.get(leaf.name());
        if (array == null) {
          throw new IllegalArgumentException(leaf + " is neither a state nor a constant");
        }
        arguments.put(leaf.name(), array);
      }
      return graph.broadcast(graph.map(body, arguments), shape);
    }
  }
}
