package org.lamarck.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.model.FormulaModel;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/**
 * Networks drawn at random, with events, switches and formulas among them: tangents are transposed
 * adjoints along the same steps, and both are slopes of the solution, by whichever method.
 */
class RandomModelTest {
  private static final int CONSTANTS = 5;
  private static final TimeGrid GRID = TimeGrid.of(0, 0.6, 1.5, 3.1);

  private final List<String> given = new ArrayList<>();

  private OdeModel model(int seed) {
    RandomStream random = RandomStream.of(seed);
    int states = 2 + random.nextInt(4);
    FormulaModel model = new FormulaModel();
    for (int k = 0; k < CONSTANTS; k++) {
      model.constant("k" + k, 0);
      given.add("k" + k);
    }
    model.assigned("total", "x0 + 0.5 * x1");
    String[] rates = new String[states];
    for (int i = 0; i < states; i++) {
      rates[i] = "k%d * (1 + sin(%s * time)) - 0.3 * x%d".formatted(i % CONSTANTS, "1.3", i);
    }
    for (int r = 0; r < states + 1; r++) {
      int from = random.nextInt(states);
      int to = (from + 1 + random.nextInt(states - 1)) % states;
      String k = "k" + random.nextInt(CONSTANTS);
      String flux =
          switch (random.nextInt(5)) {
            case 0 -> "%s * x%d".formatted(k, from);
            case 1 -> "%s * x%d / (0.5 + x%d)".formatted(k, from, from);
            case 2 -> "%s * x%d * x%d".formatted(k, from, to);
            case 3 -> "%s * x%d * total^2 / (1 + total^2)".formatted(k, from);
            default ->
                "piecewise(%s * x%d, x%d > %s, 0.4 * %s * x%d)"
                    .formatted(k, from, to, 0.4 + 0.4 * random.nextDouble(), k, from);
          };
      rates[from] += " - " + flux;
      rates[to] += " + " + flux;
    }
    for (int i = 0; i < states; i++) {
      model.state("x" + i, 0.2 + random.nextDouble(), rates[i]);
    }
    model.state("n", 0, "0");
    for (int e = 0; e < random.nextInt(3); e++) {
      int watched = random.nextInt(states);
      int changed = random.nextInt(states);
      String sign = random.nextDouble() < 0.5 ? ">" : "<";
      model.event(
          "x%d %s %s".formatted(watched, sign, 0.3 + 0.7 * random.nextDouble()),
          random.nextDouble() < 0.5 ? null : "0.2 * k1 + 0.05",
          "x%d = x%d * 0.5 + k2".formatted(changed, changed),
          "n = n + 1");
    }
    model.event("time >= 1 + 0.1 * k3", null, "x0 = x0 + k4", "n = n + 1");
    return model.build();
  }

  private CheckedRun run(OdeModel model, Stepping stepping, Vector at) {
    return CheckedRun.of(model, CheckedRun.TIGHT.withStepping(stepping), GRID, given, at);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void tangentsAdjointsAndDifferencesAgreeWhateverTheMethod(int seed) {
    OdeModel model = model(seed);
    RandomStream random = RandomStream.of(1000 + seed);
    double[] at = new double[CONSTANTS];
    for (int k = 0; k < CONSTANTS; k++) {
      at[k] = random.nextDouble(0.3, 1.2);
    }
    CheckedRun stiff = run(model, Stepping.RODAS5P, Vector.of(at));
    List<String> states =
        model.quantities().stream().filter(q -> q.isState()).map(q -> q.id()).toList();
    for (Stepping stepping : List.of(Stepping.TSIT5, Stepping.DOP853, Stepping.AUTO)) {
      CheckedRun other = run(model, stepping, Vector.of(at));
      for (int k = 0; k < GRID.size(); k++) {
        for (String state : states) {
          // a hundred steps of 1e-11, with derivatives and jumps between
          assertThat(other.value(k, state)).isCloseTo(stiff.value(k, state), within(1e-7));
          for (String by : given) {
            assertThat(other.by(k, state, by))
                .as("%s by %s, %s", state, by, stepping)
                .isCloseTo(stiff.by(k, state, by), within(1e-6 * (1 + size(stiff, k, by, states))));
          }
        }
      }
    }
    for (int j = 0; j < CONSTANTS; j++) {
      requireDifferences(model, stiff, states, at, j);
    }
  }

  private static double size(CheckedRun run, int k, String by, List<String> states) {
    return states.stream().mapToDouble(state -> Math.abs(run.by(k, state, by))).sum();
  }

  /** Where no event comes or goes between the points of the difference. */
  private void requireDifferences(
      OdeModel model, CheckedRun run, List<String> states, double[] at, int j) {
    double h = 1e-5;
    double[] up = at.clone();
    double[] down = at.clone();
    up[j] += h;
    down[j] -= h;
    CheckedRun above = run(model, Stepping.RODAS5P, Vector.of(up));
    CheckedRun below = run(model, Stepping.RODAS5P, Vector.of(down));
    for (int k = 0; k < GRID.size(); k++) {
      if (above.value(k, "n") != below.value(k, "n")) {
        continue;
      }
      for (String state : states) {
        double difference = (above.value(k, state) - below.value(k, state)) / (2 * h);
        // errors of 1e-9 over h, and h² times third derivatives
        assertThat(run.by(k, state, given.get(j)))
            .as("%s by k%d at %d", state, j, k)
            .isCloseTo(difference, within(1e-4 * (1 + size(run, k, given.get(j), states))));
      }
    }
  }
}
