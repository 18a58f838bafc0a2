package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.BatchedObjective;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Frozen;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

class AdamTest {
  private static final SearchSpace BOX =
      new SearchSpace(List.of("a", "b"), Vector.of(-10, -10), Vector.of(10, 10));

  private static Adam adam(double rate, double clip, int steps, Schedule schedule, int batch) {
    return new Adam(rate, 0.9, 0.999, 0, clip, steps, new Adam.Plan(schedule, batch, 7));
  }

  /** ½ (a² + 100 b²). */
  private static Evaluation bowl(Vector x) {
    return new Evaluation.Gradient(
        0.5 * (x.get(0) * x.get(0) + 100 * x.get(1) * x.get(1)),
        Vector.of(x.get(0), 100 * x.get(1)));
  }

  /**
   * PyTorch 2 and Optax begin so: the first step is −rate · sign(g); the next ones were computed by
   * hand from the recurrence of Kingma and Ba with ε outside of the root.
   */
  @Test
  void stepsAreThoseOfThePublishedRecurrence() {
    List<Vector> seen = new ArrayList<>();
    Objective recorded =
        (x, derivatives) -> {
          seen.add(x);
          return bowl(x);
        };
    Adam search = adam(0.1, Double.POSITIVE_INFINITY, 3, Schedule.CONSTANT, 0);
    search.refine(recorded, BOX, search.begin(Vector.of(1, 1)), 3);
    double[] x = {1, 1};
    double[] m = new double[2];
    double[] v = new double[2];
    for (int t = 1; t <= 3; t++) {
      double[] g = {x[0], 100 * x[1]};
      for (int i = 0; i < 2; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double step = m[i] / (1 - Math.pow(0.9, t));
        x[i] -= 0.1 * step / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
      }
      assertThat(seen.get(t).get(0)).isCloseTo(x[0], within(1e-14));
      assertThat(seen.get(t).get(1)).isCloseTo(x[1], within(1e-14));
    }
    assertThat(seen.get(1).get(0)).isCloseTo(0.9, within(1e-8));
  }

  @Test
  void aScheduleBringsItToTheMinimum() {
    for (Schedule schedule : List.of(Schedule.COSINE, Schedule.EXPONENTIAL)) {
      Adam search = adam(0.1, 1, 500, schedule, 0);
      Refinement end = search.refine(AdamTest::of, BOX, search.begin(Vector.of(3, -2)), 500);
      assertThat(end.value()).as(schedule.name()).isLessThan(1e-4);
      assertThat(end.resumable()).isNull();
      assertThat(end.termination().converged()).isTrue();
    }
  }

  @Test
  void itsCourseHasTheValueAtTheStartAndAfterEachStep() {
    List<Double> seen = new ArrayList<>();
    Objective recorded =
        (x, derivatives) -> {
          Evaluation there = bowl(x);
          seen.add(((Evaluation.Finite) there).value());
          return there;
        };
    Adam search = adam(0.5, Double.POSITIVE_INFINITY, 6, Schedule.CONSTANT, 0);
    Refinement half = search.refine(recorded, BOX, search.begin(Vector.of(1, 1)), 2);
    Refinement end = half.then(search.refine(recorded, BOX, half.continuation().orElseThrow(), 9));
    assertThat(end.course())
        .isEqualTo(Vector.of(seen.stream().mapToDouble(Double::doubleValue).toArray()));
    assertThat(end.course().size()).isEqualTo(7);
  }

  private static Evaluation of(Vector x, Derivatives derivatives) {
    return bowl(x);
  }

  @Test
  void stoppingAndGoingOnIsTheSameAsNotStopping() {
    for (int batch : new int[] {0, 3}) {
      Adam search = adam(0.05, 10, 40, Schedule.COSINE, batch);
      Refinement whole = search.refine(new Sum(), BOX, search.begin(Vector.of(3, -2)), 40);
      Refinement part = search.refine(new Sum(), BOX, search.begin(Vector.of(3, -2)), 7);
      while (part.resumable() != null) {
        part = part.then(search.refine(new Sum(), BOX, part.resumable(), 5));
      }
      assertThat(part.point()).isEqualTo(whole.point());
      assertThat(part.evaluation()).isEqualTo(whole.evaluation());
      assertThat(part.effort()).isEqualTo(whole.effort());
    }
  }

  /** Σ over eight parts of ½ |x − c_k|²; the mean of the centres is (3.5, −1). */
  private static final class Sum implements BatchedObjective {
    private final List<int[]> asked = new ArrayList<>();

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      return sum(x, new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    }

    @Override
    public int parts() {
      return 8;
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives, int[] parts) {
      asked.add(parts);
      return sum(x, parts);
    }

    private static Evaluation sum(Vector x, int[] parts) {
      double value = 0;
      Vector gradient = Vector.zeros(2);
      double factor = 8.0 / parts.length;
      for (int k : parts) {
        Vector r = x.minus(Vector.of(k, -1));
        value += factor * 0.5 * r.dot(r);
        gradient = gradient.plus(factor, r);
      }
      return new Evaluation.Gradient(value, gradient);
    }
  }

  @Test
  void everyPartIsTakenOnceInAnEpoch() {
    Sum sum = new Sum();
    Adam search = adam(0.01, 10, 6, Schedule.CONSTANT, 3);
    search.refine(sum, BOX, search.begin(Vector.of(0, 0)), 6);
    assertThat(sum.asked).hasSize(6); // batches of 3, 3 and 2, twice
    for (int epoch = 0; epoch < 2; epoch++) {
      int[] all =
          sum.asked.subList(3 * epoch, 3 * epoch + 3).stream()
              .flatMapToInt(Arrays::stream)
              .toArray();
      assertThat(all).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }
    assertThat(sum.asked.get(0)).isNotEqualTo(sum.asked.get(3));
  }

  @Test
  void batchesFindTheMinimumOfTheWhole() {
    Adam search = adam(0.1, 100, 600, Schedule.COSINE, 2);
    Refinement end = search.refine(new Sum(), BOX, search.begin(Vector.of(-5, 5)), 600);
    // the rate ends at 0, so the noise of batches does, too
    assertThat(end.point().get(0)).isCloseTo(3.5, within(0.05));
    assertThat(end.point().get(1)).isCloseTo(-1, within(0.05));
  }

  @Test
  void aStepThatCannotBeEvaluatedIsTakenBackAndShortened() {
    Objective walled =
        (x, derivatives) ->
            x.get(0) < 0.75
                ? new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, "wall")
                : bowl(x);
    Adam search = adam(0.3, 1000, 30, Schedule.CONSTANT, 0);
    Refinement end = search.refine(walled, BOX, search.begin(Vector.of(1, 0)), 30);
    assertThat(end.point().get(0)).isBetween(0.75, 0.95);
    assertThat(end.effort().failures()).isPositive();
  }

  @Test
  void pointsStayInTheBoxAndWeightsDecay() {
    SearchSpace box = new SearchSpace(List.of("a", "b"), Vector.of(0.5, -1), Vector.of(1, 1));
    Adam search = adam(0.1, 1000, 50, Schedule.CONSTANT, 0);
    Refinement end = search.refine(AdamTest::of, box, search.begin(Vector.of(1, 1)), 50);
    assertThat(end.point().get(0)).isEqualTo(0.5);
    Adam decaying = new Adam(0.1, 0, 0, 0.5, 1, 1, new Adam.Plan(Schedule.CONSTANT, 0, 0));
    List<Vector> seen = new ArrayList<>();
    decaying.refine(
        (x, derivatives) -> {
          seen.add(x);
          return new Evaluation.Gradient(0, Vector.of(0, 0));
        },
        BOX,
        decaying.begin(Vector.of(2, -4)),
        1);
    // without a gradient x ← x − rate · decay · x
    assertThat(seen.get(1)).isEqualTo(Vector.of(1.9, -3.8));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> adam(0, 1, 1, Schedule.CONSTANT, 0))
        .hasMessageContaining("rate (0.0) must be above 0");
    assertThatThrownBy(() -> adam(1, 0, 1, Schedule.CONSTANT, 0))
        .hasMessageContaining("clip (0.0) above 0");
  }

  /**
   * ½ |x|² with a slope of chance: fitted to one sample, the minimum would be off by the chance.
   */
  @Test
  void eachStepOfANoisyObjectiveHasNoiseOfItsOwn() {
    List<Double> seen = new ArrayList<>();
    NoisyObjective noisy =
        (x, derivatives, noise) -> {
          double off = noise.nextGaussian();
          seen.add(off);
          return new Evaluation.Gradient(
              0.5 * x.dot(x) + off * x.get(0), x.plus(1, Vector.of(off, 0)));
        };
    Frozen frozen = new Frozen(noisy, RandomStream.of(1), 1);
    Adam search = adam(0.02, Double.POSITIVE_INFINITY, 2000, Schedule.COSINE, 0);
    Refinement whole = search.refine(frozen, BOX, search.begin(Vector.of(1, 1)), 2000);
    assertThat(seen).doesNotHaveDuplicates();
    // a sample of two has its minimum at about 0.7 standard deviations from the true one
    assertThat(whole.point().get(0)).isCloseTo(0, within(0.1));
    assertThat(whole.point().get(1)).isCloseTo(0, within(1e-6));
  }

  @Test
  void noiseOfStepsIsTheSameInSlices() {
    NoisyObjective noisy =
        (x, derivatives, noise) -> {
          double off = noise.nextGaussian();
          return new Evaluation.Gradient(
              0.5 * x.dot(x) + off * x.get(0), x.plus(1, Vector.of(off, 0)));
        };
    Frozen frozen = new Frozen(noisy, RandomStream.of(1), 1);
    Adam search = adam(0.1, Double.POSITIVE_INFINITY, 10, Schedule.CONSTANT, 0);
    Vector whole = search.refine(frozen, BOX, search.begin(Vector.of(1, 1)), 10).point();
    Refinement part = search.refine(frozen, BOX, search.begin(Vector.of(1, 1)), 4);
    LocalState rest = part.continuation().orElseThrow();
    assertThat(search.refine(frozen, BOX, rest, 6).point()).isEqualTo(whole);
  }
}
