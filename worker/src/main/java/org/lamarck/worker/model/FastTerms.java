package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Quantity;

/**
 * Fast reactions as the limit that they mean: they go {@link #SPEED} times as fast as their law
 * says, so that others move them away from equilibrium by that factor less than themselves. Before
 * the start they go on alone for one unit of time, by a gate that stops all others.
 */
final class FastTerms {
  /** The name of the gate among the constants; no id of a model has a slash. */
  static final String GATE = "gate/fast";

  /** Leaves 1e-9 of what slow reactions do in one unit of time; the integrator is L-stable. */
  private static final double SPEED = 1e9;

  private FastTerms() {}

  static boolean areNone(List<Quantity.State> states) {
    return states.stream().flatMap(state -> state.rate().stream()).noneMatch(Quantity.Term::isFast);
  }

  /**
   * The states with sped and gated terms; equations of algebraic states hold before the start too.
   */
  static List<Quantity.State> gated(
      ExpressionPool pool, List<Quantity.State> states, Set<String> algebraic) {
    Expression gate = pool.symbol(GATE);
    List<Quantity.State> result = new ArrayList<>();
    for (Quantity.State state : states) {
      if (algebraic.contains(state.id())) {
        result.add(state);
        continue;
      }
      List<Quantity.Term> terms =
          state.rate().stream()
              .map(
                  term ->
                      term.isFast()
                          ? new Quantity.Term(SPEED * term.coefficient(), term.flux())
                          : term.withFlux(pool.multiply(gate, term.flux())))
              .toList();
      result.add(new Quantity.State(state.id(), state.initial(), terms));
    }
    return result;
  }
}
