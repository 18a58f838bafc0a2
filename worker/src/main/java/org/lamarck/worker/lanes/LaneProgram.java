package org.lamarck.worker.lanes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.SmoothRates;
import org.lamarck.worker.problem.DenseFunction;

/** Makes arrays of the formulas of one lane. */
final class LaneProgram {
  private final Graph graph;
  private final CompiledModel model;
  private final Shape shape;
  private final List<Node> states = new ArrayList<>();
  private final List<Node> constants = new ArrayList<>();
  private final List<Integer> used = new ArrayList<>();
  private final List<Node> weights = new ArrayList<>(); // one array for each network
  private final List<Integer> shared = new ArrayList<>();
  private final List<Node> slopes = new ArrayList<>();
  private final Map<Expression, Expression> replacements = new HashMap<>();
  private final Map<String, Node> arrays = new HashMap<>();
  private @Nullable Node time;

  private LaneProgram(Graph graph, CompiledModel model, int lanes) {
    this.graph = graph;
    this.model = model;
    this.shape = Shape.of(lanes);
    for (String state : model.states()) {
      states.add(array(graph.pool().symbol(state), "y" + states.size(), shape));
    }
  }

  /** None of a model whose rates are not smooth everywhere. */
  static Optional<LaneProgram> of(CompiledModel model, int lanes) {
    Graph graph = new Graph();
    Optional<LaneProgram> ofNetworks =
        model
            .smoothRates(graph.pool())
            .flatMap(rates -> new LaneProgram(graph, model, lanes).networks(rates));
    return ofNetworks.isPresent()
        ? ofNetworks
        : model
            .smoothSlopes(graph.pool())
            .map(formulas -> new LaneProgram(graph, model, lanes).rates(formulas));
  }

  private LaneProgram rates(List<Expression> formulas) {
    constants(formulas);
    formulas.forEach(formula -> slopes.add(node(formula)));
    return this;
  }

  /** The inputs of rates: constants, and time where there is any. */
  private void constants(List<Expression> formulas) {
    Set<Expression> leaves = new HashSet<>(Subgraph.leaves(formulas));
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
  }

  /** Rates over networks; none where a network is not one of many inputs that share weights. */
  private Optional<LaneProgram> networks(SmoothRates rates) {
    List<Expression> formulas = new ArrayList<>(rates.slopes());
    for (DenseFunction function : rates.functions()) {
      formulas.addAll(function.arguments().subList(0, inputs(function)));
      if (!takeWeights(function)) {
        return Optional.empty();
      }
    }
    constants(formulas);
    for (int f = 0; f < weights.size(); f++) {
      DenseFunction function = rates.functions().get(f);
      List<Node> given =
          function.arguments().subList(0, inputs(function)).stream().map(this::node).toList();
      Optional<List<Node>> outputs = function.source().columns(graph, given, weights.get(f));
      if (outputs.isEmpty()) {
        return Optional.empty();
      }
      for (int k = 0; k < function.outputs().size(); k++) {
        Expression symbol = Objects.requireNonNull(rates.outputs().get(function.outputs().get(k)));
        replace(symbol, outputs.get().get(function.places().get(k)));
      }
    }
    rates.slopes().forEach(formula -> slopes.add(node(formula)));
    return Optional.of(this);
  }

  private static int inputs(DenseFunction function) {
    return function.source().program().inputs().get(0).shape().count();
  }

  /** Whether all but the inputs of a network are constants of the model. */
  private boolean takeWeights(DenseFunction function) {
    Map<String, Integer> places = new HashMap<>();
    model.constants().forEach(id -> places.put(id, places.size()));
    List<Expression> all = function.arguments();
    List<Expression> its = all.subList(inputs(function), all.size());
    for (Expression weight : its) {
      Integer place = weight.isSymbol() ? places.get(weight.name()) : null;
      if (place == null) {
        return false;
      }
      shared.add(place);
    }
    weights.add(graph.input("w" + weights.size(), Shape.of(its.size())));
    return true;
  }

  Graph graph() {
    return graph;
  }

  int lanes() {
    return shape.count();
  }

  List<Node> states() {
    return states;
  }

  /** By state, its rate of change. */
  List<Node> slopes() {
    return slopes;
  }

  /** The arrays of shared constants. */
  List<Node> weights() {
    return weights;
  }

  /** The model's constants that each lane has for itself, by their positions. */
  int[] constants() {
    return used.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The model's constants that are shared. */
  int[] shared() {
    return shared.stream().mapToInt(Integer::intValue).toArray();
  }

  boolean isTimed() {
    return time != null;
  }

  /** What slopes are differentiated by: states, constants, shared ones. */
  List<Node> arrays() {
    List<Node> all = new ArrayList<>(states);
    all.addAll(constants);
    all.addAll(weights);
    return all;
  }

  /** The same with time before it, where there is any. */
  List<Node> inputs() {
    List<Node> all = new ArrayList<>();
    if (time != null) {
      all.add(time);
    }
    all.addAll(arrays());
    return all;
  }

  /** Further inputs of the shapes of others. */
  List<Node> like(String name, List<Node> others) {
    List<Node> made = new ArrayList<>();
    for (Node other : others) {
      made.add(graph.input(name + made.size(), other.shape()));
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
      if (!replacements.containsKey(part)) {
        Expression exponent = falling(part);
        if (exponent != null) {
          replace(part, graph.longLogistic(elementwise(exponent.negated())));
        } else if (part.operator() == Operator.EXP) {
          replace(part, graph.longExp(elementwise(part.argument(0))));
        } else if (part.operator() == Operator.TANH) {
          replace(part, graph.longTanh(elementwise(part.argument(0))));
        }
      }
    }
    return elementwise(formula);
  }

  /** The x of 1/(1 + e^x). */
  private static @Nullable Expression falling(Expression part) {
    if (part.operator() != Operator.DIVIDE || !part.argument(0).is(1)) {
      return null;
    }
    Expression sum = part.argument(1);
    if (sum.operator() != Operator.ADD || sum.arguments().size() != 2) {
      return null;
    }
    int power = sum.argument(0).is(1) ? 1 : 0;
    boolean isFalling =
        sum.argument(1 - power).is(1) && sum.argument(power).operator() == Operator.EXP;
    return isFalling ? sum.argument(power).argument(0) : null;
  }

  private Node elementwise(Expression formula) {
    Expression body = Substitution.substitute(formula, replacements);
    Map<String, Node> given = new HashMap<>();
    for (Expression leaf : Subgraph.leaves(body)) {
      Node array = arrays.get(leaf.name());
      if (array == null) {
        throw new IllegalArgumentException(leaf + " is neither a state nor a constant");
      }
      given.put(leaf.name(), array);
    }
    return graph.broadcast(graph.map(body, given), shape);
  }
}
