package org.lamarck.worker.method;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.memory.ChunkedArray;
import org.lamarck.worker.memory.MemoryBudget;

/** The steps of an integration, in arrays that are kept for the next one. */
public final class StepHistory {
  private static final int TIMES = 4; // start, end, earliest, latest

  private final int states;
  private double[] weights = {};
  private double[] times = new double[TIMES * 64];
  private @Nullable ChunkedArray[] blocks = {}; // by the number of increments: y, then U
  private int[] used = {}; // of each of these
  private int[] places = new int[64]; // of each step in its blocks
  private Method[] methods = new Method[64];
  private boolean[] dense = new boolean[64];
  private boolean[] continued = new boolean[64];
  private final Map<Integer, Moved> moved = new HashMap<>();
  private final FactorCache factors;
  private int[] written = new int[64]; // by step, its place among those that keep numbers, or −1
  private int keeping; // so many steps do
  private int perStep; // numbers that each of them keeps
  private @Nullable ChunkedArray kept;
  private int size;

  /** Why stages of a step were moved inside, what was negligible, and what it is held at. */
  @SuppressWarnings("ArrayRecordComponent") // stays here
  record Moved(NonnegativeStates.Move move, double[] negligible, int[] held) {
    private static final Moved NOT =
        new Moved(NonnegativeStates.Move.NONE, new double[0], new int[0]);
  }

  /** A history of steps of so many states: the states and increments of each. */
  public StepHistory(int states) {
    this(states, new MemoryBudget(0));
  }

  /**
   * A history of steps of so many states: the states and increments of each, and the factorisations
   * of W as far as there is memory.
   */
  public StepHistory(int states, MemoryBudget room) {
    this.states = states;
    this.factors = new FactorCache(room);
  }

  public void clear() {
    size = 0;
    keeping = 0;
    Arrays.fill(used, 0);
    moved.clear();
    factors.clear();
  }

  public int size() {
    return size;
  }

  public double start(int k) {
    return times[TIMES * k];
  }

  public double end(int k) {
    return times[TIMES * k + 1];
  }

  /** Keeps a step that ends at a time. */
  public void add(Step step, double end) {
    if (TIMES * size == times.length) {
      times = Arrays.copyOf(times, 2 * times.length);
      methods = Arrays.copyOf(methods, 2 * size);
      places = Arrays.copyOf(places, 2 * size);
      dense = Arrays.copyOf(dense, 2 * size);
      continued = Arrays.copyOf(continued, 2 * continued.length);
      written = Arrays.copyOf(written, 2 * written.length);
    }
    NonnegativeStates.Move move = step.inside().move();
    if (move != NonnegativeStates.Move.NONE) {
      moved.put(size, new Moved(move, step.inside().negligible().clone(), step.inside().held()));
    }
    methods[size] = step.method();
    dense[size] = step.isDense();
    continued[size] = step.isContinued();
    times[TIMES * size] = step.start();
    times[TIMES * size + 1] = end;
    times[TIMES * size + 2] = step.earliest();
    times[TIMES * size + 3] = step.latest();
    int increments = increments(size);
    ChunkedArray chosen = blocks(increments);
    int place = used[increments]++;
    places[size] = place;
    double[] block = chosen.array(place);
    int offset = chosen.offset(place);
    System.arraycopy(step.state(), 0, block, offset, states);
    step.copyIncrements(block, offset + states);
    written[size] = step.isWritten() ? keep(step.kept()) : -1;
    if (step.method().isImplicit()) {
      factors.add(step.lu());
    } else {
      factors.addNone();
    }
    size++;
  }

  /** Keeps the numbers of a step that is written out; its place among these. */
  private int keep(double[] values) {
    ChunkedArray chosen = kept;
    if (chosen == null || perStep != values.length) { // a history is of one system
      chosen = new ChunkedArray(Math.max(1, values.length));
      kept = chosen;
      perStep = values.length;
    }
    System.arraycopy(values, 0, chosen.array(keeping), chosen.offset(keeping), perStep);
    return keeping++;
  }

  private int increments(int k) {
    return dense[k] ? methods[k].denseStages() : methods[k].stages();
  }

  private ChunkedArray blocks(int increments) {
    if (increments >= blocks.length) {
      blocks = Arrays.copyOf(blocks, increments + 1);
      used = Arrays.copyOf(used, increments + 1);
    }
    ChunkedArray known = blocks[increments];
    if (known == null) {
      known = new ChunkedArray((1 + increments) * states);
      blocks[increments] = known;
    }
    return known;
  }

  /** About how many bytes the steps take. */
  public long bytes() {
    long numbers = 0;
    for (int increments = 0; increments < used.length; increments++) {
      numbers += (1L + increments) * states * used[increments];
    }
    numbers += (long) perStep * keeping;
    return (numbers + TIMES * (long) size) * Double.BYTES;
  }

  public Method method(int k) {
    return methods[k];
  }

  /** Whether the first stage of step k is the last one of the step before. */
  public boolean isContinued(int k) {
    return continued[k];
  }

  /**
   * Makes {@code step} step k; false when it cannot be computed. The steps are restored from the
   * last to the first: each but the last comes after the one behind it.
   */
  public boolean restore(int k, Step step) {
    step.within(times[TIMES * k + 2], times[TIMES * k + 3]);
    step.use(methods[k]);
    Moved how = moved.get(k);
    if (how != null) {
      step.inside().negligible(how.negligible());
    }
    ChunkedArray own = kept;
    if (written[k] >= 0 && own != null) {
      step.keep(own.array(written[k]), own.offset(written[k]), perStep);
    } else {
      step.keepNothing();
    }
    ChunkedArray chosen = blocks(increments(k));
    boolean isBehindKnown = k + 1 < size && continued[k + 1];
    boolean isFactorised = factors.load(k, step.lu());
    return step.restore(
        new Step.Taken(
            start(k),
            end(k) - start(k),
            chosen.array(places[k]),
            chosen.offset(places[k]),
            isFactorised,
            isBehindKnown,
            dense[k],
            how == null ? Moved.NOT : how));
  }

  /**
   * The step that a time belongs to: the last one that starts there or before; the first one for
   * earlier times.
   *
   * @param isEnd whether a time where steps meet is the end of one, not a start
   */
  public int find(double time, boolean isEnd) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      boolean isBefore = isEnd ? start(middle) < time : start(middle) <= time;
      if (isBefore) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The relative place of a time in step k. */
  public double theta(int k, double time) {
    return (time - start(k)) / (end(k) - start(k));
  }

  /**
   * A state, or a derivative of it by time, by dense output.
   *
   * @param order 0 for the state, up to 3
   */
  public double value(int k, double time, int state, int order) {
    double theta = theta(k, time);
    Method method = methods[k];
    int increments = method.denseStages();
    weights = weights.length < increments ? new double[increments] : weights;
    ChunkedArray chosen = blocks(increments(k));
    double[] block = chosen.array(places[k]);
    int place = chosen.offset(places[k]) + state;
    method.denseWeights(theta, order, weights);
    double value = order == 0 ? block[place] : 0;
    for (int j = 0; j < increments; j++) {
      value += weights[j] * block[place + (1 + j) * states];
    }
    double h = end(k) - start(k);
    for (int m = 0; m < order; m++) {
      value /= h;
    }
    return value;
  }
}
