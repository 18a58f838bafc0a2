package org.lamarck.worker.network;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;

/** Activations and other functions, by PyTorch's names. */
final class Functions {
  private static final Map<String, Rule> RULES = rules();

  private Functions() {}

  /** What a function makes of its arguments. */
  private interface Rule {
    Node apply(Graph graph, LayerArguments named, List<Node> arguments);
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new TreeMap<>();
    rules.put("relu", of("piecewise(x, x>0, 0)"));
    rules.put("relu6", of("piecewise(0, x<=0, 6, x>=6, x)"));
    rules.put(
        "hardtanh",
        (g, n, x) ->
            map(
                g,
                "piecewise(a, x<=a, b, x>=b, x)",
                x,
                Map.of("a", n.number("min_val", -1), "b", n.number("max_val", 1))));
    rules.put("hardswish", of("piecewise(0, x<=-3, x, x>=3, x*(x+3)/6)"));
    rules.put("hardsigmoid", of("piecewise(0, x<=-3, 1, x>=3, x/6+0.5)"));
    rules.put("selu", of("1.0507009873554805*piecewise(x, x>0, 1.6732632423543772*(exp(x)-1))"));
    rules.put(
        "leaky_relu",
        (g, n, x) ->
            map(g, "piecewise(x, x>0, a*x)", x, Map.of("a", n.number("negative_slope", 0.01))));
    rules.put(
        "elu",
        (g, n, x) ->
            map(g, "piecewise(x, x>0, a*(exp(x)-1))", x, Map.of("a", n.number("alpha", 1))));
    rules.put(
        "celu",
        (g, n, x) ->
            map(g, "piecewise(x, x>0, a*(exp(x/a)-1))", x, Map.of("a", n.number("alpha", 1))));
    rules.put("gelu", Functions::gelu);
    rules.put("softsign", of("x/(1+abs(x))"));
    rules.put(
        "softplus",
        (g, n, x) ->
            map(
                g,
                "piecewise(x, b*x>t, ln(1+exp(b*x))/b)",
                x,
                Map.of("b", n.number("beta", 1), "t", n.number("threshold", 20))));
    rules.put("tanh", (g, n, x) -> g.tanh(x.get(0)));
    rules.put("tanhshrink", (g, n, x) -> g.subtract(x.get(0), g.tanh(x.get(0))));
    rules.put("sigmoid", (g, n, x) -> sigmoid(g, x.get(0)));
    rules.put("silu", (g, n, x) -> g.multiply(x.get(0), sigmoid(g, x.get(0))));
    rules.put("log_sigmoid", (g, n, x) -> logSigmoid(g, x.get(0)));
    rules.put("logsigmoid", (g, n, x) -> logSigmoid(g, x.get(0)));
    rules.put(
        "mish",
        (g, n, x) -> g.multiply(x.get(0), g.tanh(g.negate(logSigmoid(g, g.negate(x.get(0)))))));
    rules.put("softmax", (g, n, x) -> softmax(g, n, x.get(0), false));
    rules.put("log_softmax", (g, n, x) -> softmax(g, n, x.get(0), true));
    rules.put("cat", (g, n, x) -> g.concatenate(x, axis(n, x.get(0), 0)));
    rules.put("concat", (g, n, x) -> g.concatenate(x, axis(n, x.get(0), 0)));
    rules.put(
        "flatten",
        (g, n, x) ->
            DenseLayers.flattened(g, x.get(0), n.whole("start_dim", 0), n.whole("end_dim", -1)));
    rules.put("add", (g, n, x) -> g.add(x.get(0), x.get(1)));
    rules.put("sub", (g, n, x) -> g.subtract(x.get(0), x.get(1)));
    rules.put("mul", (g, n, x) -> g.multiply(x.get(0), x.get(1)));
    rules.put("truediv", (g, n, x) -> g.divide(x.get(0), x.get(1)));
    rules.put("neg", (g, n, x) -> g.negate(x.get(0)));
    rules.put("exp", (g, n, x) -> g.exp(x.get(0)));
    return rules;
  }

  private static Rule of(String formula) {
    return (graph, named, arguments) -> graph.map(formula, Map.of("x", arguments.get(0)));
  }

  private static Node map(
      Graph graph, String formula, List<Node> arguments, Map<String, Double> constants) {
    Map<String, Node> given = new TreeMap<>();
    constants.forEach((name, value) -> given.put(name, graph.constant(value)));
    given.put("x", arguments.get(0));
    return graph.map(formula, given);
  }

  /** A function of an element with its slope, formulas of x0 and of y, its value. */
  private static Node map(Graph graph, Node x, String body, String slope) {
    return graph.map(x, parse(graph.pool(), body), parse(graph.pool(), slope));
  }

  private static Expression parse(ExpressionPool pool, String formula) {
    try {
      return FormulaParser.parse(pool, formula);
    } catch (FormulaException e) {
      throw new IllegalStateException(formula, e);
    }
  }

  private static Node sigmoid(Graph graph, Node x) {
    return map(graph, x, "1/(1+exp(-x0))", "y*(1-y)");
  }

  /** ln(1/(1 + e⁻ˣ)), without overflow. */
  private static Node logSigmoid(Graph graph, Node x) {
    return map(graph, x, "piecewise(-ln(1+exp(-x0)), x0>0, x0-ln(1+exp(x0)))", "1-exp(y)");
  }

  /**
   * By the hyperbolic tangent unless the exact form is asked for: PyTorch's default is the exact
   * one, but all references of PEtab-SciML are of the approximation (case 029 of its suite to 3e-8,
   * the likelihoods of Ko_NeurIPS2023, which are off by 0.03 with the other).
   */
  private static Node gelu(Graph graph, LayerArguments named, List<Node> arguments) {
    return graph.map(
        named.text("approximate", "tanh").equals("tanh")
            ? "x/2*(1+tanh(0.7978845608028654*(x+0.044715*x^3)))" // √(2/π)
            : "x/2*(1+erf(x/1.4142135623730951))",
        Map.of("x", arguments.get(0)));
  }

  private static Node softmax(Graph graph, LayerArguments named, Node x, boolean logarithm) {
    int rank = x.shape().rank();
    int axis = axis(named, x, rank == 2 || rank > 3 ? 1 : 0); // as PyTorch chooses
    Node largest = graph.stopGradient(graph.max(x, axis)); // subtracted, it changes nothing
    Node shifted = graph.subtract(x, largest);
    Node powers = graph.exp(shifted);
    Node sum = graph.sum(powers, axis);
    return logarithm
        ? graph.map("s-ln(n)", Map.of("s", shifted, "n", sum))
        : graph.divide(powers, sum);
  }

  private static int axis(LayerArguments named, Node x, int otherwise) {
    int rank = x.shape().rank();
    int axis = named.whole("dim", otherwise);
    int counted = axis < 0 ? axis + rank : axis;
    if (counted < 0 || counted >= rank) {
      throw new NetworkMisfit(
          named.place("dim"),
          "dim is %d, of an array of %s".formatted(axis, x.shape()),
          "give one of its axes, from 0");
    }
    return counted;
  }

  static boolean isKnown(String function) {
    return RULES.containsKey(function);
  }

  static Set<String> names() {
    return RULES.keySet();
  }

  static boolean isNumber(String argument) {
    return argument.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  }

  static Node apply(Graph graph, String function, LayerArguments named, List<Node> arguments) {
    Rule rule = RULES.get(function);
    if (rule == null) {
      throw new IllegalArgumentException("no function " + function);
    }
    return rule.apply(graph, named, arguments);
  }
}
