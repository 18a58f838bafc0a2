package org.lamarck.worker.stochastic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.KernelFactory;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** What rules change between jumps, compiled: the rates of the states that have one. */
final class FlowPlan {
  private final int[] moving;
  private final KernelFactory rates;
  private final Movers movers;
  private final boolean isStraight;

  FlowPlan(OdeModel between, CompiledModel compiled) {
    List<Integer> places = new ArrayList<>();
    List<Expression> formulas = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (Quantity quantity : between.quantities()) {
      if (!quantity.rate().isEmpty()) {
        ids.add(quantity.id());
        places.add(compiled.states().indexOf(quantity.id()));
        formulas.add(compiled.inline(rate(between.pool(), quantity)));
      }
    }
    moving = places.stream().mapToInt(Integer::intValue).toArray();
    rates = compiled.kernel(formulas, List.of());
    movers = new Movers(ids);
    isStraight = formulas.stream().noneMatch(movers::move);
  }

  private static Expression rate(ExpressionPool pool, Quantity quantity) {
    Expression sum = pool.constant(0);
    for (Quantity.Term term : quantity.rate()) {
      sum = pool.add(sum, pool.multiply(pool.constant(term.coefficient()), term.flux()));
    }
    return sum;
  }

  /** The states that have a rate; not to be written to. */
  int[] moving() {
    return moving;
  }

  KernelFactory rates() {
    return rates;
  }

  Movers movers() {
    return movers;
  }

  /** Whether all rates are constant between jumps. */
  boolean isStraight() {
    return isStraight;
  }
}
