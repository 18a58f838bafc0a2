package org.lamarck.worker.petab.output;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.network.ArrayData;
import org.lamarck.worker.network.ArrayFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/**
 * An array file of networks with other weights: a weight is the parameter that is called by its
 * network, layer, array and indices, as {@code net_layer_weight_0_1}.
 */
final class WeightArrays {
  private static final String PARAMETERS = "parameters/";

  private final Map<String, ArrayData> arrays = new LinkedHashMap<>();
  private boolean isChanged;

  /**
   * Reads a file, and replaces what is given.
   *
   * @param values by id
   * @param left those that nothing has taken yet; loses what is found here
   */
  WeightArrays(Path file, Map<String, Double> values, Set<String> left, Findings findings) {
    ArrayFile.read(file, Place.of(file.toString()), findings)
        .ifPresent(
            read ->
                read.arrays()
                    .forEach((path, data) -> arrays.put(path, replaced(path, data, values, left))));
  }

  private ArrayData replaced(
      String path, ArrayData data, Map<String, Double> values, Set<String> left) {
    if (!path.startsWith(PARAMETERS)) {
      return data;
    }
    String prefix = path.substring(PARAMETERS.length()).replace('/', '_');
    double[] changed = data.values().clone();
    for (int i = 0; i < changed.length; i++) {
      String id = prefix + indices(data.shape(), i);
      Double value = values.get(id);
      if (value != null && left.remove(id)) {
        changed[i] = value;
        isChanged = true;
      }
    }
    return new ArrayData(data.shape(), changed);
  }

  private static String indices(Shape shape, int element) {
    StringBuilder text = new StringBuilder();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int stride = shape.count(axis + 1, shape.rank());
      text.append('_').append(element / stride % shape.size(axis));
    }
    return text.toString();
  }

  /** Whether any element is another one. */
  boolean isChanged() {
    return isChanged;
  }

  void write(Path target) {
    ArrayFile.write(target, arrays);
  }
}
