package org.lamarck.worker.petab.table;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/** Formulas in cells and configurations. */
public final class Formulas {
  private Formulas() {}

  /** A language of formulas. */
  private interface Language {
    Expression parse(ExpressionPool pool, String formula) throws FormulaException;
  }

  /** The formula in a cell of a PEtab table; an error and nothing when it cannot be read. */
  public static Optional<Expression> parse(
      Cell cell, String meaning, ExpressionPool pool, Findings findings) {
    return parse(cell, meaning, pool, FormulaParser::parsePetab, findings);
  }

  /** The formula in a configuration of Lamarck's own; an error and nothing if it is none. */
  public static Optional<Expression> parseOpen(
      Cell cell, String meaning, ExpressionPool pool, Findings findings) {
    return parse(cell, meaning, pool, FormulaParser::parse, findings);
  }

  private static Optional<Expression> parse(
      Cell cell, String meaning, ExpressionPool pool, Language language, Findings findings) {
    if (cell.isBlank()) {
      findings.error(cell.place(), meaning + " is missing", "write a number or a formula");
      return Optional.empty();
    }
    try {
      return Optional.of(language.parse(pool, cell.text()));
    } catch (FormulaException e) {
      findings.error(
          cell.place(),
          "%s \"%s\" cannot be read at its character %d: %s"
              .formatted(meaning, cell.text(), e.column(), e.what()),
          e.remedy());
      return Optional.empty();
    }
  }

  /** The names that a formula refers to, in the order in which its pool met them. */
  public static List<String> symbols(Expression formula) {
    return Subgraph.leaves(formula).stream()
        .filter(Expression::isSymbol)
        .sorted(Comparator.comparingInt(Expression::id))
        .map(Expression::name)
        .toList();
  }

  /** Whether a formula's value may depend on the model's time. */
  public static boolean usesTime(Expression formula) {
    return Subgraph.leaves(formula).stream().anyMatch(leaf -> leaf.operator() == Operator.TIME);
  }
}
