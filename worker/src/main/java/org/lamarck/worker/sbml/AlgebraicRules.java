package org.lamarck.worker.sbml;

import java.util.ArrayList;
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

  private Expression inlined(Expression formula) {
    Expression result = formula;
    for (boolean again = true; again; ) {
      Expression next =
          Rewriting.symbols(
              result,
              name ->
                  quantities.get(name) instanceof Quantity.Assigned assigned
                      ? Optional.of(assigned.formula())
                      : Optional.empty());
      again = next != result;
      result = next;
    }
    return result;
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
    String variable = "";
    Expression solution = pool.constant(0);
    for (Map.Entry<XmlElement, Expression> rule : open.entrySet()) {
      List<String> candidates = candidates(rule.getValue());
      if (candidates.size() < fewest) {
        for (String candidate : candidates) {
          Optional<Expression> solved = new Linear(candidate).solve(rule.getValue());
          if (solved.isPresent()) {
            best = rule.getKey();
            fewest = candidates.size();
            variable = candidate;
            solution = solved.get();
            break;
          }
        }
      }
    }
    if (best == null) {
      return false;
    }
    open.remove(best);
    determined.add(variable);
    quantities.put(variable, new Quantity.Assigned(variable, solution));
    return true;
  }

  /** Gives each rule that is left an unknown of its own. */
  private void matchRest() {
    Map<String, XmlElement> ruleOf = new HashMap<>();
    for (Map.Entry<XmlElement, Expression> rule : open.entrySet()) {
      if (rule.getValue().is(0)) {
        continue;
      }
      if (!match(rule.getKey(), ruleOf, new LinkedHashSet<>())) {
        findings.error(
            rule.getKey(),
            "the algebraic rule has nothing to determine: what it uses is constant, or changes by"
                + " rules and reactions",
            "declare one of its variables constant=\"false\", or remove the rule");
      }
    }
    ruleOf.forEach(
        (id, rule) -> {
          determined.add(id);
          Quantity quantity = quantities.get(id);
          if (quantity != null) {
            Expression guess = quantity.initial();
            boolean isOpen = guess.isConstant() && Double.isNaN(guess.value());
            quantities.put(
                id,
                new Quantity.Algebraic(
                    id, isOpen ? pool.constant(1) : guess, open.getOrDefault(rule, guess)));
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

  /** Formulas as a·x + b, with a and b free of x. */
  private final class Linear {
    private final Expression x;
    private final Map<Expression, Optional<Parts>> known = new HashMap<>();

    private record Parts(Expression a, Expression b) {}

    Linear(String id) {
      x = pool.symbol(id);
    }

    /** −b/a, where the formula is linear. */
    Optional<Expression> solve(Expression residual) {
      return parts(residual)
          .filter(parts -> !parts.a().is(0))
          .map(parts -> pool.negate(pool.divide(parts.b(), parts.a())));
    }

    private Optional<Parts> parts(Expression f) {
      Optional<Parts> parts = known.get(f);
      if (parts == null) {
        parts = split(f);
        known.put(f, parts);
      }
      return parts;
    }

    private Optional<Parts> split(Expression f) {
      Expression zero = pool.constant(0);
      if (f == x) {
        return Optional.of(new Parts(pool.constant(1), zero));
      }
      if (!Rewriting.names(f).contains(x.name())) {
        return Optional.of(new Parts(zero, f));
      }
      return switch (f.operator()) {
        case NEGATE ->
            parts(f.argument(0)).map(of -> new Parts(pool.negate(of.a()), pool.negate(of.b())));
        case ADD -> sum(f);
        case MULTIPLY -> product(f);
        case DIVIDE ->
            parts(f.argument(1))
                .filter(divisor -> divisor.a().is(0))
                .flatMap(divisor -> parts(f.argument(0)))
                .map(
                    of ->
                        new Parts(
                            pool.divide(of.a(), f.argument(1)),
                            pool.divide(of.b(), f.argument(1))));
        case PIECEWISE -> piecewise(f);
        default -> Optional.empty();
      };
    }

    private Optional<Parts> sum(Expression f) {
      Expression a = pool.constant(0);
      Expression b = pool.constant(0);
      for (Expression argument : f.arguments()) {
        Optional<Parts> parts = parts(argument);
        if (parts.isEmpty()) {
          return Optional.empty();
        }
        a = pool.add(a, parts.get().a());
        b = pool.add(b, parts.get().b());
      }
      return Optional.of(new Parts(a, b));
    }

    private Optional<Parts> product(Expression f) {
      Expression a = pool.constant(0);
      Expression b = pool.constant(1);
      for (Expression argument : f.arguments()) {
        Optional<Parts> parts = parts(argument);
        if (parts.isEmpty() || !(a.is(0) || parts.get().a().is(0))) {
          return Optional.empty();
        }
        Expression factor = parts.get().b();
        a = a.is(0) ? times(b, parts.get().a()) : times(a, factor);
        b = times(b, factor);
      }
      return Optional.of(new Parts(a, b));
    }

    /** A product in which 0 wins: it stands for a part that is not there. */
    private Expression times(Expression p, Expression q) {
      return p.is(0) || q.is(0) ? pool.constant(0) : pool.multiply(p, q);
    }

    private Optional<Parts> piecewise(Expression f) {
      List<Expression> a = new ArrayList<>(f.arguments());
      List<Expression> b = new ArrayList<>(f.arguments());
      for (int i = 0; i < f.arity(); i++) {
        Optional<Parts> parts = parts(f.argument(i));
        boolean isCondition = i % 2 == 1;
        if (parts.isEmpty() || (isCondition && !parts.get().a().is(0))) {
          return Optional.empty();
        }
        if (!isCondition) {
          a.set(i, parts.get().a());
          b.set(i, parts.get().b());
        }
      }
      return Optional.of(new Parts(pool.apply(f.operator(), a), pool.apply(f.operator(), b)));
    }
  }
}
