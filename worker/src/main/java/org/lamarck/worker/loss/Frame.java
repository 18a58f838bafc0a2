package org.lamarck.worker.loss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.petab.table.Cell;

/** What a loss is read in: a model with parameters, and what is done to it. */
public interface Frame {
  /** That of the model and of all its formulas. */
  ExpressionPool pool();

  /** A formula over quantities, parameters and time; an error and nothing when it is none. */
  Optional<Expression> formula(Cell cell, String meaning);

  /** The names of what is done to the model, in the order of the experiments; at least one. */
  List<String> conditions();

  /** The numbers that a condition sets. */
  Map<String, Double> settings(int condition);
}
