package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.Unrolling;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.problem.DenseFunction;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;

/** Rates with array programs within give what the same formulas written out give. */
class DenseTermsTest {
  private static final int HIDDEN = 30;

  /** A network of two inputs, two layers and two outputs. */
  private record Net(boolean isRectified) implements DenseFunction.Source {
    @Override
    public ArrayProgram program() {
      Graph graph = new Graph();
      Node x = graph.input("x", Shape.of(2));
      List<Node> inputs = new ArrayList<>(List.of(x));
      Node y = x;
      int[] sizes = {2, HIDDEN, HIDDEN, 2};
      for (int layer = 1; layer < sizes.length; layer++) {
        Node weight = graph.input("w", Shape.of(sizes[layer], sizes[layer - 1]));
        Node bias = graph.input("b", Shape.of(sizes[layer]));
        inputs.add(weight);
        inputs.add(bias);
        y = graph.add(graph.matrixVector(weight, y), bias);
        if (layer < sizes.length - 1) {
          y = isRectified ? graph.map("piecewise(x, x>0, 0)", Map.of("x", y)) : graph.tanh(y);
        }
      }
      return graph.program(inputs, List.of(y));
    }
  }

  private static OdeModel model(Net net, boolean isDense) {
    ExpressionPool pool = new ExpressionPool();
    List<Quantity> quantities = new ArrayList<>();
    ArrayProgram program = net.program();
    List<Expression> arguments = new ArrayList<>();
    // one formula of states, constants and time, and a state
    arguments.add(
        pool.multiply(
            pool.multiply(pool.symbol("a"), pool.symbol("b")),
            pool.apply(Operator.SIN, pool.time())));
    arguments.add(pool.add(pool.symbol("b"), pool.symbol("k")));
    int weights = program.inputs().stream().mapToInt(i -> i.shape().count()).sum() - 2;
    for (int i = 0; i < weights; i++) {
      boolean isFixed = i == 7; // a number among symbols
      arguments.add(isFixed ? pool.constant(0.3) : pool.symbol("w" + i));
      if (!isFixed) {
        quantities.add(new Quantity.Constant("w" + i, pool.constant(0)));
      }
    }
    quantities.add(new Quantity.Constant("k", pool.constant(1)));
    List<Expression[]> inputs = new ArrayList<>();
    int from = 0;
    for (Node input : program.inputs()) {
      int count = input.shape().count();
      inputs.add(arguments.subList(from, from + count).toArray(Expression[]::new));
      from += count;
    }
    Expression[] outputs = Unrolling.unroll(program, pool, inputs).get(0);
    quantities.add(new Quantity.Assigned("o0", outputs[0]));
    quantities.add(new Quantity.Assigned("o1", outputs[1]));
    Expression product =
        pool.multiply(pool.multiply(pool.symbol("o0"), pool.symbol("o0")), pool.symbol("a"));
    quantities.add(state("a", pool.symbol("o0"), product));
    quantities.add(
        state("b", pool.symbol("o1"), pool.multiply(pool.symbol("k"), pool.symbol("a"))));
    List<DenseFunction> dense =
        List.of(new DenseFunction(List.of("o0", "o1"), List.of(0, 1), arguments, net));
    return new OdeModel(
        "m", pool, quantities, List.of(), List.of(), List.of(), isDense ? dense : List.of());
  }

  private static Quantity state(String id, Expression... fluxes) {
    List<Quantity.Term> terms =
        Arrays.stream(fluxes).map(flux -> new Quantity.Term(1, flux)).toList();
    return new Quantity.State(id, fluxes[0].pool().constant(1), terms);
  }

  /** All values and derivatives by what they are of. */
  private static Map<String, Double> values(CompiledModel model) {
    OdeSystem system = model.newSystem();
    SystemStructure s = system.structure();
    double[] y = {0.7, -0.4};
    double[] p = new Random(3).doubles(s.constants(), -0.5, 0.5).toArray();
    double[] v = new double[s.rates()];
    double[] vy = new double[s.rateStates().size()];
    double[] vp = new double[s.rateConstants().size()];
    double[] vt = new double[s.timedRates().size()];
    Map<String, Double> values = new TreeMap<>();
    system.rates(0.3, y, p, v);
    for (int r = 0; r < v.length; r++) {
      values.put("v" + r, v[r]);
    }
    system.stateDerivatives(0.3, y, p, v, vy, vt);
    put(values, "only y", s.rateStates(), vy);
    system.firstDerivatives(0.3, y, p, v, vy, vp, vt);
    put(values, "y", s.rateStates(), vy);
    put(values, "p", s.rateConstants(), vp);
    for (int i = 0; i < vt.length; i++) {
      values.put("t" + s.timedRates().values()[i], vt[i]);
    }
    double[] vyy = new double[s.stateStatePairs().size()];
    double[] vyp = new double[s.stateConstantPairs().size()];
    double[] vty = new double[s.timeStatePairs().size()];
    double[] vtp = new double[s.timeConstantPairs().size()];
    system.secondDerivatives(0.3, y, p, vyy, vyp, vty, vtp);
    put(values, "yy", s.stateStatePairs(), vyy);
    put(values, "yp", s.stateConstantPairs(), vyp);
    put(values, "ty", s.timeStatePairs(), vty);
    put(values, "tp", s.timeConstantPairs(), vtp);
    values.values().removeIf(value -> value == 0); // what is 0 need not stand
    return values;
  }

  private static void put(
      Map<String, Double> values, String name, SparsePattern pattern, double[] numbers) {
    for (int r = 0; r + 1 < pattern.start().length; r++) {
      for (int i = pattern.start()[r]; i < pattern.start()[r + 1]; i++) {
        values.put(name + r + " " + pattern.column()[i], numbers[i]);
      }
    }
  }

  private static void put(
      Map<String, Double> values, String name, SystemStructure.Pairs pairs, double[] numbers) {
    for (int r = 0; r + 1 < pairs.start().length; r++) {
      for (int i = pairs.start()[r]; i < pairs.start()[r + 1]; i++) {
        values.put(name + r + " " + pairs.first()[i] + " " + pairs.second()[i], numbers[i]);
      }
    }
  }

  @Test
  void programsGiveTheDerivativesOfTheirFormulas() {
    Net net = new Net(false);
    OdeModel dense = model(net, true);
    Set<String> differentiable = new LinkedHashSet<>(CompiledModel.constants(dense));
    differentiable.remove("w11"); // a weight that is not searched
    CompiledModel programs = CompiledModel.of(dense, differentiable);
    Map<String, Double> found = values(programs);
    CompiledModel formulas = CompiledModel.of(model(net, false), differentiable);
    Map<String, Double> expected = values(formulas);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    // sums of some thirty products in another order
    found.forEach(
        (name, value) -> assertThat(value).as(name).isCloseTo(expected.get(name), within(1e-12)));
    assertThat(programs.largestMethod()).isLessThan(8000); // HotSpot's limit
    assertThat(programs.hasDenseTerms()).isTrue();
  }

  @Test
  void programsWithKinksAreWrittenOut() {
    OdeModel model = model(new Net(true), true);
    assertThat(CompiledModel.of(model, Set.of()).hasDenseTerms()).isFalse();
  }
}
