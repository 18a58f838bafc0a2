package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/**
 * One run of CMA-ES in a box: the distribution, which lives on the real line in units of the
 * initial step of each coordinate that can move, and the map to the space. Sample k of generation g
 * is a function of the run's stream, g and k.
 *
 * <p>Where so many samples fail that fewer than μ have a value, more are drawn from the same
 * distribution before it learns: selection among too few would be a random walk.
 *
 * @param random only split, never read
 * @param scale the initial step of each coordinate, in units of the box
 * @param pending samples of this generation that have a value already
 * @param batch how often this generation has been sampled before
 * @param averaging of samples, where there is noise
 * @param progress what the run spent and found
 */
public record CmaRun(
    SearchSpace space,
    RandomStream random,
    Cma cma,
    Vector scale,
    List<Valued> pending,
    int batch,
    Averaging averaging,
    Progress progress)
    implements Serializable {
  /** After so many batches the distribution learns from what there is. */
  private static final int MOST_BATCHES = 5;

  public CmaRun {
    pending = List.copyOf(pending);
  }

  /** A sample on the line and its value. */
  public record Valued(Vector point, double value) implements Serializable {}

  /** What a run spent and its best individual so far. */
  public record Progress(Effort effort, @Nullable Individual best) implements Serializable {
    private Progress with(Individual individual) {
      return new Progress(
          effort.plus(individual.refinement().effort()),
          best == null || individual.isBetterThan(best) ? individual : best);
    }
  }

  /**
   * A run that begins at {@code mean}.
   *
   * @param mean a point of the space
   * @param steps initial standard deviations in units of the box, one for each coordinate
   */
  public static CmaRun begin(
      SearchSpace space, RandomStream random, Vector mean, Vector steps, int lambda) {
    return begin(space, random, Cma.begin(onLine(space, mean, steps), lambda), steps);
  }

  /**
   * A run that begins where something is known.
   *
   * @param steps as above; the distribution has as much space as those would give it
   */
  public static CmaRun begin(
      SearchSpace space, RandomStream random, Shape shape, Vector steps, int lambda) {
    int[] free = space.free();
    double[] units =
        Arrays.stream(free).mapToDouble(i -> steps.get(i) * space.widths().get(i)).toArray();
    Vector mean = onLine(space, shape.point(), steps);
    return begin(space, random, Cma.begin(mean, shape.covariance(free, units), lambda), steps);
  }

  private static Vector onLine(SearchSpace space, Vector point, Vector steps) {
    Vector u = space.toUnit(space.clip(point));
    return Vector.of(
        Arrays.stream(space.free())
            .mapToDouble(i -> BoxTransform.fromBox(u.get(i)) / steps.get(i))
            .toArray());
  }

  private static CmaRun begin(SearchSpace space, RandomStream random, Cma cma, Vector steps) {
    Progress nothing = new Progress(Effort.NONE, null);
    return new CmaRun(space, random, cma, steps, List.of(), 0, Averaging.NONE, nothing);
  }

  /** The same run on an objective that is known to have noise. */
  CmaRun onNoise() {
    return new CmaRun(space, random, cma, scale, pending, batch, Averaging.NOISY, progress);
  }

  /** Whether any value so far was an estimate. */
  boolean isNoisy() {
    return averaging.isNoisy();
  }

  public Effort effort() {
    return progress.effort();
  }

  public @Nullable Individual best() {
    return progress.best();
  }

  public int lambda() {
    return cma.lambda();
  }

  /** How many proposals {@link #ask} makes. */
  public int asked() {
    return averaging.isNoisy() ? lambda() + 1 : lambda();
  }

  /**
   * The samples of the coming generation. Where there is noise, their mean as well: better than
   * they are on average, and by more draws, it is what the run can say for sure.
   */
  public List<Proposal> ask(long firstId, String origin) {
    List<Proposal> proposals = new ArrayList<>();
    Work work = new Work.Evaluate(Derivatives.NONE, averaging.ofSample());
    for (int k = 0; k < lambda(); k++) {
      proposals.add(new Proposal(firstId + k, origin, List.of(candidate(k)), work));
    }
    if (averaging.isNoisy()) {
      Work more = new Work.Evaluate(Derivatives.NONE, averaging.ofMean(lambda()));
      proposals.add(new Proposal(firstId + lambda(), origin, List.of(center()), more));
    }
    return proposals;
  }

  /** Sample {@code k} of the coming generation, a point of the space. */
  public Vector candidate(int k) {
    return toSpace(sample(k));
  }

  /** The mean, a point of the space. */
  Vector center() {
    return toSpace(cma.mean());
  }

  /**
   * The run after a generation.
   *
   * @param lived what came of {@link #ask}, in its order
   * @param injected a better point from elsewhere, when there is one
   */
  public CmaRun tell(List<Individual> lived, @Nullable Individual injected) {
    List<Valued> valued = new ArrayList<>(pending);
    List<Valued> failed = new ArrayList<>();
    Progress next = progress;
    List<Individual> samples = lived.subList(0, lambda());
    for (Individual mean : lived.subList(lambda(), lived.size())) {
      next = next.with(mean);
    }
    Averaging now = averaging.after(samples);
    for (int k = 0; k < samples.size(); k++) {
      Individual one = samples.get(k);
      (one.refinement().failed() ? failed : valued).add(new Valued(sample(k), one.value()));
      next = next.with(one);
    }
    if (valued.size() < lambda() / 2 && batch + 1 < MOST_BATCHES) {
      return new CmaRun(space, random, cma, scale, valued, batch + 1, now, next);
    }
    valued.addAll(failed);
    Vector[] points = new Vector[lambda()];
    double[] values = new double[points.length];
    for (int k = 0; k < points.length; k++) {
      points[k] = valued.get(k).point();
      values[k] = valued.get(k).value();
    }
    Cma.Injected point =
        injected == null
            ? null
            : new Cma.Injected(toLine(injected.point(), cma.mean()), injected.value());
    Cma told = cma.tell(points, values, point);
    return new CmaRun(space, random, told, scale, List.of(), 0, now, next);
  }

  public Optional<CmaStop> stop() {
    return cma.stop();
  }

  /** The largest standard deviation of a coordinate, in units of the box. */
  public double spread() {
    double max = 0;
    for (int i = 0; i < scale.size(); i++) {
      max = Math.max(max, spread(i));
    }
    return max;
  }

  /** The standard deviation of a coordinate, in units of the box and at most its width. */
  public double spread(int i) {
    int k = Arrays.binarySearch(space.free(), i);
    return k < 0 ? 0 : Math.min(1, cma.deviation(k) * scale.get(i));
  }

  private Vector sample(int k) {
    long number = (long) batch * lambda() + k;
    return cma.sample(random.split("generation", cma.generation()).split("sample", number));
  }

  private Vector toSpace(Vector line) {
    double[] u = new double[space.dimension()];
    int[] free = space.free();
    for (int k = 0; k < free.length; k++) {
      u[free[k]] = BoxTransform.toBox(line.get(k) * scale.get(free[k]));
    }
    return space.clip(space.fromUnit(Vector.of(u)));
  }

  /** The pre-image of {@code x} that is nearest to the mean: the map to the box has mirrors. */
  private Vector toLine(Vector x, Vector mean) {
    Vector u = space.toUnit(x);
    int[] free = space.free();
    double[] t = new double[free.length];
    for (int k = 0; k < free.length; k++) {
      double unit = scale.get(free[k]);
      t[k] = BoxTransform.fromBoxNear(u.get(free[k]), mean.get(k) * unit) / unit;
    }
    return Vector.of(t);
  }
}
