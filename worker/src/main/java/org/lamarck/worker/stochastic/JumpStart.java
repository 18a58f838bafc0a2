package org.lamarck.worker.stochastic;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * The states and constants at the start of a run: where initial values have random numbers, drawn
 * for each run. Amounts that reactions change must be whole numbers there.
 */
final class JumpStart {
  /** What is left of a volume times a concentration after rounding. */
  private static final double ROUNDING = 1e-6;

  private final JumpPlan plan;
  private final Kernel initial;
  private final DrawTable.Drawing drawing;
  private final int[] drawn;
  private final double[] values;
  private final double[] inputs;
  private final @Nullable Kernel[] volumes; // of what is given as a concentration
  private final double[] volume = new double[1];
  private final boolean[] isCounted; // by state

  JumpStart(JumpPlan plan, DrawTable.Drawing drawing) {
    this.plan = plan;
    this.drawing = drawing;
    initial = plan.initialValues().newKernel();
    values =
        new double
            [plan.initialValues().constants()
                + plan.initialValues().states()
                + plan.initialValues().jacobian().size()];
    inputs = new double[plan.given().size() + plan.draws().size()];
    List<Expression> formulas =
        plan.model().between().quantities().stream().map(one -> one.initial()).toList();
    drawn = formulas.isEmpty() ? new int[0] : plan.draws().of(formulas);
    volumes = new Kernel[plan.given().size()];
    for (int i = 0; i < volumes.length; i++) {
      volumes[i] = volume(plan, plan.given().get(i));
    }
    isCounted = new boolean[plan.states().size()];
    for (int[] changed : plan.reactions().changes().position()) {
      for (int state : changed) {
        isCounted[state] = true;
      }
    }
  }

  /** The volume of the compartment of a species of whose amount the id is; null for other ids. */
  private static @Nullable Kernel volume(JumpPlan plan, String id) {
    String species = SpeciesMeaning.speciesOf(id);
    if (species.equals(id)) {
      return null;
    }
    OdeModel between = plan.model().between();
    String compartment =
        between.species().stream()
            .filter(one -> one.species().equals(species))
            .map(SpeciesMeaning::compartment)
            .findFirst()
            .orElseThrow();
    return plan.observables(List.of(between.pool().symbol(compartment))).newKernel();
  }

  /** Constants, states and the derivatives of both by what is given, of the last start. */
  double[] values() {
    return values;
  }

  /**
   * The start of a run.
   *
   * @param given the values of what is given, concentrations as such
   */
  void begin(double[] given, RandomStream random, double t, double[] y, double[] p)
      throws JumpFailure {
    Arrays.fill(inputs, Double.NaN);
    System.arraycopy(given, 0, inputs, 0, given.length);
    evaluate(t, y, p);
    if (amounts(given, t, y, p)) {
      evaluate(t, y, p);
    }
    for (int d : drawn) {
      drawing.draw(new int[] {d}, random, t, y, p);
      inputs[given.length + d] = p[plan.draws().place(d)];
      evaluate(t, y, p);
    }
    for (int s = 0; s < y.length; s++) {
      if (Double.isNaN(y[s])) {
        throw new JumpFailure(t, "the model leaves the value of " + plan.states().get(s) + " open");
      }
      if (isCounted[s]) {
        y[s] = whole(t, s, y[s]);
      }
    }
  }

  private double whole(double t, int state, double amount) throws JumpFailure {
    double whole = Math.rint(amount);
    if (!(Math.abs(amount - whole) <= ROUNDING * Math.max(1, Math.abs(amount))) || whole < 0) {
      throw new JumpFailure(
          t,
          "the amount of %s is %s, which is no number of molecules"
              .formatted(SpeciesMeaning.speciesOf(plan.states().get(state)), amount));
    }
    return whole;
  }

  private void evaluate(double t, double[] y, double[] p) {
    initial.evaluate(t, new double[0], inputs, values);
    int constants = plan.initialValues().constants();
    System.arraycopy(values, 0, p, 0, constants);
    System.arraycopy(values, constants, y, 0, y.length);
  }

  /** Given concentrations become amounts; whether there are any. */
  private boolean amounts(double[] given, double t, double[] y, double[] p) {
    boolean isAny = false;
    for (int i = 0; i < given.length; i++) {
      Kernel own = volumes[i];
      if (own != null) {
        own.evaluate(t, y, p, volume);
        inputs[i] = given[i] * volume[0];
        isAny = true;
      }
    }
    return isAny;
  }
}
