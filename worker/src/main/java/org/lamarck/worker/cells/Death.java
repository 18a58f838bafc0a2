package org.lamarck.worker.cells;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Each cell dies, with the probability 1 − e^(−rate · duration), and its place stays empty.
 * Derivatives go through the logarithm of the probability of who died and who did not.
 *
 * @param rates one, or one for each type
 */
public record Death(List<Setting> rates, double duration) implements Step {
  public Death {
    rates = List.copyOf(rates);
    if (!(duration > 0)) {
      throw new IllegalArgumentException("the duration (" + duration + ") must be above 0");
    }
  }

  @Override
  public Dependence dependence() {
    return new Dependence(Set.of(Property.TYPE), Set.of(), Dependence.isSearched(rates), true);
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Reaper(fields, capacity);
  }

  private final class Reaper implements Runner {
    private final int width;
    private final int types;
    private final int type;
    private final int[] cells;
    private final double[] weights;

    Reaper(Fields fields, int capacity) {
      width = fields.width();
      types = fields.types();
      type = Property.TYPE.first(fields);
      cells = new int[capacity];
      weights = new double[types];
    }

    private double rate(double[] values, int at, double[] parameters) {
      if (rates.size() == 1) {
        return rates.get(0).of(parameters);
      }
      double rate = 0;
      for (int t = 0; t < types; t++) {
        rate += values[at + t] * rates.get(t).of(parameters);
      }
      return rate;
    }

    @Override
    public void forward(State state, Context context) {
      int count = state.living(cells);
      for (int i = 0; i < count; i++) {
        int at = cells[i] * width + type;
        double rate = Math.max(0, rate(state.values(), at, context.parameters()));
        double survival = Math.exp(-rate * duration);
        boolean dies = context.noise().nextDouble() >= survival;
        context.addLogProbability(dies ? Math.log1p(-survival) : -rate * duration);
        context.tape().push(state.values(), at, types);
        context.tape().push(dies ? cells[i] : -1 - cells[i]);
        if (dies) {
          state.setAlive(cells[i], false);
        }
      }
      context.tape().push(count);
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int count = (int) context.tape().pop();
      for (int n = 0; n < count; n++) {
        int kept = (int) context.tape().pop();
        context.tape().pop(weights, 0, types);
        boolean dies = kept >= 0;
        int cell = dies ? kept : -1 - kept;
        if (dies) {
          state.setAlive(cell, true);
          Arrays.fill(adjoint, cell * width, (cell + 1) * width, 0);
        }
        double rate = rate(weights, 0, context.parameters());
        if (rate > 0) {
          double slope = dies ? duration / Math.expm1(rate * duration) : -duration;
          pull(context.scoreWeight() * slope, adjoint, cell * width + type, context);
        }
      }
    }

    private void pull(double byRate, double[] adjoint, int at, Context context) {
      if (rates.size() == 1) {
        rates.get(0).add(byRate, context.gradient());
        return;
      }
      for (int t = 0; t < types; t++) {
        rates.get(t).add(byRate * weights[t], context.gradient());
        adjoint[at + t] += byRate * rates.get(t).of(context.parameters());
      }
    }
  }
}
