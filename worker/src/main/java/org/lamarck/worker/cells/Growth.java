package org.lamarck.worker.cells;

import java.util.List;
import java.util.Set;

/**
 * Radii grow, up to a limit that is soft: r ← x (1 − s) + limit · s, with s the logistic function
 * of smoothing · (x − limit), and x = r + rate, or x = r e^rate. A smoothing of 0 stands for a hard
 * limit.
 *
 * @param rate of one step
 * @param limit of radii
 * @param isExponential whether it is a share of the radius
 */
public record Growth(Setting rate, Setting limit, boolean isExponential, double smoothing)
    implements Step {

  @Override
  public Dependence dependence() {
    Set<Property> radius = Set.of(Property.RADIUS);
    return Dependence.of(radius, radius, List.of(rate, limit));
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Grower(fields, capacity);
  }

  private final class Grower implements Runner {
    private final int width;
    private final int radius;
    private final int[] cells;

    Grower(Fields fields, int capacity) {
      width = fields.width();
      radius = Property.RADIUS.first(fields);
      cells = new int[capacity];
    }

    @Override
    public void forward(State state, Context context) {
      double by = rate.of(context.parameters());
      double most = limit.of(context.parameters());
      double factor = Math.exp(by);
      double[] values = state.values();
      int count = state.living(cells);
      for (int i = 0; i < count; i++) {
        int at = cells[i] * width + radius;
        context.tape().push(values[at]);
        double x = isExponential ? values[at] * factor : values[at] + by;
        double s = share(x, most);
        values[at] = x * (1 - s) + most * s;
      }
    }

    /** How much of the limit there is in the radius. */
    private double share(double x, double most) {
      if (smoothing == 0) {
        return x > most ? 1 : 0;
      }
      return 1 / (1 + Math.exp(-smoothing * (x - most)));
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      double by = rate.of(context.parameters());
      double most = limit.of(context.parameters());
      double factor = Math.exp(by);
      int count = state.living(cells);
      for (int i = count - 1; i >= 0; i--) {
        double before = context.tape().pop();
        double x = isExponential ? before * factor : before + by;
        double s = share(x, most);
        double slope = smoothing * s * (1 - s);
        double byX = 1 - s + (most - x) * slope;
        int at = cells[i] * width + radius;
        limit.add(adjoint[at] * (s - (most - x) * slope), context.gradient());
        rate.add(adjoint[at] * byX * (isExponential ? x : 1), context.gradient());
        adjoint[at] *= byX * (isExponential ? factor : 1);
      }
    }
  }
}
