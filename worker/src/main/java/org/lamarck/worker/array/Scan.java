package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program repeated: each time it makes the carried arrays anew, of a slice of some arrays and of
 * others that stay, and may emit arrays, which are stacked. In reverse the carried arrays of every
 * step are computed and kept, and what lies within a step is computed again; of a scan in segments
 * only those at the beginning of each, and within the one that is passed.
 *
 * @param body its inputs are the carried arrays, the slices and what stays, its outputs the carried
 *     arrays and what is emitted
 * @param steps how often
 * @param carried how many arrays are carried
 * @param sliced how many arrays are given in slices: along their first axis, of the length {@code
 *     steps}
 * @param reversed whether the last slice comes first
 */
public record Scan(ArrayProgram body, int steps, int carried, int sliced, boolean reversed)
    implements Operation {
  /**
   * What comes of it.
   *
   * @param carried after the last step
   * @param emitted with a first axis of all steps
   */
  public record Result(List<Node> carried, List<Node> emitted) {}

  public Scan {
    if (steps < 1) {
      throw new IllegalArgumentException("a scan needs a step, not " + steps);
    }
    for (int i = 0; i < carried; i++) {
      Shape before = body.inputs().get(i).shape();
      Shape after = body.outputs().get(i).shape();
      if (!before.equals(after)) {
        throw new IllegalArgumentException(
            "carried array " + i + " is " + before + " before a step and " + after + " behind it");
      }
    }
  }

  private Shape bodyInput(int i) {
    return body.inputs().get(i).shape();
  }

  @Override
  public Shape shape(Shape... arguments) {
    if (arguments.length != body.inputs().size()) {
      throw new IllegalArgumentException(
          arguments.length + " arrays for a body of " + body.inputs().size());
    }
    for (int i = 0; i < arguments.length; i++) {
      Shape expected = isSliced(i) ? stacked(bodyInput(i)) : bodyInput(i);
      if (!expected.equals(arguments[i])) {
        throw new IllegalArgumentException(
            "argument " + i + " of a scan is " + arguments[i] + ", not " + expected);
      }
    }
    int count = 0;
    for (int i = 0; i < body.outputs().size(); i++) {
      count += body.outputs().get(i).shape().count() * (i < carried ? 1 : steps);
    }
    return Shape.of(count);
  }

  /** Whether an input of the body is a slice. */
  public boolean isSliced(int input) {
    return input >= carried && input < carried + sliced;
  }

  private Shape stacked(Shape shape) {
    return stacked(steps, shape);
  }

  private static Shape stacked(int steps, Shape shape) {
    int[] sizes = new int[shape.rank() + 1];
    sizes[0] = steps;
    System.arraycopy(shape.sizes(), 0, sizes, 1, shape.rank());
    return Shape.of(sizes);
  }

  Result in(Graph graph, List<Node> arguments) {
    return unpack(graph.apply(this, arguments.toArray(Node[]::new)));
  }

  /**
   * The same in segments, each of which is one step of a scan and a scan of its own. So the reverse
   * pass over K steps in √K segments keeps the carried arrays 2√K times, for computing them once
   * more.
   */
  Result in(Graph graph, int segments, List<Node> arguments) {
    if (segments < 1 || steps % segments != 0) {
      throw new IllegalArgumentException(
          steps + " steps cannot be divided into " + segments + " segments");
    }
    int within = steps / segments;
    Scan inner = new Scan(body, within, carried, sliced, reversed);
    Graph segment = new Graph();
    List<Node> inputs = new ArrayList<>();
    List<Node> given = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Shape shape = isSliced(i) ? inner.stacked(bodyInput(i)) : bodyInput(i);
      inputs.add(segment.input("x", shape));
      given.add(
          isSliced(i)
              ? graph.reshape(arguments.get(i), stacked(segments, shape))
              : arguments.get(i));
    }
    Result once = inner.in(segment, inputs);
    List<Node> outputs = new ArrayList<>(once.carried());
    outputs.addAll(once.emitted());
    Scan outer = new Scan(segment.program(inputs, outputs), segments, carried, sliced, reversed);
    Result all = outer.in(graph, given);
    List<Node> emitted = new ArrayList<>();
    for (int i = carried; i < body.outputs().size(); i++) {
      Shape whole = stacked(body.outputs().get(i).shape());
      emitted.add(graph.reshape(all.emitted().get(i - carried), whole));
    }
    return new Result(all.carried(), emitted);
  }

  /** The parts of an array that has all results one behind the other. */
  private Result unpack(Node packed) {
    List<Node> last = new ArrayList<>();
    List<Node> emitted = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < body.outputs().size(); i++) {
      Shape shape = body.outputs().get(i).shape();
      Shape whole = i < carried ? shape : stacked(shape);
      (i < carried ? last : emitted).add(packed.graph().slice(packed, offset, whole));
      offset += whole.count();
    }
    return new Result(last, emitted);
  }

  /** Carries the tangents of the carried arrays along. */
  @Override
  public Node tangent(Node self, @Nullable Node[] tangents) {
    Graph outer = self.graph();
    Graph graph = new Graph();
    List<Node> inputs = new ArrayList<>();
    List<Node> given = new ArrayList<>();
    List<Node> moving = new ArrayList<>();
    List<Node> directions = new ArrayList<>();
    List<Node> originals = new ArrayList<>();
    int[] ends = {carried, carried + sliced, self.arity()};
    int begin = 0;
    int slices = 0;
    for (int end : ends) { // of each kind the arrays and then their tangents
      for (int i = begin; i < end; i++) {
        Node input = graph.input("x", bodyInput(i));
        originals.add(input);
        inputs.add(input);
        given.add(self.argument(i));
      }
      for (int i = begin; i < end; i++) {
        Node tangent = tangents[i];
        if (tangent != null || i < carried) {
          Node direction = graph.input("t", bodyInput(i));
          moving.add(originals.get(i));
          directions.add(direction);
          inputs.add(direction);
          given.add(tangent == null ? outer.zeros(bodyInput(i)) : tangent);
          slices += isSliced(i) ? 1 : 0;
        }
      }
      begin = end;
    }
    List<Node> values = graph.inline(body, originals);
    List<Node> moved = graph.tangents(values, moving, directions);
    List<Node> outputs = new ArrayList<>(values.subList(0, carried));
    outputs.addAll(moved.subList(0, carried));
    outputs.addAll(moved.subList(carried, moved.size()));
    Scan scan =
        new Scan(graph.program(inputs, outputs), steps, 2 * carried, sliced + slices, reversed);
    Result result = scan.in(outer, given);
    List<Node> all = new ArrayList<>(result.carried().subList(carried, 2 * carried));
    all.addAll(result.emitted());
    return outer.apply(new Concatenation(), all.toArray(Node[]::new));
  }

  /** Runs backwards over the steps, with the carried arrays that each began with. */
  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    Graph outer = self.graph();
    List<Node> began = history(self);
    Result seeds = unpack(adjoint);
    int constants = carried + sliced;
    Graph graph = new Graph();
    List<Node> originals = new ArrayList<>();
    for (Node input : body.inputs()) {
      originals.add(graph.input("x", input.shape()));
    }
    List<Node> carry = new ArrayList<>();
    List<Node> carryGiven = new ArrayList<>(seeds.carried());
    for (int i = 0; i < carried; i++) {
      carry.add(graph.input("a", bodyInput(i)));
    }
    List<Node> sums = new ArrayList<>();
    for (int i = constants; i < self.arity(); i++) {
      if (wanted[i]) {
        Node sum = graph.input("s", bodyInput(i));
        sums.add(sum);
        carry.add(sum);
        carryGiven.add(outer.zeros(bodyInput(i)));
      }
    }
    List<Node> slices = new ArrayList<>(originals.subList(0, constants));
    List<Node> slicesGiven = new ArrayList<>(began);
    for (int i = carried; i < constants; i++) {
      slicesGiven.add(self.argument(i));
    }
    List<Node> outputSeeds = new ArrayList<>(carry.subList(0, carried));
    for (int i = carried; i < body.outputs().size(); i++) {
      Node seed = graph.input("e", body.outputs().get(i).shape());
      slices.add(seed);
      outputSeeds.add(seed);
      slicesGiven.add(seeds.emitted().get(i - carried));
    }
    List<Node> differentiated = new ArrayList<>(originals.subList(0, carried));
    for (int i = carried; i < self.arity(); i++) {
      if (wanted[i]) {
        differentiated.add(originals.get(i));
      }
    }
    List<Node> slopes = graph.adjoints(graph.inline(body, originals), outputSeeds, differentiated);
    List<Node> outputs = new ArrayList<>(slopes.subList(0, carried));
    int firstSum = slopes.size() - sums.size();
    for (int i = 0; i < sums.size(); i++) {
      outputs.add(graph.add(sums.get(i), slopes.get(firstSum + i)));
    }
    outputs.addAll(slopes.subList(carried, firstSum));
    List<Node> inputs = new ArrayList<>(carry);
    inputs.addAll(slices);
    inputs.addAll(originals.subList(constants, self.arity()));
    List<Node> given = new ArrayList<>(carryGiven);
    given.addAll(slicesGiven);
    for (int i = constants; i < self.arity(); i++) {
      given.add(self.argument(i));
    }
    Result result =
        new Scan(graph.program(inputs, outputs), steps, carry.size(), slices.size(), !reversed)
            .in(outer, given);
    return contributions(self, wanted, result);
  }

  private @Nullable Node[] contributions(Node self, boolean[] wanted, Result result) {
    @Nullable Node[] contributions = new Node[self.arity()];
    int carry = carried;
    int emitted = 0;
    for (int i = 0; i < contributions.length; i++) {
      if (i < carried) {
        contributions[i] = result.carried().get(i);
      } else if (wanted[i]) {
        contributions[i] =
            isSliced(i) ? result.emitted().get(emitted++) : result.carried().get(carry++);
      }
    }
    return contributions;
  }

  /** The carried arrays before each step. */
  private List<Node> history(Node self) {
    Graph graph = new Graph();
    List<Node> inputs = new ArrayList<>();
    for (Node input : body.inputs()) {
      inputs.add(graph.input("x", input.shape()));
    }
    List<Node> outputs = new ArrayList<>(graph.inline(body, inputs).subList(0, carried));
    outputs.addAll(inputs.subList(0, carried));
    Scan scan = new Scan(graph.program(inputs, outputs), steps, carried, sliced, reversed);
    return scan.in(self.graph(), List.of(self.arguments())).emitted();
  }
}
