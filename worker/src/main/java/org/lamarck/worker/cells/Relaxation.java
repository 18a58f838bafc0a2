package org.lamarck.worker.cells;

/**
 * Positions follow the forces between cells: x ← x + F Δt/γ + √(2 kT Δt/γ) ξ, by Euler's method.
 * With kT = 0 this is the descent of gradients; else Brownian dynamics.
 *
 * @param substeps how many of them
 * @param duration Δt of each
 * @param friction γ
 * @param temperature kT
 * @param discount by which derivatives by positions are multiplied at each substep on the way back;
 *     1 for the true ones
 */
public record Relaxation(
    PairForce force,
    int substeps,
    double duration,
    double friction,
    double temperature,
    double discount)
    implements Step {
  public Relaxation {
    if (substeps < 1 || !(duration > 0) || !(friction > 0) || !(temperature >= 0)) {
      throw new IllegalArgumentException(
          "substeps (%d), duration (%s) and friction (%s) must be above 0, temperature (%s) not below"
              .formatted(substeps, duration, friction, temperature));
    }
  }

  /** With true derivatives. */
  public Relaxation(
      PairForce force, int substeps, double duration, double friction, double temperature) {
    this(force, substeps, duration, friction, temperature, 1);
  }

  @Override
  public Dependence dependence() {
    return force.dependence(Property.POSITION);
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Relaxer(fields, capacity);
  }

  private final class Relaxer implements Runner {
    private final int dimensions;
    private final Forces between;
    private final double mobility = duration / friction;
    private final double spread = Math.sqrt(2 * temperature * duration / friction);
    private final double[] forces;
    private final double[] x;
    private final double[] before;
    private final double[] lambda;

    Relaxer(Fields fields, int capacity) {
      dimensions = fields.dimensions();
      between = new Forces(force, fields, capacity);
      forces = new double[capacity * dimensions];
      x = new double[capacity * dimensions];
      before = new double[capacity * dimensions];
      lambda = new double[capacity * dimensions];
    }

    @Override
    public void forward(State state, Context context) {
      int size = between.begin(state, context) * dimensions;
      between.gather(state.values(), x);
      for (int step = 0; step < substeps; step++) {
        context.tape().push(x, 0, size);
        between.at(x, forces);
        for (int n = 0; n < size; n++) {
          x[n] += mobility * forces[n];
          if (spread > 0) {
            x[n] += spread * context.noise().nextGaussian();
          }
        }
      }
      between.scatter(x, state.values());
      between.keep(context.tape());
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int size = between.beginBack(state, context) * dimensions;
      between.gather(adjoint, lambda);
      for (int step = substeps - 1; step >= 0; step--) {
        context.tape().pop(x, 0, size);
        System.arraycopy(lambda, 0, before, 0, size);
        between.pull(x, before, mobility, lambda, context.gradient());
        if (discount != 1) {
          for (int n = 0; n < size; n++) {
            lambda[n] *= discount;
          }
        }
      }
      between.scatter(lambda, adjoint);
      between.endBack(adjoint);
    }
  }
}
