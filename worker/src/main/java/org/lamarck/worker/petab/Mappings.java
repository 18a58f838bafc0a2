package org.lamarck.worker.petab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.petab.sciml.Hybridization;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Spelling;

/**
 * Mapping tables of PEtab 2, which give names to what has none in a model: of SBML's, local
 * parameters ({@code R.k} of reaction {@code R}). Other rows are remarks.
 */
final class Mappings {
  private final OdeModel model;
  private final Collection<OdeModel> all;
  private final Findings findings;

  /** The new names, by the model's. */
  private final Map<String, String> names = new LinkedHashMap<>();

  /**
   * Reads the tables, with errors for rows that cannot be used.
   *
   * @param model the one whose names are mapped
   * @param all the problem's models; each row must be of one of them, or of a network
   */
  Mappings(
      Collection<Table> tables,
      OdeModel model,
      Collection<OdeModel> all,
      Hybridization networks,
      Findings findings) {
    this.model = model;
    this.all = all;
    this.findings = findings;
    Map<String, Place> seen = new LinkedHashMap<>();
    for (Table table : tables) {
      for (Row row : table.rows()) {
        Cell idCell = row.cell("petabEntityId");
        String id = Identifiers.requireUnreserved(idCell, "petabEntityId", findings);
        Place first = seen.putIfAbsent(id, idCell.place());
        if (first != null) {
          findings.error(
              idCell.place(),
              "\"%s\" is mapped twice, first in %s".formatted(id, first.line()),
              "remove one of the rows");
        } else if (Identifiers.isIdentifier(id) && !networks.maps(row)) {
          read(idCell, row.cell("modelEntityId"));
        }
      }
    }
  }

  private void read(Cell idCell, Cell entityCell) {
    String id = idCell.text();
    String entity = entityCell.text();
    boolean isThere = model.quantity(entity).isPresent();
    if (entityCell.isBlank() || (!isThere && isAnywhere(entity))) {
      return;
    }
    if (entity.equals(id)) {
      if (!isThere && model.events().stream().noneMatch(event -> event.id().equals(entity))) {
        findings.warning(
            entityCell.place(),
            "the model has no \"" + entity + "\" to which the row could be a remark",
            "correct the id, or leave the field empty");
      }
    } else if (Identifiers.isIdentifier(entity)) {
      findings.error(
          entityCell.place(),
          "\"%s\" has an id already and needs no other one".formatted(entity),
          "remove the row and write " + entity + " for " + id);
    } else if (!isThere || entity.indexOf('.') < 0) {
      findings.error(
          entityCell.place(),
          "the model has no \"" + entity + "\"",
          Spelling.suggest(
              entity,
              model.quantities().stream().map(Quantity::id).filter(q -> q.contains(".")).toList(),
              "write reaction.parameter for a local parameter"));
    } else if (model.quantity(id).isPresent()) {
      findings.error(idCell.place(), "the model has a \"" + id + "\" already", "choose another id");
    } else if (names.putIfAbsent(entity, id) != null) {
      findings.error(
          entityCell.place(), "\"" + entity + "\" is mapped twice", "remove one of the rows");
    }
  }

  private boolean isAnywhere(String entity) {
    return all.stream().anyMatch(one -> one.quantity(entity).isPresent());
  }

  /** The model with the new names. */
  OdeModel renamed() {
    if (names.isEmpty()) {
      return model;
    }
    Map<Expression, Expression> replacements = new LinkedHashMap<>();
    names.forEach(
        (entity, id) -> replacements.put(model.pool().symbol(entity), model.pool().symbol(id)));
    UnaryOperator<Expression> rename = formula -> Substitution.substitute(formula, replacements);
    List<Quantity> quantities =
        model.quantities().stream().map(quantity -> renamed(quantity.map(rename))).toList();
    List<Event> events = model.events().stream().map(event -> event.map(rename)).toList();
    return new OdeModel(
        model.id(), model.pool(), quantities, events, model.species(), model.outputs());
  }

  /** Constants alone have names that are mapped. */
  private Quantity renamed(Quantity quantity) {
    return quantity.isConstant() && names.containsKey(quantity.id())
        ? new Quantity.Constant(
            names.getOrDefault(quantity.id(), quantity.id()), quantity.initial())
        : quantity;
  }
}
