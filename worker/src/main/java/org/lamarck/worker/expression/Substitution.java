package org.lamarck.worker.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts formulas in the place of others. */
public final class Substitution {
  private Substitution() {}

  /**
   * The formulas with each key replaced by its value, all at once: what is put in is not searched
   * again. Keys may be any nodes, usually symbols; shared parts are rewritten once.
   */
  public static List<Expression> substitute(
      List<Expression> formulas, Map<Expression, Expression> replacements) {
    if (replacements.isEmpty()) {
      return List.copyOf(formulas);
    }
    Map<Expression, Expression> rewritten = new HashMap<>();
    for (Expression node :
        Subgraph.nodes(formulas, (user, argument) -> !replacements.containsKey(user))) {
      rewritten.put(node, rewrite(node, replacements, rewritten));
    }
    return formulas.stream().map(formula -> of(rewritten, formula)).toList();
  }

  /** One formula with each key replaced by its value. */
  public static Expression substitute(
      Expression formula, Map<Expression, Expression> replacements) {
    return substitute(List.of(formula), replacements).get(0);
  }

  private static Expression rewrite(
      Expression node,
      Map<Expression, Expression> replacements,
      Map<Expression, Expression> rewritten) {
    Expression replacement = replacements.get(node);
    if (replacement != null) {
      return replacement;
    }
    Expression[] arguments = new Expression[node.arity()];
    boolean same = true;
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = of(rewritten, node.argument(i));
      same &= arguments[i] == node.argument(i);
    }
    return same ? node : node.pool().apply(node.operator(), arguments);
  }

  private static Expression of(Map<Expression, Expression> rewritten, Expression node) {
    return rewritten.getOrDefault(node, node);
  }
}
