package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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

  /** A function for each kind. */
  record Cases<R>(
      Function<Constant, R> constant,
      Function<State, R> state,
      Function<Assigned, R> assigned,
      Function<Algebraic, R> algebraic,
      Function<Lag, R> lag) {}

  /** What the function for its kind makes of it. */
  <R> R match(Cases<R> cases);

  /**
   * What is made of it by its kind. All that is asked of kinds goes by here: a new kind is one more
   * argument, and whoever asks is told by the compiler.
   */
  default <R> R match(
      Function<Constant, R> constant,
      Function<State, R> state,
      Function<Assigned, R> assigned,
      Function<Algebraic, R> algebraic,
      Function<Lag, R> lag) {
    return match(new Cases<>(constant, state, assigned, algebraic, lag));
  }

  /** What is done with it by its kind. */
  default void accept(
      Consumer<Constant> constant,
      Consumer<State> state,
      Consumer<Assigned> assigned,
      Consumer<Algebraic> algebraic,
      Consumer<Lag> lag) {
    Runnable action =
        match(
            one -> () -> constant.accept(one),
            one -> () -> state.accept(one),
            one -> () -> assigned.accept(one),
            one -> () -> algebraic.accept(one),
            one -> () -> lag.accept(one));
    action.run();
  }

  /** Whether it keeps its value through a simulation. */
  default boolean isConstant() {
    return match(constant -> true, state -> false, assigned -> false, dae -> false, lag -> false);
  }

  /** Whether it is one of the unknowns that are integrated. */
  default boolean isState() {
    return match(constant -> false, state -> true, assigned -> false, dae -> true, lag -> true);
  }

  /** Whether it changes by a rate, so that events and conditions may set it. */
  default boolean hasRate() {
    return match(constant -> false, state -> true, assigned -> false, dae -> false, lag -> false);
  }

  /** Its rate as a sum of terms; none where it does not change by one. */
  default List<Term> rate() {
    return match(
        constant -> List.of(),
        State::rate,
        assigned -> List.of(),
        dae -> List.of(),
        lag -> List.of());
  }

  /** What it follows at all times, when that is a formula. */
  default Optional<Expression> assignment() {
    return match(
        constant -> Optional.empty(),
        state -> Optional.empty(),
        assigned -> Optional.of(assigned.formula()),
        dae -> Optional.empty(),
        lag -> Optional.empty());
  }

  /** Whether a formula gives its value at all times. */
  default boolean isAssigned() {
    return assignment().isPresent();
  }

  /** What its change is computed from: rates, equations and delays, no initial value. */
  default List<Expression> dynamics() {
    return match(
        constant -> List.of(),
        state -> state.rate().stream().map(Term::flux).toList(),
        assigned -> List.of(),
        dae -> List.of(dae.residual()),
        lag -> lag.before() == null ? List.of(lag.delay()) : List.of(lag.delay(), lag.before()));
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
    public <R> R match(Cases<R> cases) {
      return cases.constant().apply(this);
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
    public <R> R match(Cases<R> cases) {
      return cases.state().apply(this);
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
    public <R> R match(Cases<R> cases) {
      return cases.assigned().apply(this);
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
    public <R> R match(Cases<R> cases) {
      return cases.algebraic().apply(this);
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
    public <R> R match(Cases<R> cases) {
      return cases.lag().apply(this);
    }

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
