package org.lamarck.worker.network;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.Array;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/** An HDF5 file of the arrays of networks: parameters, inputs and outputs by their paths. */
public final class ArrayFile {
  private static final String METADATA = "metadata";
  private static final String FORMAT = "pytorch_format";

  private final String file;
  private final SortedMap<String, ArrayData> arrays;

  /** An array of Java's has no more. */
  private static final long MOST_BYTES = 8L * (Integer.MAX_VALUE - 8);

  private ArrayFile(String file, SortedMap<String, ArrayData> arrays) {
    this.file = file;
    this.arrays = arrays;
  }

  /**
   * Reads all arrays of a file.
   *
   * @param named where the file is named
   * @return nothing when an error was found
   */
  public static Optional<ArrayFile> read(Path path, Place named, Findings findings) {
    if (!Files.isRegularFile(path)) {
      findings.error(
          named,
          "file \"" + path + "\" " + (Files.exists(path) ? "is a folder" : "does not exist"),
          "correct the name or add the file");
      return Optional.empty();
    }
    SortedMap<String, ArrayData> arrays = new TreeMap<>();
    try (HdfFile file = new HdfFile(path)) {
      long length = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
      if (file.size() < length) { // what is missing would be read as zeros
        findings.error(
            Place.of(path.toString()),
            "the file ends after %d of %d bytes".formatted(file.size(), length),
            "copy it again");
        return Optional.empty();
      }
      boolean columns =
          file.getChild(METADATA) instanceof Group metadata
              && metadata.getChild("perm") instanceof Dataset perm
              && String.valueOf(perm.getData()).startsWith("column");
      collect(file, "", columns, new Reading(path.toString(), arrays, findings));
    } catch (HdfException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | BufferUnderflowException
        | NegativeArraySizeException e) { // what jHDF throws at files of flipped bits
      findings.error(
          Place.of(path.toString()),
          "not a readable HDF5 file (" + reason(e) + ")",
          "write it again, without filters");
      return Optional.empty();
    }
    return findings.hasErrorAt(Place.of(path.toString()))
        ? Optional.empty()
        : Optional.of(new ArrayFile(path.toString(), arrays));
  }

  private static String reason(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason is known");
  }

  private record Reading(String file, Map<String, ArrayData> arrays, Findings findings) {
    void error(String what, String remedy) {
      findings.error(Place.of(file), what, remedy);
    }
  }

  private static void collect(Group group, String prefix, boolean columns, Reading reading) {
    for (Node child : group.getChildren().values()) {
      String path = prefix + child.getName();
      if (child instanceof Group inner) {
        if (!path.equals(METADATA)) {
          collect(inner, path + "/", columns, reading);
        }
      } else if (child instanceof Dataset dataset) {
        @Nullable ArrayData data = numbers(dataset, path, reading);
        if (data != null) {
          reading.arrays.put(path, columns ? reversed(data) : data);
        }
      }
    }
  }

  private static @Nullable ArrayData numbers(Dataset dataset, String path, Reading reading) {
    for (int size : dataset.getDimensions()) {
      if (size == 0) {
        reading.findings.warning(
            Place.of(reading.file), "array " + path + " is empty", "remove it");
        return null;
      }
    }
    long bytes = dataset.getSizeInBytes();
    if (bytes > MOST_BYTES) {
      reading.error(
          "array %s has %d bytes; at most %d are read".formatted(path, bytes, MOST_BYTES),
          "write an array of the layer's shape");
      return null;
    }
    Object flat = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
    double @Nullable [] values = doubles(flat);
    if (values == null) {
      reading.error("array " + path + " is not of numbers", "write it as float64");
      return null;
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        reading.error(
            "element %d of array %s is %s".formatted(i, path, values[i]), "give a finite number");
        return null;
      }
    }
    return new ArrayData(Shape.of(dataset.getDimensions()), values);
  }

  private static double @Nullable [] doubles(Object flat) {
    if (flat instanceof Number one) {
      return new double[] {one.doubleValue()};
    }
    if (!flat.getClass().isArray() || !flat.getClass().getComponentType().isPrimitive()) {
      return null;
    }
    double[] values = new double[Array.getLength(flat)];
    for (int i = 0; i < values.length; i++) {
      if (!(Array.get(flat, i) instanceof Number number)) {
        return null;
      }
      values[i] = number.doubleValue();
    }
    return values;
  }

  /** An array whose first axis varies fastest, as one whose last does. */
  private static ArrayData reversed(ArrayData data) {
    int rank = data.shape().rank();
    int[] sizes = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = data.shape().size(rank - 1 - axis);
    }
    Shape shape = Shape.of(sizes);
    double[] values = new double[shape.count()];
    for (int element = 0; element < values.length; element++) {
      int left = element;
      int place = 0;
      for (int axis = rank - 1; axis >= 0; axis--) { // the last axis is the first one stored
        place = place * sizes[axis] + left % sizes[axis];
        left /= sizes[axis];
      }
      values[element] = data.values()[place];
    }
    return new ArrayData(shape, values);
  }

  /** The file's name, for messages. */
  public Place place() {
    return Place.of(file);
  }

  /** The arrays by their paths, such as {@code parameters/net1/layer1/weight}. */
  public SortedMap<String, ArrayData> arrays() {
    return Collections.unmodifiableSortedMap(arrays);
  }

  /** Writes arrays by their paths, the last axis varying fastest. */
  public static void write(Path path, Map<String, ArrayData> arrays) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putGroup(METADATA).putDataset(FORMAT, (byte) 1);
      Map<String, WritableGroup> groups = new TreeMap<>();
      arrays.forEach(
          (name, data) -> {
            int last = name.lastIndexOf('/');
            WritableGroup group = last < 0 ? file : group(file, name.substring(0, last), groups);
            group.putDataset(name.substring(last + 1), nested(data, 0, 0));
          });
    }
  }

  private static WritableGroup group(
      WritableGroup root, String path, Map<String, WritableGroup> groups) {
    WritableGroup known = groups.get(path);
    if (known == null) {
      int last = path.lastIndexOf('/');
      WritableGroup outer = last < 0 ? root : group(root, path.substring(0, last), groups);
      known = outer.putGroup(path.substring(last + 1));
      groups.put(path, known);
    }
    return known;
  }

  /** The elements as arrays of arrays, which say their shape. */
  private static Object nested(ArrayData data, int axis, int from) {
    Shape shape = data.shape();
    if (shape.rank() == 0) {
      return data.values()[0];
    }
    int size = shape.size(axis);
    if (axis == shape.rank() - 1) {
      return Arrays.copyOfRange(data.values(), from, from + size);
    }
    int[] rest = Arrays.copyOfRange(shape.sizes(), axis + 1, shape.rank());
    Class<?> type = Array.newInstance(double.class, new int[rest.length]).getClass();
    Object nested = Array.newInstance(type, size);
    int stride = shape.count(axis + 1, shape.rank());
    for (int i = 0; i < size; i++) {
      Array.set(nested, i, nested(data, axis + 1, from + i * stride));
    }
    return nested;
  }
}
