package org.lamarck.worker.cells;

import java.util.Arrays;

/** The forces between the living cells of a tissue, and their derivatives; for one thread. */
public final class Forces {
  private final PairForce force;
  private final int dimensions;
  private final int width;
  private final Fields fields;
  private final int traits;
  private final int radius;
  private final int type;
  private final int[] cells;
  private final double[] radii;
  private final double[] byRadii;
  private final double[] weights;
  private final double[] byWeights;
  private final Pairs pairs;
  private final Nearby near = new Nearby();
  private int count;
  private PairForce.Values values;

  /** Forces in tables of so many places. */
  public Forces(PairForce force, Fields fields, int capacity) {
    this.force = force;
    dimensions = fields.dimensions();
    width = fields.width();
    this.fields = fields;
    traits = fields.traits();
    radius = Property.RADIUS.first(fields);
    type = Property.TYPE.first(fields);
    cells = new int[capacity];
    radii = new double[capacity];
    byRadii = new double[capacity];
    weights = new double[capacity * traits];
    byWeights = new double[capacity * traits];
    pairs = new Pairs(capacity, dimensions, force.cutoff());
    values = new Nothing();
  }

  /** Reads radii and traits of the living cells; tells how many cells there are. */
  public int begin(State state, Context context) {
    values = force.at(context.parameters(), fields);
    pairs.forget();
    count = state.living(cells);
    for (int i = 0; i < count; i++) {
      radii[i] = state.values()[cells[i] * width + radius];
      System.arraycopy(state.values(), cells[i] * width + type, weights, i * traits, traits);
    }
    return count;
  }

  /** Keeps what was read, last of a step. */
  public void keep(Tape tape) {
    tape.push(radii, 0, count);
    tape.push(weights, 0, count * traits);
  }

  /** Takes back what was kept; tells how many cells there are. */
  public int beginBack(State state, Context context) {
    values = force.at(context.parameters(), fields);
    pairs.forget();
    count = state.living(cells);
    context.tape().pop(weights, 0, count * traits);
    context.tape().pop(radii, 0, count);
    Arrays.fill(byRadii, 0, count, 0);
    Arrays.fill(byWeights, 0, count * traits, 0);
    return count;
  }

  /** Adds derivatives by radii and traits to those of a state. */
  public void endBack(double[] adjoint) {
    for (int i = 0; i < count; i++) {
      adjoint[cells[i] * width + radius] += byRadii[i];
      for (int t = 0; t < traits; t++) {
        adjoint[cells[i] * width + type + t] += byWeights[i * traits + t];
      }
    }
  }

  /** Positions of the living cells, one behind the other. */
  public void gather(double[] table, double[] x) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(table, cells[i] * width, x, i * dimensions, dimensions);
    }
  }

  /** The reverse of {@link #gather}. */
  public void scatter(double[] x, double[] table) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(x, i * dimensions, table, cells[i] * width, dimensions);
    }
  }

  /**
   * The forces on cells at some positions.
   *
   * @param forces become them, one behind the other
   */
  public void at(double[] x, double[] forces) {
    Arrays.fill(forces, 0, count * dimensions, 0);
    pairs.find(x, count);
    near.find(pairs, x, dimensions, force.cutoff());
    near.measure(radii);
    values.shares(near, weights);
    near.addTo(forces, dimensions);
  }

  /**
   * Adds factor · vᵀ ∂forces, by positions, and by all else.
   *
   * @param v one number for each force
   * @param byX to which is added
   */
  public void pull(double[] x, double[] v, double factor, double[] byX, double[] gradient) {
    pairs.find(x, count);
    near.find(pairs, x, dimensions, force.cutoff());
    near.measure(radii);
    values.slopes(near, weights);
    near.pull(v, factor, byX, byRadii, dimensions);
    values.add(near, near.along, gradient, weights, byWeights);
  }

  /** Before parameters are known. */
  private static final class Nothing implements PairForce.Values {
    @Override
    public void shares(Nearby near, double[] traits) {}

    @Override
    public void slopes(Nearby near, double[] traits) {}

    @Override
    public void add(
        Nearby near, double[] factors, double[] gradient, double[] traits, double[] byTraits) {}
  }
}
