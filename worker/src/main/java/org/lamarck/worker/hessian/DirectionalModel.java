package org.lamarck.worker.hessian;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.DenseFunction;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Quantity.Assigned;
import org.lamarck.worker.problem.Quantity.Constant;
import org.lamarck.worker.problem.Quantity.State;
import org.lamarck.worker.problem.Quantity.Term;

/**
 * A model beside its tangents: of each quantity that moves with the parameters another one, which
 * is its derivative along a direction. Each state y has ẏ with the rate Σ coefficient · (∂flux/∂x)
 * ẋ, so that what is conserved of the one is conserved of the other.
 */
final class DirectionalModel {
  private final OdeModel model;
  private final Tangents tangents;

  private DirectionalModel(OdeModel model, Tangents tangents) {
    this.model = model;
    this.tangents = tangents;
  }

  /**
   * The model with its tangents.
   *
   * @param tangents in which parameters and the targets of conditions move already
   * @throws Unsupported when it has what has no tangents as formulas
   */
  static OdeModel of(OdeModel model, Tangents tangents) throws Unsupported {
    DirectionalModel directional = new DirectionalModel(model, tangents);
    directional.requirePlain();
    directional.spread();
    return directional.extended();
  }

  private void requirePlain() throws Unsupported {
    if (!model.events().isEmpty()) {
      throw new Unsupported("events");
    }
    for (Quantity quantity : model.quantities()) {
      boolean isPlain =
          quantity.match(
              constant -> true, state -> true, assigned -> true, dae -> false, lag -> false);
      if (!isPlain) {
        throw new Unsupported("algebraic rules and delays");
      }
      if (quantity.rate().stream().anyMatch(Term::isFast)) {
        throw new Unsupported("fast reactions");
      }
    }
  }

  /** Marks all that moves: until nothing more does. */
  private void spread() {
    boolean isNews = true;
    while (isNews) {
      isNews = false;
      for (Quantity quantity : model.quantities()) {
        if (!tangents.moves(quantity.id()) && moves(quantity)) {
          tangents.move(quantity.id());
          isNews = true;
        }
      }
    }
  }

  private boolean moves(Quantity quantity) {
    return tangents.moves(quantity.initial())
        || quantity.rate().stream().map(Term::flux).anyMatch(tangents::moves);
  }

  private OdeModel extended() throws Unsupported {
    ExpressionPool pool = model.pool();
    List<Quantity> all = new ArrayList<>(model.quantities());
    Set<String> ids = new HashSet<>();
    all.forEach(quantity -> ids.add(quantity.id()));
    for (Quantity quantity : model.quantities()) {
      String id = Tangents.of(quantity.id());
      if (!tangents.moves(quantity.id())) {
        checked(quantity);
        continue;
      }
      if (ids.contains(id)) {
        throw new Unsupported("a quantity called " + id);
      }
      if (quantity instanceof State state) {
        List<Term> rate = new ArrayList<>();
        for (Term term : state.rate()) {
          Expression flux = tangents.of(term.flux());
          if (!flux.is(0)) {
            rate.add(term.withFlux(flux));
          }
        }
        all.add(new State(id, tangents.of(state.initial()), rate));
      } else if (quantity instanceof Assigned assigned) {
        all.add(new Assigned(id, tangents.of(assigned.formula())));
      } else {
        boolean isOpen = quantity.initial().isConstant();
        all.add(new Constant(id, isOpen ? pool.constant(0) : tangents.of(quantity.initial())));
      }
    }
    return new OdeModel(
        model.id() + " with tangents",
        pool,
        all,
        List.of(),
        model.species(),
        model.outputs(),
        programs());
  }

  /** Large array programs within the rates, and those of the tangents of what they compute. */
  private List<DenseFunction> programs() throws Unsupported {
    List<DenseFunction> all = new ArrayList<>();
    for (DenseFunction function : model.dense()) {
      if (!function.isLarge()) {
        continue; // formulas are faster
      }
      all.add(function);
      if (!function.outputs().stream().allMatch(tangents::moves)) {
        continue;
      }
      List<Expression> arguments = new ArrayList<>(function.arguments());
      for (Expression argument : function.arguments()) {
        arguments.add(tangents.of(argument));
      }
      all.add(
          new DenseFunction(
              function.outputs().stream().map(Tangents::of).toList(),
              function.places(),
              arguments,
              new TangentProgram(function.source())));
    }
    return all;
  }

  /** Of what does not move the tangent is 0, unless a jump of it does. */
  private void checked(Quantity quantity) throws Unsupported {
    tangents.of(quantity.initial());
    for (Term term : quantity.rate()) {
      tangents.of(term.flux());
    }
  }
}
