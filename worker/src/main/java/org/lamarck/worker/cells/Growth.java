package org.lamarck.worker.cells;

/**
 * Radii grow, up to a limit that is soft: r ← x (1 − s) + limit · s, with s the logistic function
 * of 10 (x − limit), and x = r + rate, or x = r e^rate.
 *
 * @param rate of one step
 * @param limit of radii
 * @param isExponential whether it is a share of the radius
 */
public record Growth(Setting rate, Setting limit, boolean isExponential) implements Step {
  private static final double STEEPNESS = 10;

  @Override
  public int noise(int cells, int dimensions) {
    return 0;
  }

  @Override
  public Runner newRunner(int cells, int dimensions) {
    return new Grower(cells);
  }

  private final class Grower implements Runner {
    private final int cells;

    Grower(int cells) {
      this.cells = cells;
    }

    @Override
    public int kept() {
      return cells;
    }

    @Override
    public void forward(State state, double[] parameters, double[] noise, double[] keep, int at) {
      double by = rate.of(parameters);
      double most = limit.of(parameters);
      double factor = Math.exp(by);
      double[] r = state.r();
      System.arraycopy(r, 0, keep, at, cells);
      for (int i = 0; i < cells; i++) {
        double x = isExponential ? r[i] * factor : r[i] + by;
        double s = 1 / (1 + Math.exp(-STEEPNESS * (x - most)));
        r[i] = x * (1 - s) + most * s;
      }
    }

    @Override
    public void backward(
        State adjoint, double[] parameters, double[] kept, int at, double[] gradient) {
      double by = rate.of(parameters);
      double most = limit.of(parameters);
      double factor = Math.exp(by);
      double[] r = adjoint.r();
      for (int i = 0; i < cells; i++) {
        double before = kept[at + i];
        double x = isExponential ? before * factor : before + by;
        double s = 1 / (1 + Math.exp(-STEEPNESS * (x - most)));
        double slope = STEEPNESS * s * (1 - s);
        double byX = 1 - s + (most - x) * slope;
        limit.add(r[i] * (s - (most - x) * slope), gradient);
        rate.add(r[i] * byX * (isExponential ? x : 1), gradient);
        r[i] *= byX * (isExponential ? factor : 1);
      }
    }
  }
}
