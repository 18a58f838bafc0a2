package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;

/**
 * Something with a name and a value in a model. Formulas refer to it by {@link #id} as a symbol; in
 * an initial value a symbol means the initial value of that quantity.
 */
public sealed interface Quantity extends Serializable {
  String id();

  /** What gives it its value at the start, over other quantities' initial values. */
  Expression initial();

  /** The same with each formula replaced by what is made of it. */
  Quantity map(UnaryOperator<Expression> change);

  /** Whether it is one of the unknowns that are integrated. */
  default boolean isState() {
    return !(this instanceof Constant || this instanceof Assigned);
  }

  /**
   * It keeps its value through a simulation.
   *
   * @param value the value, over other quantities' initial values; {@code NaN} as a constant when
   *     the model leaves it open and a problem must give it
   */
  record Constant(String id, Expression value) implements Quantity {
    @Override
    public Expression initial() {
      return value;
    }

    @Override
    public Constant map(UnaryOperator<Expression> change) {
      return new Constant(id, change.apply(value));
    }
  }

  /**
   * It changes by a rate.
   *
   * @param initial the value at the start, over other quantities' initial values
   * @param rate d id/dt as a sum of terms; empty when nothing changes it (but an event or a
   *     condition may)
   */
  record State(String id, Expression initial, List<Term> rate) implements Quantity {
    public State {
      rate = List.copyOf(rate);
    }

    @Override
    public State map(UnaryOperator<Expression> change) {
      return new State(
          id,
          change.apply(initial),
          rate.stream().map(term -> term.withFlux(change.apply(term.flux))).toList());
    }
  }

  /**
   * It follows a formula at all times.
   *
   * @param formula over other quantities and time
   */
  record Assigned(String id, Expression formula) implements Quantity {
    @Override
    public Expression initial() {
      return formula;
    }

    @Override
    public Assigned map(UnaryOperator<Expression> change) {
      return new Assigned(id, change.apply(formula));
    }
  }

  /**
   * It is what makes a formula 0 at all times, together with the other quantities of this kind: an
   * unknown of a differential-algebraic system of index 1 (the Jacobian of the formulas by these
   * quantities is regular).
   *
   * @param guess where the search for its value at the start begins, over other quantities' initial
   *     values
   * @param residual 0 at all times, over quantities and time
   */
  record Algebraic(String id, Expression guess, Expression residual) implements Quantity {
    @Override
    public Expression initial() {
      return guess;
    }

    @Override
    public Algebraic map(UnaryOperator<Expression> change) {
      return new Algebraic(id, change.apply(guess), change.apply(residual));
    }
  }

  /**
   * It is what another state was some time ago.
   *
   * @param initial its value at the start
   * @param source the id of the other state
   * @param delay how long ago, over quantities and time
   * @param before the source before the start, over constants and time; absent where that was its
   *     value at the start
   */
  record Lag(
      String id, Expression initial, String source, Expression delay, @Nullable Expression before)
      implements Quantity {
    @Override
    public Lag map(UnaryOperator<Expression> change) {
      return new Lag(
          id,
          change.apply(initial),
          source,
          change.apply(delay),
          before == null ? null : change.apply(before));
    }
  }

  /**
   * {@code coefficient} · {@code flux}: one reaction's part in a rate. Equal fluxes in several
   * rates are one node and computed once.
   *
   * @param isFast whether the reaction is so much faster than others that it is always in
   *     equilibrium (SBML Level 2 and Level 3 Version 1: {@code fast})
   */
  record Term(double coefficient, Expression flux, boolean isFast) implements Serializable {
    /** A part of an ordinary reaction. */
    public Term(double coefficient, Expression flux) {
      this(coefficient, flux, false);
    }

    /** The same with another flux. */
    public Term withFlux(Expression other) {
      return new Term(coefficient, other, isFast);
    }
  }
}
