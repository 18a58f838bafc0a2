package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.Sent;

class ExpressionPoolTest {
  private final ExpressionPool pool = new ExpressionPool();

  @Test
  void equalFormulasAreOneNode() {
    Expression a = pool.symbol("a");
    assertThat(pool.symbol("a")).isSameAs(a);
    assertThat(pool.add(a, pool.time())).isSameAs(pool.add(pool.time(), a));
    assertThat(pool.constant(0)).isNotSameAs(pool.constant(-0.0));
    assertThat(pool.constant(Double.NaN)).isSameAs(pool.constant(Double.NaN));
  }

  /** A pool with two of its nodes, as a problem holds them. */
  private record Model(Expression first, List<Expression> more) implements Serializable {}

  @Test
  void serialisedFormulasComeBackTheSame() throws IOException, ClassNotFoundException {
    RandomStream random = RandomStream.of(7);
    RandomFormulas formulas = new RandomFormulas(pool, random, RandomFormulas.allOperators());
    for (int n = 0; n < 100; n++) {
      formulas.next(10);
    }
    Expression last = pool.node(pool.size() - 1);
    Model copy = Sent.copy(new Model(last, List.of(last, pool.node(0))));
    ExpressionPool other = copy.first().pool();
    assertThat(copy.more().get(0)).isSameAs(copy.first());
    assertThat(copy.more().get(1)).isSameAs(other.node(0));
    assertThat(other.size()).isEqualTo(pool.size());
    for (int id = 0; id < pool.size(); id++) {
      Expression here = pool.node(id);
      Expression there = other.node(id);
      assertThat(there.toString()).isEqualTo(here.toString());
      assertThat(there.operator()).isSameAs(here.operator());
    }
    assertThat(other.raw(last.operator(), copy.first().arguments().toArray(Expression[]::new)))
        .as("the copy knows its nodes and makes none twice")
        .isSameAs(copy.first());
  }

  @Test
  void deepFormulasAreSerialisedWithoutRecursion() throws IOException, ClassNotFoundException {
    Expression deep = pool.symbol("x");
    for (int i = 0; i < 100_000; i++) {
      deep = pool.apply(Operator.SIN, deep);
    }
    assertThat(Sent.copy(new Model(deep, List.of())).first().id()).isEqualTo(deep.id());
  }
}
