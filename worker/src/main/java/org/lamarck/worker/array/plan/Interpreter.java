package org.lamarck.worker.array.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Constant;
import org.lamarck.worker.array.Elementwise;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Operation;
import org.lamarck.worker.array.Scan;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.expression.Evaluator;

/**
 * The meaning of array programs, one array at a time and one element after the other: what compiled
 * plans are tested against, to the bit. Kernels are those of the operations.
 */
public final class Interpreter {
  private Interpreter() {}

  /** The outputs of a program, each written out. */
  public static double[][] run(ArrayProgram program, double[]... inputs) {
    Map<Node, double[]> values = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      values.put(program.inputs().get(i), inputs[i]);
    }
    for (Node node : program.nodes()) {
      if (!values.containsKey(node)) {
        double[][] arguments = new double[node.arity()][];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = Objects.requireNonNull(values.get(node.argument(i)));
        }
        values.put(node, value(node, arguments));
      }
    }
    return program.outputs().stream().map(values::get).toArray(double[][]::new);
  }

  private static double[] value(Node node, double[][] arguments) {
    int count = node.shape().count();
    if (node.operation() instanceof Constant constant) {
      return constant.values();
    }
    if (node.operation() instanceof Operation.Alias alias) {
      return Arrays.copyOfRange(arguments[0], alias.offset(), alias.offset() + count);
    }
    if (node.operation() instanceof Elementwise map) {
      return elements(node, map, arguments);
    }
    if (node.operation() instanceof Operation.Kernel kernel) {
      return kernel(node, kernel, arguments);
    }
    if (node.operation() instanceof Scan scan) {
      return scan(node, scan, arguments);
    }
    throw new IllegalArgumentException(node + " is not given");
  }

  private static double[] elements(Node node, Elementwise map, double[][] arguments) {
    Shape space = map.space();
    Evaluator evaluator = new Evaluator(List.of(map.body()));
    double[] values = new double[space.count()];
    for (int element = 0; element < values.length; element++) {
      double[] given = new double[arguments.length];
      for (int i = 0; i < given.length; i++) {
        int[] strides = node.argument(i).shape().stridesIn(space);
        int place = 0;
        int left = element;
        for (int axis = space.rank() - 1; axis >= 0; axis--) {
          place += left % space.size(axis) * strides[axis];
          left /= space.size(axis);
        }
        given[i] = arguments[i][place];
      }
      values[element] =
          evaluator.evaluate(name -> given[Integer.parseInt(name.substring(1))], 0)[0];
    }
    return values;
  }

  private static double[] kernel(Node node, Operation.Kernel kernel, double[][] arguments) {
    Shape[] shapes = node.argumentShapes();
    int[] from = new int[arguments.length];
    int size = 0;
    for (int i = 0; i < from.length; i++) {
      from[i] = size;
      size += arguments[i].length;
    }
    int to = size;
    int scratch = to + node.shape().count();
    double[] memory = new double[scratch + kernel.scratch(shapes)];
    Arrays.fill(memory, to, memory.length, Double.NaN); // what is left of others is not read
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(arguments[i], 0, memory, from[i], arguments[i].length);
    }
    kernel.compute(memory, from, to, scratch, shapes);
    return Arrays.copyOfRange(memory, to, scratch);
  }

  private static double[] scan(Node node, Scan scan, double[][] arguments) {
    double[] packed = new double[node.shape().count()];
    double[][] given = arguments.clone();
    for (int step = 0; step < scan.steps(); step++) {
      int place = scan.reversed() ? scan.steps() - 1 - step : step;
      for (int i = scan.carried(); i < scan.carried() + scan.sliced(); i++) {
        int count = scan.body().inputs().get(i).shape().count();
        given[i] = Arrays.copyOfRange(arguments[i], place * count, (place + 1) * count);
      }
      double[][] results = run(scan.body(), given);
      int offset = 0;
      for (int i = 0; i < results.length; i++) {
        int count = results[i].length;
        if (i < scan.carried()) {
          given[i] = results[i];
          System.arraycopy(results[i], 0, packed, offset, count);
          offset += count;
        } else {
          System.arraycopy(results[i], 0, packed, offset + place * count, count);
          offset += scan.steps() * count;
        }
      }
    }
    return packed;
  }
}
