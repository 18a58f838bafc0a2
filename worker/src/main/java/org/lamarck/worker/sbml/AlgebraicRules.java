package org.lamarck.worker.sbml;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.lamarck.worker.expression.DependencyOrder;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.problem.Quantity;

/**
 * Finds what algebraic rules determine (SBML Level 3 Version 2, section 4.9.1). A rule that is
 * linear in a variable that nothing else determines is solved for it, and put into the other rules;
 * what is left determines the unknowns that are left, all together.
 */
final class AlgebraicRules {
  private final ExpressionPool pool;
  private final Map<String, Quantity> quantities = new LinkedHashMap<>();
  private final Map<String, Integer> place = new HashMap<>();
  private final Predicate<String> isFree;
  private final Findings findings;
  private final Map<XmlElement, Expression> open = new LinkedHashMap<>();
  private final Set<String> determined = new LinkedHashSet<>();

  /** Assigned formulas without names of other assigned ones. */
  private final Map<String, Expression> written = new HashMap<>();

  /**
   * Rules over quantities.
   *
   * @param quantities without circles of assigned ones
   * @param isFree whether a rule may determine the quantity of this id
   */
  AlgebraicRules(
      ExpressionPool pool, List<Quantity> quantities, Predicate<String> isFree, Findings findings) {
    this.pool = pool;
    for (Quantity quantity : quantities) {
      this.quantities.put(quantity.id(), quantity);
      place.put(quantity.id(), place.size());
    }
    this.isFree = isFree;
    this.findings = findings;
  }

  /** Adds the rule that a formula is 0. */
  void add(XmlElement at, Expression residual) {
    open.put(at, inlined(residual));
  }

  /** The quantities, with those determined that the rules determine. */
  List<Quantity> solve() {
    while (solveOne()) {
      written.clear(); // they may use what was found
      open.replaceAll((at, residual) -> inlined(residual));
    }
    matchRest();
    return List.copyOf(quantities.values());
  }

  /** What the rules determine. */
  Set<String> determined() {
    return determined;
  }

  /** What assignment rules say in the place of their variables. */
  private Expression inlined(Expression formula) {
    for (String id : assigned(formula)) {
      for (String next : DependencyOrder.of(id, this::assigned)) {
        assignment(next).ifPresent(rule -> written.put(next, writtenOut(rule)));
      }
    }
    return writtenOut(formula);
  }

  private Expression writtenOut(Expression formula) {
    return Rewriting.nodes(
        formula,
        node ->
            node.operator() == Operator.RATE_OF // of an id, not of what it follows
                ? Optional.of(node)
                : Optional.ofNullable(node.isSymbol() ? written.get(node.name()) : null));
  }

  private List<String> assigned(String id) {
    return assignment(id).map(this::assigned).orElse(List.of());
  }

  private Optional<Expression> assignment(String id) {
    return Optional.ofNullable(quantities.get(id)).flatMap(Quantity::assignment);
  }

  /** The names in a formula that follow formulas which are not written out yet. */
  private List<String> assigned(Expression formula) {
    return Rewriting.namesOutsideRates(formula).stream()
        .filter(name -> assignment(name).isPresent())
        .filter(name -> !written.containsKey(name))
        .toList();
  }

  /** In the order of the document: where several will do, it is the first. */
  private List<String> candidates(Expression residual) {
    return Rewriting.names(residual).stream()
        .filter(name -> quantities.containsKey(name) && !determined.contains(name))
        .filter(isFree)
        .sorted(Comparator.comparing(place::get))
        .toList();
  }

  /** Solves the rule with the fewest candidates that is linear in one. */
  private boolean solveOne() {
    XmlElement best = null;
    int fewest = Integer.MAX_VALUE;
    Optional<Quantity.Assigned> solution = Optional.empty();
    for (Map.Entry<XmlElement, Expression> rule : open.entrySet()) {
      List<String> candidates = candidates(rule.getValue());
      if (candidates.size() < fewest) {
        Optional<Quantity.Assigned> solved = solved(rule.getValue(), candidates);
        if (solved.isPresent()) {
          best = rule.getKey();
          fewest = candidates.size();
          solution = solved;
        }
      }
    }
    if (best == null || solution.isEmpty()) {
      return false;
    }
    String variable = solution.get().id();
    open.remove(best);
    determined.add(variable);
    quantities.put(variable, solution.get());
    return true;
  }

  /**
   * The rule solved for one of the variables: better for one that has no value of its own, and
   * better for one whose coefficient is a number, which cannot become 0.
   */
  private Optional<Quantity.Assigned> solved(Expression residual, List<String> candidates) {
    Optional<Quantity.Assigned> best = Optional.empty();
    int leastDoubt = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      Optional<Linear.Parts> parts = Linear.parts(residual, pool.symbol(candidate));
      if (parts.isPresent() && !Linear.vanishes(parts.get().slope())) {
        int doubt = (isOpen(candidate) ? 0 : 2) + (parts.get().slope().isConstant() ? 0 : 1);
        if (doubt < leastDoubt) {
          leastDoubt = doubt;
          best = Optional.of(new Quantity.Assigned(candidate, parts.get().root()));
        }
      }
    }
    return best;
  }

  /** Whether the model leaves its value open. */
  private boolean isOpen(String id) {
    Quantity quantity = quantities.get(id);
    return quantity != null
        && quantity.initial().isConstant()
        && Double.isNaN(quantity.initial().value());
  }

  /** Gives each rule that is left an unknown of its own. */
  private void matchRest() {
    Map<String, XmlElement> ruleOf = new HashMap<>();
    for (Map.Entry<XmlElement, Expression> rule : open.entrySet()) {
      if (Linear.vanishes(rule.getValue())) {
        // another rule says the same
        continue;
      }
      if (!match(rule.getKey(), ruleOf, new LinkedHashSet<>())) {
        findings.error(
            rule.getKey(),
            "the algebraic rule has nothing to determine: what it uses is constant, or changes by"
                + " rules, reactions or events",
            "declare one of its variables constant=\"false\", or remove the rule");
      }
    }
    ruleOf.forEach(
        (id, rule) -> {
          determined.add(id);
          Quantity quantity = quantities.get(id);
          if (quantity != null) {
            Expression guess = quantity.initial();
            quantities.put(
                id,
                new Quantity.Algebraic(
                    id, isOpen(id) ? pool.constant(1) : guess, open.getOrDefault(rule, guess)));
          }
        });
  }

  /** An augmenting path of the matching of rules and unknowns. */
  private boolean match(XmlElement rule, Map<String, XmlElement> ruleOf, Set<String> tried) {
    for (String candidate : candidates(open.getOrDefault(rule, pool.constant(0)))) {
      if (tried.add(candidate)) {
        XmlElement other = ruleOf.get(candidate);
        if (other == null || match(other, ruleOf, tried)) {
          ruleOf.put(candidate, rule);
          return true;
        }
      }
    }
    return false;
  }
}
