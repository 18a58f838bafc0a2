package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;

class RateFactorsTest {
  private final ExpressionPool pool = new ExpressionPool();
  private final Expression law = pool.multiply(pool.symbol("k"), pool.symbol("A"));
  private final List<Expression> rates =
      List.of(
          law,
          pool.divide(law, pool.symbol("V")),
          pool.negate(pool.multiply(pool.symbol("V"), law)),
          pool.multiply(pool.symbol("K"), pool.symbol("A")));

  @Test
  void rateThatDiffersByAnUndifferentiatedConstantIsAMultiple() {
    RateFactors factors = RateFactors.of(rates, List.of("k", "K", "V"), Set.of("k", "K"));
    assertThat(factors.groups()).containsExactly(0, 0, 0, 1);
    double[] values = new double[4];
    factors.factors(new double[] {3, 5, 4}, values);
    assertThat(values).containsExactly(1, 0.25, -4, 1);
  }

  @Test
  void rateThatDiffersByADifferentiatedConstantIsNone() {
    RateFactors factors = RateFactors.of(rates, List.of("k", "K", "V"), Set.of("k", "K", "V"));
    assertThat(factors.groups()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void thePoolOfTheRatesIsNotWrittenTo() {
    int before = pool.size();
    RateFactors.of(rates, List.of("k", "K", "V"), Set.of("k"));
    assertThat(pool.size()).isEqualTo(before);
  }
}
