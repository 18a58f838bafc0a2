package org.lamarck.worker.neuron.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.StateVariable;

/**
 * What a mechanism does in a step, as formulas: its states after it, and what its current adds to
 * the equation of its node, linearised at the voltage before the step: I ≈ I(v) + λ·(v′ − v), so κλ
 * on the diagonal and κ(λv − I) on the right, where κ has units, membrane and step.
 */
final class MechanismFormulas {
  /** κ. */
  static final String SCALE = "#scale";

  private static final String OF_DIAGONAL = "#diagonal";
  private static final String OF_RIGHT = "#right";

  /** mV, as in Jaxley. */
  private static final double DIFFERENCE = 1e-3;

  private static final double MICRO_TO_MILLI = 1e3;

  private final Mechanism mechanism;
  private final ExpressionPool pool;
  private final List<Expression> states = new ArrayList<>();
  private final List<Expression> after = new ArrayList<>();
  private final Expression diagonal;
  private final Expression right;

  MechanismFormulas(Mechanism mechanism, Linearisation linearisation) {
    this.mechanism = mechanism;
    pool = mechanism.pool();
    Map<Expression, Expression> stepped = new HashMap<>();
    for (StateVariable variable : mechanism.states()) {
      Expression state = pool.symbol(variable.name());
      Expression next = variable.dynamics().after(state, pool.symbol(Mechanism.STEP));
      states.add(state);
      after.add(next);
      stepped.put(state, next);
    }
    Expression v = pool.symbol(Mechanism.VOLTAGE);
    Expression current = mechanism.current();
    Expression slope = Differentiator.derivative(current, v);
    Expression constant; // I − λv
    if (!Differentiator.gradient(slope, leaf -> leaf == v).containsKey(v)
        && (linearisation == Linearisation.DERIVATIVE
            || mechanism.kind() == Mechanism.Kind.CHANNEL)) {
      constant = Substitution.substitute(current, Map.of(v, pool.constant(0)));
    } else {
      slope = linearisation == Linearisation.DERIVATIVE ? slope : difference(v);
      constant = current.minus(slope.times(v));
    }
    Expression scale = pool.symbol(SCALE);
    diagonal = scale.times(Substitution.substitute(slope, stepped));
    Expression flowing = scale.times(Substitution.substitute(constant, stepped)).negated();
    right = mechanism.resets() ? flowing.plus(scale.times(reset(v))) : flowing;
  }

  /**
   * The current inward that brings the voltage to what takes its place within a step; by the states
   * before it.
   */
  private Expression reset(Expression v) {
    Expression step = pool.symbol(Mechanism.STEP).times(MICRO_TO_MILLI);
    return pool.symbol(Mechanism.CAPACITANCE).times(mechanism.voltage().minus(v)).over(step);
  }

  /** λ by a difference over both voltages. */
  private Expression difference(Expression v) {
    Expression pre = pool.symbol(Mechanism.PRESYNAPTIC);
    Map<Expression, Expression> moved = Map.of(v, v.plus(DIFFERENCE), pre, pre.plus(DIFFERENCE));
    Expression current = mechanism.current();
    return Substitution.substitute(current, moved).minus(current).over(DIFFERENCE);
  }

  List<Expression> after() {
    return after;
  }

  Expression diagonal() {
    return diagonal;
  }

  Expression right() {
    return right;
  }

  /** The states at which nothing changes at a voltage. */
  List<Expression> steady() {
    List<Expression> steady = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      steady.add(mechanism.states().get(i).dynamics().steady(states.get(i)));
    }
    return steady;
  }

  /** The symbols of the adjoints: of the states after, of the diagonal and of the right side. */
  List<String> seeds() {
    List<String> seeds = new ArrayList<>();
    for (StateVariable variable : mechanism.states()) {
      seeds.add(seed(variable));
    }
    seeds.add(OF_DIAGONAL);
    seeds.add(OF_RIGHT);
    return seeds;
  }

  private static String seed(StateVariable variable) {
    return "#" + variable.name();
  }

  /** The adjoints of symbols by those of what the step computes; 0 where there is no influence. */
  Map<String, Expression> adjoints(List<String> symbols) {
    Expression sum =
        diagonal.times(pool.symbol(OF_DIAGONAL)).plus(right.times(pool.symbol(OF_RIGHT)));
    for (int i = 0; i < after.size(); i++) {
      Expression seed = pool.symbol(seed(mechanism.states().get(i)));
      sum = sum.plus(after.get(i).times(seed));
    }
    return gradient(sum, symbols);
  }

  /** The symbols of the adjoints of the steady states. */
  List<String> steadySeeds() {
    return mechanism.states().stream().map(MechanismFormulas::seed).toList();
  }

  /** The adjoints of symbols by those of the steady states. */
  Map<String, Expression> steadyAdjoints(List<String> symbols) {
    Expression sum = pool.constant(0);
    List<Expression> steady = steady();
    for (int i = 0; i < states.size(); i++) {
      if (!steady.get(i).isConstant()) {
        sum = sum.plus(steady.get(i).times(pool.symbol(seed(mechanism.states().get(i)))));
      }
    }
    return gradient(sum, symbols);
  }

  private Map<String, Expression> gradient(Expression sum, List<String> symbols) {
    Map<Expression, Expression> gradient =
        Differentiator.gradient(sum, leaf -> leaf.isSymbol() && symbols.contains(leaf.name()));
    Map<String, Expression> adjoints = new LinkedHashMap<>();
    for (String symbol : symbols) {
      adjoints.put(symbol, gradient.getOrDefault(pool.symbol(symbol), pool.constant(0)));
    }
    return adjoints;
  }
}
