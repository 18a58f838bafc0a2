package org.lamarck.worker.hessian;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.problem.DenseFunction;

/**
 * The derivatives of a program's outputs along a direction, as a program: its inputs are those of
 * the program, and behind them their tangents in the same order.
 */
record TangentProgram(DenseFunction.Source function) implements DenseFunction.Source {
  private static final long serialVersionUID = 1L;

  @Override
  public ArrayProgram program() {
    ArrayProgram values = function.program();
    Graph graph = values.outputs().get(0).graph();
    List<Node> inputs = values.inputs();
    List<Node> directions = new ArrayList<>();
    for (Node input : inputs) {
      directions.add(graph.input("d" + directions.size(), input.shape()));
    }
    List<Node> all = new ArrayList<>(inputs);
    all.addAll(directions);
    return graph.program(all, graph.tangents(values.outputs(), inputs, directions));
  }
}
