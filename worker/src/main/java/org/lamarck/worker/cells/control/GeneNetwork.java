package org.lamarck.worker.cells.control;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lamarck.worker.cells.Context;
import org.lamarck.worker.cells.Dependence;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Step;

/**
 * Genes of each cell act on each other for a while: dx/dt = φ(Wᵀ x + b) − γ x + I with φ(z) = ½ +
 * z/(2 √(1 + z²)). The genes are inputs, hidden ones ({@link Property#GENES}) and outputs, in this
 * order; I is the inputs, and 0 for the others. Hidden ones and outputs go on from what the cell
 * has of them.
 *
 * @param weights W, row i what gene i does to others; one matrix, or one for each type of cells,
 *     one behind the other
 * @param offsets b, one for each gene
 * @param decays γ, one for each gene
 */
public record GeneNetwork(
    List<Property> inputs,
    List<Property> outputs,
    List<Setting> weights,
    List<Setting> offsets,
    List<Setting> decays,
    Course course)
    implements Step {

  /**
   * How genes act on each other.
   *
   * @param kept the share of hidden genes with which they begin
   * @param tolerance of a step of the integration, relative; a thousandth of it absolute
   */
  public record Course(double kept, double duration, double tolerance) implements Serializable {
    public Course {
      if (!(duration > 0) || !(tolerance > 0) || !(kept >= 0 && kept <= 1)) {
        throw new IllegalArgumentException(
            "duration (%s) and tolerance (%s) must be above 0, and what is kept (%s) from 0 to 1"
                .formatted(duration, tolerance, kept));
      }
    }
  }

  public GeneNetwork {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    weights = List.copyOf(weights);
    offsets = List.copyOf(offsets);
    decays = List.copyOf(decays);
  }

  /** The genes by their properties. */
  public static List<Property> genes(List<Property> inputs, List<Property> outputs) {
    return Stream.of(inputs.stream(), Stream.of(Property.GENES), outputs.stream())
        .flatMap(all -> all)
        .toList();
  }

  @Override
  public Dependence dependence() {
    Set<Property> reads = EnumSet.of(Property.TYPE, Property.GENES);
    reads.addAll(inputs);
    reads.addAll(outputs);
    Set<Property> writes = EnumSet.of(Property.GENES);
    writes.addAll(outputs);
    return Dependence.of(
        reads, writes, Stream.of(weights, offsets, decays).flatMap(List::stream).toList());
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Acting(fields, capacity);
  }

  private final class Acting implements Runner {
    private final int width;
    private final int types;
    private final int type;
    private final int given; // inputs
    private final int hidden;
    private final int[] columns;
    private final Circuit circuit;
    private final int[] cells;
    private final double[] row;
    private final double[] x;
    private final double[] input;
    private final double[] byInput;

    Acting(Fields fields, int capacity) {
      width = fields.width();
      type = Property.TYPE.first(fields);
      given = Columns.of(inputs, fields).length;
      hidden = fields.genes();
      columns = Columns.of(genes(inputs, outputs), fields);
      types = weights.size() == columns.length * columns.length ? 1 : fields.types();
      circuit = new Circuit(columns.length, course.tolerance);
      cells = new int[capacity];
      row = new double[width];
      x = new double[columns.length];
      input = new double[columns.length];
      byInput = new double[columns.length];
    }

    private void begin(double[] parameters) {
      for (int j = 0; j < columns.length; j++) {
        circuit.offsets[j] = offsets.get(j).of(parameters);
        circuit.decays[j] = decays.get(j).of(parameters);
      }
      if (types == 1) {
        for (int n = 0; n < circuit.weights.length; n++) {
          circuit.weights[n] = weights.get(n).of(parameters);
        }
      }
      Arrays.fill(circuit.byOffsets, 0);
      Arrays.fill(circuit.byDecays, 0);
      Arrays.fill(circuit.byWeights, 0);
    }

    /** The weights of a cell whose row is known. */
    private void chooseWeights(double[] parameters) {
      if (types == 1) {
        return;
      }
      int size = circuit.weights.length;
      Arrays.fill(circuit.weights, 0);
      for (int t = 0; t < types; t++) {
        if (row[type + t] != 0) {
          for (int n = 0; n < size; n++) {
            circuit.weights[n] += row[type + t] * weights.get(t * size + n).of(parameters);
          }
        }
      }
    }

    private void readGenes() {
      for (int j = 0; j < columns.length; j++) {
        double has = row[columns[j]];
        boolean isHidden = j >= given && j < given + hidden;
        x[j] = isHidden ? course.kept * has : has;
        input[j] = j < given ? has : 0;
      }
    }

    @Override
    public void forward(State state, Context context) {
      begin(context.parameters());
      int count = state.living(cells);
      double[] values = state.values();
      for (int i = 0; i < count; i++) {
        System.arraycopy(values, cells[i] * width, row, 0, width);
        chooseWeights(context.parameters());
        readGenes();
        circuit.solve(x, input, course.duration, context.tape());
        context.tape().push(row, 0, width);
        for (int j = given; j < columns.length; j++) {
          values[cells[i] * width + columns[j]] = x[j];
        }
      }
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      begin(context.parameters());
      int count = state.living(cells);
      for (int i = count - 1; i >= 0; i--) {
        context.tape().pop(row, 0, width);
        chooseWeights(context.parameters());
        readGenes();
        int at = cells[i] * width;
        for (int j = 0; j < columns.length; j++) {
          x[j] = j < given ? 0 : adjoint[at + columns[j]];
          byInput[j] = 0;
        }
        circuit.pull(x, input, byInput, context.tape());
        for (int j = given; j < columns.length; j++) {
          adjoint[at + columns[j]] = 0;
        }
        for (int j = 0; j < columns.length; j++) {
          boolean isHidden = j >= given && j < given + hidden;
          adjoint[at + columns[j]] +=
              (isHidden ? course.kept * x[j] : x[j]) + (j < given ? byInput[j] : 0);
        }
        if (types > 1) {
          spreadWeights(adjoint, at, context);
        }
      }
      double[] gradient = context.gradient();
      for (int j = 0; j < columns.length; j++) {
        offsets.get(j).add(circuit.byOffsets[j], gradient);
        decays.get(j).add(circuit.byDecays[j], gradient);
      }
      if (types == 1) {
        for (int n = 0; n < circuit.byWeights.length; n++) {
          weights.get(n).add(circuit.byWeights[n], gradient);
        }
      }
    }

    /** Derivatives by the weights of one cell as those by types' weights and by types. */
    private void spreadWeights(double[] adjoint, int at, Context context) {
      int size = circuit.byWeights.length;
      for (int t = 0; t < types; t++) {
        double byType = 0;
        for (int n = 0; n < size; n++) {
          Setting one = weights.get(t * size + n);
          one.add(row[type + t] * circuit.byWeights[n], context.gradient());
          byType += circuit.byWeights[n] * one.of(context.parameters());
        }
        adjoint[at + type + t] += byType;
      }
      Arrays.fill(circuit.byWeights, 0);
    }
  }
}
