package org.lamarck.worker.petab;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lamarck.worker.expression.DependencyOrder;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.problem.Quantity;

/**
 * The values of a condition of PEtab 1: numbers, parameters of the parameter table, or parameters
 * of the model. Those of the model mean what they are in this condition: what it sets them to
 * itself, or what the model gives them, if need be by initial assignments over further ones.
 */
final class ConditionValues {
  private final ConditionRow condition;
  private final Scope scope;
  private final ExpressionPool pool;
  private final Findings findings;

  /** What names are in this condition, over parameters of the parameter table. */
  private final Map<String, Expression> resolved = new HashMap<>();

  ConditionValues(ConditionRow condition, Scope scope, ExpressionPool pool, Findings findings) {
    this.condition = condition;
    this.scope = scope;
    this.pool = pool;
    this.findings = findings;
  }

  /** What the condition sets, by target, in the order of the columns. */
  Map<String, Expression> read() {
    Map<String, Expression> values = new LinkedHashMap<>();
    condition
        .cells()
        .forEach(
            (target, cell) -> {
              if (!cell.isBlank()) {
                value(target, cell).ifPresent(value -> values.put(target, value));
              }
            });
    return values;
  }

  private Optional<Expression> value(String target, Cell cell) {
    String text = cell.text();
    if (scope.isParameter(text) || (!isSet(text) && scope.quantity(text).isEmpty())) {
      return scope.override(cell, "value of " + target, findings);
    }
    Optional<Expression> value = resolve(text);
    String what = "";
    if (scope.isSpecies(text) && !isSet(text)) {
      what = "is a species, which changes in time";
    } else if (value.isEmpty()) {
      what = "has a value that depends on itself";
    } else if (isOpen(value.get())) {
      what = "has no value, neither in the model nor in this condition";
    } else if (Formulas.usesTime(value.get()) || (!isSet(text) && isMoving(text))) {
      what = "changes in time";
    }
    if (!what.isEmpty()) {
      findings.error(
          cell.place(),
          "value of %s: \"%s\" %s".formatted(target, text, what),
          "write a number or the id of a parameter");
      return Optional.empty();
    }
    return value;
  }

  private boolean isSet(String id) {
    Cell cell = condition.cells().get(id);
    return cell != null && !cell.isBlank();
  }

  /** Whether the model says by a rule that it follows a state. */
  private boolean isMoving(String id) {
    List<String> followed = DependencyOrder.of(id, this::followed);
    return followed.subList(0, followed.size() - 1).stream()
        .anyMatch(name -> scope.quantity(name).filter(Quantity::isState).isPresent());
  }

  private List<String> followed(String name) {
    return scope
        .quantity(name)
        .flatMap(Quantity::assignment)
        .map(Formulas::symbols)
        .orElse(List.of());
  }

  private static boolean isOpen(Expression value) {
    return Subgraph.nodes(value).stream()
        .anyMatch(node -> node.isConstant() && Double.isNaN(node.value()));
  }

  /**
   * What a constant of the model is in this condition; nothing when the model leaves that open, or
   * says that it is not constant.
   */
  Optional<Expression> constant(String id) {
    return resolve(id).filter(value -> !isOpen(value) && !Formulas.usesTime(value));
  }

  /** Whether a constant's value follows one of some others. */
  boolean follows(String id, Set<String> others) {
    List<String> reached = DependencyOrder.of(id, this::names);
    return reached.subList(0, reached.size() - 1).stream().anyMatch(others::contains);
  }

  /** The value of a name; nothing when it depends on itself. */
  private Optional<Expression> resolve(String id) {
    for (String name : DependencyOrder.of(id, this::unresolved)) {
      Expression definition = definition(name);
      Map<Expression, Expression> replacements = new HashMap<>();
      for (String other : names(name)) {
        Expression value = resolved.get(other);
        if (value == null) {
          return Optional.empty();
        }
        replacements.put(pool.symbol(other), value);
      }
      resolved.put(name, Substitution.substitute(definition, replacements));
    }
    return Optional.ofNullable(resolved.get(id));
  }

  private List<String> unresolved(String name) {
    return names(name).stream().filter(other -> !resolved.containsKey(other)).toList();
  }

  /** The names that a name is defined by; none for a parameter of the parameter table. */
  private List<String> names(String name) {
    return scope.isParameter(name) ? List.of() : Formulas.symbols(definition(name));
  }

  private Expression definition(String name) {
    if (scope.isParameter(name)) {
      scope.use(name);
      return pool.symbol(name);
    }
    Cell cell = condition.cells().get(name);
    if (cell == null || cell.isBlank()) {
      return scope.quantity(name).map(Quantity::initial).orElseGet(() -> pool.constant(Double.NaN));
    }
    OptionalDouble number = Numbers.parse(cell.text());
    return number.isPresent() ? pool.constant(number.getAsDouble()) : pool.symbol(cell.text());
  }
}
