package org.example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.rollout.Rollout;
import org.lamarck.worker.rollout.RolloutPlan;

/**
 * The calcium oscillation of Wang et al. (2007) in discrete time, as Etcheverry et al. (2023) simulate
 * it: assignment rules are held for 0.1 s. That is another model than the one of examples/calcium (its
 * trajectories are off by up to 117 nM), and is here for comparison with what was published. Within a
 * step the equations are linear and are solved as such.
 *
 * <p>Settings: {@code task: parameters} searches the 26 constants; {@code task: interventions} the
 * values to which Galpha_GTP and IP3 are clamped at 499 times, {@code start: trajectories} or {@code
 * start: sines}. {@code scale: lin} searches on linear scales.
 */
public record HeldCalcium(String task, String start, String scale) implements ObjectiveSource {
  private static final int STEPS = 500;
  private static final double STEP = 0.1;
  private static final double[] Y0 = {1, 9, 1, 1000, 200};
  private static final int CALCIUM = 4;

  /** The largest value that a clamp may have. */
  private static final double MOST = 300;

  /** The smallest one; the published sines go below 0. */
  private static final double LEAST = -50;

  private static final String[] NAMES = {
    "Kp", "Kd", "Kr", "n", "Kg", "m", "Ks", "Kc1", "Kc2", "w", "Ker", "Ct", "k0", "k1", "k2", "k3",
    "k4", "k5", "k6", "k7", "k8", "k9", "k10", "k11", "V", "ER"
  };
  private static final double[] C0 = {
    4, 10, 200, 4, 25, 2, 25, 1000, 2000, 3, 75, 10, .1, 3.4, 4, 4.5, 1.2, .12, 14, 2, 10500, 600,
    3000, 260, 1, 1
  };

  /** Rules by the states before the step, which are held while it is made. */
  private static final String[] RULES = {
    "A / (Kp + A)",
    "I / (Kd + I) * C / (Kr + C)",
    "G^n / (Kg^n + G^n)",
    "I^m / (Kd^m + I^m)",
    "I^3 / (Ks^3 + I^3)",
    "C / (Kc1 + C)",
    "C / (Kc2 + C)",
    "E^w / (Ker^w + E^w)",
    "Ct - A"
  };

  /** States behind a step of 0.1, with rules r0 to r8: exponentials of a linear system. */
  private static final String[] NEXT = {
    "G * exp(0.1 * V * (k1 - k2 * r0 - k3 * r1))"
        + " + k0 * (exp(0.1 * V * (k1 - k2 * r0 - k3 * r1)) - 1) / (k1 - k2 * r0 - k3 * r1)",
    "k4 * r2 * r3 * r8 / k5 + (A - k4 * r2 * r3 * r8 / k5) * exp(-0.1 * V * k5)",
    "I * exp(-0.1 * V * k7)"
        + " + k6 * k4 * r2 * r3 * r8 / k5 * (1 - exp(-0.1 * V * k7)) / k7"
        + " + k6 * (A - k4 * r2 * r3 * r8 / k5) * (exp(-0.1 * V * k5) - exp(-0.1 * V * k7)) / (k7 - k5)",
    "E - 0.1 * 0.001 * ER * (k8 * r4 * r7 - k9 * r5)",
    "C + 0.1 * (0.01 * ER * (k8 * r4 * r7 - k9 * r5) - 0.05 * V * k10 * r6 + 0.05 * V * k11)"
  };
  private static final String STATES = "GAIEC";

  /** From a file. */
  public HeldCalcium(Map<String, String> settings) {
    this(
        settings.getOrDefault("task", "parameters"),
        settings.getOrDefault("start", "trajectories"),
        settings.getOrDefault("scale", "log10"));
  }

  public HeldCalcium {
    if (!List.of("parameters", "interventions").contains(task)
        || !List.of("trajectories", "sines").contains(start)
        || !List.of("lin", "log10").contains(scale)) {
      throw new IllegalArgumentException(
          "task is parameters or interventions, start is trajectories or sines, scale lin or log10");
    }
  }

  private boolean clamps() {
    return task.equals("interventions");
  }

  private static double target(int k) {
    return 50 * Math.sin(2 * Math.PI * 0.1 * (STEP * k) + 10) + 300;
  }

  /** The step of states and rules: 14 numbers; a mask and two clamps; 26 constants. */
  private static RolloutPlan plan() {
    Graph graph = new Graph();
    Shape one = Shape.of(1);
    Node s = graph.input("s", Shape.of(STATES.length() + RULES.length));
    Node u = graph.input("u", Shape.of(3));
    Node p = graph.input("p", Shape.of(NAMES.length));
    Map<String, Node> known = new TreeMap<>();
    for (int i = 0; i < NAMES.length; i++) {
      known.put(NAMES[i], graph.slice(p, i, one));
    }
    for (int i = 0; i < STATES.length(); i++) {
      known.put(STATES.substring(i, i + 1), graph.slice(s, i, one));
    }
    for (int i = 0; i < RULES.length; i++) {
      known.put("r" + i, graph.slice(s, STATES.length() + i, one));
    }
    List<Node> free = new ArrayList<>();
    for (String formula : NEXT) {
      free.add(graph.map(formula, known));
    }
    for (int i = 0; i < STATES.length(); i++) {
      known.put(STATES.substring(i, i + 1), free.get(i));
    }
    List<Node> next = new ArrayList<>(free);
    Node mask = graph.slice(u, 0, one);
    for (int clamped : new int[] {0, 2}) { // rules follow the states before they are clamped
      Node value = graph.slice(u, 1 + clamped / 2, one);
      next.set(
          clamped,
          graph.map("q * v + (1 - q) * f", Map.of("q", mask, "v", value, "f", free.get(clamped))));
    }
    for (String formula : RULES) {
      next.add(graph.map(formula, known));
    }
    return RolloutPlan.of(graph, s, List.of(u), List.of(p), graph.concatenate(next, 0));
  }

  /** States and the rules of the published constants, which stay for the first step. */
  private static double[] begin() {
    double g = Y0[0];
    double a = Y0[1];
    double i = Y0[2];
    double e = Y0[3];
    double c = Y0[4];
    double[] rules = {
      a / (4 + a),
      i / (10 + i) * c / (200 + c),
      Math.pow(g, 4) / (Math.pow(25, 4) + Math.pow(g, 4)),
      i * i / (100 + i * i),
      i * i * i / (15625 + i * i * i),
      c / (1000 + c),
      c / (2000 + c),
      e * e * e / (421875 + e * e * e),
      10 - a
    };
    double[] all = Arrays.copyOf(Y0, Y0.length + rules.length);
    System.arraycopy(rules, 0, all, Y0.length, rules.length);
    return all;
  }

  @Override
  public String id() {
    return clamps() ? "held-calcium-interventions-" + start : "held-calcium";
  }

  @Override
  public List<Coordinate> coordinates() {
    List<Coordinate> all = new ArrayList<>();
    for (int i = 0; i < NAMES.length && !clamps(); i++) {
      all.add(
          scale.equals("lin")
              ? Coordinate.linear(NAMES[i], C0[i] / 10, C0[i] * 10)
              : Coordinate.log10(NAMES[i], C0[i] / 10, C0[i] * 10));
    }
    for (int k = 1; k < STEPS && clamps(); k++) {
      all.add(Coordinate.linear("Galpha_GTP_" + k, start.equals("sines") ? LEAST : 0, MOST));
      all.add(Coordinate.linear("IP3_" + k, start.equals("sines") ? LEAST : 0, MOST));
    }
    return all;
  }

  @Override
  public Map<String, Double> nominal() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < NAMES.length && !clamps(); i++) {
      values.put(NAMES[i], C0[i]);
    }
    if (clamps()) {
      double[][] seen = new double[STEPS + 1][];
      plan()
          .newRollout(STEPS, 1 << 20)
          .run(begin(), new double[3 * STEPS], C0, (k, s) -> seen[k] = s.clone());
      for (int k = 1; k < STEPS; k++) {
        double sine = 10 * Math.sin(2 * Math.PI * 0.1 * STEP * k);
        boolean isSine = start.equals("sines");
        values.put("Galpha_GTP_" + k, isSine ? sine + 50 : seen[k][0]);
        values.put("IP3_" + k, isSine ? sine + 5 : seen[k][2]);
      }
    }
    return values;
  }

  private double[] constants(Vector x) {
    double[] c = C0.clone();
    for (int i = 0; i < c.length && !clamps(); i++) {
      c[i] = scale.equals("lin") ? x.get(i) : Math.pow(10, x.get(i));
    }
    return c;
  }

  /** Mask and clamps of each step: behind step k, at time k + 1. */
  private double[] given(Vector x) {
    double[] given = new double[3 * STEPS];
    for (int k = 1; k < STEPS && clamps(); k++) {
      given[3 * (k - 1)] = 1;
      given[3 * (k - 1) + 1] = x.get(2 * (k - 1));
      given[3 * (k - 1) + 2] = x.get(2 * (k - 1) + 1);
    }
    return given;
  }

  @Override
  public List<Exhibit> exhibits(Vector x) {
    double[] rows = new double[3 * STEPS];
    plan()
        .newRollout(STEPS, 1 << 20)
        .run(
            begin(),
            given(x),
            constants(x),
            (k, s) -> {
              int sample = clamps() ? k - 1 : k;
              if (sample >= 0 && sample < STEPS) {
                rows[3 * sample] = STEP * k;
                rows[3 * sample + 1] = s[CALCIUM];
                rows[3 * sample + 2] = target(sample);
              }
            });
    return List.of(
        new Exhibit(
            "calcium",
            "Cytosolic calcium",
            List.of("time in s", "Ca_Cyt in nM", "target"),
            Matrix.of(STEPS, 3, rows)));
  }

  @Override
  public Objective open() {
    Rollout rollout = plan().newRollout(STEPS, 1 << 20);
    return (x, derivatives) -> evaluate(rollout, x, derivatives);
  }

  private Evaluation evaluate(Rollout rollout, Vector x, Derivatives derivatives) {
    double[] r = new double[STEPS];
    int first = clamps() ? 1 : 0;
    double[] c = constants(x);
    boolean finite =
        rollout.run(
            begin(),
            given(x),
            c,
            (k, s) -> {
              if (k >= first && k < first + STEPS) {
                r[k - first] = s[CALCIUM] - target(k - first);
              }
            });
    Vector residuals = Vector.of(r);
    double value = Math.sqrt(residuals.dot(residuals));
    if (!finite || !Double.isFinite(value)) {
      return new Evaluation.Failed(
          Evaluation.Reason.NON_FINITE, "", Double.NaN, "the simulation is not finite");
    }
    if (derivatives == Derivatives.NONE) {
      return new Evaluation.Value(value);
    }
    if (derivatives == Derivatives.RESIDUALS && !clamps()) {
      return squares(rollout, value, residuals, c, first);
    }
    rollout.pullBack(
        (k, bar) -> bar[CALCIUM] += k >= first && k < first + STEPS ? r[k - first] / value : 0);
    double[] gradient = new double[coordinates().size()];
    double[] byConstants = rollout.byParameters();
    double[] byGiven = rollout.byInputs();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] =
          clamps() ? byGiven[3 * (i / 2) + 1 + i % 2] : byConstants[i] * slope(c, i);
    }
    Vector slopes = Vector.of(gradient);
    return slopes.isFinite()
        ? new Evaluation.Gradient(value, slopes)
        : new Evaluation.Failed(
            Evaluation.Reason.NON_FINITE, "", Double.NaN, "the gradient is not finite");
  }

  /** Of a constant by its coordinate. */
  private double slope(double[] c, int i) {
    return scale.equals("lin") ? 1 : c[i] * Math.log(10);
  }

  /** ‖r‖ with its residuals: curvature JᵀJ/‖r‖. */
  private Evaluation squares(
      Rollout rollout, double value, Vector residuals, double[] c, int first) {
    int n = NAMES.length;
    double[] jacobian = new double[STEPS * n];
    double[] nothing = new double[3 * STEPS];
    for (int j = 0; j < n; j++) {
      double[] direction = new double[n];
      direction[j] = slope(c, j);
      int column = j;
      rollout.pushForward(
          new double[Y0.length + RULES.length],
          nothing,
          direction,
          (k, t) -> {
            if (k >= first && k < first + STEPS) {
              jacobian[(k - first) * n + column] = t[CALCIUM];
            }
          });
    }
    Matrix rows = Matrix.of(STEPS, n, jacobian);
    Vector gradient = rows.transposeTimes(residuals).times(1 / value);
    double[] curvature = new double[n * n];
    for (int k = 0; k < STEPS; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          curvature[i * n + j] += jacobian[k * n + i] * jacobian[k * n + j] / value;
        }
      }
    }
    Matrix curved = Matrix.of(n, n, curvature);
    for (double one : curvature) {
      if (!Double.isFinite(one)) {
        return new Evaluation.Failed(
            Evaluation.Reason.NON_FINITE, "", Double.NaN, "the Jacobian is not finite");
      }
    }
    return new Evaluation.LeastSquares(value, gradient, residuals, rows, curved);
  }
}
