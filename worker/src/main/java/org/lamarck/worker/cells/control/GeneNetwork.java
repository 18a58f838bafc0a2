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
    private final boolean[] done;
    private final int[] block; // cells that go side by side
    private final double[] places; // and their places among all, for the tape
    private final double[] rows;

    Acting(Fields fields, int capacity) {
      width = fields.width();
      type = Property.TYPE.first(fields);
      given = Columns.of(inputs, fields).length;
      hidden = fields.genes();
      columns = Columns.of(genes(inputs, outputs), fields);
      types = weights.size() == columns.length * columns.length ? 1 : fields.types();
      circuit = new Circuit(columns.length, course.tolerance, capacity, types);
      cells = new int[capacity];
      done = new boolean[capacity];
      block = new int[circuit.mostCells()];
      places = new double[block.length];
      rows = new double[block.length * width];
    }

    private void begin(double[] parameters) {
      for (int j = 0; j < columns.length; j++) {
        circuit.offsets[j] = offsets.get(j).of(parameters);
        circuit.decays[j] = decays.get(j).of(parameters);
      }
      int size = columns.length * columns.length;
      for (int n = 0; n < weights.size(); n++) {
        circuit.setKind(n / size, n % size, weights.get(n).of(parameters));
      }
      if (types == 1) {
        circuit.mix(new double[] {1}, 0);
      }
      Arrays.fill(circuit.byOffsets, 0);
      Arrays.fill(circuit.byDecays, 0);
      Arrays.fill(circuit.byWeights, 0);
    }

    /** The weights of the cells of a block, whose rows are known. */
    private void chooseWeights() {
      if (types > 1) {
        circuit.mix(rows, type);
      }
    }

    private void readGenes(int count) {
      for (int j = 0; j < columns.length; j++) {
        boolean isHidden = j >= given && j < given + hidden;
        for (int l = 0; l < count; l++) {
          double has = rows[l * width + columns[j]];
          circuit.x[j * count + l] = isHidden ? course.kept * has : has;
          circuit.input[j * count + l] = j < given ? has : 0;
        }
      }
    }

    /** Takes cells with the same weights that were not taken; how many there are. */
    private int take(double[] values, int living) {
      int count = 0;
      int first = -1;
      for (int i = 0; i < living && count < block.length; i++) {
        if (!done[i] && (first < 0 || isAlike(values, cells[first], cells[i]))) {
          first = first < 0 ? i : first;
          done[i] = true;
          places[count] = i;
          block[count++] = cells[i];
        }
      }
      return count;
    }

    private boolean isAlike(double[] values, int a, int b) {
      for (int t = 0; t < types && types > 1; t++) {
        if (values[a * width + type + t] != values[b * width + type + t]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void forward(State state, Context context) {
      begin(context.parameters());
      int living = state.living(cells);
      double[] values = state.values();
      Arrays.fill(done, 0, living, false);
      for (int left = living; left > 0; ) {
        int count = take(values, living);
        for (int l = 0; l < count; l++) {
          System.arraycopy(values, block[l] * width, rows, l * width, width);
        }
        chooseWeights();
        readGenes(count);
        circuit.solve(count, course.duration, context.tape());
        context.tape().push(rows, 0, count * width);
        context.tape().push(places, 0, count);
        context.tape().push(count);
        for (int j = given; j < columns.length; j++) {
          for (int l = 0; l < count; l++) {
            values[block[l] * width + columns[j]] = circuit.x[j * count + l];
          }
        }
        left -= count;
      }
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      begin(context.parameters());
      for (int left = state.living(cells); left > 0; ) {
        int count = (int) context.tape().pop();
        context.tape().pop(places, 0, count);
        context.tape().pop(rows, 0, count * width);
        for (int l = 0; l < count; l++) {
          block[l] = cells[(int) places[l]];
        }
        chooseWeights();
        readGenes(count);
        pull(count, adjoint, context);
        if (types > 1) {
          spreadWeights(count, adjoint, context);
        }
        left -= count;
      }
      double[] gradient = context.gradient();
      for (int j = 0; j < columns.length; j++) {
        offsets.get(j).add(circuit.byOffsets[j], gradient);
        decays.get(j).add(circuit.byDecays[j], gradient);
      }
      for (int n = 0; n < circuit.byWeights.length && types == 1; n++) {
        weights.get(n).add(circuit.byWeights[n], gradient);
      }
    }

    private void pull(int count, double[] adjoint, Context context) {
      for (int j = 0; j < columns.length; j++) {
        for (int l = 0; l < count; l++) {
          circuit.x[j * count + l] = j < given ? 0 : adjoint[block[l] * width + columns[j]];
        }
      }
      circuit.pull(count, context.tape());
      for (int l = 0; l < count; l++) {
        int at = block[l] * width;
        for (int j = given; j < columns.length; j++) {
          adjoint[at + columns[j]] = 0;
        }
        for (int j = 0; j < columns.length; j++) {
          boolean isHidden = j >= given && j < given + hidden;
          double by = circuit.x[j * count + l];
          adjoint[at + columns[j]] +=
              (isHidden ? course.kept * by : by) + (j < given ? circuit.byInput[j * count + l] : 0);
        }
      }
    }

    /** Derivatives by the weights of a block as those by types' weights and by types. */
    private void spreadWeights(int count, double[] adjoint, Context context) {
      int size = circuit.byWeights.length;
      for (int t = 0; t < types; t++) {
        for (int n = 0; n < size; n++) {
          weights.get(t * size + n).add(rows[type + t] * circuit.byWeights[n], context.gradient());
        }
        for (int l = 0; l < count; l++) {
          adjoint[block[l] * width + type + t] += circuit.byShare(t, l);
        }
      }
      Arrays.fill(circuit.byWeights, 0);
    }
  }
}
