package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Experiment.Period;

/** Problems as values: what they refuse, their parts, and the scales of their parameters. */
class EstimationProblemTest {
  private final ExpressionPool pool = new ExpressionPool();

  private OdeModel model(String id) {
    return new OdeModel(
        id,
        pool,
        List.of(new Quantity.Constant("k", pool.constant(1))),
        List.of(),
        List.of(),
        List.of());
  }

  private static Experiment experiment(String id, int model) {
    return new Experiment(id, List.of(new Period("p", 0, List.of())), model);
  }

  private Observable observable(String id, int model) {
    return new Observable(
        id, pool.symbol("k"), pool.constant(1), Noise.NORMAL, List.of(), List.of(), model);
  }

  private static Measurement measurement(int observable, int experiment, double value) {
    return new Measurement(observable, experiment, 1, value, List.of(), List.of());
  }

  private EstimationProblem problem(Loss loss, Measurement... measurements) {
    return new EstimationProblem(
        "p",
        List.of(model("m0"), model("m1")),
        List.of(new Parameter("k", Scale.LIN, 0, 1, 0.5, true, null)),
        List.of(experiment("a", 0), experiment("b", 1), experiment("c", 1)),
        List.of(observable("o", 0), observable("q", 1), observable("r", 0)),
        List.of(measurements),
        loss);
  }

  private void refused(String message, Measurement... measurements) {
    assertThatThrownBy(() -> problem(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD, measurements))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatNamesNothingIsRefused() {
    refused("the observable of a measurement has index 3, but there are 3", measurement(3, 0, 1));
    refused("the experiment of a measurement has index -1, but there are 3", measurement(0, -1, 1));
    refused(
        "a measurement of o of model 0 cannot be made in experiment b of model 1",
        measurement(0, 1, 1));
    assertThatThrownBy(() -> problem(MisfitLoss.EUCLIDEAN_NORM))
        .hasMessage("the norm of 2 models' misfits is not their sum; use NEGATIVE_LOG_LIKELIHOOD");
    assertThatThrownBy(
            () ->
                new EstimationProblem(
                    "p",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    MisfitLoss.NEGATIVE_LOG_LIKELIHOOD))
        .hasMessage("problem p needs at least one model");
    assertThatThrownBy(() -> new Experiment("e", List.of()))
        .hasMessage("experiment e needs at least one period");
  }

  /** Each measurement stands in one part, with the observable and experiment that it had. */
  @Test
  void partsHaveWhatIsOfTheirModelInItsOrder() {
    EstimationProblem whole =
        problem(
            MisfitLoss.NEGATIVE_LOG_LIKELIHOOD,
            measurement(1, 2, 10),
            measurement(2, 0, 20),
            measurement(0, 0, 30),
            measurement(1, 1, 40));
    assertThat(whole.partMeasurements(0)).containsExactly(1, 2);
    assertThat(whole.partMeasurements(1)).containsExactly(0, 3);
    for (int m = 0; m < 2; m++) {
      EstimationProblem part = whole.part(m);
      assertThat(part.models()).containsExactly(whole.models().get(m));
      assertThat(part.parameters()).isEqualTo(whole.parameters());
      int[] places = whole.partMeasurements(m);
      assertThat(part.measurements()).hasSize(places.length);
      for (int i = 0; i < places.length; i++) {
        Measurement before = whole.measurements().get(places[i]);
        Measurement after = part.measurements().get(i);
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(part.observables().get(after.observable()).id())
            .isEqualTo(whole.observables().get(before.observable()).id());
        assertThat(part.experiments().get(after.experiment()).id())
            .isEqualTo(whole.experiments().get(before.experiment()).id());
      }
    }
    EstimationProblem first = whole.part(0);
    assertThat(first.part(0)).isSameAs(first);
  }

  @Test
  void listsThatAreGivenAreCopied() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("k", Scale.LIN, 0, 1, 0.5, true, null));
    EstimationProblem problem =
        problem(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD).withParameters(parameters);
    parameters.clear();
    assertThat(problem.parameters()).hasSize(1);
    assertThat(problem)
        .hasToString("EstimationProblem[p: 1 of 1 parameters estimated, 0 measurements, 2 models]");
  }

  @Test
  void parametersAreThoseThatAreSearchedAndThoseWithPriors() {
    Prior prior = new Prior(Prior.Family.NORMAL, 0, 1);
    EstimationProblem problem =
        problem(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD)
            .withParameters(
                List.of(
                    new Parameter("a", Scale.LIN, 0, 1, 0.5, true, null),
                    new Parameter("b", Scale.LIN, 0, 1, 0.5, false, prior),
                    new Parameter("c", Scale.LIN, 0, 1, 0.5, true, prior)));
    assertThat(problem.estimated()).extracting(Parameter::id).containsExactly("a", "c");
    assertThat(problem.withPriors()).extracting(Parameter::id).containsExactly("c");
    assertThat(problem.estimated().get(0).fixed().estimated()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void scalesLeadThereAndBackWithTheirDerivatives(Scale scale) {
    for (double linear : new double[] {1e-300, 1e-3, 0.7, 1, 42, 1e200}) {
      double scaled = scale.toScale(linear);
      // exp(ln x) loses as many digits as ln x has before the point
      assertThat(scale.toLinear(scaled)).isCloseTo(linear, within(2e-13 * linear));
    }
    for (double linear : new double[] {0.2, 1, 7}) {
      double at = scale.toScale(linear);
      double h = 1e-4;
      double up = scale.toLinear(at + h);
      double down = scale.toLinear(at - h);
      // h² times third derivatives of up to 7 ln³ 10
      assertThat(scale.slope(linear)).isCloseTo((up - down) / (2 * h), within(1e-6));
      assertThat(scale.secondDerivative(linear))
          .isCloseTo((up - 2 * linear + down) / (h * h), within(1e-5));
    }
    assertThat(scale.toScale(0)).isEqualTo(scale == Scale.LIN ? 0 : Double.NEGATIVE_INFINITY);
  }

  @Test
  void longQuotationsAreCutAndShortOnesAreNot() {
    Finding plain = Finding.error("f", 1, 2, "value \"" + "x".repeat(120) + "\" is none", "r");
    assertThat(plain.what()).contains("x".repeat(120));
    Finding quoted = Finding.error("f", 1, 2, "value \"" + "x".repeat(5000) + "\" is none", "r");
    assertThat(quoted.what())
        .isEqualTo("value \"" + "x".repeat(60) + "… (5000 characters)\" is none");
    Finding endless = Finding.error("f", 1, 2, "a " + "y ".repeat(3000) + "end", "r");
    assertThat(endless.what().length()).isLessThan(1100);
    assertThat(endless.what()).startsWith("a y y").endsWith("y end").contains("characters)");
    assertThat(Finding.warning("f", 0, 0, "w", "r")).hasToString("f: warning: w; r");
    assertThat(Finding.warning("f", 3, 0, "w", "r")).hasToString("f:3:0: warning: w; r");
  }
}
