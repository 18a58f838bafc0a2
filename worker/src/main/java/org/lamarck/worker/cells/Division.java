package org.lamarck.worker.cells;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * A cell divides: one of all by chance, in proportion to {@link Property#DIVISION}, or each for
 * itself with that probability. Both daughters have what the mother had, but for the radius, which
 * is multiplied with a share, and the position: they are moved apart from the mother's by the new
 * radius times that share, both ways in a random direction (in space by two angles that are uniform
 * each, as JAX-Morph has it). Where no place is left or nothing is ready, none divides.
 *
 * @param share of radii; 2^(−1/dimensions) keeps volumes
 */
public record Division(Choice choice, double share, double temperature) implements Step {

  /** How derivatives see which cell divides. */
  public enum Choice {
    /** They do not: derivatives are those for these divisions. */
    PATHWISE,
    /**
     * By the logarithm of its probability (score function): with the rest of a run's costs as
     * weights, expectations have no bias.
     */
    SCORE,
    /** What the new cell inherits counts as the mean over all cells: p passes in the place of 1. */
    STRAIGHT_THROUGH,
    /** The same with a softmax of log p with Gumbel noise, at a temperature. */
    GUMBEL,
    /** Each cell for itself, by the logarithm of the probability. */
    INDEPENDENT
  }

  public Division {
    if (!(share > 0 && share <= 1) || !(temperature > 0)) {
      throw new IllegalArgumentException(
          "share (%s) must be above 0 and at most 1, temperature (%s) above 0"
              .formatted(share, temperature));
    }
  }

  /** Volumes are kept. */
  public static Division of(Choice choice, int dimensions) {
    return new Division(choice, Math.pow(2, -1.0 / dimensions), 1);
  }

  @Override
  public Dependence dependence() {
    Set<Property> all = EnumSet.allOf(Property.class);
    return isSoft()
        ? new Dependence(all, all, false, true)
        : new Dependence(Set.of(Property.RADIUS), Set.of(Property.POSITION), false, true);
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return choice == Choice.INDEPENDENT
        ? new IndependentDivider(new Birth(fields, share), capacity)
        : new Divider(new Birth(fields, share), capacity);
  }

  private boolean isSoft() {
    return choice == Choice.STRAIGHT_THROUGH || choice == Choice.GUMBEL;
  }

  /** One cell of all. */
  private final class Divider implements Runner {
    private final Birth birth;
    private final int[] cells;
    private final double[] ready;
    private final double[] shares; // by which derivatives see the choice
    private final double[] byShare;
    private final double[] rows;

    Divider(Birth birth, int capacity) {
      this.birth = birth;
      cells = new int[capacity];
      ready = new double[capacity];
      shares = new double[capacity];
      byShare = new double[capacity];
      rows = isSoft() ? new double[capacity * birth.width()] : new double[0];
    }

    @Override
    public void forward(State state, Context context) {
      int count = state.living(cells);
      double sum = read(state, count);
      if (!state.hasRoom() || !(sum > 0)) {
        context.tape().push(-1);
        return;
      }
      int chosen =
          choice == Choice.GUMBEL ? gumbel(count, context) : inProportion(count, sum, context);
      context.addLogProbability(Math.log(ready[chosen] / sum));
      if (choice != Choice.PATHWISE) {
        if (isSoft()) {
          context.tape().pushRows(state, cells, count);
          context.tape().push(shares, 0, count);
        }
        context.tape().push(ready, 0, count);
      }
      birth.forward(state, cells[chosen], context);
      context.tape().push(chosen);
    }

    private double read(State state, int count) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        ready[i] = Math.max(0, state.values()[cells[i] * birth.width() + birth.division()]);
        sum += ready[i];
      }
      return sum;
    }

    private int inProportion(int count, double sum, Context context) {
      double left = sum * context.noise().nextDouble();
      int last = 0;
      for (int i = 0; i < count; i++) {
        shares[i] = ready[i] / sum;
        if (ready[i] > 0 && left >= 0) {
          last = i;
          left -= ready[i];
        }
      }
      return last;
    }

    /** The largest of log p + Gumbel noise; shares become the softmax. */
    private int gumbel(int count, Context context) {
      int best = -1;
      for (int i = 0; i < count; i++) {
        double noise =
            -Math.log(-Math.log(Math.max(Double.MIN_NORMAL, context.noise().nextDouble())));
        shares[i] =
            ready[i] > 0 ? (Math.log(ready[i]) + noise) / temperature : Double.NEGATIVE_INFINITY;
        if (best < 0 || shares[i] > shares[best]) {
          best = i;
        }
      }
      double highest = shares[best];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        shares[i] = Math.exp(shares[i] - highest);
        sum += shares[i];
      }
      for (int i = 0; i < count; i++) {
        shares[i] /= sum;
      }
      return best;
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int chosen = (int) context.tape().pop();
      if (chosen < 0) {
        return;
      }
      birth.backward(state, adjoint, context);
      if (choice == Choice.PATHWISE) {
        return;
      }
      int count = state.living(cells);
      context.tape().pop(ready, 0, count);
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += ready[i];
      }
      if (choice == Choice.SCORE) {
        for (int i = 0; i < count; i++) {
          double slope = (i == chosen ? 1 / ready[i] : 0) - 1 / sum;
          add(adjoint, i, context.scoreWeight() * slope);
        }
        return;
      }
      context.tape().pop(shares, 0, count);
      context.tape().popRows(rows, birth.width(), count);
      double mean = 0;
      for (int i = 0; i < count; i++) {
        byShare[i] = birth.inherited(rows, i);
        mean += shares[i] * byShare[i];
      }
      for (int i = 0; i < count; i++) {
        double slope = byShare[i] - mean;
        if (choice == Choice.STRAIGHT_THROUGH) {
          add(adjoint, i, slope / sum);
        } else if (ready[i] > 0) {
          add(adjoint, i, slope * shares[i] / temperature / ready[i]);
        }
      }
    }

    /** Readiness below 0 counts as 0. */
    private void add(double[] adjoint, int i, double slope) {
      if (ready[i] > 0) {
        adjoint[cells[i] * birth.width() + birth.division()] += slope;
      }
    }
  }

  /** Each cell for itself. */
  private static final class IndependentDivider implements Runner {
    private final Birth birth;
    private final int[] cells;
    private final double[] ready;
    private final double[] divided;

    IndependentDivider(Birth birth, int capacity) {
      this.birth = birth;
      cells = new int[capacity];
      ready = new double[capacity];
      divided = new double[capacity];
    }

    @Override
    public void forward(State state, Context context) {
      int count = state.living(cells);
      Arrays.fill(divided, 0, count, 0);
      int births = 0;
      for (int i = 0; i < count; i++) {
        double p = state.values()[cells[i] * birth.width() + birth.division()];
        ready[i] = Math.min(1, Math.max(0, p));
        boolean divides = context.noise().nextDouble() < ready[i];
        context.addLogProbability(divides ? Math.log(ready[i]) : Math.log1p(-ready[i]));
        divided[i] = divides ? 1 : 0;
      }
      context.tape().push(ready, 0, count);
      context.tape().push(divided, 0, count);
      for (int i = 0; i < count; i++) {
        if (divided[i] > 0 && state.hasRoom()) {
          birth.forward(state, cells[i], context);
          births++;
        }
      }
      context.tape().push(births);
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int births = (int) context.tape().pop();
      for (int n = 0; n < births; n++) {
        birth.backward(state, adjoint, context);
      }
      int count = state.living(cells);
      context.tape().pop(divided, 0, count);
      context.tape().pop(ready, 0, count);
      for (int i = 0; i < count; i++) {
        if (ready[i] > 0 && ready[i] < 1) {
          double slope = divided[i] > 0 ? 1 / ready[i] : -1 / (1 - ready[i]);
          adjoint[cells[i] * birth.width() + birth.division()] += context.scoreWeight() * slope;
        }
      }
    }
  }
}
