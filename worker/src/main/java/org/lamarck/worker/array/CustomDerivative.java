package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value whose derivatives are those of other programs. Its first argument is the value, the
 * others are what it is a function of.
 *
 * @param tangent of the arguments and their tangents, in this order: the tangent of the value
 * @param adjoint of the arguments and the adjoint of the value: the adjoint of each argument
 */
record CustomDerivative(ArrayProgram tangent, ArrayProgram adjoint) implements Operation.Alias {
  @Override
  public Shape shape(Shape... arguments) {
    return arguments[0];
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    if (Arrays.stream(tangents).skip(1).noneMatch(t -> t != null)) {
      return null;
    }
    List<Node> inputs = argumentsOf(self);
    for (int i = 1; i < tangents.length; i++) {
      Node given = tangents[i];
      inputs.add(given == null ? self.graph().zeros(self.argument(i).shape()) : given);
    }
    return self.graph().inline(tangent, inputs).get(0);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    List<Node> inputs = argumentsOf(self);
    inputs.add(adjoint);
    List<Node> slopes = self.graph().inline(this.adjoint, inputs);
    @Nullable Node[] adjoints = new Node[self.arity()];
    for (int i = 1; i < adjoints.length; i++) {
      adjoints[i] = slopes.get(i - 1);
    }
    return adjoints;
  }

  private static List<Node> argumentsOf(Node self) {
    return new ArrayList<>(Arrays.asList(self.arguments()).subList(1, self.arity()));
  }
}
