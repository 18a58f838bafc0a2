package org.lamarck.worker.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;

class RolloutTest {
  private static final int STATES = 3;
  private static final int STEPS = 47;

  /** s ← s + 0.1 (tanh(W s) − a s + u), with W and a searched and u given at each step. */
  private static RolloutPlan plan(int n) {
    Graph graph = new Graph();
    Node s = graph.input("s", Shape.of(n));
    Node u = graph.input("u", Shape.of(n));
    Node w = graph.input("w", Shape.of(n, n));
    Node a = graph.input("a", Shape.of(n));
    Node rate = graph.tanh(graph.matrixVector(w, s));
    Node next = graph.map("s + 0.1 * (r - a * s + u)", Map.of("s", s, "r", rate, "a", a, "u", u));
    return RolloutPlan.of(graph, s, List.of(u), List.of(w, a), next);
  }

  private static double[] numbers(String name, int count) {
    RandomStream random = RandomStream.of(11).split(name, 0);
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> random.nextGaussian());
    return numbers;
  }

  private static final double[] START = numbers("start", STATES);
  private static final double[] GIVEN = numbers("given", STATES * STEPS);
  private static final double[] PARAMETERS = numbers("parameters", STATES * STATES + STATES);

  /** Σ_k c_k sin(s_k), over all states and times. */
  private static double value(Rollout rollout, double[] start, double[] given, double[] p) {
    double[] sum = new double[1];
    assertThat(
            rollout.run(
                start,
                given,
                p,
                (k, s) -> {
                  for (double one : s) {
                    sum[0] += Math.cos(k) * Math.sin(one);
                  }
                }))
        .isTrue();
    return sum[0];
  }

  /** States are seen on the way there and needed on the way back. */
  private static double[] gradient(Rollout rollout) {
    double[][] seen = new double[STEPS + 1][];
    rollout.run(START, GIVEN, PARAMETERS, (k, s) -> seen[k] = s.clone());
    rollout.pullBack(
        (k, bar) -> {
          for (int i = 0; i < bar.length; i++) {
            bar[i] += Math.cos(k) * Math.cos(seen[k][i]);
          }
        });
    double[] all = Arrays.copyOf(rollout.byStart(), STATES + GIVEN.length + PARAMETERS.length);
    System.arraycopy(rollout.byInputs(), 0, all, STATES, GIVEN.length);
    System.arraycopy(rollout.byParameters(), 0, all, STATES + GIVEN.length, PARAMETERS.length);
    return all;
  }

  @Test
  void theGradientAgreesWithCentralDifferences() {
    Rollout rollout = plan(STATES).newRollout(STEPS, 5 * 8 * STATES);
    double[] gradient = gradient(rollout);
    double h = 1e-6;
    for (int i = 0; i < gradient.length; i++) {
      double[] values = new double[2];
      for (int side = 0; side < 2; side++) {
        double[] start = START.clone();
        double[] given = GIVEN.clone();
        double[] p = PARAMETERS.clone();
        double shift = side == 0 ? h : -h;
        if (i < STATES) {
          start[i] += shift;
        } else if (i < STATES + given.length) {
          given[i - STATES] += shift;
        } else {
          p[i - STATES - given.length] += shift;
        }
        values[side] = value(rollout, start, given, p);
      }
      // rounding of sums of 150 terms over h, and h² times third derivatives
      assertThat(gradient[i]).isCloseTo((values[0] - values[1]) / (2 * h), within(1e-7));
    }
  }

  @Test
  void directionsAndAdjointsAgree() {
    Rollout rollout = plan(STATES).newRollout(STEPS, 4 * 8 * STATES);
    double[] gradient = gradient(rollout);
    double[][] seen = new double[STEPS + 1][];
    rollout.run(START, GIVEN, PARAMETERS, (k, s) -> seen[k] = s.clone());
    double[] start = numbers("directionOfStart", STATES);
    double[] given = numbers("directionOfGiven", GIVEN.length);
    double[] constants = numbers("directionOfConstants", PARAMETERS.length);
    double[] sum = new double[1];
    rollout.pushForward(
        start,
        given,
        constants,
        (k, t) -> {
          for (int i = 0; i < t.length; i++) {
            sum[0] += Math.cos(k) * Math.cos(seen[k][i]) * t[i];
          }
        });
    double product = 0;
    for (int i = 0; i < gradient.length; i++) {
      double direction =
          i < STATES
              ? start[i]
              : i < STATES + GIVEN.length
                  ? given[i - STATES]
                  : constants[i - STATES - GIVEN.length];
      product += gradient[i] * direction;
    }
    assertThat(sum[0]).isCloseTo(product, within(1e-11 * Math.abs(product)));
  }

  /** Whatever is computed again is computed from the same numbers. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7, 12, 30, 46})
  void theBytesThatThereAreDoNotChangeABit(int snapshots) {
    RolloutPlan plan = plan(STATES);
    double[] all = gradient(plan.newRollout(STEPS, Long.MAX_VALUE));
    Rollout some = plan.newRollout(STEPS, 8L * STATES * snapshots);
    assertThat(gradient(some)).isEqualTo(all);
    assertThat(some.snapshotSize()).isEqualTo((long) snapshots * STATES);
  }

  /** The fewest steps by dynamic programming: T(l, s) = min over a of a + T(a, s) + T(l−a, s−1). */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 9, 20, 47})
  void noMoreStepsAreMadeAgainThanMustBe(int snapshots) {
    Rollout rollout = plan(STATES).newRollout(STEPS, 8L * STATES * snapshots);
    gradient(rollout);
    long[][] fewest = new long[snapshots + 1][STEPS + 1];
    for (int s = 1; s <= snapshots; s++) {
      for (int l = 2; l <= STEPS; l++) {
        fewest[s][l] = s == 1 ? l * (l - 1L) / 2 : Long.MAX_VALUE;
        for (int a = 1; s > 1 && a < l; a++) {
          fewest[s][l] = Math.min(fewest[s][l], a + fewest[s][a] + fewest[s - 1][l - a]);
        }
      }
    }
    // the run itself makes the last step, too, which the way back has no need of
    assertThat(rollout.stepsMade() - 1)
        .isLessThanOrEqualTo(fewest[Math.min(snapshots, STEPS)][STEPS] + STEPS);
  }

  private static RolloutPlan oneState(String next) {
    Graph graph = new Graph();
    Node s = graph.input("s", Shape.of(1));
    Node p = graph.input("p", Shape.of(1));
    return RolloutPlan.of(graph, s, List.of(), List.of(p), graph.map(next, Map.of("s", s, "p", p)));
  }

  /** Ten steps from 1, and back from the last state. */
  private static void goAndReturn(Rollout rollout) {
    rollout.run(new double[] {1}, new double[0], new double[] {0.5}, (k, state) -> {});
    rollout.pullBack((k, bar) -> bar[0] += k == 10 ? 1 : 0);
  }

  @Test
  void adjointsAreClippedDiscountedAndStopped() {
    RolloutPlan doubling = oneState("2 * s + p");
    Rollout plain = doubling.newRollout(10, 1 << 20);
    goAndReturn(plain);
    assertThat(plain.byStart()).containsExactly(1024);
    assertThat(plain.byParameters()).containsExactly(1023);
    assertThat(plain.growth()).isEqualTo(512);
    Rollout clipped = doubling.newRollout(10, 1 << 20).clippedTo(3);
    goAndReturn(clipped);
    assertThat(clipped.byStart()).containsExactly(6);
    Rollout discounted = doubling.newRollout(10, 1 << 20).discountedBy(0.5);
    goAndReturn(discounted);
    assertThat(discounted.byStart()).containsExactly(1);
    Rollout stopped = doubling.newRollout(10, 1 << 20).discountedBy(0);
    goAndReturn(stopped);
    assertThat(stopped.byStart()).containsExactly(0);
    assertThat(stopped.byParameters()).containsExactly(1);
  }

  @Test
  void whatBecomesInfiniteIsTold() {
    RolloutPlan squares = oneState("s * s * p");
    Rollout rollout = squares.newRollout(20, 1 << 20);
    assertThat(rollout.run(new double[] {9}, new double[0], new double[] {1}, (k, state) -> {}))
        .isFalse();
    assertThatThrownBy(() -> squares.newRollout(0, 1)).hasMessageContaining("needs a step");
  }

  /** 10⁵ steps of 10⁴ states, 8 GB of states, go back within 400 MB of snapshots. */
  @Test
  @Tag("slow")
  void aLongRolloutOfManyStatesGoesBackWithinItsBytes() {
    int n = 10_000;
    int steps = 100_000;
    Graph graph = new Graph();
    Node s = graph.input("s", Shape.of(n));
    Node a = graph.input("a", Shape.of(n));
    Node next = graph.map("s + 0.001 * (a - s * s * s)", Map.of("s", s, "a", a));
    RolloutPlan plan = RolloutPlan.of(graph, s, List.of(), List.of(a), next);
    Rollout rollout = plan.newRollout(steps, 400L << 20);
    double[] start = new double[n];
    double[] constants = new double[n];
    Arrays.setAll(constants, i -> 1 + i % 7);
    rollout.run(start, new double[0], constants, (k, state) -> {});
    rollout.pullBack((k, bar) -> bar[0] += k == steps ? 1 : 0);
    assertThat(8 * rollout.snapshotSize()).isLessThanOrEqualTo(400L << 20);
    assertThat(rollout.stepsMade()).isLessThanOrEqualTo(3L * steps);
    // s³ = a at rest, so ds/da = 1/(3 s²), and the steps come to rest at it: e^−300
    assertThat(rollout.byParameters()[0]).isCloseTo(1.0 / 3, within(1e-9));
  }
}
