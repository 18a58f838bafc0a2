package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/**
 * Which switches make nothing jump: their sign only selects between two formulas that are equal
 * where it changes, as in absolute values, minima, maxima and pieces that meet. That they meet is
 * seen at points where the numbers that are compared are equal, found by the secant method from
 * points of no special kind.
 */
final class Kinks {
  private static final int POINTS = 3;
  private static final int MOST_ITERATIONS = 60;

  /** What is compared is equal when this part is left of the difference. */
  private static final double EQUAL = 1e-10;

  /** Pieces meet when this part is left of their difference. */
  private static final double MEETING = 1e-6;

  private final Map<String, Integer> byMode = new HashMap<>();
  private final List<SwitchFormulas.Switch> switches;
  private final boolean[] areKinks;

  private Kinks(List<SwitchFormulas.Switch> switches) {
    this.switches = switches;
    this.areKinks = new boolean[switches.size()];
    for (int k = 0; k < areKinks.length; k++) {
      byMode.put(switches.get(k).mode(), k);
      areKinks[k] = !switches.get(k).isFloor();
    }
  }

  /**
   * By switch, whether it is a kink.
   *
   * @param roots all formulas over modes
   */
  static boolean[] of(List<SwitchFormulas.Switch> switches, List<Expression> roots) {
    Kinks kinks = new Kinks(switches);
    for (Expression root : roots) {
      kinks.exclude(root);
    }
    for (Expression node : Subgraph.nodes(roots)) {
      for (int i = 0; i < node.arity(); i++) {
        kinks.look(node, i);
      }
    }
    return kinks.areKinks;
  }

  /** Looks at how a node uses an argument. */
  private void look(Expression node, int i) {
    Expression argument = node.argument(i);
    int sign = mode(argument);
    int relation = relation(argument);
    boolean isSelection = node.operator() == Operator.PIECEWISE && node.arity() == 3 && i == 1;
    if (sign >= 0 && mode(node) < 0 && relation(node) < 0) {
      areKinks[sign] = false;
    } else if (relation >= 0 && areKinks[relation]) {
      areKinks[relation] = isSelection && meet(node, switches.get(relation));
    }
  }

  private void exclude(Expression root) {
    int k = Math.max(mode(root), relation(root));
    if (k >= 0) {
      areKinks[k] = false;
    }
  }

  /** The switch whose mode, or the negative of it, a formula is; −1 for none. */
  private int mode(Expression formula) {
    Expression symbol = formula.operator() == Operator.NEGATE ? formula.argument(0) : formula;
    return symbol.isSymbol() ? byMode.getOrDefault(symbol.name(), -1) : -1;
  }

  /** The switch whose mode a formula compares with 0; −1 for none. */
  private int relation(Expression formula) {
    return switch (formula.operator()) {
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
          formula.argument(1).is(0)
              ? mode(formula.argument(0))
              : formula.argument(0).is(0) ? mode(formula.argument(1)) : -1;
      default -> -1;
    };
  }

  /** Whether both pieces are equal where a = b. */
  private static boolean meet(Expression selection, SwitchFormulas.Switch by) {
    List<Expression> formulas =
        List.of(selection.argument(0), selection.argument(2), by.a(), by.b());
    List<Expression> leaves = new ArrayList<>();
    for (Expression node : Subgraph.nodes(formulas)) {
      if (node.operator() == Operator.DELAY || node.operator() == Operator.RATE_OF) {
        return false;
      }
      if (node.isSymbol() || node.operator() == Operator.TIME) {
        leaves.add(node);
      }
    }
    List<Expression> pivots = new ArrayList<>(Subgraph.nodes(List.of(by.a(), by.b())));
    pivots.retainAll(leaves);
    Evaluator evaluator = new Evaluator(formulas);
    int met = 0;
    for (int point = 0; point < POINTS; point++) {
      for (Expression pivot : pivots) {
        double left = left(evaluator, leaves, pivot, point);
        if (left > MEETING) {
          return false;
        }
        met += Double.isNaN(left) ? 0 : 1;
      }
    }
    return met > 0;
  }

  /**
   * What is left of the difference of the pieces at a point where a = b, found by changing one
   * leaf; NaN when there is none.
   */
  private static double left(
      Evaluator evaluator, List<Expression> leaves, Expression pivot, int point) {
    Map<Expression, Double> values = new HashMap<>();
    for (int i = 0; i < leaves.size(); i++) {
      double fraction = (0.618033988749895 * (i + 1) + 0.41 * point) % 1;
      values.put(leaves.get(i), 0.5 + 1.5 * fraction);
    }
    double before = values.getOrDefault(pivot, 1.0);
    double here = before * 1.125;
    double[] first = evaluate(evaluator, values, pivot, before);
    double[] now = evaluate(evaluator, values, pivot, here);
    double start = Math.abs(first[2] - first[3]);
    double pieces = Math.abs(first[0] - first[1]);
    double compared = first[2] - first[3];
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double difference = now[2] - now[3];
      if (Math.abs(difference) <= EQUAL * start) {
        return Arrays.stream(now).allMatch(Double::isFinite) && pieces > 0
            ? Math.abs(now[0] - now[1]) / pieces
            : Double.NaN;
      }
      double next = here - difference * (here - before) / (difference - compared);
      if (!Double.isFinite(next)) {
        return Double.NaN;
      }
      before = here;
      compared = difference;
      here = next;
      now = evaluate(evaluator, values, pivot, here);
    }
    return Double.NaN;
  }

  private static double[] evaluate(
      Evaluator evaluator, Map<Expression, Double> values, Expression pivot, double value) {
    values.put(pivot, value);
    Map<String, Double> byName = new HashMap<>();
    double time = 0;
    for (Map.Entry<Expression, Double> one : values.entrySet()) {
      if (one.getKey().isSymbol()) {
        byName.put(one.getKey().name(), one.getValue());
      } else {
        time = one.getValue();
      }
    }
    return evaluator.evaluate(name -> byName.getOrDefault(name, 1.0), time);
  }
}
