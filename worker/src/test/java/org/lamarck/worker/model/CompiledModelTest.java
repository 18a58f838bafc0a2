package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.bytecode.Instructions;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;

class CompiledModelTest {
  private static final double T = 0.7;

  static Stream<OdeModel> models() {
    return Stream.of(
        Models.robertson(), Models.enzyme(), Models.network(30, 120, RandomStream.of(7)));
  }

  /** N v is the sum of the terms of each state's rate, evaluated node by node. */
  @ParameterizedTest
  @MethodSource("models")
  void timesNRatesAreTheRatesOfTheStates(OdeModel model) {
    Point point = new Point(model);
    SystemStructure structure = point.system.structure();
    double[] v = new double[structure.rates()];
    point.system.rates(T, point.y, point.p, v);
    double[] f = new double[structure.states()];
    for (int r = 0; r < v.length; r++) {
      for (int e = structure.stoichiometry().start()[r];
          e < structure.stoichiometry().start()[r + 1];
          e++) {
        f[structure.stoichiometry().state()[e]] +=
            structure.stoichiometry().coefficient()[e] * v[r];
      }
    }
    for (Quantity quantity : model.quantities()) {
      if (quantity instanceof Quantity.State state) {
        double rate = 0;
        for (Quantity.Term term : state.rate()) {
          rate += term.coefficient() * point.value(term.flux());
        }
        assertThat(f[point.compiled.states().indexOf(state.id())])
            .isCloseTo(rate, within(1e-13 * (1 + Math.abs(rate)))); // another order of the sum
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void allKernelsGiveTheSameRatesAndSlopes(OdeModel model) {
    Point point = new Point(model);
    First first = point.first(T, point.y, point.p);
    double[] v = new double[first.v.length];
    double[] vy = new double[first.vy.length];
    double[] vt = new double[first.vt.length];

    point.system.rates(T, point.y, point.p, v);
    assertThat(v).containsExactly(first.v);
    point.system.stateDerivatives(T, point.y, point.p, v, vy, vt);
    assertThat(v).containsExactly(first.v);
    assertThat(vy).containsExactly(first.vy);
    assertThat(vt).containsExactly(first.vt);
  }

  @ParameterizedTest
  @MethodSource("models")
  void firstDerivativesAgreeWithCentralDifferences(OdeModel model) {
    Point point = new Point(model);
    SystemStructure s = point.system.structure();
    First at = point.first(T, point.y, point.p);
    for (int j = 0; j < point.y.length; j++) {
      double[] slope = point.difference(point.y, j, first -> first.v);
      assertColumn(slope, s.rateStates(), j, at.vy);
    }
    for (int k = 0; k < point.p.length; k++) {
      double[] slope = point.difference(point.p, k, first -> first.v);
      assertColumn(slope, s.rateConstants(), k, at.vp);
    }
    double[] slope = point.timeDifference(first -> first.v);
    for (int e = 0; e < s.timedRates().size(); e++) {
      int rate = s.timedRates().values()[e];
      assertClose(at.vt[e], slope[rate]);
      slope[rate] = 0;
    }
    assertThat(slope).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("models")
  void secondDerivativesAgreeWithCentralDifferencesOfTheFirst(OdeModel model) {
    Point point = new Point(model);
    SystemStructure s = point.system.structure();
    double[] vyy = new double[s.stateStatePairs().size()];
    double[] vyp = new double[s.stateConstantPairs().size()];
    double[] vty = new double[s.timeStatePairs().size()];
    double[] vtp = new double[s.timeConstantPairs().size()];
    point.system.secondDerivatives(T, point.y, point.p, vyy, vyp, vty, vtp);
    for (int j = 0; j < point.y.length; j++) {
      double[] slope = point.difference(point.y, j, first -> first.vy);
      assertPairs(slope, s.rateStates(), s.stateStatePairs(), j, vyy, true);
    }
    for (int k = 0; k < point.p.length; k++) {
      double[] slope = point.difference(point.p, k, first -> first.vy);
      assertPairs(slope, s.rateStates(), s.stateConstantPairs(), k, vyp, false);
    }
    assertTimed(point.timeDifference(first -> first.vy), s.rateStates(), s.timeStatePairs(), vty);
    assertTimed(
        point.timeDifference(first -> first.vp), s.rateConstants(), s.timeConstantPairs(), vtp);
  }

  @Test
  void onlyDifferentiableConstantsStandInThePatterns() {
    CompiledModel model = CompiledModel.of(Models.enzyme(), Set.of("km"));
    int km = model.constants().indexOf("km");

    assertThat(model.constants()).contains("vmax");
    assertThat(model.structure().rateConstants().column()).isNotEmpty().containsOnly(km);
    assertThat(model.structure().stateConstantPairs().second()).isNotEmpty().containsOnly(km);
    assertThatThrownBy(() -> CompiledModel.of(Models.enzyme(), Set.of("S")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[S]");
  }

  @Test
  void equalFluxesAreOneRateWhateverTheirSign() {
    Models m = new Models().state("A", 1).state("B", 1).constant("k", 2);
    Expression flux = m.pool().multiply(m.symbol("k"), m.symbol("A"));
    m.term("A", 1, m.pool().negate(flux)).term("B", 2, flux).term("B", 0.5, flux);
    SystemStructure structure = CompiledModel.of(m.build(), Set.of()).structure();

    assertThat(structure.rates()).isEqualTo(1);
    assertThat(structure.stoichiometry().state()).containsExactly(0, 1);
    assertThat(structure.stoichiometry().coefficient()).containsExactly(-1, 2.5);
  }

  @Test
  void circlesOfAssignedQuantitiesAreNamed() {
    Models m = new Models().state("A", 1);
    m.assigned("x", m.pool().add(m.symbol("y"), m.symbol("A")));
    m.assigned("y", m.pool().apply(Operator.EXP, m.symbol("x")));

    assertThatThrownBy(() -> CompiledModel.of(m.build(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x uses y uses x");
  }

  @Test
  void namesThatNothingDefinesAreNamed() {
    Models m = new Models().state("A", 1);
    m.term("A", 1, m.symbol("ghost"));

    assertThatThrownBy(() -> CompiledModel.of(m.build(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ghost");
  }

  @Test
  void formulasOfAnotherPoolAreInlinedAndCompiled() {
    CompiledModel model = CompiledModel.of(Models.enzyme(), Set.of());
    ExpressionPool pool = new ExpressionPool();
    Expression formula = model.inline(pool.multiply(pool.symbol("scale"), pool.symbol("speed")));
    double[] y = {2, 0.3};
    double[] p = {1.7, 0.8, 0.4, 2.3, 0.6, 0.05, 3, -1, 10}; // a mode before the scale
    double[] out = new double[1];

    model.kernel(List.of(formula), List.of("scale")).newKernel().evaluate(0, y, p, out);

    double speed = 0.8 * (1 / (1 + Math.pow(0.3 / 0.6, 2.3)));
    assertThat(formula.pool()).isSameAs(pool);
    assertThat(out[0]).isEqualTo(10 * speed);
  }

  @Test
  void methodsOfLargeModelsStayBelowTheLimitOfTheJit() {
    OdeModel model = Models.network(400, 2000, RandomStream.of(8));
    CompiledModel compiled = CompiledModel.of(model, constants(model));

    assertThat(compiled.structure().rates()).isEqualTo(2000);
    assertThat(compiled.largestMethod()).isPositive().isLessThan(Instructions.HUGE_METHOD);
  }

  @Test
  void theSameModelGivesTheSameBitsWhateverElseStandsInItsPool() {
    OdeModel model = Models.network(30, 120, RandomStream.of(7));
    Point point = new Point(model);
    First before = point.first(T, point.y, point.p);
    ExpressionPool pool = new ExpressionPool();
    for (int i = 200; i > 0; i--) {
      pool.multiply(pool.symbol("s" + i), pool.symbol("k" + i));
    }
    Transfer transfer = new Transfer(pool);
    List<Quantity> quantities =
        model.quantities().stream().map(quantity -> moved(quantity, transfer)).toList();
    Point other = new Point(new OdeModel("other", pool, quantities, List.of(), List.of()));

    assertThat(other.first(T, point.y, point.p).vp).containsExactly(before.vp);
  }

  private static Quantity moved(Quantity quantity, Transfer transfer) {
    if (quantity instanceof Quantity.State state) {
      List<Quantity.Term> terms =
          state.rate().stream()
              .map(t -> new Quantity.Term(t.coefficient(), transfer.copy(t.flux())))
              .toList();
      return new Quantity.State(state.id(), transfer.copy(state.initial()), terms);
    }
    Quantity.Constant constant = (Quantity.Constant) quantity;
    return new Quantity.Constant(constant.id(), transfer.copy(constant.value()));
  }

  static Set<String> constants(OdeModel model) {
    Set<String> ids = new LinkedHashSet<>();
    for (Quantity quantity : model.quantities()) {
      if (quantity instanceof Quantity.Constant) {
        ids.add(quantity.id());
      }
    }
    return ids;
  }

  /** All of the first derivatives. */
  private record First(
      @SuppressWarnings("ArrayRecordComponent") double[] v, // compared by their elements
      @SuppressWarnings("ArrayRecordComponent") double[] vy,
      @SuppressWarnings("ArrayRecordComponent") double[] vp,
      @SuppressWarnings("ArrayRecordComponent") double[] vt) {}

  private interface Component {
    double[] of(First first);
  }

  /** A model at its initial values, with each state a bit away from 0. */
  private static final class Point {
    final CompiledModel compiled;
    final OdeSystem system;
    final double[] y;
    final double[] p;

    Point(OdeModel model) {
      compiled = CompiledModel.of(model, constants(model));
      system = compiled.newSystem();
      InitialValues initial = InitialValues.of(model, List.of());
      double[] out = new double[initial.constants() + initial.states()];
      initial.newKernel().evaluate(0, new double[0], new double[0], out);
      p = Arrays.copyOf(out, compiled.constants().size());
      Arrays.fill(p, initial.constants(), p.length, -1); // where there is a mode, S < 10
      y = Arrays.copyOfRange(out, initial.constants(), out.length);
      for (int i = 0; i < y.length; i++) {
        y[i] += 0.1;
      }
    }

    double value(Expression formula) {
      Map<String, Double> values = new HashMap<>();
      for (int i = 0; i < y.length; i++) {
        values.put(compiled.states().get(i), y[i]);
      }
      for (int k = 0; k < p.length; k++) {
        values.put(compiled.constants().get(k), p[k]);
      }
      return Evaluator.evaluate(compiled.inline(formula), values, T);
    }

    First first(double t, double[] y, double[] p) {
      SystemStructure s = system.structure();
      First first =
          new First(
              new double[s.rates()],
              new double[s.rateStates().size()],
              new double[s.rateConstants().size()],
              new double[s.timedRates().size()]);
      system.firstDerivatives(t, y, p, first.v, first.vy, first.vp, first.vt);
      return first;
    }

    double[] difference(double[] inputs, int index, Component component) {
      double x = inputs[index];
      double h = 1e-5 * Math.abs(x);
      inputs[index] = x + h;
      double[] above = component.of(first(T, y, p));
      inputs[index] = x - h;
      double[] below = component.of(first(T, y, p));
      inputs[index] = x;
      return quotient(above, below, 2 * h);
    }

    double[] timeDifference(Component component) {
      double h = 1e-5;
      return quotient(component.of(first(T + h, y, p)), component.of(first(T - h, y, p)), 2 * h);
    }

    private static double[] quotient(double[] above, double[] below, double width) {
      double[] quotient = new double[above.length];
      for (int i = 0; i < quotient.length; i++) {
        quotient[i] = (above[i] - below[i]) / width;
      }
      return quotient;
    }
  }

  /** Central differences of relative step 1e-5 lose about ten of sixteen digits at worst. */
  private static void assertClose(double derivative, double difference) {
    assertThat(derivative).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
  }

  private static void assertColumn(
      double[] slope, SparsePattern pattern, int column, double[] values) {
    for (int r = 0; r < slope.length; r++) {
      double derivative = 0;
      for (int e = pattern.start()[r]; e < pattern.start()[r + 1]; e++) {
        derivative = pattern.column()[e] == column ? values[e] : derivative;
      }
      assertClose(derivative, slope[r]);
    }
  }

  private static void assertPairs(
      double[] slope,
      SparsePattern entries,
      SystemStructure.Pairs pairs,
      int column,
      double[] values,
      boolean symmetric) {
    for (int r = 0; r + 1 < entries.start().length; r++) {
      for (int e = entries.start()[r]; e < entries.start()[r + 1]; e++) {
        int a = symmetric ? Math.min(entries.column()[e], column) : entries.column()[e];
        int b = symmetric ? Math.max(entries.column()[e], column) : column;
        double derivative = 0;
        for (int k = pairs.start()[r]; k < pairs.start()[r + 1]; k++) {
          boolean here = pairs.first()[k] == a && pairs.second()[k] == b;
          derivative = here ? values[k] : derivative;
        }
        assertClose(derivative, slope[e]);
      }
    }
  }

  private static void assertTimed(
      double[] slope, SparsePattern entries, SparsePattern pattern, double[] values) {
    for (int r = 0; r + 1 < entries.start().length; r++) {
      for (int e = entries.start()[r]; e < entries.start()[r + 1]; e++) {
        double derivative = 0;
        for (int k = pattern.start()[r]; k < pattern.start()[r + 1]; k++) {
          derivative = pattern.column()[k] == entries.column()[e] ? values[k] : derivative;
        }
        assertClose(derivative, slope[e]);
      }
    }
  }
}
