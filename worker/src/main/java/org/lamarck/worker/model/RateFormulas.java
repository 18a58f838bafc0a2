package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Indices;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/**
 * The rates v of a model, their first and second derivatives as formulas, and where they stand.
 * Lists of formulas are in the order of the {@link SystemStructure}.
 */
final class RateFormulas {
  private final Map<Expression, Integer> states = new HashMap<>();
  private final Map<Expression, Integer> constants = new HashMap<>();
  private final Map<Expression, Expression> timed = new HashMap<>();
  private final DenseTerms dense;
  private final Map<Expression, Integer> rateOf = new LinkedHashMap<>();
  private final List<TreeMap<Integer, Double>> columns = new ArrayList<>();
  private final FormulaBlock byState = new FormulaBlock();
  private final FormulaBlock byConstant = new FormulaBlock();
  private final FormulaBlock byTime = new FormulaBlock();
  private final FormulaBlock byStates = new FormulaBlock();
  private final FormulaBlock byStateAndConstant = new FormulaBlock();
  private final FormulaBlock byTimeAndState = new FormulaBlock();
  private final FormulaBlock byTimeAndConstant = new FormulaBlock();
  private final SystemStructure structure;

  /**
   * Differentiates the rates of states.
   *
   * @param stateList the states, with fluxes over states, constants and time alone
   * @param constantIds all constants, in order
   * @param differentiable those of them by which derivatives are wanted
   * @param algebraic the ids of those states whose fluxes are 0 instead
   * @param givenInTime symbols that are functions of time, with those of their derivatives
   * @param dense symbols that array programs compute
   */
  RateFormulas(
      ExpressionPool pool,
      List<Quantity.State> stateList,
      List<String> constantIds,
      Set<String> differentiable,
      Set<String> algebraic,
      Map<Expression, Expression> givenInTime,
      DenseTerms dense) {
    this.dense = dense;
    timed.putAll(givenInTime);
    for (int i = 0; i < stateList.size(); i++) {
      states.put(pool.symbol(stateList.get(i).id()), i);
    }
    for (int k = 0; k < constantIds.size(); k++) {
      if (differentiable.contains(constantIds.get(k))) {
        constants.put(pool.symbol(constantIds.get(k)), k);
      }
    }
    for (int i = 0; i < stateList.size(); i++) {
      for (Quantity.Term term : stateList.get(i).rate()) {
        addTerm(i, term);
      }
    }
    rateOf.forEach(this::differentiate);
    int[] rows =
        IntStream.range(0, stateList.size())
            .filter(i -> algebraic.contains(stateList.get(i).id()))
            .toArray();
    structure = structure(stateList.size(), constantIds.size(), new Indices(rows));
  }

  /** Adds to N; a flux with a sign is the flux without it, times −1. */
  private void addTerm(int state, Quantity.Term term) {
    Expression flux = term.flux();
    double coefficient = term.coefficient();
    if (flux.operator() == Operator.NEGATE) {
      flux = flux.argument(0);
      coefficient = -coefficient;
    }
    if (flux.is(0) || coefficient == 0) {
      return;
    }
    int rate = rateOf.computeIfAbsent(flux, unknown -> rateOf.size());
    if (rate == columns.size()) {
      columns.add(new TreeMap<>());
    }
    columns.get(rate).merge(state, coefficient, Double::sum);
  }

  private void differentiate(Expression flux, int rate) {
    Expression slopeInTime = timed.get(flux);
    if (slopeInTime != null) {
      byTime.add(rate, rate, 0, slopeInTime);
      return;
    }
    Partials slopes = partials(flux);
    slopes.states.forEach(
        (a, slope) -> {
          byState.add(rate, a, 0, slope);
          Partials curvatures = partials(slope);
          curvatures
              .states
              .tailMap(a)
              .forEach((b, curvature) -> byStates.add(rate, a, b, curvature));
          curvatures.constants.forEach(
              (c, curvature) -> byStateAndConstant.add(rate, a, c, curvature));
        });
    slopes.constants.forEach((c, slope) -> byConstant.add(rate, c, 0, slope));
    for (Expression slope : slopes.time) {
      byTime.add(rate, rate, 0, slope);
      Partials curvatures = partials(slope);
      curvatures.states.forEach((a, curvature) -> byTimeAndState.add(rate, a, 0, curvature));
      curvatures.constants.forEach((c, curvature) -> byTimeAndConstant.add(rate, c, 0, curvature));
    }
  }

  /** Partial derivatives by the indices of states and constants; by time one or none. */
  private record Partials(
      TreeMap<Integer, Expression> states,
      TreeMap<Integer, Expression> constants,
      List<Expression> time) {}

  private Partials partials(Expression f) {
    Partials partials = new Partials(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    total(f)
        .forEach(
            (leaf, slope) -> {
              Integer state = states.get(leaf);
              Integer constant = constants.get(leaf);
              if (state != null) {
                partials.states.put(state, slope);
              } else if (constant != null) {
                partials.constants.put(constant, slope);
              } else if (leaf.operator() == Operator.TIME) {
                partials.time.add(slope);
              }
            });
    return partials;
  }

  /** Derivatives by states, constants and time, those through dense terms among them. */
  private Map<Expression, Expression> total(Expression f) {
    Map<Expression, Expression> slopes = Differentiator.gradient(f, this::matters);
    if (dense.isEmpty()) {
      return slopes;
    }
    ExpressionPool pool = f.pool();
    Map<Expression, Expression> total = new LinkedHashMap<>();
    slopes.forEach(
        (leaf, slope) -> {
          if (dense.has(leaf)) {
            dense
                .partials(leaf)
                .forEach((inner, by) -> total.merge(inner, pool.multiply(slope, by), pool::add));
          } else {
            total.merge(leaf, slope, pool::add);
          }
        });
    return total;
  }

  private boolean matters(Expression leaf) {
    return dense.has(leaf)
        || states.containsKey(leaf)
        || constants.containsKey(leaf)
        || leaf.operator() == Operator.TIME;
  }

  private SystemStructure structure(int stateCount, int constantCount, Indices algebraic) {
    int rates = rateOf.size();
    return new SystemStructure(
        stateCount,
        constantCount,
        rates,
        stoichiometry(),
        byState.rows(rates),
        byConstant.rows(rates),
        byTime.indices(),
        byStates.pairs(rates),
        byStateAndConstant.pairs(rates),
        byTimeAndState.rows(rates),
        byTimeAndConstant.rows(rates),
        algebraic);
  }

  private Stoichiometry stoichiometry() {
    int[] start = new int[columns.size() + 1];
    List<Integer> state = new ArrayList<>();
    List<Double> coefficient = new ArrayList<>();
    for (int r = 0; r < columns.size(); r++) {
      columns
          .get(r)
          .forEach(
              (i, value) -> {
                if (value != 0) {
                  state.add(i);
                  coefficient.add(value);
                }
              });
      start[r + 1] = state.size();
    }
    double[] coefficients = coefficient.stream().mapToDouble(Double::doubleValue).toArray();
    return new Stoichiometry(new SparsePattern(start, FormulaBlock.array(state)), coefficients);
  }

  SystemStructure structure() {
    return structure;
  }

  /** v as a block: each rate once. */
  FormulaBlock rates() {
    FormulaBlock rates = new FormulaBlock();
    rateOf.forEach((flux, rate) -> rates.add(rate, rate, 0, flux));
    return rates;
  }

  /** ∂v/∂y. */
  FormulaBlock byState() {
    return byState;
  }

  /** ∂v/∂p. */
  FormulaBlock byConstant() {
    return byConstant;
  }

  /** ∂v/∂t. */
  FormulaBlock byTime() {
    return byTime;
  }

  /** ∂²v/∂y∂y. */
  FormulaBlock byStates() {
    return byStates;
  }

  /** ∂²v/∂y∂p. */
  FormulaBlock byStateAndConstant() {
    return byStateAndConstant;
  }

  /** ∂²v/∂t∂y. */
  FormulaBlock byTimeAndState() {
    return byTimeAndState;
  }

  /** ∂²v/∂t∂p. */
  FormulaBlock byTimeAndConstant() {
    return byTimeAndConstant;
  }
}
