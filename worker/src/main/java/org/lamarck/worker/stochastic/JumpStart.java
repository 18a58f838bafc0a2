package org.lamarck.worker.stochastic;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.problem.JumpModel;
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
    give(given, t, y, p);
    for (int d : drawn) {
      drawing.draw(new int[] {d}, random, t, y, p);
      inputs[given.length + d] = p[plan.draws().place(d)];
      evaluate(t, y, p);
    }
    for (int s = 0; s < y.length; s++) {
      if (isWrong(s, y[s])) {
        throw new JumpFailure(
            t, fault(s, y[s]) + line(s) + "; start it with a whole number of molecules");
      }
      if (isCounted[s]) {
        y[s] = Math.rint(y[s]);
      }
    }
  }

  /** Refuses amounts that events have made what is no number of molecules. */
  void check(double t, double[] y) throws JumpFailure {
    for (int s = 0; s < y.length; s++) {
      if (isCounted[s]) {
        if (isWrong(s, y[s])) {
          throw new JumpFailure(
              t, "after an event " + fault(s, y[s]) + "; let it set a whole number");
        }
        y[s] = Math.rint(y[s]); // a concentration times a volume
      }
    }
  }

  /** What no run can start with: see {@link JumpPlan#startFaults}. */
  Map<String, String> faults(double[] given) {
    double[] y = new double[plan.states().size()];
    give(given, 0, y, new double[plan.constants().size()]);
    boolean isKnown = drawn.length == 0 && Arrays.stream(given).noneMatch(Double::isNaN);
    Map<String, String> faults = new LinkedHashMap<>();
    for (int s = 0; s < y.length; s++) {
      if (isWrong(s, y[s]) && (isKnown || !Double.isNaN(y[s]))) {
        faults.put(species(s), fault(s, y[s]));
      }
    }
    return faults;
  }

  private boolean isWrong(int state, double value) {
    if (!isCounted[state] || Double.isNaN(value)) {
      return Double.isNaN(value);
    }
    double whole = Math.rint(value);
    return whole < 0 || !(Math.abs(value - whole) <= ROUNDING * Math.max(1, Math.abs(value)));
  }

  private String fault(int state, double value) {
    return Double.isNaN(value)
        ? "the model leaves the value of " + plan.states().get(state) + " open"
        : "the amount of %s is %s, which is no number of molecules"
            .formatted(species(state), value);
  }

  /** Where the model has it, unless it is given. */
  private String line(int state) {
    JumpModel.Place place = plan.model().starts().get(species(state));
    return place == null || plan.given().contains(plan.states().get(state))
        ? ""
        : " (line %d)".formatted(place.row());
  }

  private String species(int state) {
    return SpeciesMeaning.speciesOf(plan.states().get(state));
  }

  /** All that no random number decides; the rest is NaN. */
  private void give(double[] given, double t, double[] y, double[] p) {
    Arrays.fill(inputs, Double.NaN);
    System.arraycopy(given, 0, inputs, 0, given.length);
    evaluate(t, y, p);
    if (amounts(given, t, y, p)) {
      evaluate(t, y, p);
    }
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
