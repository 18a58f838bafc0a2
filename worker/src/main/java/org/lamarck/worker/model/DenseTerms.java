package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.DenseFunction;

/**
 * Quantities within rates that array programs compute, w = F(u(t, y, p), θ), and their derivatives
 * by the formulas u and the constants θ, as symbols: a rate is a formula of states, constants and
 * of these, which are computed before it. So programs of thousands of weights are never written
 * out, and derivatives of rates follow by the chain rule.
 */
final class DenseTerms {
  private static final int NONE = -1;

  private final ExpressionPool pool;
  private final List<Function> functions = new ArrayList<>();
  private final Map<String, Expression> outputs = new HashMap<>();
  private final Map<Expression, Term> terms = new HashMap<>();
  private final Map<Expression, Map<Expression, Expression>> partials = new HashMap<>();

  /**
   * A program and its arguments.
   *
   * @param formulas u
   * @param formulaAt where in the arguments each stands
   * @param weights θ: the ids of constants by which derivatives are wanted
   * @param weightAt where in the arguments each stands
   */
  record Function(
      DenseFunction dense,
      List<Expression> formulas,
      List<Integer> formulaAt,
      List<String> weights,
      List<Integer> weightAt) {}

  /**
   * An output of a function or one of its derivatives.
   *
   * @param output its place among the program's outputs, written out
   * @param first the formula by which it is differentiated; −1 for none
   * @param second a second one, not before the first
   * @param weight the weight by which it is differentiated
   */
  record Term(int function, int output, int first, int second, int weight) {}

  /**
   * Takes functions apart.
   *
   * @param dense with arguments over states, constants and time
   * @param constants those that an argument may be
   * @param differentiable those of them by which derivatives are wanted
   */
  DenseTerms(
      ExpressionPool pool,
      List<DenseFunction> dense,
      Set<String> constants,
      Set<String> differentiable) {
    this.pool = pool;
    for (DenseFunction one : dense) {
      Function function =
          new Function(
              one, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      Set<Expression> met = new HashSet<>();
      for (int i = 0; i < one.arguments().size(); i++) {
        Expression argument = one.arguments().get(i);
        boolean isConstant = argument.isSymbol() && constants.contains(argument.name());
        if (argument.isConstant() || (isConstant && !differentiable.contains(argument.name()))) {
          continue; // nothing is differentiated by it
        }
        if (isConstant && met.add(argument)) {
          function.weights.add(argument.name());
          function.weightAt.add(i);
        } else {
          function.formulas.add(argument);
          function.formulaAt.add(i);
        }
      }
      int number = functions.size();
      functions.add(function);
      for (int k = 0; k < one.outputs().size(); k++) {
        Term term = new Term(number, one.places().get(k), NONE, NONE, NONE);
        outputs.put(one.outputs().get(k), symbol(term));
      }
    }
  }

  private Expression symbol(Term term) {
    Expression symbol =
        pool.symbol(
            "dense:%d:%d:%d:%d:%d"
                .formatted(
                    term.function(), term.output(), term.first(), term.second(), term.weight()));
    terms.put(symbol, term);
    return symbol;
  }

  boolean isEmpty() {
    return functions.isEmpty();
  }

  List<Function> functions() {
    return functions;
  }

  /** The symbols of the outputs by the ids of the quantities. */
  Map<String, Expression> outputs() {
    return outputs;
  }

  boolean has(Expression leaf) {
    return terms.containsKey(leaf);
  }

  Term term(Expression symbol) {
    Term term = terms.get(symbol);
    if (term == null) {
      throw new IllegalArgumentException(symbol + " is no dense term");
    }
    return term;
  }

  /** The partial derivatives of a term by states, constants and time. */
  Map<Expression, Expression> partials(Expression symbol) {
    Map<Expression, Expression> known = partials.get(symbol);
    if (known == null) {
      known = derive(term(symbol));
      partials.put(symbol, known);
    }
    return known;
  }

  private Map<Expression, Expression> derive(Term term) {
    if (term.second() != NONE || term.weight() != NONE) {
      throw new IllegalStateException("third derivatives of dense terms are not needed");
    }
    Function function = functions.get(term.function());
    Map<Expression, Expression> derived = new LinkedHashMap<>();
    for (int i = 0; i < function.formulas.size(); i++) {
      int low = term.first() == NONE ? i : Math.min(term.first(), i);
      int high = term.first() == NONE ? NONE : Math.max(term.first(), i);
      Expression slope = symbol(new Term(term.function(), term.output(), low, high, NONE));
      Differentiator.gradient(function.formulas.get(i))
          .forEach((leaf, inner) -> derived.merge(leaf, pool.multiply(slope, inner), pool::add));
    }
    for (int w = 0; w < function.weights.size(); w++) {
      Expression slope = symbol(new Term(term.function(), term.output(), term.first(), NONE, w));
      derived.merge(pool.symbol(function.weights.get(w)), slope, pool::add);
    }
    return derived;
  }
}
