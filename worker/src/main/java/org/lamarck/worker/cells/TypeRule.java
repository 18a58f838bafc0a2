package org.lamarck.worker.cells;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Which cells become of a type at the start, and what they have then.
 *
 * @param type from 0 on
 * @param first how many of the first cells; all, when it is the largest number
 * @param axis along which cells must be below a value; −1 when they may be anywhere
 * @param division readiness to divide; NaN to leave it
 * @param secretion of each chemical; NaN to leave it
 */
public record TypeRule(
    int type, int first, int axis, double below, double division, double secretion)
    implements Serializable {

  boolean isFor(double[] rows, int row, int cell) {
    return cell < first && (axis < 0 || rows[row + axis] < below);
  }

  void apply(Fields fields, double[] rows, int row) {
    int from = row + Property.TYPE.first(fields);
    Arrays.fill(rows, from, from + fields.types(), 0);
    rows[from + type] = 1;
    if (!Double.isNaN(division)) {
      rows[row + Property.DIVISION.first(fields)] = division;
    }
    if (!Double.isNaN(secretion)) {
      int secreted = row + Property.SECRETION.first(fields);
      Arrays.fill(rows, secreted, secreted + fields.chemicals(), secretion);
    }
  }
}
