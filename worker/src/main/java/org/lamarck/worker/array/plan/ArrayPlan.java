package org.lamarck.worker.array.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Constant;
import org.lamarck.worker.array.Elementwise;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Operation;
import org.lamarck.worker.array.Scan;
import org.lamarck.worker.array.Shape;

/**
 * A program compiled: elementwise operations over one space are fused to generated loops, the
 * others are kernels; each array has its place in one memory. Immutable; each thread runs it in a
 * {@link Workspace} of its own.
 */
public final class ArrayPlan {
  private final ArrayProgram program;
  private final int size;
  private final Step[] steps;
  private final List<Placed> constants;
  private final List<ArrayPlan> scans;
  private final int[] inputs;
  private final int[] outputs;
  private final int largestMethod;

  /** Something to be computed. */
  interface Step {
    void run(Workspace workspace);
  }

  private record Placed(Constant constant, int place) {}

  private ArrayPlan(ArrayProgram program) {
    this.program = program;
    Places places = new Places(program);
    Fusion fusion = new Fusion(program, places);
    constants = new ArrayList<>();
    scans = new ArrayList<>();
    List<Step> made = new ArrayList<>();
    Map<Node, Integer> scratch = scratch(places);
    LoopCompiler loops = new LoopCompiler();
    for (Fusion.Unit unit : fusion.units()) {
      Node node = unit.nodes().get(0);
      if (node.operation() instanceof Constant constant) {
        constants.add(new Placed(constant, places.of(node)));
      } else if (node.operation() instanceof Operation.Kernel kernel) {
        made.add(kernelStep(kernel, node, places, scratch.getOrDefault(node, 0)));
      } else if (node.operation() instanceof Scan scan) {
        made.add(new ScanStep(scan, places.ofArguments(node), places.of(node), scans.size()));
        scans.add(new ArrayPlan(scan.body()));
      } else if (node.operation() instanceof Elementwise) {
        for (LoopBody body : LoopBody.of(unit, places)) {
          loops.add(body, made.size());
          made.add(workspace -> {}); // replaced when all loops are compiled
        }
      }
    }
    largestMethod = loops.compile(made);
    steps = made.toArray(Step[]::new);
    size = places.size();
    inputs = program.inputs().stream().mapToInt(places::of).toArray();
    outputs = program.outputs().stream().mapToInt(places::of).toArray();
  }

  /** Compiles a program. */
  public static ArrayPlan compile(ArrayProgram program) {
    return new ArrayPlan(program);
  }

  /** One work space, which kernels use one after the other. */
  private Map<Node, Integer> scratch(Places places) {
    int most = 0;
    Map<Node, Integer> needed = new HashMap<>();
    for (Node node : program.nodes()) {
      if (node.operation() instanceof Operation.Kernel kernel) {
        int its = kernel.scratch(node.argumentShapes());
        most = Math.max(most, its);
        needed.put(node, 0);
      }
    }
    int place = places.reserve(most);
    needed.replaceAll((node, zero) -> place);
    return needed;
  }

  private static Step kernelStep(Operation.Kernel kernel, Node node, Places places, int scratch) {
    int[] from = places.ofArguments(node);
    int to = places.of(node);
    Shape[] shapes = node.argumentShapes();
    return workspace -> kernel.compute(workspace.memory(), from, to, scratch, shapes);
  }

  public ArrayProgram program() {
    return program;
  }

  /** Memory for one thread. */
  public Workspace newWorkspace() {
    double[] memory = new double[size];
    for (Placed placed : constants) {
      double[] values = placed.constant().values();
      System.arraycopy(values, 0, memory, placed.place(), values.length);
    }
    return new Workspace(
        this, memory, scans.stream().map(ArrayPlan::newWorkspace).toArray(Workspace[]::new));
  }

  /** The numbers that a workspace keeps. */
  public long size() {
    return size + scans.stream().mapToLong(ArrayPlan::size).sum();
  }

  /** The bytes of the largest generated method. */
  public int largestMethod() {
    return scans.stream().mapToInt(ArrayPlan::largestMethod).reduce(largestMethod, Math::max);
  }

  /** Where an input begins in the memory of a workspace. */
  public int inputPlace(int input) {
    return inputs[input];
  }

  /** Where an output begins in the memory of a workspace. */
  public int outputPlace(int output) {
    return outputs[output];
  }

  void run(Workspace workspace) {
    for (Step step : steps) {
      step.run(workspace);
    }
  }
}
