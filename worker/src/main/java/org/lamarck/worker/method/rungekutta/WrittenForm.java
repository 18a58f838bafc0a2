package org.lamarck.worker.method.rungekutta;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.WrittenStep;

/** The steps of a method and a system as code that writes them out. Serves one thread. */
final class WrittenForm {
  private final OdeSystem system;
  private final WrittenStep.@Nullable Rows rows;
  private @Nullable WrittenStep known;

  WrittenForm(ExplicitTableau tableau, OdeSystem system) {
    this.system = system;
    this.rows = tableau.denseStages() == tableau.stages() ? rows(tableau) : null;
  }

  private static WrittenStep.Rows rows(ExplicitTableau tableau) {
    double[][] a = new double[tableau.stages()][];
    Arrays.setAll(a, tableau::a);
    return new WrittenStep.Rows(tableau.name(), a);
  }

  /**
   * The steps; absent where the method has further stages for its dense output, and where the
   * system has none, or none yet.
   */
  @Nullable WrittenStep steps() {
    WrittenStep present = known;
    if (present == null && rows != null) {
      present = system.written(rows);
      known = present;
    }
    return present;
  }
}
