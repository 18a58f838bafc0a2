package org.lamarck.worker.cells.control;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.cells.Context;
import org.lamarck.worker.cells.Dependence;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Step;

/**
 * A property is multiplied: by 1/(1 + e^(−steepness (r − radius))) of the cell's radius r, by
 * factors of its type, by the field from outside.
 *
 * @param radius at which the first factor is ½
 * @param steepness 0 when there is no such factor
 * @param types factors, types × columns of the property; empty when there are none
 */
public record Mask(
    Property of, double radius, double steepness, List<Double> types, boolean byField)
    implements Step {
  public Mask {
    types = List.copyOf(types);
  }

  @Override
  public Dependence dependence() {
    Set<Property> reads = EnumSet.of(of, Property.RADIUS, Property.TYPE);
    if (byField) {
      reads.add(Property.FIELD);
    }
    return Dependence.of(reads, Set.of(of), List.of());
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Acting(fields, capacity);
  }

  private final class Acting implements Runner {
    private final int width;
    private final int kinds;
    private final int count;
    private final int first;
    private final int type;
    private final int size;
    private final int field;
    private final int[] cells;
    private final double[] row;

    Acting(Fields fields, int capacity) {
      width = fields.width();
      kinds = fields.types();
      count = of.count(fields);
      first = of.first(fields);
      type = Property.TYPE.first(fields);
      size = Property.RADIUS.first(fields);
      field = Property.FIELD.first(fields);
      cells = new int[capacity];
      row = new double[width];
    }

    private double bySize(double r) {
      return steepness == 0 ? 1 : 1 / (1 + Math.exp(-steepness * (r - radius)));
    }

    private double byType(int column) {
      if (types.isEmpty()) {
        return 1;
      }
      double sum = 0;
      for (int t = 0; t < kinds; t++) {
        sum += row[type + t] * types.get(t * count + column);
      }
      return sum;
    }

    @Override
    public void forward(State state, Context context) {
      int living = state.living(cells);
      double[] values = state.values();
      for (int i = 0; i < living; i++) {
        int at = cells[i] * width;
        System.arraycopy(values, at, row, 0, width);
        context.tape().push(row, 0, width);
        double factor = bySize(row[size]) * (byField ? row[field] : 1);
        for (int c = 0; c < count; c++) {
          values[at + first + c] = row[first + c] * factor * byType(c);
        }
      }
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int living = state.living(cells);
      for (int i = living - 1; i >= 0; i--) {
        int at = cells[i] * width;
        context.tape().pop(row, 0, width);
        double share = bySize(row[size]);
        double outside = byField ? row[field] : 1;
        double byFactor = 0; // of the first factor and the field together
        for (int c = 0; c < count; c++) {
          double by = adjoint[at + first + c];
          double kind = byType(c);
          byFactor += by * row[first + c] * kind;
          adjoint[at + first + c] = by * share * outside * kind;
          for (int t = 0; t < kinds && !types.isEmpty(); t++) {
            adjoint[at + type + t] +=
                by * row[first + c] * share * outside * types.get(t * count + c);
          }
        }
        if (byField) {
          adjoint[at + field] += byFactor * share;
        }
        adjoint[at + size] += byFactor * outside * steepness * share * (1 - share);
      }
    }
  }
}
