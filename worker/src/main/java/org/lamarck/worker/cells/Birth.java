package org.lamarck.worker.cells;

import java.util.Arrays;

/** What happens to a mother and its daughter, and the transpose of it. */
final class Birth {
  private final int dimensions;
  private final int width;
  private final int radius;
  private final int division;
  private final double share;
  private final double[] direction;
  private final double[] daughter; // derivatives by its row

  /**
   * A birth.
   *
   * @param share of the mother's radius that both have
   */
  Birth(Fields fields, double share) {
    this.share = share;
    dimensions = fields.dimensions();
    width = fields.width();
    radius = Property.RADIUS.first(fields);
    division = Property.DIVISION.first(fields);
    direction = new double[dimensions];
    daughter = new double[width];
  }

  int width() {
    return width;
  }

  /** The column of readiness. */
  int division() {
    return division;
  }

  void forward(State state, int mother, Context context) {
    int born = state.bear();
    double[] values = state.values();
    int from = mother * width;
    int to = born * width;
    System.arraycopy(values, from, values, to, width);
    double phi = 2 * Math.PI * context.noise().nextDouble();
    if (dimensions == 2) {
      direction[0] = Math.cos(phi);
      direction[1] = Math.sin(phi);
    } else {
      double theta = Math.PI * context.noise().nextDouble();
      direction[0] = Math.sin(theta) * Math.cos(phi);
      direction[1] = Math.sin(theta) * Math.sin(phi);
      direction[2] = Math.cos(theta);
    }
    double smaller = values[from + radius] * share;
    values[from + radius] = smaller;
    values[to + radius] = smaller;
    for (int c = 0; c < dimensions; c++) {
      values[from + c] += smaller * share * direction[c];
      values[to + c] -= smaller * share * direction[c];
    }
    context.tape().push(direction, 0, dimensions);
    context.tape().push(mother);
  }

  /** Takes the last birth back; its daughter's derivatives are kept for {@link #inherited}. */
  void backward(State state, double[] adjoint, Context context) {
    int mother = ((int) context.tape().pop()) * width;
    context.tape().pop(direction, 0, dimensions);
    int born = state.unbear() * width;
    System.arraycopy(adjoint, born, daughter, 0, width);
    Arrays.fill(adjoint, born, born + width, 0);
    double byRadius = share * (adjoint[mother + radius] + daughter[radius]);
    for (int c = 0; c < dimensions; c++) {
      byRadius += share * share * direction[c] * (adjoint[mother + c] - daughter[c]);
    }
    for (int c = 0; c < width; c++) {
      adjoint[mother + c] += daughter[c];
    }
    adjoint[mother + radius] = byRadius;
  }

  /**
   * The derivative by how much of the last daughter is inherited from a cell: of all but the
   * position.
   *
   * @param rows of the cells before the birth
   */
  double inherited(double[] rows, int cell) {
    double sum = 0;
    for (int c = dimensions; c < width; c++) {
      sum += daughter[c] * rows[cell * width + c] * (c == radius ? share : 1);
    }
    return sum;
  }
}
