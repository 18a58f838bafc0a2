package org.lamarck.worker.objective.inner;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.problem.Observable;

/** Finds what the inputs of observables are to them, by their formulas. */
final class InputRoles {
  /** What an input of an observable is to it. */
  enum Role {
    NONE,
    LINEAR,
    FACTOR,
    SIGMA,
    OTHER
  }

  private final ProblemPlan plan;

  /** By observable and input, its role. */
  private final Map<List<Object>, Role> known = new HashMap<>();

  /** By observable and input, the inputs that its derivative depends on. */
  private final Map<List<Object>, Set<String>> partners = new HashMap<>();

  InputRoles(ProblemPlan plan) {
    this.plan = plan;
  }

  /** What an input is to the observable of a measurement. */
  Role role(MeasurementPlan measurement, String extra) {
    return known.computeIfAbsent(
        List.of(measurement.observable(), extra),
        key -> analyse(plan.problem().observables().get(measurement.observable()), extra, key));
  }

  private Role analyse(Observable observable, String extra, List<Object> key) {
    Expression formula = plan.model().inline(observable.formula());
    Expression self = formula.pool().symbol(observable.id());
    Expression noise =
        plan.model()
            .inline(Substitution.substitute(observable.noiseFormula(), Map.of(self, formula)));
    Expression symbol = formula.pool().symbol(extra);
    boolean isInFormula = Subgraph.leaves(formula).contains(symbol);
    boolean isInNoise = Subgraph.leaves(noise).contains(symbol);
    if (!isInFormula && !isInNoise) {
      return Role.NONE;
    }
    if (noise == symbol && !isInFormula) {
      return Role.SIGMA;
    }
    Expression slope = Differentiator.gradient(formula).get(symbol);
    if (isInNoise || slope == null || Subgraph.leaves(slope).contains(symbol)) {
      return Role.OTHER;
    }
    Set<String> names = new LinkedHashSet<>();
    addSymbols(slope, names);
    partners.put(key, names);
    if (!observable.noise().transformation().isLogarithmic()) {
      return Role.LINEAR;
    }
    return isFactor(symbol, formula) ? Role.FACTOR : Role.OTHER;
  }

  /** Whether a formula is a symbol times something without it. */
  private static boolean isFactor(Expression symbol, Expression formula) {
    return switch (formula.operator()) {
      case SYMBOL -> formula == symbol;
      case NEGATE -> isFactor(symbol, formula.argument(0));
      case DIVIDE ->
          isFactor(symbol, formula.argument(0))
              && !Subgraph.leaves(formula.argument(1)).contains(symbol);
      case ADD -> formula.arguments().stream().allMatch(term -> isFactor(symbol, term));
      case MULTIPLY ->
          formula.arguments().stream().filter(one -> Subgraph.leaves(one).contains(symbol)).count()
                  == 1
              && formula.arguments().stream().anyMatch(one -> isFactor(symbol, one));
      default -> false;
    };
  }

  /** The inputs that the derivative by an input depends on, where that is linear or a factor. */
  Set<String> partners(MeasurementPlan measurement, String extra) {
    return partners.getOrDefault(List.of(measurement.observable(), extra), Set.of());
  }

  /** Adds the names that occur in a formula. */
  static void addSymbols(Expression formula, Set<String> names) {
    for (Expression leaf : Subgraph.leaves(formula)) {
      if (leaf.isSymbol()) {
        names.add(leaf.name());
      }
    }
  }
}
