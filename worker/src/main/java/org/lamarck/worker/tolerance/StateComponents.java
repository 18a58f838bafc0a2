package org.lamarck.worker.tolerance;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/** States that reactions turn into one another, and their units by the ratios of coefficients. */
final class StateComponents {
  private final int[] component;
  private final double[] unit; // of a state in that of its component
  private final int count;

  /** Those of a system. */
  StateComponents(SystemStructure structure) {
    int states = structure.states();
    component = new int[states];
    unit = new double[states];
    int[][] rates = ratesByState(structure);
    boolean[] isAlgebraic = new boolean[states];
    for (int s : structure.algebraic().values()) {
      isAlgebraic[s] = true;
    }
    Arrays.fill(component, -1);
    int found = 0;
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int root = 0; root < states; root++) {
      if (component[root] >= 0) {
        continue;
      }
      component[root] = found++;
      unit[root] = 1;
      if (!isAlgebraic[root]) {
        queue.add(root);
      }
      while (!queue.isEmpty()) {
        int s = queue.remove();
        for (int r : rates[s]) {
          join(s, r, structure.stoichiometry(), isAlgebraic, queue);
        }
      }
    }
    count = found;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The component of a state. */
  int of(int state) {
    return component[state];
  }

  /** The unit of a state in that of its component. */
  double unit(int state) {
    return unit[state];
  }

  private static int[][] ratesByState(SystemStructure structure) {
    Stoichiometry n = structure.stoichiometry();
    int[] size = new int[structure.states()];
    for (int s : n.state()) {
      size[s]++;
    }
    int[][] rates = new int[size.length][];
    Arrays.setAll(rates, s -> new int[size[s]]);
    for (int r = structure.rates() - 1; r >= 0; r--) {
      for (int e = n.start()[r]; e < n.start()[r + 1]; e++) {
        rates[n.state()[e]][--size[n.state()[e]]] = r;
      }
    }
    return rates;
  }

  /** Joins what a rate changes with a state that it changes, by the ratio of its coefficients. */
  private void join(
      int s, int rate, Stoichiometry n, boolean[] isAlgebraic, ArrayDeque<Integer> queue) {
    double here = 0;
    for (int e = n.start()[rate]; e < n.start()[rate + 1]; e++) {
      here = n.state()[e] == s ? Math.abs(n.coefficient()[e]) : here;
    }
    for (int e = n.start()[rate]; e < n.start()[rate + 1]; e++) {
      int other = n.state()[e];
      double there = Math.abs(n.coefficient()[e]);
      if (component[other] < 0 && !isAlgebraic[other] && here > 0 && there > 0) {
        component[other] = component[s];
        unit[other] = unit[s] * (there / here);
        queue.add(other);
      }
    }
  }
}
