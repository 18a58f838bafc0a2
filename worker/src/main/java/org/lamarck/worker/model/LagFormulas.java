package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.system.LagShape;

/** The lags of a model as formulas. Safe for use by several threads. */
final class LagFormulas {
  private final List<Formulas> lags = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>();
  private final Map<Expression, Expression> curvatures = new HashMap<>();

  private record Formulas(
      int state,
      int source,
      int input,
      PointFormula delay,
      boolean isFixed,
      @Nullable PointFormula slopeBefore,
      @Nullable PointFormula curvatureBefore) {}

  /**
   * Takes the lags of a model.
   *
   * @param constants ids and names of modes in order; the lags' inputs come behind them
   */
  LagFormulas(
      List<Quantity.Lag> quantities,
      UnaryOperator<Expression> inline,
      List<String> states,
      List<String> constants,
      Set<String> differentiable) {
    Map<String, Integer> position = new HashMap<>();
    for (String state : states) {
      position.put(state, position.size());
    }
    Set<String> stateIds = new HashSet<>(states);
    for (int k = 0; k < constants.size(); k++) {
      if (differentiable.contains(constants.get(k))) {
        position.put(constants.get(k), states.size() + k);
      }
    }
    PointFormula.Names names =
        new PointFormula.Names(states, List.copyOf(constants), Map.copyOf(position));
    for (Quantity.Lag lag : quantities) {
      Expression delay = inline.apply(lag.delay());
      Expression slope = delay.pool().symbol(slope(lag.id()));
      Expression curvature = delay.pool().symbol(curvature(lag.id()));
      curvatures.put(slope, curvature);
      Expression before = lag.before();
      PointFormula slopeBefore = null;
      PointFormula curvatureBefore = null;
      if (before != null) {
        Expression first = Differentiator.derivative(inline.apply(before), before.pool().time());
        Expression second = Differentiator.derivative(first, before.pool().time());
        slopeBefore = new PointFormula(first, names);
        curvatureBefore = new PointFormula(second, names);
      }
      boolean isFixed =
          Subgraph.leaves(delay).stream()
              .noneMatch(
                  leaf ->
                      leaf.operator() == Operator.TIME
                          || (leaf.isSymbol() && stateIds.contains(leaf.name())));
      lags.add(
          new Formulas(
              states.indexOf(lag.id()),
              states.indexOf(lag.source()),
              constants.size() + inputs.size(),
              new PointFormula(delay, names),
              isFixed,
              slopeBefore,
              curvatureBefore));
      inputs.add(slope(lag.id()));
      inputs.add(curvature(lag.id()));
    }
  }

  /** The name of w′ of a lag w among the constants. */
  static String slope(String lag) {
    return lag + "/slope";
  }

  private static String curvature(String lag) {
    return lag + "/curvature";
  }

  /** The names of the inputs: for each lag w′ and w″. */
  List<String> inputs() {
    return inputs;
  }

  /** w″ by w′. */
  Map<Expression, Expression> curvatures() {
    return curvatures;
  }

  /** The lags for one thread. */
  List<LagShape> newShapes() {
    return lags.stream()
        .map(
            lag ->
                new LagShape(
                    lag.state(),
                    lag.source(),
                    lag.input(),
                    new CompiledFunction(lag.delay()),
                    lag.isFixed(),
                    function(lag.slopeBefore()),
                    function(lag.curvatureBefore())))
        .toList();
  }

  private static @Nullable CompiledFunction function(@Nullable PointFormula formula) {
    return formula == null ? null : new CompiledFunction(formula);
  }
}
