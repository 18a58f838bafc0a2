package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.List;

/** A row of one of a run's tables. */
public sealed interface Row extends Serializable permits TraceRow, RefinementRow {
  /** Rows as a checkpoint kept them. */
  static List<Row> of(List<? extends Serializable> kept) {
    return kept.stream().map(Row.class::cast).toList();
  }
}
