package org.lamarck.worker.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.lamarck.strategies.random.RandomStream;

/**
 * Steps one after another, again and again, and their derivatives backwards. What each step needs
 * for the way back is kept: about 8 bytes for each coordinate of a cell and substep, 160 MB for 10⁴
 * cells and 10³ steps in the plane. Serves one thread.
 */
public final class Rollout {
  private final Fields fields;
  private final int capacity;
  private final int repeats;
  private final List<Step.Runner> runners = new ArrayList<>();
  private final boolean[] goesBack; // by steps
  private final Context context = new Context(Noise.of(RandomStream.of(0)));
  private final double[] logProbabilities;
  private Supplier<IntFunction<Noise>> noise;
  private State state;

  /**
   * A rollout.
   *
   * @param repeats how often all steps are made
   * @param capacity how many cells there can be, born ones and dead ones together
   */
  public Rollout(List<Step> steps, int repeats, Fields fields, int capacity) {
    this(steps, repeats, fields, capacity, always(steps.size()));
  }

  /** One whose derivatives are those by parameters alone, and not those by the start. */
  public static Rollout byParameters(List<Step> steps, int repeats, Fields fields, int capacity) {
    return new Rollout(steps, repeats, fields, capacity, Dependence.waysBack(steps));
  }

  private static boolean[] always(int steps) {
    boolean[] ways = new boolean[steps];
    Arrays.fill(ways, true);
    return ways;
  }

  private Rollout(List<Step> steps, int repeats, Fields fields, int capacity, boolean[] goesBack) {
    this.goesBack = goesBack;
    this.fields = fields;
    this.capacity = capacity;
    this.repeats = repeats;
    for (Step step : steps) {
      runners.add(step.newRunner(fields, capacity));
    }
    logProbabilities = new double[repeats];
    RandomStream first = RandomStream.of(0);
    noise = () -> made -> Noise.of(first.split("step", made));
    state = new State(Tissue.none(fields), 0);
  }

  /** Noise of a stream: of each step a part of its own, whatever the others take. */
  public void draw(RandomStream random) {
    noise = () -> made -> Noise.of(random.split("step", made));
  }

  /** Noise for all steps one after another, from the beginning in each run. */
  public void give(Supplier<Noise> given) {
    noise =
        () -> {
          Noise all = given.get();
          return made -> all;
        };
  }

  /** The tissue at the end; positions may be infinite or NaN where steps are too long. */
  public Tissue run(Tissue start, double[] parameters) {
    run(start, parameters, true, (seen, repeat, tape) -> {});
    return end();
  }

  /** The tissue after the last run. */
  public Tissue end() {
    return state.tissue();
  }

  /**
   * Makes all steps.
   *
   * @param keeps whether there will be a way back
   * @param watcher sees the tissue at the start, as repeat 0, and after each repeat
   */
  public void run(Tissue start, double[] parameters, boolean keeps, Watcher watcher) {
    if (!start.fields().equals(fields) || start.cells() > capacity) {
      throw new IllegalArgumentException(
          "%d cells with %s do not fit into %d places with %s"
              .formatted(start.cells(), start.fields(), capacity, fields));
    }
    state = new State(start, capacity);
    context.begin(parameters, keeps);
    watcher.watch(state, 0, context.tape());
    IntFunction<Noise> ofStep = noise.get();
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (int n = 0; n < runners.size(); n++) {
        context.noise(ofStep.apply(repeat * runners.size() + n));
        context.tape().keep(keeps && goesBack[n]);
        runners.get(n).forward(state, context);
      }
      context.tape().keep(keeps);
      logProbabilities[repeat] = context.takeLogProbability();
      watcher.watch(state, repeat + 1, context.tape());
    }
  }

  /** Of what was drawn in each repeat of the last run: the logarithm of its probability. */
  public double[] logProbabilities() {
    return logProbabilities.clone();
  }

  /**
   * The gradient of a function of the last run's end by the parameters.
   *
   * @param byState its derivatives by the state at the end, place by place
   */
  public double[] pullBack(double[] byState) {
    double[] adjoint = byState.clone();
    return pullBack(adjoint, new double[repeats], (seen, repeat, tape) -> {});
  }

  /**
   * The gradient of functions of the last run's states by the parameters.
   *
   * @param adjoint derivatives by the state; becomes those by the start
   * @param scores for each repeat, the factor of the derivatives of its logarithmic probability
   * @param watcher sees the states backwards; takes off the tape what it has put there, and adds
   *     its derivatives by the state
   */
  public double[] pullBack(double[] adjoint, double[] scores, Watcher watcher) {
    for (int repeat = repeats; repeat > 0; repeat--) {
      watcher.watch(state, repeat, context.tape());
      context.scoreWeight(scores[repeat - 1]);
      for (int n = runners.size() - 1; n >= 0; n--) {
        if (goesBack[n]) {
          runners.get(n).backward(state, adjoint, context);
        }
      }
    }
    watcher.watch(state, 0, context.tape());
    return context.gradient().clone();
  }

  /** Sees a tissue between steps. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Looks at a tissue.
     *
     * @param repeat how often the steps were made
     */
    void watch(State state, int repeat, Tape tape);
  }
}
