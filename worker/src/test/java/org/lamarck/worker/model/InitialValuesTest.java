package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.OdeModel;

class InitialValuesTest {
  /** k = 3, j = k², x = y·time, A(0) = k·x, B(0) = A(0) + open. */
  private static OdeModel model() {
    Models m = new Models();
    ExpressionPool pool = m.pool();
    m.constant("k", 3);
    m.constant("j", pool.power(m.symbol("k"), pool.constant(2)));
    m.constant("open", Double.NaN);
    m.assigned("x", pool.multiply(m.symbol("j"), pool.time()));
    m.state("A", pool.multiply(m.symbol("k"), m.symbol("x")));
    m.state("B", pool.add(m.symbol("A"), m.symbol("open")));
    return m.build();
  }

  private static double[] evaluate(InitialValues initial, double t0, double... given) {
    double[] out = new double[initial.constants() + initial.states() + initial.jacobian().size()];
    initial.newKernel().evaluate(t0, new double[0], given, out);
    return out;
  }

  @Test
  void valuesFollowTheModel() {
    InitialValues initial = InitialValues.of(model(), List.of());

    assertThat(initial.constants()).isEqualTo(3);
    assertThat(initial.states()).isEqualTo(2);
    assertThat(evaluate(initial, 2)).containsExactly(3, 9, Double.NaN, 54, Double.NaN);
  }

  @Test
  void givenValuesReachWhatFollowsFromThem() {
    InitialValues initial = InitialValues.of(model(), List.of("open", "k"));

    // j = k², A = k·j·t, B = A + open; ∂A/∂k = 3k²t
    assertThat(initial.jacobian().start()).containsExactly(0, 1, 2, 3, 4, 6);
    assertThat(initial.jacobian().column()).containsExactly(1, 1, 0, 1, 0, 1);
    assertThat(evaluate(initial, 10, 0.5, 2))
        .containsExactly(2, 4, 0.5, 80, 80.5, 1, 4, 1, 120, 1, 120);
  }

  @Test
  void aGivenStateStopsWhatItWouldFollow() {
    InitialValues initial = InitialValues.of(model(), List.of("A", "open"));

    assertThat(evaluate(initial, 1, 7, 1)).containsExactly(3, 9, 1, 7, 8, 1, 1, 1, 1);
    assertThat(initial.jacobian().column()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void openValuesAreListedUntilGiven() {
    assertThat(InitialValues.of(model(), List.of("k")).open()).containsExactly("open");
    assertThat(InitialValues.of(model(), List.of("open")).open()).isEmpty();
  }

  @Test
  void circlesAreNamedUnlessAGivenValueBreaksThem() {
    Models m = new Models();
    m.state("A", m.symbol("B")).state("B", m.symbol("c")).constant("c", m.symbol("A"));

    assertThatThrownBy(() -> InitialValues.of(m.build(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("c uses A uses B uses c");
    assertThat(evaluate(InitialValues.of(m.build(), List.of("B")), 0, 5))
        .containsExactly(5, 5, 5, 1, 1, 1);
  }

  @Test
  void onlyConstantsAndStatesCanBeGiven() {
    assertThatThrownBy(() -> InitialValues.of(model(), List.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x follows a formula");
    assertThatThrownBy(() -> InitialValues.of(model(), List.of("ghost")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ghost");
  }
}
