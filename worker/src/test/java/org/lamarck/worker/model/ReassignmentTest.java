package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;
import org.lamarck.worker.sparse.SparsePattern;

/** Changes of conditions as functions, with their derivatives, and names that stand for others. */
class ReassignmentTest {
  private final ExpressionPool pool = new ExpressionPool();

  private Expression formula(String text) {
    try {
      return FormulaParser.parse(pool, text);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private Quantity.State state(String id) {
    return new Quantity.State(id, pool.constant(1), List.of());
  }

  private Quantity.Constant constant(String id) {
    return new Quantity.Constant(id, pool.constant(1));
  }

  /** States x and y, constants a and b, and s = x + a y. */
  private OdeModel plain() {
    return model(
        List.of(),
        state("x"),
        constant("a"),
        new Quantity.Assigned("s", formula("x + a * y")),
        state("y"),
        constant("b"));
  }

  private OdeModel model(List<SpeciesMeaning> species, Quantity... quantities) {
    return new OdeModel("m", pool, List.of(quantities), List.of(), species, List.of());
  }

  private Map<String, Expression> assigned(String... pairs) {
    Map<String, Expression> assigned = new LinkedHashMap<>();
    for (String pair : pairs) {
      String[] parts = pair.split(" = ", -1);
      assigned.put(parts[0], formula(parts[1]));
    }
    return assigned;
  }

  private static double[] evaluate(
      Reassignment change, double t, double[] y, double[] inputs, int outputs) {
    double[] out = new double[outputs];
    change.newKernel().evaluate(t, y, inputs, out);
    return out;
  }

  @Test
  void newValuesAreAllComputedFromTheOldOnes() {
    Reassignment change =
        Reassignment.of(
            plain(), assigned("x = y", "y = x + dose * time", "b = a * s"), List.of("dose"));
    // constants a, b and then states x, y
    assertThat(change.targets()).containsExactly(2, 3, 1);
    double[] out =
        evaluate(
            change,
            10,
            new double[] {3, 5},
            new double[] {2, 7, 0.5},
            3 + change.jacobian().size());
    assertThat(out).startsWith(5, 3 + 0.5 * 10, 2 * (3 + 2 * 5));
  }

  @Test
  void jacobiansAgreeWithDifferences() {
    Map<String, Expression> assigned =
        assigned("x = exp(-a) * y^2", "a = s * dose", "y = x / b", "b = 4");
    Reassignment change = Reassignment.of(plain(), assigned, List.of("dose"));
    SparsePattern pattern = change.jacobian();
    double[] at = {0.7, 1.3, 0.4, 2.5, 1.7}; // x, y, a, b, dose: the columns
    double[] found = values(change, at);
    double[][] jacobian = new double[4][5];
    for (int row = 0; row < 4; row++) {
      for (int e = pattern.start()[row]; e < pattern.start()[row + 1]; e++) {
        jacobian[row][pattern.column()[e]] = found[4 + e];
      }
    }
    double h = 1e-6;
    for (int column = 0; column < 5; column++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[column] += h;
      down[column] -= h;
      double[] above = values(change, up);
      double[] below = values(change, down);
      for (int row = 0; row < 4; row++) {
        // rounding 1e-16 over h
        assertThat(jacobian[row][column])
            .as("row %d, column %d", row, column)
            .isCloseTo((above[row] - below[row]) / (2 * h), within(1e-8));
      }
    }
    assertThat(pattern.start()[4] - pattern.start()[3]).as("a number depends on nothing").isZero();
  }

  private static double[] values(Reassignment change, double[] at) {
    return evaluate(
        change,
        0,
        new double[] {at[0], at[1]},
        new double[] {at[2], at[3], at[4]},
        4 + change.jacobian().size());
  }

  @Test
  void whatCannotBeAssignedOrIsUnknownIsRefused() {
    assertThatThrownBy(() -> Reassignment.of(plain(), assigned("s = 1"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("s is neither a constant nor a state and cannot be assigned");
    assertThatThrownBy(() -> Reassignment.of(plain(), assigned("x = q"), List.of()))
        .hasMessage("a condition uses q, which nothing defines");
  }

  /** A species in a volume that changes: its amount is the state, the concentration follows. */
  private OdeModel inVolume() {
    return model(
        List.of(new SpeciesMeaning("A", "V", false), new SpeciesMeaning("B", "V", false)),
        state("V"),
        state("A:amount"),
        new Quantity.Assigned("A", pool.divide(pool.symbol("A:amount"), pool.symbol("V"))),
        state("B:amount"),
        new Quantity.Assigned("B", pool.divide(pool.symbol("B:amount"), pool.symbol("V"))));
  }

  private List<Assignment> assignments(String... pairs) {
    List<Assignment> list = new ArrayList<>();
    assigned(pairs).forEach((target, value) -> list.add(new Assignment(target, value)));
    return list;
  }

  /** By id, the new values of what changes, where V, A:amount, B:amount are 2, 6, 10. */
  private Map<String, Double> changed(String... pairs) {
    OdeModel model = inVolume();
    Map<String, Expression> resolved = Reassignment.resolve(model, assignments(pairs));
    Reassignment change = Reassignment.of(model, resolved, List.of());
    double[] out =
        evaluate(
            change,
            0,
            new double[] {2, 6, 10},
            new double[0],
            resolved.size() + change.jacobian().size());
    Map<String, Double> changed = new LinkedHashMap<>();
    int i = 0;
    for (String id : resolved.keySet()) {
      changed.put(id, out[i++]);
    }
    return changed;
  }

  @Test
  void concentrationsAreAssignedByWayOfTheirAmounts() {
    assertThat(changed("A = 7")).isEqualTo(Map.of("A:amount", 14.0));
    assertThat(changed("A = A + B")).isEqualTo(Map.of("A:amount", (3.0 + 5) * 2));
  }

  @Test
  void concentrationsStayWhereTheVolumeChanges() {
    assertThat(changed("V = 3 * V"))
        .isEqualTo(Map.of("V", 6.0, "A:amount", 18.0, "B:amount", 30.0));
    assertThat(changed("V = 10", "A = 1"))
        .as("of the new volume, whatever the order")
        .isEqualTo(changed("A = 1", "V = 10"))
        .isEqualTo(Map.of("V", 10.0, "A:amount", 10.0, "B:amount", 50.0));
  }

  @Test
  void whatHasNoAmountOfItsOwnIsAssignedAsItIs() {
    Map<String, Expression> resolved = Reassignment.resolve(plain(), assignments("x = 2", "a = x"));
    assertThat(resolved.keySet()).containsExactly("x", "a");
    Map<String, Expression> atStart =
        Reassignment.resolveAtStart(inVolume(), assignments("A = 2", "V = 4"));
    assertThat(atStart).containsOnlyKeys("A:amount", "V");
    assertThat(atStart.get("A:amount"))
        .as("the volume of the same conditions")
        .isEqualTo(pool.multiply(pool.constant(2), pool.symbol("V")));
  }

  @Test
  void namesStandForTheirFormulasAllTheWayDown() {
    Map<String, Expression> definitions = new LinkedHashMap<>();
    definitions.put("c", formula("a * b"));
    definitions.put("a", formula("b + free"));
    definitions.put("b", formula("2 * free"));
    Map<String, Expression> resolved = Definitions.resolve(definitions);
    assertThat(resolved.get("a")).isEqualTo(formula("2 * free + free"));
    assertThat(resolved.get("c")).isEqualTo(formula("(2 * free + free) * (2 * free)"));
  }

  @Test
  void circlesOfNamesAreToldWithTheNamesOnThem() {
    Map<String, Expression> definitions = new LinkedHashMap<>();
    definitions.put("a", formula("b"));
    definitions.put("b", formula("c + 1"));
    definitions.put("c", formula("b * 2"));
    assertThatThrownBy(() -> Definitions.resolve(definitions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b uses c uses b");
    definitions.put("c", formula("c"));
    assertThatThrownBy(() -> Definitions.resolve(definitions)).hasMessageContaining("c uses c");
  }

  /** Ten thousand names, each the next one's: no recursion. */
  @Test
  void longChainsOfNamesAreResolved() {
    Map<String, Expression> definitions = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      definitions.put("n" + i, pool.symbol("n" + (i + 1)));
    }
    assertThat(Definitions.resolve(definitions).get("n0")).isEqualTo(pool.symbol("n10000"));
  }
}
