package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.FormulaPrinter;
import org.lamarck.worker.expression.Operator;

class OdeModelBuilderTest {
  @Test
  void formulasReadAsTheyAreWritten() {
    OdeModelBuilder model = new OdeModelBuilder("m");
    Expression x = model.state("x", 1);
    Expression k = model.constant("k", 2);
    assertThat(
            List.of(
                x.plus(k).minus(1),
                x.times(k).over(x.plus(3)),
                x.minus(k).power(2).negated(),
                x.power(k).plus(model.time().times(0.5)),
                k.over(4).applied(Operator.EXP)))
        .extracting(FormulaPrinter::print)
        .containsExactly(
            "x + k - 1", "x * k / (x + 3)", "-(x - k)^2", "x^k + 0.5 * time", "exp(k / 4)");
  }

  @Test
  void aReactionOfSeveralStatesIsOneFormula() {
    OdeModelBuilder model = new OdeModelBuilder("m");
    Expression a = model.state("a", 1);
    Expression b = model.state("b", model.constant("b0", 2).times(2));
    Expression flux = model.constant("k", 0.5).times(a);
    OdeModel built = model.change(-1, a, flux).change(2, b, flux).change(b, b.negated()).build();
    assertThat(built.outputs()).containsExactly("a", "b");
    List<Quantity.Term> ofA = built.quantity("a").orElseThrow().rate();
    List<Quantity.Term> ofB = built.quantity("b").orElseThrow().rate();
    assertThat(ofA).containsExactly(new Quantity.Term(-1, flux));
    assertThat(ofB).containsExactly(new Quantity.Term(2, flux), new Quantity.Term(1, b.negated()));
    assertThat(FormulaPrinter.print(built.quantity("b").orElseThrow().initial()))
        .isEqualTo("2 * b0");
  }

  @Test
  void whatCannotBeMeantIsRefusedWhereItIsWritten() {
    OdeModelBuilder model = new OdeModelBuilder("m");
    Expression x = model.state("x", 1);
    Expression k = model.constant("k", 2);
    assertThatThrownBy(() -> model.change(k, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("k is no state of m");
    assertThatThrownBy(() -> model.change(x.times(2), x))
        .hasMessageContaining("is no state of m: give what state(…) has returned");
    assertThatThrownBy(() -> model.assigned("x", k)).hasMessage("m has two quantities x");
    assertThatThrownBy(() -> model.state("x", 3)).hasMessage("m has two quantities x");
    Expression foreign = new OdeModelBuilder("other").state("y", 1);
    assertThatThrownBy(() -> x.plus(foreign)).hasMessageContaining("belongs to another pool");
  }
}
