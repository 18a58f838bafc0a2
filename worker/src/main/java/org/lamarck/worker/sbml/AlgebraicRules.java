package org.lamarck.worker.sbml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Quantity;

/**
 * Finds what algebraic rules determine (SBML Level 3 Version 2, section 4.9.1). A rule that is
 * linear in a variable that nothing else determines is solved for it, and put into the other rules;
 * what is left determines the unknowns that are left, all together.
 */
final class AlgebraicRules {
  private final ExpressionPool pool;
  private final Map<String, Quantity> quantities = new LinkedHashMap<>();
  private final Predicate<String> isFree;
  private final Findings findings;
  private final Map<XmlElement, Expression> open = new LinkedHashMap<>();
  private final Set<String> determined = new LinkedHashSet<>();
  private final Set<String> acyclic;

  /**
   * Rules over quantities.
   *
   * @param isFree whether a rule may determine the quantity of this id
   */
  AlgebraicRules(
      ExpressionPool pool, List<Quantity> quantities, Predicate<String> isFree, Findings findings) {
    this.pool = pool;
    quantities.forEach(quantity -> this.quantities.put(quantity.id(), quantity));
    this.isFree = isFree;
    this.findings = findings;
    acyclic = acyclic();
  }

  /** Adds the rule that a formula is 0. */
  void add(XmlElement at, Expression residual) {
    open.put(at, inlined(residual));
  }

  /** The quantities, with those determined that the rules determine. */
  List<Quantity> solve() {
    while (solveOne()) {
      open.replaceAll((at, residual) -> inlined(residual));
    }
    matchRest();
    return List.copyOf(quantities.values());
  }

  /** What the rules determine. */
  Set<String> determined() {
    return determined;
  }

  /** What assignment rules say in the place of their variables; those in circles stay. */
  private Expression inlined(Expression formula) {
    Expression result = formula;
    for (boolean again = true; again; ) {
      Expression next = Rewriting.symbols(result, this::inline);
      again = next != result;
      result = next;
    }
    return result;
  }

  private Optional<Expression> inline(String name) {
    return acyclic.contains(name) && quantities.get(name) instanceof Quantity.Assigned assigned
        ? Optional.of(assigned.formula())
        : Optional.empty();
  }

  /** The assigned quantities that do not depend on themselves, nor on one that does. */
  private Set<String> acyclic() {
    Map<String, Set<String>> rest = new LinkedHashMap<>();
    for (Quantity quantity : quantities.values()) {
      if (quantity instanceof Quantity.Assigned assigned) {
        rest.put(assigned.id(), Rewriting.names(assigned.formula()));
      }
    }
    Set<String> ordered = new LinkedHashSet<>();
    for (int before = -1; before < ordered.size(); ) {
      before = ordered.size();
      rest.forEach(
          (id, uses) -> {
            if (uses.stream().allMatch(use -> !rest.containsKey(use) || ordered.contains(use))) {
              ordered.add(id);
            }
          });
      ordered.forEach(rest::remove);
    }
    return ordered;
  }

  private List<String> candidates(Expression residual) {
    return Rewriting.names(residual).stream()
        .filter(name -> quantities.containsKey(name) && !determined.contains(name))
        .filter(isFree)
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
    acyclic.add(variable);
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
      Optional<Linear.Parts> parts = new Linear(pool.symbol(candidate)).of(residual);
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
