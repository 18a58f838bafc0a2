package org.lamarck.worker.neuron.file;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.Spelling;

/** A formula of the columns of a table and of time, ms, for each of its rows. */
final class RowFormula {
  private final Evaluator evaluator;
  private final List<String> names;

  private RowFormula(Expression formula, List<String> names) {
    evaluator = new Evaluator(List.of(formula));
    this.names = names;
  }

  /** The formula of a cell; nothing when an error was found. */
  static Optional<RowFormula> parse(Cell cell, List<String> names, Findings findings) {
    try {
      Expression formula = FormulaParser.parse(new ExpressionPool(), cell.text());
      Set<String> unknown = new HashSet<>();
      for (Expression leaf : Subgraph.leaves(formula)) {
        if (leaf.isSymbol() && !names.contains(leaf.name()) && unknown.add(leaf.name())) {
          findings.error(
              cell.place(),
              "\"%s\" is no column of the table".formatted(leaf.name()),
              Spelling.suggest(leaf.name(), names, "add it, or write a number"));
        }
      }
      return unknown.isEmpty() ? Optional.of(new RowFormula(formula, names)) : Optional.empty();
    } catch (FormulaException e) {
      findings.error(cell.place(), cell.text() + ": " + e.what(), e.remedy());
      return Optional.empty();
    }
  }

  double of(double[] row, double time) {
    return evaluator.evaluate(name -> row[names.indexOf(name)], time)[0];
  }
}
