package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.CountingObjective;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.BatchedObjective;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/** One slice of a {@link NetworkTraining}; what the next one needs is its state. */
final class TrainingDescent {
  private final NetworkTraining training;
  private final SearchSpace space;
  private final @Nullable BatchedObjective batched;
  private final int parts;
  private final CountingObjective counting;

  /** The batch that is evaluated next; empty for all experiments. */
  private int[] chosen = {};

  private Vector best = Vector.zeros(0);
  private Evaluation.@Nullable Finite there;
  private double startValue = Double.POSITIVE_INFINITY;

  /** The loss before the first epoch and after each. */
  private final List<Double> course = new ArrayList<>();

  TrainingDescent(NetworkTraining training, Objective objective, SearchSpace space) {
    this.training = training;
    this.space = space;
    batched =
        objective instanceof BatchedObjective whole
                && training.batch() > 0
                && training.batch() < whole.parts()
            ? whole
            : null;
    parts = batched == null ? 1 : batched.parts();
    counting = new CountingObjective(batched == null ? objective : this::batch);
  }

  private Evaluation batch(Vector x, Derivatives derivatives) {
    BatchedObjective all = Objects.requireNonNull(batched);
    return chosen.length == 0 ? all.evaluate(x, derivatives) : all.evaluate(x, derivatives, chosen);
  }

  /** At most so many epochs. */
  Refinement run(TrainingState from, int epochs) {
    best = from.point();
    there = from.best();
    if (there == null) {
      Evaluation first = counting.evaluate(best, Derivatives.NONE);
      if (!(first instanceof Evaluation.Finite known)) {
        return refinement(from, best, first, Termination.FAILED, 0, null);
      }
      there = known;
      course.add(known.value());
    }
    startValue = there.value();
    double[] u = from.current().toArray();
    double[] first = from.first().toArray();
    double[] second = from.second().toArray();
    int steps = batched == null ? 1 : parts / training.batch();
    Optimiser optimiser = training.rule().at(from.iterations() * steps, first, second);
    Shuffle shuffle = new Shuffle(parts);
    for (int e = 0; e < from.iterations(); e++) {
      shuffle.ofEpoch(e);
    }
    int epoch = from.iterations();
    int end = Math.min(training.epochs(), epoch + epochs);
    boolean fails = false;
    while (epoch < end && !fails) {
      int[] order = batched == null ? new int[0] : shuffle.ofEpoch(epoch);
      for (int i = 0; i < steps && !fails; i++) {
        chosen =
            batched == null
                ? new int[0]
                : Arrays.copyOfRange(order, i * training.batch(), (i + 1) * training.batch());
        Arrays.sort(chosen);
        fails = !step(u, optimiser, epoch);
      }
      chosen = new int[0];
      epoch++;
      boolean isUnknown = batched != null || epoch == training.epochs();
      fails = fails || (isUnknown && !arrive(training.point(u, space)));
    }
    boolean over = fails || epoch >= training.epochs();
    TrainingState state =
        new TrainingState(best, epoch, there, Vector.of(u), Vector.of(first), Vector.of(second));
    Termination why = fails ? Termination.FAILED : over ? Termination.STEP : Termination.BUDGET;
    int made = epoch - from.iterations();
    return refinement(from, best, Objects.requireNonNull(there), why, made, over ? null : state);
  }

  private Refinement refinement(
      TrainingState from,
      Vector point,
      Evaluation evaluation,
      Termination why,
      int epochs,
      @Nullable TrainingState next) {
    Refinement made =
        new Refinement(
            from.point(),
            startValue,
            point,
            evaluation,
            Double.NaN,
            null,
            why,
            epochs,
            counting.effort(),
            next);
    return made.through(course);
  }

  /** Whether a step could be made. */
  private boolean step(double[] u, Optimiser optimiser, int epoch) {
    Vector point = training.point(u, space);
    Evaluation here = counting.evaluate(point, Derivatives.GRADIENT);
    if (!(here instanceof Evaluation.Differentiable known)) {
      return false;
    }
    if (batched == null) {
      keep(point, new Evaluation.Gradient(known.value(), known.gradient()));
      if (epoch > 0) { // the start is known
        course.add(known.value());
      }
    }
    double[] gradient = known.gradient().toArray();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= training.transforms().get(i).slope(u[i]);
    }
    optimiser.step(u, known.value(), gradient);
    return true;
  }

  /** Whether all experiments can be evaluated; the best point counts. */
  private boolean arrive(Vector point) {
    Evaluation value = counting.evaluate(point, Derivatives.NONE);
    if (!(value instanceof Evaluation.Finite known)) {
      return false;
    }
    keep(point, known);
    course.add(known.value());
    return true;
  }

  private void keep(Vector point, Evaluation.Finite value) {
    if (value.value() < Objects.requireNonNull(there).value()) {
      best = point;
      there = value;
    }
  }
}
