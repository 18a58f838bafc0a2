package org.lamarck.worker.petab.sciml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Spelling;

/** The names in a model that has networks: what is used is there, and nothing follows itself. */
final class JoinedNames {
  private final Map<String, Quantity> quantities;
  private final Map<String, Expression> formulas;
  private final Map<String, Cell> targets;
  private final Findings findings;
  private final Set<String> done = new HashSet<>();

  /**
   * Names to be checked.
   *
   * @param quantities of the model with its networks
   * @param formulas what tables set inputs and quantities to
   * @param targets the cells of these
   */
  JoinedNames(
      Map<String, Quantity> quantities,
      Map<String, Expression> formulas,
      Map<String, Cell> targets,
      Findings findings) {
    this.quantities = quantities;
    this.formulas = formulas;
    this.targets = targets;
    this.findings = findings;
  }

  /**
   * Reports names that nothing defines, and what follows itself by way of a network.
   *
   * @param others names that are defined elsewhere
   */
  void check(Set<String> others) {
    formulas.forEach(
        (id, formula) ->
            Formulas.symbols(formula).stream()
                .filter(name -> !quantities.containsKey(name) && !others.contains(name))
                .forEach(name -> unknown(id, name)));
    formulas.keySet().forEach(id -> follow(id, new LinkedHashSet<>()));
  }

  private void unknown(String target, String name) {
    Cell cell = targets.get(target);
    if (cell != null) {
      boolean isInput = formulas.containsKey(name);
      findings.error(
          cell.place(),
          "\"%s\" uses \"%s\", which %s"
              .formatted(target, name, isInput ? "is an input of a network" : "nothing defines"),
          isInput
              ? "write what that input is set to"
              : Spelling.suggest(name, quantities.keySet(), "define it in the model"));
    }
  }

  /** Goes where a name leads to; rows are few, and the model's own names were in order before. */
  private void follow(String name, Set<String> path) {
    if (done.contains(name)) {
      return;
    }
    if (!path.add(name)) {
      tellCircle(name, path);
      return;
    }
    for (String next : uses(name)) {
      follow(next, path);
    }
    path.remove(name);
    done.add(name);
  }

  private List<String> uses(String name) {
    Expression given = formulas.get(name);
    Quantity quantity = quantities.get(name);
    if (quantity == null || quantity.isState()) {
      return quantity == null && given != null ? Formulas.symbols(given) : List.of();
    }
    return Formulas.symbols(quantity.initial());
  }

  private void tellCircle(String name, Set<String> path) {
    List<String> names = new ArrayList<>(path);
    List<String> circle = names.subList(names.indexOf(name), names.size());
    Optional<Cell> cell =
        Stream.concat(circle.stream(), names.stream()) // inputs stand in the formulas of outputs
            .filter(targets::containsKey)
            .findFirst()
            .map(targets::get);
    if (cell.isPresent()) {
      findings.error(
          cell.get().place(),
          "a network goes in a circle: " + String.join(" uses ", circle) + " uses " + name,
          "set its input to something that does not follow its output");
    }
  }
}
