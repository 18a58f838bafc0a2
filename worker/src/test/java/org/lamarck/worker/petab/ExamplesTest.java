package org.lamarck.worker.petab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** The examples pose the published problems. */
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @Test
  void examplesHaveNoFindings() {
    assertThat(PetabLint.check(EXAMPLES.resolve("boehm/boehm.yaml"))).isEmpty();
    assertThat(PetabLint.check(EXAMPLES.resolve("calcium/calcium.yaml"))).isEmpty();
  }

  @Test
  void calciumHasThePublishedLossAtItsDefaults() throws InputException {
    EstimationProblem problem = ProblemReader.read(EXAMPLES.resolve("calcium/calcium.yaml"));
    assertThat(problem.loss()).isEqualTo(MisfitLoss.EUCLIDEAN_NORM);
    assertThat(problem.estimated()).hasSize(26);
    Rates rates = new Rates(problem.model());
    Map<String, Double> values = rates.initial();
    double sum = 0;
    double time = 0;
    for (Measurement measurement : problem.measurements()) {
      // Runge–Kutta of order 4; 8 steps of 0.0125 s: error of the loss below 1e-4 (2 steps: 1.5e-3)
      double step = (measurement.time() - time) / 8;
      for (int i = 0; step > 0 && i < 8; i++) {
        values = rates.step(values, step);
      }
      time = measurement.time();
      Map<String, Double> now = values;
      double simulated = Evaluator.evaluate(problem.observables().get(0).formula(), now::get, time);
      sum += Math.pow(simulated - measurement.value(), 2);
    }
    assertThat(time).isEqualTo(49.9);
    // 7647.757 by an independent implementation of the published equations
    assertThat(Math.sqrt(sum)).isCloseTo(7647.757, within(0.01));
  }

  /** Names of the collection's Boehm model and of ours. */
  private static final Map<String, String> OURS =
      Map.of(
          "pApA", "pAA", "pApB", "pAB", "pBpB", "pBB", "nucpApA", "nAA", "nucpApB", "nAB",
          "nucpBpB", "nBB", "STAT5A", "STAT5A", "STAT5B", "STAT5B");

  @Test
  void boehmMovesAndIsMeasuredAsInTheCollection() throws InputException {
    EstimationProblem ours = ProblemReader.read(EXAMPLES.resolve("boehm/boehm.yaml"));
    Path folder = PublicProblems.folder("petab-benchmark/Boehm_JProteomeRes2014");
    EstimationProblem theirs = ProblemReader.read(folder.resolve("Boehm_JProteomeRes2014.yaml"));
    Rates here = new Rates(ours.model());
    Rates there = new Rates(theirs.model());
    RandomStream random = RandomStream.of(1);
    Map<String, Double> x = here.initial();
    Map<String, Double> y = there.initial();
    ours.parameters().forEach(p -> x.put(p.id(), p.nominal()));
    ours.parameters().forEach(p -> y.put(p.id(), p.nominal()));
    OURS.forEach(
        (name, our) -> {
          double value = 100 * random.nextDouble();
          x.put(our, value);
          y.put(name, value);
        });
    Map<String, Double> dx = here.rates(x, 17);
    Map<String, Double> dy = there.rates(y, 17);
    // the same numbers up to rounding, in another order of operations
    OURS.forEach(
        (name, our) -> assertThat(dx.get(our)).as(our).isCloseTo(dy.get(name), within(1e-8)));
    for (int i = 0; i < 3; i++) {
      double a = Evaluator.evaluate(ours.observables().get(i).formula(), x::get, 17);
      double b = Evaluator.evaluate(theirs.observables().get(i).formula(), y::get, 17);
      assertThat(a).isCloseTo(b, within(1e-10));
    }
    assertThat(ours.measurements())
        .extracting(Measurement::value)
        .containsExactlyElementsOf(theirs.measurements().stream().map(Measurement::value).toList());
    assertThat(ours.measurements())
        .extracting(Measurement::time)
        .containsExactlyElementsOf(theirs.measurements().stream().map(Measurement::time).toList());
  }

  /** The rates of a model whose rules stand in the order of their use. */
  private static final class Rates {
    private final OdeModel model;

    Rates(OdeModel model) {
      this.model = model;
    }

    /** All values at time 0. */
    Map<String, Double> initial() {
      Map<String, Double> values = new LinkedHashMap<>();
      List<Quantity> open = new ArrayList<>(model.quantities());
      // each pass gives what depends on given values alone; as many passes as quantities suffice
      for (int pass = 0; pass < model.quantities().size() && !open.isEmpty(); pass++) {
        open.removeIf(
            quantity -> {
              Expression formula = formula(quantity);
              if (!values.keySet().containsAll(Formulas.symbols(formula))) {
                return false;
              }
              values.put(quantity.id(), Evaluator.evaluate(formula, values::get, 0));
              return true;
            });
      }
      return values;
    }

    private static Expression formula(Quantity quantity) {
      if (quantity instanceof Quantity.Constant constant) {
        return constant.value();
      }
      return quantity instanceof Quantity.State state
          ? state.initial()
          : ((Quantity.Assigned) quantity).formula();
    }

    Map<String, Double> rates(Map<String, Double> values, double time) {
      Map<String, Double> all = new LinkedHashMap<>(values);
      // twice: a rule may use one that stands behind it
      for (int pass = 0; pass < 2; pass++) {
        for (Quantity quantity : model.quantities()) {
          if (quantity instanceof Quantity.Assigned assigned) {
            all.put(assigned.id(), Evaluator.evaluate(assigned.formula(), all::get, time));
          }
        }
      }
      Map<String, Double> rates = new LinkedHashMap<>();
      for (Quantity quantity : model.quantities()) {
        if (quantity instanceof Quantity.State state) {
          double rate = 0;
          for (Quantity.Term term : state.rate()) {
            rate += term.coefficient() * Evaluator.evaluate(term.flux(), all::get, time);
          }
          rates.put(state.id(), rate);
        }
      }
      return rates;
    }

    /** A step of Runge and Kutta's method of order 4, for rates without time. */
    Map<String, Double> step(Map<String, Double> values, double h) {
      Map<String, Double> k1 = rates(values, 0);
      Map<String, Double> k2 = rates(moved(values, k1, h / 2), 0);
      Map<String, Double> k3 = rates(moved(values, k2, h / 2), 0);
      Map<String, Double> k4 = rates(moved(values, k3, h), 0);
      Map<String, Double> mean = new LinkedHashMap<>();
      k1.forEach((id, k) -> mean.put(id, (k + 2 * at(k2, id) + 2 * at(k3, id) + at(k4, id)) / 6));
      return moved(values, mean, h);
    }

    private static double at(Map<String, Double> values, String id) {
      return requireNonNull(values.get(id));
    }

    private static Map<String, Double> moved(
        Map<String, Double> values, Map<String, Double> rates, double h) {
      Map<String, Double> moved = new LinkedHashMap<>(values);
      rates.forEach((id, rate) -> moved.merge(id, h * rate, Double::sum));
      return moved;
    }
  }
}
