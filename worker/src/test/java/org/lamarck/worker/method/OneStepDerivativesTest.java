package org.lamarck.worker.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.direction.DirectionBlock;
import org.lamarck.worker.direction.DirectionBlocks;
import org.lamarck.worker.direction.Reachability;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.direction.StateSets;
import org.lamarck.worker.direction.Support;
import org.lamarck.worker.integrate.Jet;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Methods;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.system.Point;

/** A single step: its tangents, its adjoint and differences of it are one derivative. */
class OneStepDerivativesTest {
  private static final double THETA = 0.3; // of an output within the step

  /** A system, where a step of it begins, and a size at which all its terms count. */
  @SuppressWarnings("ArrayRecordComponent") // made once, read once
  private record Start(JetSystem system, double time, double[] y, double[] p, double h) {
    int directions() {
      return y.length + p.length;
    }

    /** The start moved in a direction: first come those of states, then those of constants. */
    Start moved(int direction, double size) {
      double[] state = y.clone();
      double[] constants = p.clone();
      if (direction < y.length) {
        state[direction] += size;
      } else {
        constants[direction - y.length] += size;
      }
      return new Start(system, time, state, constants, h);
    }

    double at(int direction) {
      return direction < y.length ? y[direction] : p[direction - y.length];
    }
  }

  /** 0 = p₁ y₀² − y₁, with y₀ driven by it and by time. */
  private static Start algebraic() {
    JetSystem system =
        new JetSystem(
            new double[][] {{-1, 1, 0}, {0, 0, 1}},
            new double[] {0.8, 0.3},
            new double[] {1.2, 0.5},
            (t, y, p) ->
                new Jet[] {
                  p[0].times(y[0]).times(y[1]),
                  t.times(p[0]).cos(),
                  p[1].times(y[0]).times(y[0]).minus(y[1])
                },
            new int[] {1});
    return new Start(system, 0.1, new double[] {0.8, 0.32}, new double[] {1.2, 0.5}, 0.4);
  }

  private static List<Start> starts() {
    return List.of(
        new Start(
            Models.lotkaVolterra(), 0, new double[] {0.9, 1.1}, new double[] {1.5, 1, 0.8, 3}, 0.1),
        new Start(Models.brusselator(), 0, new double[] {1.2, 2.9}, new double[] {1, 3}, 0.1),
        new Start(Models.forced(), 0.7, new double[] {0.4}, new double[] {3, 1.5}, 0.2),
        new Start(Models.vanDerPol(), 0, new double[] {1.7, -0.4}, new double[] {5}, 0.1),
        algebraic());
  }

  record Case(Method method, int number) {}

  private static Stream<Case> cases() {
    List<Start> starts = starts();
    return Methods.all().stream()
        .flatMap(
            method ->
                IntStream.range(0, starts.size())
                    .filter(k -> method.suits(starts.get(k).system))
                    .mapToObj(k -> new Case(method, k)));
  }

  private static Step taken(Start start, Method method) {
    Step step = new Step(start.system, Step.Derivatives.FIRST, method);
    step.constants(start.p);
    assertThat(step.begin(new Point(start.time, start.y, start.p))).isTrue();
    assertThat(step.attempt(start.h)).isTrue();
    return step;
  }

  /** The states within the step, then those at its end. */
  private static double[] states(Start start, Method method) {
    int n = start.y.length;
    Step step = taken(start, method);
    double[] out = new double[2 * n];
    step.interpolate(THETA, out, 0);
    System.arraycopy(step.next(), 0, out, n, n);
    return out;
  }

  /** The derivatives of these, 2n × directions. */
  private static RowMatrix tangents(Start start, Method method) {
    int n = start.y.length;
    int m = start.p.length;
    Step step = taken(start, method);
    step.interpolate(THETA, new double[n], 0);
    StepDerivatives derivatives = new StepDerivatives(step);
    int[] constant = IntStream.range(0, m).toArray();
    int[] direction = IntStream.range(n, n + m).toArray();
    Seeds seeds = new Seeds(m, n + m, constant, direction);
    Arrays.fill(seeds.values(), 1.0);
    Reachability reach = new Reachability(n, derivatives.jacobian());
    StateSets all = reach.none(1);
    reach.addAll(all, 0);
    Support support =
        new Support(n, all, derivatives.jacobian(), derivatives.curvature().pattern(), step.lu());
    DirectionBlock block =
        new DirectionBlock(n, support, IntStream.range(0, n + m).toArray(), n + m);
    DirectionBlocks blocks = new DirectionBlocks(List.of(block));
    RowMatrix s0 = new RowMatrix(n, n + m);
    for (int s = 0; s < n; s++) {
      s0.values()[s0.row(s) + s] = 1;
    }
    blocks.begin(s0, seeds, derivatives.constantJacobian().pattern());
    StepTangent tangent = method.newTangent(derivatives);
    tangent.begin(seeds);
    tangent.advance();
    assertThat(tangent.follow(blocks, null)).as("errors are not tested").isZero();
    tangent.prepareDense(blocks);
    RowMatrix out = new RowMatrix(2 * n, n + m);
    double[] weights = new double[method.denseStages()];
    method.denseWeights(THETA, weights);
    int[] watched = IntStream.range(0, n).toArray();
    block.interpolate(weights, method.denseStages(), watched, out, 0);
    blocks.advance();
    blocks.write(out, n);
    return out;
  }

  /** The derivatives of one of these numbers by all directions. */
  private static double[] adjoint(Start start, Method method, int which) {
    int n = start.y.length;
    Step step = taken(start, method);
    step.interpolate(THETA, new double[n], 0);
    StepHistory history = new StepHistory(n);
    history.add(step, start.time + start.h);
    StepAdjoint adjoint = method.newAdjoint(new StepDerivatives(step));
    adjoint.begin(history, start.time);
    assertThat(history.restore(0, step)).isTrue();
    double[] byOutputs = new double[n];
    double[] byEnd = new double[n];
    (which < n ? byOutputs : byEnd)[which % n] = 1;
    OutputBars outputs = new OutputBars(n);
    outputs.begin(byOutputs, 0);
    outputs.add(THETA);
    Bars bars = new Bars(byEnd, new double[start.p.length]);
    adjoint.transpose(0, outputs, bars);
    assertThat(bars.areFinite()).isTrue();
    return Stream.of(bars.state(), bars.constants()).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theAdjointIsTheTransposeOfTheTangents(Case one) {
    Start start = starts().get(one.number);
    RowMatrix tangents = tangents(start, one.method);
    for (int which = 0; which < 2 * start.y.length; which++) {
      double[] row =
          Arrays.copyOfRange(tangents.values(), tangents.row(which), tangents.row(which + 1));
      // the same sums in another order, with coefficients of up to 170
      assertThat(adjoint(start, one.method, which)).containsExactly(row, within(1e-11));
    }
  }

  /** Of what the step computes, not of the solution: so no error of the method is in between. */
  @ParameterizedTest
  @MethodSource("cases")
  void tangentsAreDifferencesOfTheStep(Case one) {
    Start start = starts().get(one.number);
    RowMatrix tangents = tangents(start, one.method);
    for (int d = 0; d < start.directions(); d++) {
      double size = 1e-3 * Math.max(1, Math.abs(start.at(d)));
      double[] wide = difference(start, one.method, d, size);
      double[] narrow = difference(start, one.method, d, size / 2);
      for (int which = 0; which < wide.length; which++) {
        double difference = (4 * narrow[which] - wide[which]) / 3;
        // what is left by Richardson of fourth order: 1e-12 times fifth derivatives, and rounding
        assertThat(tangents.values()[tangents.row(which) + d])
            .as("number %s by direction %s", which, d)
            .isCloseTo(difference, within(1e-10 * (1 + Math.abs(difference))));
      }
    }
  }

  private static double[] difference(Start start, Method method, int direction, double size) {
    double[] up = states(start.moved(direction, size), method);
    double[] down = states(start.moved(direction, -size), method);
    return IntStream.range(0, up.length).mapToDouble(i -> (up[i] - down[i]) / (2 * size)).toArray();
  }

  /** What has been kept of a step gives its states back, to the last digit. */
  @ParameterizedTest
  @MethodSource("cases")
  void aStepThatWasKeptIsFoundAgainAtEveryTime(Case one) {
    Start start = starts().get(one.number);
    int n = start.y.length;
    Step step = taken(start, one.method);
    StepHistory history = new StepHistory(n);
    double[] inside = new double[n];
    step.interpolate(THETA, inside, 0);
    history.add(step, start.time + start.h);
    double span = history.end(0) - history.start(0);
    for (int s = 0; s < n; s++) {
      assertThat(history.value(0, start.time, s, 0)).isCloseTo(start.y[s], within(1e-15));
      // roundings of sums of increments, of which some are a hundred times as large
      assertThat(history.value(0, start.time + THETA * span, s, 0))
          .isCloseTo(inside[s], within(1e-12));
      assertThat(history.value(0, history.end(0), s, 0)).isCloseTo(step.next()[s], within(1e-12));
    }
  }
}
