package org.lamarck.worker.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.model.CompiledModel;

/**
 * L copies of a model as one system: each value is an array of L numbers, but for the weights of
 * networks, which all copies share. Of the model's constants those are the system's that rates
 * depend on. Immutable; each thread has a {@link LaneField} of its own.
 */
public final class LanePlan {
  private final int lanes;
  private final int states;
  private final int[] constants;
  private final int[] shared;
  private final int[] widths;
  private final boolean isTimed;
  private final ArrayPlan slopes;
  private final ArrayPlan forward;
  private final ArrayPlan backward;

  private LanePlan(LaneProgram copies) {
    lanes = copies.lanes();
    states = copies.states().size();
    constants = copies.constants();
    shared = copies.shared();
    widths = copies.weights().stream().mapToInt(node -> node.shape().count()).toArray();
    isTimed = copies.isTimed();
    Graph graph = copies.graph();
    List<Node> arrays = copies.arrays();
    List<Node> inputs = copies.inputs();
    List<Node> rates = copies.slopes();
    slopes = ArrayPlan.compile(graph.program(inputs, rates));
    List<Node> directions = copies.like("d", arrays);
    List<Node> moved = graph.tangents(rates, arrays, directions);
    forward = ArrayPlan.compile(graph.program(join(inputs, directions), moved));
    List<Node> bars = copies.like("b", copies.states());
    List<Node> pulled = graph.adjoints(rates, bars, arrays);
    backward = ArrayPlan.compile(graph.program(join(inputs, bars), pulled));
  }

  private static List<Node> join(List<Node> some, List<Node> others) {
    List<Node> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  /**
   * Copies of a model; none of one whose rates are no formulas that are smooth everywhere, with
   * events, delays or equations.
   */
  public static Optional<LanePlan> of(CompiledModel model, int lanes) {
    return LaneProgram.of(model, lanes).map(LanePlan::new);
  }

  /** L. */
  public int lanes() {
    return lanes;
  }

  /** n, of one lane. */
  public int states() {
    return states;
  }

  /**
   * The model's constants that rates depend on and that each lane has for itself, by their
   * positions; not to be written to.
   */
  public int[] constants() {
    return constants;
  }

  /**
   * The model's constants that all lanes share, by their positions: the system has them behind the
   * others, one for each place that stands here. Not to be written to.
   */
  public int[] shared() {
    return shared;
  }

  /** How many of the shared constants each of the last inputs of the programs has. */
  int[] widths() {
    return widths;
  }

  boolean isTimed() {
    return isTimed;
  }

  /** The system for one thread. */
  public LaneField newField() {
    return new LaneField(this, slopes, forward, backward);
  }
}
