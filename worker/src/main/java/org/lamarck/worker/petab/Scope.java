package org.lamarck.worker.petab;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;
import org.lamarck.worker.problem.Spelling;

/** The names that the tables of a problem may use, and which of them they do. */
final class Scope {
  private final ExpressionPool pool;
  private final Map<String, Quantity> quantities = new LinkedHashMap<>();
  private final Map<String, ParameterRow> parameters;
  private final Map<String, Place> targets;
  private final Set<String> used = new LinkedHashSet<>();
  private final Set<String> physical = new LinkedHashSet<>();
  private final Set<String> species = new LinkedHashSet<>();

  /**
   * @param targets of the condition tables
   */
  Scope(OdeModel model, Map<String, ParameterRow> parameters, Map<String, Place> targets) {
    this.pool = model.pool();
    model.quantities().forEach(quantity -> quantities.put(quantity.id(), quantity));
    model
        .species()
        .forEach(
            one -> {
              species.add(one.species());
              physical.add(one.species());
              physical.add(one.compartment());
            });
    this.parameters = parameters;
    this.targets = targets;
  }

  Optional<Quantity> quantity(String id) {
    return Optional.ofNullable(quantities.get(id));
  }

  boolean isParameter(String id) {
    return parameters.containsKey(id);
  }

  /** Whether the parameter table or conditions have the id. */
  boolean isKnown(String id) {
    return parameters.containsKey(id) || targets.containsKey(id);
  }

  /** Whether the id is a species computed from its amount, because its compartment may vary. */
  boolean isConcentration(String id) {
    return quantities.containsKey(SpeciesMeaning.amountId(id));
  }

  /** Whether the id is that of a species or of a compartment with species. */
  boolean isPhysical(String id) {
    return physical.contains(id);
  }

  boolean isSpecies(String id) {
    return species.contains(id);
  }

  /** The model's quantities of this scope, in their order. */
  Collection<Quantity> quantities() {
    return Collections.unmodifiableCollection(quantities.values());
  }

  boolean isUsed(String id) {
    return used.contains(id);
  }

  /** Whether a formula may refer to the id. */
  boolean isName(String id) {
    return quantities.containsKey(id) || isKnown(id);
  }

  /** Whether a formula may refer to the id; notes that one does. */
  boolean use(String id) {
    used.add(id);
    return isName(id);
  }

  /** All names, for suggestions. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(parameters.keySet());
    names.addAll(quantities.keySet());
    names.addAll(targets.keySet());
    return names;
  }

  /**
   * What a cell gives: a number, a parameter, or what conditions set; an error and nothing when it
   * is none of these.
   */
  Optional<Expression> override(Cell cell, String meaning, Findings findings) {
    String text = cell.text();
    OptionalDouble number = Numbers.parse(text);
    if (number.isPresent() && Double.isFinite(number.getAsDouble())) {
      return Optional.of(pool.constant(number.getAsDouble()));
    }
    if (isKnown(text)) {
      used.add(text);
      return Optional.of(pool.symbol(text));
    }
    if (text.isEmpty() || number.isPresent() || !Identifiers.isIdentifier(text)) {
      findings.error(
          cell.place(),
          "%s \"%s\" is neither a finite number nor an id".formatted(meaning, text),
          "write a number or the id of a parameter");
    } else {
      findings.errorOnce(
          cell.place(),
          "%s \"%s\" is not a parameter".formatted(meaning, text),
          suggest(text, parameters.keySet(), "add it to the parameter table"));
    }
    return Optional.empty();
  }

  /** Whether a name that nothing has may be this one, misspelt. */
  private static boolean mayMean(String name, String id, List<Scope> scopes) {
    return Spelling.isClose(name, id) && scopes.stream().noneMatch(scope -> scope.isName(name));
  }

  /** What to do about a name that is not known here: a local parameter's, or a misspelt one. */
  String suggest(String name, Collection<String> known, String otherwise) {
    return suggest(name, quantities.keySet(), known, otherwise);
  }

  private static String suggest(
      String name, Set<String> quantities, Collection<String> known, String otherwise) {
    String reactions =
        quantities.stream()
            .filter(id -> id.endsWith("." + name))
            .map(id -> id.substring(0, id.length() - name.length() - 1))
            .collect(Collectors.joining(", "));
    return reactions.isEmpty()
        ? Spelling.suggest(name, known, otherwise)
        : "declare it as a parameter of the model: it is local to reaction "
            + reactions
            + ", and only mapping tables of PEtab 2 can name it there";
  }

  /** Reports parameters that set what cannot be set. */
  void checkParameters(Findings findings) {
    for (ParameterRow row : parameters.values()) {
      String id = row.parameter().id();
      Quantity quantity = quantities.get(id);
      if (quantity == null) {
        continue;
      }
      if (quantity.isState() || physical.contains(id)) {
        findings.error(
            row.place(),
            quantity.isState()
                ? "\"%s\" changes in time and cannot be a parameter".formatted(id)
                : "\"%s\" is a species or compartment and cannot be a parameter".formatted(id),
            "give its initial value as a parameter of another id in the condition table");
      } else if (quantity.isAssigned()) {
        findings.error(
            row.place(),
            "\"%s\" follows a rule of the model and cannot be a parameter".formatted(id),
            "remove it, or what its rule depends on may be the parameter");
      }
    }
  }

  /**
   * Reports parameters that nothing of any model uses.
   *
   * @param scopes of a problem's models, which share the parameters; at least one
   * @param mentioned names that may be used, though it is not known how: what has errors does not
   *     tell all its uses
   */
  static void checkUnused(List<Scope> scopes, Set<String> mentioned, Findings findings) {
    Set<String> quantities = new LinkedHashSet<>();
    Set<String> used = new LinkedHashSet<>();
    for (Scope scope : scopes) {
      quantities.addAll(scope.quantities.keySet());
      used.addAll(scope.used);
    }
    for (ParameterRow row : scopes.get(0).parameters.values()) {
      String id = row.parameter().id();
      if (!quantities.contains(id)
          && !used.contains(id)
          && !findings.hasErrorAt(row.place())
          && mentioned.stream().noneMatch(name -> name.equals(id) || mayMean(name, id, scopes))) {
        findings.error(
            row.place(),
            "parameter \"%s\" is used nowhere".formatted(id),
            suggest(id, quantities, quantities, "remove it"));
      }
    }
  }
}
