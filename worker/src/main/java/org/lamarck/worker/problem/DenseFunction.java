package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.expression.Expression;

/**
 * Quantities that an array program computes together, as a network within rates does. Each is an
 * assigned quantity of the model with a formula of the same value; where rates need them, the
 * program is run in the place of these formulas.
 *
 * @param outputs the ids of the quantities
 * @param places of each output among the outputs of the program, written out one behind the other
 * @param arguments the elements of the program's inputs, written out one behind the other, over
 *     other quantities and time
 */
public record DenseFunction(
    List<String> outputs, List<Integer> places, List<Expression> arguments, Source source)
    implements Serializable {
  /**
   * From so many arguments on. Of 54 weights formulas are faster by a third, of 2902 programs are,
   * and their first gradient costs half.
   */
  private static final int LARGE = 500;

  public DenseFunction {
    outputs = List.copyOf(outputs);
    places = List.copyOf(places);
    arguments = List.copyOf(arguments);
  }

  /** A description of the program, which travels in its place. */
  public interface Source extends Serializable {
    ArrayProgram program();

    /**
     * The same of many inputs at once, which share all other arguments.
     *
     * @param inputs the elements of the program's first input, L numbers each
     * @param others all other arguments, written out one behind the other
     * @return the elements of the outputs, L numbers each; nothing where there is no such program
     */
    default Optional<List<Node>> columns(Graph graph, List<Node> inputs, Node others) {
      return Optional.empty();
    }
  }

  /** Whether it is better computed by its program than by formulas, for one input. */
  public boolean isLarge() {
    return arguments.size() >= LARGE;
  }

  /** The same with each argument replaced by what is made of it. */
  public DenseFunction map(UnaryOperator<Expression> change) {
    return new DenseFunction(outputs, places, arguments.stream().map(change).toList(), source);
  }
}
