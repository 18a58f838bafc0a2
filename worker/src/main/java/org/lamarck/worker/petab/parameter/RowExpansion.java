package org.lamarck.worker.petab.parameter;

import java.util.List;
import java.util.OptionalDouble;
import org.lamarck.worker.petab.table.Row;

/** Rows of parameter tables that stand for many parameters, as those of networks do. */
public interface RowExpansion {
  /** Every row for itself. */
  RowExpansion NONE =
      new RowExpansion() {
        @Override
        public List<Row> expanded(Row row) {
          return List.of(row);
        }

        @Override
        public OptionalDouble spread(String id) {
          return OptionalDouble.empty();
        }
      };

  /** The rows that one stands for. */
  List<Row> expanded(Row row);

  /**
   * The standard deviation of the starts of a parameter that may have infinite bounds, around 0;
   * nothing for other parameters.
   */
  OptionalDouble spread(String id);
}
