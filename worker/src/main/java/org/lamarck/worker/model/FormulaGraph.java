package org.lamarck.worker.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;

/**
 * Formulas as numbered nodes with few arguments each, and the order to compute them in: depth
 * first, one formula after the other, so that a value is mostly used soon after it is computed.
 * Operators of many arguments become chains of partial results, which round as before.
 */
final class FormulaGraph {
  /** Operators with more arguments become chains, so that no node alone fills a method. */
  private static final int WIDEST = 17; // odd: a whole number of pieces and what follows them

  private final Map<String, Integer> first;
  private final Map<String, Integer> second;
  private final Map<Expression, Integer> numbers = new HashMap<>();
  private final List<Operator> operators = new ArrayList<>();
  private final List<int[]> arguments = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();
  private int[] outputs;

  /** What a node reads: an element of the first or second block, or none. */
  record Source(Block block, int index) {
    static final Source NONE = new Source(Block.NONE, 0);
  }

  /** The blocks of named inputs. */
  enum Block {
    NONE,
    FIRST,
    SECOND
  }

  /** A formula on the way down: what it is and which of its arguments are numbered. */
  private static final class Frame {
    final Expression node;
    final int[] arguments;
    int count;
    int next;

    Frame(Expression node) {
      this.node = node;
      this.arguments = new int[node.arity()];
    }
  }

  /**
   * Numbers the nodes of formulas.
   *
   * @param visit the order of the formulas in which to compute them
   */
  FormulaGraph(
      List<Expression> formulas,
      int[] visit,
      Map<String, Integer> first,
      Map<String, Integer> second) {
    this.first = first;
    this.second = second;
    outputs = new int[formulas.size()];
    for (int output : visit) {
      outputs[output] = number(formulas.get(output));
      order.add(~output);
    }
  }

  /** A graph that is made node by node. */
  FormulaGraph() {
    first = Map.of();
    second = Map.of();
    outputs = new int[0];
  }

  /** Adds a number. */
  int constant(double value) {
    return leaf(Operator.CONSTANT, value, Source.NONE);
  }

  /** Adds an element of a block of inputs. */
  int input(Block block, int index) {
    return leaf(Operator.SYMBOL, 0, new Source(block, index));
  }

  /** Lets a node be the next result. */
  void result(int node) {
    order.add(~outputs.length);
    outputs = Arrays.copyOf(outputs, outputs.length + 1);
    outputs[outputs.length - 1] = node;
  }

  private int number(Expression root) {
    Integer known = numbers.get(root);
    if (known != null) {
      return known;
    }
    Deque<Frame> path = new ArrayDeque<>();
    path.push(new Frame(root));
    int result = -1;
    while (!path.isEmpty()) {
      Frame frame = path.element();
      if (frame.next == frame.node.arity()) {
        result = finish(frame);
        numbers.put(frame.node, result);
        path.pop();
        continue;
      }
      Expression argument = frame.node.argument(frame.next);
      Integer number = numbers.get(argument);
      if (number == null) {
        path.push(new Frame(argument));
      } else {
        frame.next++;
        take(frame, number);
      }
    }
    return result;
  }

  /** Adds an argument, and replaces those so far by a partial result when they are many. */
  private void take(Frame frame, int argument) {
    if (frame.count == WIDEST && frame.node.operator() != Operator.PIECEWISE) {
      frame.arguments[0] = add(frame.node.operator(), Arrays.copyOf(frame.arguments, WIDEST));
      frame.count = 1;
    }
    frame.arguments[frame.count++] = argument;
  }

  private int finish(Frame frame) {
    Expression node = frame.node;
    return switch (node.operator()) {
      case CONSTANT -> leaf(node.operator(), node.value(), Source.NONE);
      case TIME -> leaf(node.operator(), 0, Source.NONE);
      case SYMBOL -> leaf(node.operator(), 0, source(node.name()));
      case PIECEWISE -> pieces(frame);
      default -> add(node.operator(), Arrays.copyOf(frame.arguments, frame.count));
    };
  }

  /** Many pieces: what follows the first ones becomes their "otherwise". */
  private int pieces(Frame frame) {
    int[] all = frame.arguments;
    int end = frame.count;
    while (end > WIDEST) {
      int from = end - WIDEST;
      int rest = add(Operator.PIECEWISE, Arrays.copyOfRange(all, from, end));
      all[from] = rest;
      end = from + 1;
    }
    return add(Operator.PIECEWISE, Arrays.copyOf(all, end));
  }

  private Source source(String name) {
    Integer index = first.get(name);
    if (index != null) {
      return new Source(Block.FIRST, index);
    }
    index = second.get(name);
    if (index != null) {
      return new Source(Block.SECOND, index);
    }
    throw new IllegalArgumentException(
        "symbol " + name + " has no value: it is in neither of the two blocks of inputs");
  }

  private int leaf(Operator operator, double value, Source source) {
    operators.add(operator);
    arguments.add(new int[0]);
    values.add(value);
    sources.add(source);
    return operators.size() - 1;
  }

  /** Adds a node of earlier ones. */
  int add(Operator operator, int... of) {
    operators.add(operator);
    arguments.add(of);
    values.add(0.0);
    sources.add(Source.NONE);
    order.add(operators.size() - 1);
    return operators.size() - 1;
  }

  /** By node, whether it depends on the first block of inputs. */
  boolean[] moved() {
    boolean[] isMoved = new boolean[nodes()];
    for (int node = 0; node < isMoved.length; node++) {
      isMoved[node] = source(node).block() == Block.FIRST;
      for (int argument : arguments(node)) {
        isMoved[node] |= isMoved[argument];
      }
    }
    return isMoved;
  }

  /** The formulas that have a node, in the order of nodes. */
  List<Expression> formulas() {
    return numbers.keySet().stream().sorted(Comparator.comparing(numbers::get)).toList();
  }

  /** The node of a formula, or −1. */
  int node(Expression formula) {
    return numbers.getOrDefault(formula, -1);
  }

  int nodes() {
    return operators.size();
  }

  Operator operator(int node) {
    return operators.get(node);
  }

  /** The arguments' numbers, not a copy; all are smaller than the node's. */
  int[] arguments(int node) {
    return arguments.get(node);
  }

  /** The number of a constant. */
  double value(int node) {
    return values.get(node);
  }

  Source source(int node) {
    return sources.get(node);
  }

  boolean isLeaf(int node) {
    return arguments(node).length == 0;
  }

  boolean isConstant(int node) {
    return operator(node) == Operator.CONSTANT;
  }

  /** The nodes of the formulas. */
  int[] outputs() {
    return outputs;
  }

  /**
   * The computations in order: a node that a result needs, no leaf, or ~k for storing formula k.
   */
  int[] order() {
    boolean[] isNeeded = new boolean[nodes()];
    for (int output : outputs) {
      isNeeded[output] = true;
    }
    for (int node = nodes() - 1; node >= 0; node--) {
      for (int argument : arguments(node)) {
        isNeeded[argument] |= isNeeded[node];
      }
    }
    return order.stream()
        .mapToInt(Integer::intValue)
        .filter(item -> item < 0 || isNeeded[item])
        .toArray();
  }
}
