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
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.StateVariable;

/**
 * What a mechanism does in a step, as formulas: its states after it, and what its current adds to
 * the equation of its node, linearised at the voltage before the step: I ≈ I(v) + λ·(v′ − v), so κλ
 * on the diagonal and κ(λv − I) on the right, where κ has units, membrane and step. A rate of a
 * concentration is linearised in that, with the volume in κ.
 */
final class MechanismFormulas {
  /** κ. */
  static final String SCALE = "#scale";

  /** The symbol of the adjoint of the current. */
  static final String OF_CURRENT = "#of_current";

  private static final String OF_OUTPUT = "#of_";

  /** mV, as in Jaxley. */
  private static final double DIFFERENCE = 1e-3;

  private final Mechanism mechanism;
  private final ExpressionPool pool;
  private final List<Expression> states = new ArrayList<>();
  private final List<Expression> after = new ArrayList<>();
  private final List<Expression> outputs = new ArrayList<>();

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
    outputs.add(scale.times(Substitution.substitute(slope, stepped)));
    outputs.add(scale.times(Substitution.substitute(constant, stepped)).negated());
    if (mechanism.resets()) { // by the states before it
      outputs.add(mechanism.effects().voltage().minus(v));
    }
    for (Ion ion : mechanism.ions()) {
      Expression rate = mechanism.effects().rates().get(ion.name());
      if (rate != null) {
        Expression inside = pool.symbol(ion.name());
        Expression volume = pool.symbol(scale(ion));
        Expression growth = Differentiator.derivative(rate, inside);
        Expression rest = rate.minus(growth.times(inside));
        outputs.add(volume.times(Substitution.substitute(growth, stepped)).negated());
        outputs.add(volume.times(Substitution.substitute(rest, stepped)));
      }
    }
  }

  /** κ of an ion: volume and step. */
  static String scale(Ion ion) {
    return "#scale_" + ion.name();
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

  /**
   * What is added to equations: diagonal and right side of the voltage, how far that is moved
   * before the step where the mechanism resets, and diagonal and right side of each concentration
   * that it changes.
   */
  List<Expression> outputs() {
    return outputs;
  }

  /** The states at which nothing changes at a voltage. */
  List<Expression> steady() {
    List<Expression> steady = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      steady.add(mechanism.states().get(i).dynamics().steady(states.get(i)));
    }
    return steady;
  }

  /** The symbols of the adjoints: of the states after, and of the outputs. */
  List<String> seeds() {
    List<String> seeds = new ArrayList<>();
    for (StateVariable variable : mechanism.states()) {
      seeds.add(seed(variable));
    }
    for (int i = 0; i < outputs.size(); i++) {
      seeds.add(OF_OUTPUT + i);
    }
    return seeds;
  }

  private static String seed(StateVariable variable) {
    return "#" + variable.name();
  }

  /** The adjoints of symbols by those of what the step computes; 0 where there is no influence. */
  Map<String, Expression> adjoints(List<String> symbols) {
    Expression sum = pool.constant(0);
    for (int i = 0; i < outputs.size(); i++) {
      sum = sum.plus(outputs.get(i).times(pool.symbol(OF_OUTPUT + i)));
    }
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

  /** The adjoints of symbols by that of the current, with the states that it is given. */
  Map<String, Expression> currentAdjoints(List<String> symbols) {
    return gradient(mechanism.current().times(pool.symbol(OF_CURRENT)), symbols);
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
