package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** Models for tests, built by hand. */
final class Models {
  /** What comes from outside or goes there; no state has this name. */
  private static final String NOTHING = "";

  private final ExpressionPool pool = new ExpressionPool();
  private final List<Quantity> quantities = new ArrayList<>();
  private final Map<String, Quantity.State> states = new LinkedHashMap<>();

  /** Robertson (1966): three reactions over five orders of magnitude. */
  static OdeModel robertson() {
    Models m = new Models();
    m.state("A", 1).state("B", 0).state("C", 0);
    m.constant("k1", 0.04).constant("k2", 3e7).constant("k3", 1e4);
    m.reaction(m.times("k1", "A"), "A", "B");
    m.reaction(m.pool.multiply(m.symbol("k2"), m.square("B")), "B", "C");
    m.reaction(m.times("k3", "B", "C"), "B", "A");
    return m.build();
  }

  /**
   * An enzyme in a volume, with a product that inhibits by a Hill term of variable exponent, an
   * inflow that changes in time, and assigned quantities that use each other.
   */
  static OdeModel enzyme() {
    Models m = new Models();
    ExpressionPool pool = m.pool;
    m.state("S", 2).state("P", 0.3).constant("V", 1.7);
    m.constant("vmax", 0.8).constant("km", 0.4).constant("n", 2.3).constant("K", 0.6);
    m.constant("inflow", 0.05).constant("period", 3);
    Expression hill = pool.power(pool.divide(m.symbol("P"), m.symbol("K")), m.symbol("n"));
    m.assigned("active", pool.divide(pool.constant(1), pool.add(pool.constant(1), hill)));
    m.assigned("speed", pool.multiply(m.symbol("vmax"), m.symbol("active")));
    Expression saturation = pool.divide(m.symbol("S"), pool.add(m.symbol("km"), m.symbol("S")));
    Expression wave = pool.apply(Operator.SIN, pool.divide(pool.time(), m.symbol("period")));
    Expression on =
        pool.apply(
            Operator.PIECEWISE,
            pool.multiply(m.symbol("inflow"), pool.add(pool.constant(1), wave)),
            pool.apply(Operator.LESS, m.symbol("S"), pool.constant(10)),
            pool.constant(0));
    m.reaction(pool.divide(pool.multiply(m.symbol("speed"), saturation), m.symbol("V")), "S", "P");
    m.reaction(on, NOTHING, "S");
    m.reaction(pool.multiply(pool.constant(0.1), m.symbol("P")), "P", NOTHING);
    return m.build();
  }

  /** Binding, unbinding, saturation and Hill terms among species, each with rate constants. */
  static OdeModel network(int species, int reactions, RandomStream random) {
    Models m = new Models();
    ExpressionPool pool = m.pool;
    for (int i = 0; i < species; i++) {
      m.state("s" + i, random.nextDouble());
    }
    for (int r = 0; r < reactions; r++) {
      String a = "s" + random.nextInt(species);
      String b = "s" + random.nextInt(species);
      String c = "s" + random.nextInt(species);
      String k = "k" + r;
      m.constant(k, random.nextDouble());
      switch (r % 4) {
        case 0 -> m.reaction(m.times(k, a, b), a, c);
        case 1 -> m.reaction(m.times(k, a), a, b);
        case 2 -> {
          m.constant("m" + r, random.nextDouble());
          Expression sum = pool.add(m.symbol("m" + r), m.symbol(a));
          m.reaction(pool.divide(m.times(k, b, a), sum), a, c);
        }
        default -> {
          m.constant("m" + r, random.nextDouble()).constant("h" + r, 1 + random.nextDouble());
          Expression x = pool.power(m.symbol(a), m.symbol("h" + r));
          Expression y = pool.power(m.symbol("m" + r), m.symbol("h" + r));
          Expression hill = pool.divide(pool.multiply(m.symbol(k), x), pool.add(y, x));
          m.reaction(hill, NOTHING, b);
        }
      }
    }
    return m.build();
  }

  Expression symbol(String name) {
    return pool.symbol(name);
  }

  ExpressionPool pool() {
    return pool;
  }

  Models state(String id, double value) {
    return state(id, pool.constant(value));
  }

  Models state(String id, Expression value) {
    states.put(id, new Quantity.State(id, value, List.of()));
    return this;
  }

  Models constant(String id, double value) {
    return constant(id, pool.constant(value));
  }

  Models constant(String id, Expression value) {
    quantities.add(new Quantity.Constant(id, value));
    return this;
  }

  Models assigned(String id, Expression formula) {
    quantities.add(new Quantity.Assigned(id, formula));
    return this;
  }

  /** Adds to the rate of a state; to what is no state, nothing. */
  Models term(String state, double coefficient, Expression flux) {
    states.computeIfPresent(
        state,
        (id, known) -> {
          List<Quantity.Term> rate = new ArrayList<>(known.rate());
          rate.add(new Quantity.Term(coefficient, flux));
          return new Quantity.State(id, known.initial(), rate);
        });
    return this;
  }

  private void reaction(Expression flux, String from, String to) {
    term(from, -1, flux).term(to, 1, flux);
  }

  private Expression times(String... names) {
    Expression product = symbol(names[0]);
    for (int i = 1; i < names.length; i++) {
      product = pool.multiply(product, symbol(names[i]));
    }
    return product;
  }

  private Expression square(String name) {
    return pool.power(symbol(name), pool.constant(2));
  }

  OdeModel build() {
    List<Quantity> all = new ArrayList<>(quantities);
    all.addAll(states.values());
    return new OdeModel("test", pool, all, List.of(), List.copyOf(states.keySet()));
  }
}
