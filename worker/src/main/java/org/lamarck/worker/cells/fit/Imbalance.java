package org.lamarck.worker.cells.fit;

import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.State;

/** |n₁ − n₂|: by how much the cells of two types differ in number. */
public record Imbalance() implements Target {
  @Override
  public double of(State state, double factor, double[] byState) {
    int[] cells = new int[state.capacity()];
    int count = state.living(cells);
    int width = state.fields().width();
    int type = Property.TYPE.first(state.fields());
    double difference = 0;
    for (int i = 0; i < count; i++) {
      int at = cells[i] * width + type;
      difference += state.values()[at] - state.values()[at + 1];
    }
    double by = factor * Math.signum(difference);
    for (int i = 0; i < count && by != 0; i++) {
      byState[cells[i] * width + type] += by;
      byState[cells[i] * width + type + 1] -= by;
    }
    return Math.abs(difference);
  }
}
