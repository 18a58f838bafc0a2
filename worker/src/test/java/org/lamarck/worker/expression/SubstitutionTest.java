package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubstitutionTest {
  private final ExpressionPool pool = new ExpressionPool();
  private final Expression a = pool.symbol("a");
  private final Expression b = pool.symbol("b");

  private Expression parse(String formula) throws FormulaException {
    return FormulaParser.parse(pool, formula);
  }

  @Test
  void replacementIsSimultaneous() throws FormulaException {
    assertThat(Substitution.substitute(parse("a - b / a"), Map.of(a, b, b, a)))
        .isSameAs(parse("b - a / b"));
    assertThat(Substitution.substitute(parse("a * b"), Map.of(a, parse("a + 1"))))
        .isSameAs(parse("(a + 1) * b"));
  }

  @Test
  void whatIsPutInIsSimplified() throws FormulaException {
    assertThat(Substitution.substitute(parse("b + a * sin(b)"), Map.of(b, pool.constant(0))))
        .isSameAs(parse("a * 0"));
    assertThat(
            Substitution.substitute(
                parse("piecewise(a, time < b, 2)"), Map.of(pool.time(), pool.constant(1))))
        .isSameAs(parse("piecewise(a, 1 < b, 2)"));
  }

  @Test
  void formulasOfOneCallAreRewrittenTogether() throws FormulaException {
    List<Expression> formulas = List.of(parse("a"), parse("b"), parse("exp(a) + b"));
    assertThat(Substitution.substitute(formulas, Map.of(a, parse("c"))))
        .containsExactly(parse("c"), parse("b"), parse("exp(c) + b"));
    assertThat(Substitution.substitute(formulas, Map.of())).isEqualTo(formulas);
    assertThat(Substitution.substitute(parse("exp(a) + b"), Map.of(parse("exp(a)"), b)))
        .as("any node can be replaced")
        .isSameAs(parse("b + b"));
  }

  @Test
  void longFormulasTakeLinearlyManyNodes() {
    Expression deep = a;
    for (int i = 0; i < 100_000; i++) {
      deep = pool.apply(Operator.SIN, pool.multiply(deep, deep));
    }
    int before = pool.size();
    Expression other = Substitution.substitute(deep, Map.of(a, b));
    assertThat(pool.size() - before).isEqualTo(200_000);
    assertThat(Subgraph.leaves(other)).containsExactly(b);
  }

  @Test
  void nodesStandBehindTheirArguments() throws FormulaException {
    List<Expression> roots = List.of(parse("b * time"), parse("a + b"));
    assertThat(Subgraph.nodes(roots))
        .containsExactly(a, b, pool.time(), parse("b * time"), parse("a + b"));
    assertThat(Subgraph.leaves(roots)).containsExactly(a, b, pool.time());
    assertThat(Subgraph.nodes(List.of())).isEmpty();
  }
}
