package org.lamarck.worker.cells.control;

import java.util.List;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Property;

/** The columns of some properties, one behind the other. */
final class Columns {
  private Columns() {}

  static int[] of(List<Property> properties, Fields fields) {
    int count = properties.stream().mapToInt(one -> one.count(fields)).sum();
    int[] columns = new int[count];
    int at = 0;
    for (Property property : properties) {
      for (int c = 0; c < property.count(fields); c++) {
        columns[at++] = property.first(fields) + c;
      }
    }
    return columns;
  }
}
