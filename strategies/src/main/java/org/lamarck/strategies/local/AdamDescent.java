package org.lamarck.strategies.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.BatchedObjective;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Frozen;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/** One slice of an {@link Adam} search. Everything that the next slice needs is its state. */
final class AdamDescent {
  private static final int MOST_FAILURES = 12;

  private final Adam settings;
  private final SearchSpace space;
  private final CountingObjective counting;
  private final @Nullable BatchedObjective batched;
  private final int parts;
  private final @Nullable Frozen noisy;

  /** The batch of the step that is made, set before each evaluation; empty for all parts. */
  private int[] chosen = {};

  /** The step that is made, set before each evaluation. */
  private int step;

  /** The value at the start and after each step, of batches after each epoch. */
  private final List<Double> course = new ArrayList<>();

  AdamDescent(Adam settings, Objective objective, SearchSpace space) {
    this.settings = settings;
    this.space = space;
    boolean inBatches =
        objective instanceof BatchedObjective whole
            && settings.plan().batch() > 0
            && settings.plan().batch() < whole.parts();
    batched = inBatches ? (BatchedObjective) objective : null;
    parts = batched == null ? 1 : batched.parts();
    noisy = objective instanceof Frozen frozen ? frozen : null;
    Objective seen = noisy == null ? objective : this::fresh;
    counting = new CountingObjective(batched == null ? seen : this::batch);
  }

  /** Noise is another one at each step, so that no sample is fitted by its chance. */
  private Evaluation fresh(Vector x, Derivatives derivatives) {
    Frozen own = Objects.requireNonNull(noisy);
    return new Frozen(own.objective(), own.noise().split("step", step), own.replicates())
        .evaluate(x, derivatives);
  }

  private Evaluation batch(Vector x, Derivatives derivatives) {
    BatchedObjective all = Objects.requireNonNull(batched);
    return chosen.length == 0 ? all.evaluate(x, derivatives) : all.evaluate(x, derivatives, chosen);
  }

  Refinement run(AdamState from, int iterations) {
    AdamState state = from;
    if (state.best() == null) {
      Vector start = space.clip(from.point());
      Evaluation there =
          counting.evaluate(start, batched == null ? Derivatives.GRADIENT : Derivatives.NONE);
      boolean known =
          batched == null
              ? there instanceof Evaluation.Differentiable
              : there instanceof Evaluation.Finite;
      if (!known) {
        return Refinement.failedAt(start, there, counting.effort());
      }
      course.add(((Evaluation.Finite) there).value());
      Vector zero = Vector.zeros(start.size());
      state =
          new AdamState(
              start, 0, kept((Evaluation.Finite) there), start, slope(there), zero, zero, 0);
    }
    Vector start = state.point();
    double startValue = value(state);
    int made = 0;
    while (!ended(state) && made < iterations) {
      state = batched == null ? iterate(state) : iterateBatch(state);
      made++;
    }
    boolean over = ended(state);
    Termination atEnd = state.failures() >= MOST_FAILURES ? Termination.FAILED : Termination.STEP;
    Refinement refinement =
        new Refinement(
            start,
            startValue,
            state.point(),
            Objects.requireNonNull(state.best()),
            Double.NaN,
            null,
            over ? atEnd : Termination.BUDGET,
            made,
            counting.effort(),
            over ? null : state);
    return refinement.through(course);
  }

  private boolean ended(AdamState state) {
    return state.iterations() >= settings.steps() || state.failures() >= MOST_FAILURES;
  }

  private static double value(AdamState state) {
    return Objects.requireNonNull(state.best()).value();
  }

  /** At most a gradient is kept. */
  private static Evaluation.Finite kept(Evaluation.Finite there) {
    return there instanceof Evaluation.LeastSquares squares
        ? new Evaluation.Gradient(squares.value(), squares.gradient())
        : there;
  }

  private static @Nullable Vector slope(Evaluation there) {
    return there instanceof Evaluation.Differentiable known ? known.gradient() : null;
  }

  /** A step by the gradient at the current point, which is of all parts. */
  private AdamState iterate(AdamState state) {
    Vector gradient = Objects.requireNonNull(state.gradient());
    AdamState moved = moved(state, gradient);
    step = moved.iterations();
    Evaluation there = counting.evaluate(moved.current(), Derivatives.GRADIENT);
    if (!(there instanceof Evaluation.Differentiable known)) {
      return takenBack(state);
    }
    return arrived(moved, kept(known), known.gradient());
  }

  /** A step by the gradient of a batch; all parts are evaluated at the end of an epoch. */
  private AdamState iterateBatch(AdamState state) {
    int batches = (parts + settings.plan().batch() - 1) / settings.plan().batch();
    int epoch = state.iterations() / batches;
    int number = state.iterations() % batches;
    chosen = batch(epoch, number);
    Evaluation here = counting.evaluate(state.current(), Derivatives.GRADIENT);
    chosen = new int[0];
    if (!(here instanceof Evaluation.Differentiable known)) {
      return takenBack(state);
    }
    AdamState moved = moved(state, known.gradient());
    if (number < batches - 1 && moved.iterations() < settings.steps()) {
      return moved;
    }
    Evaluation there = counting.evaluate(moved.current(), Derivatives.NONE);
    return there instanceof Evaluation.Finite finite
        ? arrived(moved, finite, null)
        : takenBack(state);
  }

  /** The parts of a batch, ascending: of a random order of the epoch's. */
  private int[] batch(int epoch, int number) {
    RandomStream random = RandomStream.of(settings.plan().shuffle()).split("epoch", epoch);
    int[] order = new int[parts];
    for (int i = 0; i < parts; i++) { // Fisher and Yates, from inside out
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    int from = number * settings.plan().batch();
    int[] batch = Arrays.copyOfRange(order, from, Math.min(parts, from + settings.plan().batch()));
    Arrays.sort(batch);
    return batch;
  }

  private AdamState moved(AdamState state, Vector gradient) {
    double length = Math.sqrt(gradient.dot(gradient));
    double scale = length > settings.clip() ? settings.clip() / length : 1;
    int step = state.iterations() + 1;
    double rate =
        settings.rate()
            * settings.plan().schedule().factor((double) state.iterations() / settings.steps());
    double correction1 = 1 - Math.pow(settings.beta1(), step);
    double correction2 = 1 - Math.pow(settings.beta2(), step);
    double[] x = state.current().toArray();
    double[] m = state.first().toArray();
    double[] v = state.second().toArray();
    for (int i = 0; i < x.length; i++) {
      double g = scale * gradient.get(i);
      m[i] = settings.beta1() * m[i] + (1 - settings.beta1()) * g;
      v[i] = settings.beta2() * v[i] + (1 - settings.beta2()) * g * g;
      double direction = m[i] / correction1 / (Math.sqrt(v[i] / correction2) + Adam.EPSILON);
      x[i] -= rate * (direction + settings.decay() * x[i]);
    }
    return new AdamState(
        state.point(),
        step,
        state.best(),
        space.clip(Vector.of(x)),
        state.gradient(),
        Vector.of(m),
        Vector.of(v),
        0);
  }

  /** Values with other noise cannot be compared: then the last point counts. */
  private AdamState arrived(AdamState moved, Evaluation.Finite there, @Nullable Vector gradient) {
    course.add(there.value());
    boolean better = noisy != null || there.value() < value(moved);
    return new AdamState(
        better ? moved.current() : moved.point(),
        moved.iterations(),
        better ? there : moved.best(),
        moved.current(),
        gradient,
        moved.first(),
        moved.second(),
        0);
  }

  /** The step was not made; the next one is a quarter as long, at first. */
  private static AdamState takenBack(AdamState state) {
    return new AdamState(
        state.point(),
        state.iterations() + 1,
        state.best(),
        state.current(),
        state.gradient(),
        state.first().times(0.5),
        state.second().times(4),
        state.failures() + 1);
  }
}
