package org.lamarck.driver.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.OdeModelBuilder;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.task.Simulator.Column;
import org.lamarck.worker.task.Simulator.SpeciesColumns;
import org.lamarck.worker.tolerance.Tolerances;

/** Tables of models that are solved by hand. */
class TrajectoryTablesTest {
  /** x' = −k x, x(0) = 8. */
  private static OdeModel decay() {
    OdeModelBuilder model = new OdeModelBuilder("decay");
    Expression x = model.state("x", 8);
    Expression k = model.constant("k", Math.log(2));
    model.change(x, k.times(x).negated());
    return model.build();
  }

  /** x' = k x², x(0) = 1: infinite at 1/k. */
  private static OdeModel explosive() {
    OdeModelBuilder model = new OdeModelBuilder("explosive");
    Expression x = model.state("x", 1);
    Expression k = model.constant("k", 1);
    model.change(x, k.times(x.power(2)));
    return model.build();
  }

  private static List<Column> columns(String... ids) {
    List<Column> columns = new ArrayList<>();
    for (String id : ids) {
      columns.add(new Column(id, SpeciesColumns.AS_IN_MODEL));
    }
    return columns;
  }

  private static TrajectoryTables.Plan plan(
      Vector times, boolean leadIn, Variation variation, String... ids) {
    return new TrajectoryTables.Plan(
        new TrajectoryOptions.Times(times, leadIn), variation, columns(ids));
  }

  private static Simulator.Result.Table table(TrajectoryTables.Plan plan) throws Exception {
    List<Simulator.Result.Table> tables = new ArrayList<>();
    Batch.LoadedModel loaded =
        TrajectoryTables.of("decay.xml", decay(), plan, Tolerances.of(1e-9, 1e-12), tables::add);
    assertThat(loaded.run(() -> false)).isEmpty();
    assertThat(tables).hasSize(1);
    return tables.get(0);
  }

  @Test
  void aRunIsARowForEachTime() throws Exception {
    Simulator.Result.Table table = table(plan(Vector.of(0, 1, 2, 3), false, Variation.NONE, "x"));
    assertThat(table.columns()).containsExactly("x");
    assertThat(table.times()).containsExactly(0.0, 1.0, 2.0, 3.0);
    for (int k = 0; k < 4; k++) {
      assertThat(table.values().get(k, 0)).isCloseTo(8 / Math.pow(2, k), within(1e-7));
    }
    assertThat(table.steps()).isPositive();
  }

  @Test
  void aLeadInIsSimulatedAndNotShown() throws Exception {
    Simulator.Result.Table table = table(plan(Vector.of(0, 2, 3), true, Variation.NONE, "x"));
    assertThat(table.times()).containsExactly(2.0, 3.0);
    assertThat(table.values().get(0, 0)).isCloseTo(2, within(1e-7));
  }

  @Test
  void runsOfAScanStandBelowEachOtherWithTheirValuesFirst() throws Exception {
    Variation scan = Variation.of(Map.of(), Map.of("k", "0:1:2"));
    Simulator.Result.Table table = table(plan(Vector.of(0, 1), false, scan, "x"));
    assertThat(table.columns()).containsExactly("k", "x");
    assertThat(table.times()).containsExactly(0.0, 1.0, 0.0, 1.0);
    assertThat(table.values().row(1)).isEqualTo(Vector.of(0, 8)); // k = 0: nothing decays
    assertThat(table.values().get(3, 0)).isEqualTo(1);
    assertThat(table.values().get(3, 1)).isCloseTo(8 / Math.E, within(1e-7));
  }

  @Test
  void aColumnThatTheModelHasNotIsRefusedWithWhatItHas() {
    TrajectoryTables.Plan plan = plan(Vector.of(0, 1), false, Variation.NONE, "x", "y", "z");
    assertThatThrownBy(
            () ->
                TrajectoryTables.of("decay.xml", decay(), plan, Tolerances.defaults(), table -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("decay.xml: error: the model has no y; name some of")
        .hasMessageContaining("the model has no z");
  }

  @Test
  void whatIsStoppedWritesNothing() throws Exception {
    List<Simulator.Result.Table> tables = new ArrayList<>();
    Batch.LoadedModel loaded =
        TrajectoryTables.of(
            "decay.xml",
            decay(),
            plan(Vector.of(0, 1), false, Variation.NONE, "x"),
            Tolerances.defaults(),
            tables::add);
    Optional<String> why = loaded.run(() -> true);
    assertThat(why).contains("stopped from outside");
    assertThat(tables).isEmpty();
  }

  @Test
  void aRunThatFailsNamesItsValuesAndTime() throws Exception {
    Batch.LoadedModel loaded =
        TrajectoryTables.of(
            "explosive.xml",
            explosive(),
            plan(Vector.of(0, 3), false, Variation.of(Map.of(), Map.of("k", "0:1:2")), "x"),
            Tolerances.defaults(),
            table -> {
              throw new IOException("nothing is to be written");
            });
    assertThat(loaded.run(() -> false).orElseThrow()).startsWith("k = 1.0, at time ");
  }

  @Test
  void aTableIsCommaSeparatedAndReadsBackToTheBit() throws Exception {
    Matrix values = Matrix.of(2, 2, 0.1 + 0.2, -0.0, 1e-320, 1.7e308);
    Simulator.Result.Table table =
        new Simulator.Result.Table(List.of("a", "b"), List.of(0.0, 1 / 3.0), values, 5);
    StringBuilder out = new StringBuilder();
    TrajectoryTables.write(table, Double::toString, out);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).isEqualTo("time,a,b");
    for (int k = 0; k < 2; k++) {
      String[] cells = lines.get(k + 1).split(",", -1);
      assertThat(Double.parseDouble(cells[0])).isEqualTo(table.times().get(k));
      for (int j = 0; j < 2; j++) {
        assertThat(Double.parseDouble(cells[j + 1])).isEqualTo(values.get(k, j));
      }
    }
  }
}
