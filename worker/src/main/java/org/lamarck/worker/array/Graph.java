package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;

/**
 * Makes the arrays of programs and their derivatives; equal operations on equal arguments are made
 * once. Not thread-safe: a graph is built by one thread, its programs are shared.
 */
public final class Graph {
  private final ExpressionPool pool = new ExpressionPool();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Key, Node> known = new HashMap<>();

  private record Key(Operation operation, List<Node> arguments) {}

  /** Where the formulas of elementwise operations are made. */
  public ExpressionPool pool() {
    return pool;
  }

  /** An array that is given when the program runs; two of the same name are two. */
  public Node input(String name, Shape shape) {
    return add(new Input(name, shape));
  }

  public Node constant(Shape shape, double... values) {
    if (values.length != shape.count()) {
      throw new IllegalArgumentException(values.length + " numbers for " + shape);
    }
    return apply(new Constant(values.clone(), shape));
  }

  public Node constant(double value) {
    return constant(Shape.of(), value);
  }

  public Node zeros(Shape shape) {
    return map(shape, pool.constant(0), List.of(), List.of());
  }

  /** The operation on arguments of this graph. */
  Node apply(Operation operation, Node... arguments) {
    for (Node argument : arguments) {
      if (argument.graph() != this) {
        throw new IllegalArgumentException(argument + " belongs to another graph");
      }
    }
    Key key = new Key(operation, List.of(arguments));
    Node node = known.get(key);
    if (node == null) {
      node = add(operation, arguments);
      known.put(key, node);
    }
    return node;
  }

  private Node add(Operation operation, Node... arguments) {
    Shape[] shapes = Arrays.stream(arguments).map(Node::shape).toArray(Shape[]::new);
    Node node = new Node(this, nodes.size(), operation, operation.shape(shapes), arguments.clone());
    nodes.add(node);
    return node;
  }

  /**
   * A formula of the elements of arrays, which are repeated along axes of size 1 that others have.
   *
   * @param formula in the syntax of SBML's formulas
   * @throws IllegalArgumentException when the formula cannot be read or has other symbols
   */
  public Node map(String formula, Map<String, Node> arguments) {
    try {
      return map(FormulaParser.parse(pool, formula), arguments);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(formula + ": " + e.getMessage(), e);
    }
  }

  /** A formula of {@link #pool} at the elements of arrays. */
  public Node map(Expression body, Map<String, Node> arguments) {
    Shape space = Shape.of();
    List<String> names = new ArrayList<>();
    List<Node> given = new ArrayList<>();
    for (Map.Entry<String, Node> entry : new TreeMap<>(arguments).entrySet()) {
      names.add(entry.getKey());
      given.add(entry.getValue());
      space = space.broadcast(entry.getValue().shape());
    }
    return map(space, body, names, given);
  }

  /** A formula in a space; its arguments are brought into the order they are used in. */
  Node map(Shape space, Expression body, List<String> names, List<Node> given) {
    Map<Expression, Expression> replacements = new HashMap<>();
    Map<Node, Integer> places = new LinkedHashMap<>();
    for (Expression leaf : Subgraph.leaves(body)) {
      int position = leaf.isSymbol() ? names.indexOf(leaf.name()) : -1;
      if (position < 0) {
        throw new IllegalArgumentException("no array is given for " + leaf);
      }
      Node node = given.get(position);
      if (node.operation() instanceof Constant constant && constant.values().length == 1) {
        replacements.put(leaf, pool.constant(constant.values()[0]));
      } else {
        int place = places.computeIfAbsent(node, n -> places.size());
        replacements.put(leaf, pool.symbol(Elementwise.symbol(place)));
      }
    }
    Expression canonical = Substitution.substitute(body, replacements);
    Node[] arguments = places.keySet().toArray(Node[]::new);
    if (canonical.isSymbol()) {
      Node argument = arguments[Integer.parseInt(canonical.name().substring(1))];
      if (argument.shape().equals(space)) {
        return argument;
      }
    }
    if (Subgraph.leaves(canonical).size() < arguments.length) { // some fell out with a constant
      List<String> symbols = new ArrayList<>();
      for (int i = 0; i < arguments.length; i++) {
        symbols.add(Elementwise.symbol(i));
      }
      return map(space, canonical, symbols, List.of(arguments));
    }
    return apply(new Elementwise(space, canonical, List.of()), arguments);
  }

  /**
   * A function of each element whose derivative is given as well.
   *
   * @param body a formula of {@code x0}
   * @param slope its derivative, a formula of {@code x0} and of {@code y}, the value
   */
  public Node map(Node argument, Expression body, Expression slope) {
    return apply(new Elementwise(argument.shape(), body, List.of(slope)), argument);
  }

  private Node unary(Operator operator, Node a) {
    return map(pool.apply(operator, pool.symbol("a")), Map.of("a", a));
  }

  private Node binary(Operator operator, Node a, Node b) {
    return map(pool.apply(operator, pool.symbol("a"), pool.symbol("b")), Map.of("a", a, "b", b));
  }

  public Node add(Node a, Node b) {
    return binary(Operator.ADD, a, b);
  }

  public Node subtract(Node a, Node b) {
    return map(pool.subtract(pool.symbol("a"), pool.symbol("b")), Map.of("a", a, "b", b));
  }

  public Node multiply(Node a, Node b) {
    return binary(Operator.MULTIPLY, a, b);
  }

  public Node divide(Node a, Node b) {
    return binary(Operator.DIVIDE, a, b);
  }

  public Node negate(Node a) {
    return unary(Operator.NEGATE, a);
  }

  public Node exp(Node a) {
    return unary(Operator.EXP, a);
  }

  /** The hyperbolic tangent; its slope is 1 − y², as exact as y. */
  public Node tanh(Node a) {
    Expression y = pool.symbol(Elementwise.VALUE);
    return map(
        a,
        pool.apply(Operator.TANH, pool.symbol(Elementwise.symbol(0))),
        pool.subtract(pool.constant(1), pool.multiply(y, y)));
  }

  /** e^x of arrays longer than a vector, see {@link Elementary}. */
  public Node longExp(Node a) {
    return apply(new Elementary(Elementary.Kind.EXP), a);
  }

  /** tanh x of arrays longer than a vector, see {@link Elementary}. */
  public Node longTanh(Node a) {
    return apply(new Elementary(Elementary.Kind.TANH), a);
  }

  /** 1/(1 + e^−x) of arrays longer than a vector, see {@link Elementary}. */
  public Node longLogistic(Node a) {
    return apply(new Elementary(Elementary.Kind.LOGISTIC), a);
  }

  /** The slope of that one, as exact where it is small as elsewhere. */
  Node longLogisticSlope(Node a) {
    return apply(new Elementary(Elementary.Kind.LOGISTIC_SLOPE), a);
  }

  /** The first where the condition is not 0, else the second. */
  public Node select(Node condition, Node a, Node b) {
    Expression choice =
        pool.apply(Operator.PIECEWISE, pool.symbol("a"), pool.symbol("c"), pool.symbol("b"));
    return map(choice, Map.of("c", condition, "a", a, "b", b));
  }

  /** The sum of those that are not null; null when all are. */
  @Nullable Node sumOf(@Nullable Node... terms) {
    Node sum = null;
    for (Node term : terms) {
      if (term != null) {
        sum = sum == null ? term : add(sum, term);
      }
    }
    return sum;
  }

  /** Repeated along the axes of size 1 that the space has more of. */
  public Node broadcast(Node a, Shape space) {
    return map(space, pool.symbol("a"), List.of("a"), List.of(a));
  }

  /** The adjoint of repetition: summed along the axes along which the shape is smaller. */
  Node reduceTo(Node a, Shape shape) {
    Node reduced = a;
    int more = a.shape().rank() - shape.rank();
    for (int axis = 0; axis < a.shape().rank(); axis++) {
      int size = axis < more ? 1 : shape.size(axis - more);
      if (size != reduced.shape().size(axis)) {
        reduced = sum(reduced, axis);
      }
    }
    return reshape(reduced, shape);
  }

  public Node reshape(Node a, Shape shape) {
    if (a.shape().count() != shape.count()) {
      throw new IllegalArgumentException("a shape of " + a.shape() + " is not one of " + shape);
    }
    return slice(a, 0, shape);
  }

  /** Elements in a row, from a place of the array written out. */
  public Node slice(Node a, int offset, Shape shape) {
    if (offset == 0 && a.shape().equals(shape)) {
      return a;
    }
    if (a.operation() instanceof Reshape inner) {
      return slice(a.argument(0), offset + inner.offset(), shape);
    }
    return apply(new Reshape(offset, shape), a);
  }

  /** Elements by their places in the array written out. */
  public Node gather(Node a, IndexTable places, Shape shape) {
    return apply(new Gather(places, shape), a);
  }

  /** Elements added up at their places in a new array written out. */
  public Node scatterAdd(Node a, IndexTable places, Shape shape) {
    return apply(new ScatterAdd(places, shape), a);
  }

  /** The sums along an axis, which keeps the size 1. */
  public Node sum(Node a, int axis) {
    return along(new Sum(), a, axis);
  }

  /** The largest elements along an axis, which keeps the size 1. */
  public Node max(Node a, int axis) {
    return along(new Maximum(), a, axis);
  }

  private Node along(Operation reduction, Node a, int axis) {
    Shape shape = a.shape();
    Shape three =
        Shape.of(shape.count(0, axis), shape.size(axis), shape.count(axis + 1, shape.rank()));
    return reshape(apply(reduction, reshape(a, three)), shape.with(axis, 1));
  }

  /** The axes in another order. */
  public Node transpose(Node a, int... axes) {
    int[] sizes = new int[axes.length];
    int[] strides = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      sizes[axis] = a.shape().size(axes[axis]);
      strides[axis] = a.shape().count(axes[axis] + 1, a.shape().rank());
    }
    Shape shape = Shape.of(sizes);
    int[] places = new int[shape.count()];
    for (int element = 0; element < places.length; element++) {
      int left = element;
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        places[element] += left % sizes[axis] * strides[axis];
        left /= sizes[axis];
      }
    }
    return gather(a, IndexTable.of(places), shape);
  }

  /** Arrays one behind the other along an axis. */
  public Node concatenate(List<Node> parts, int axis) {
    Shape first = parts.get(0).shape();
    int size = 0;
    for (Node part : parts) {
      if (!part.shape().with(axis, 1).equals(first.with(axis, 1))) {
        throw new IllegalArgumentException(first + " and " + part.shape() + " do not fit");
      }
      size += part.shape().size(axis);
    }
    Shape shape = first.with(axis, size);
    Node row = apply(new Concatenation(), parts.toArray(Node[]::new));
    int outer = first.count(0, axis);
    if (outer == 1) {
      return reshape(row, shape);
    }
    int[] places = new int[shape.count()];
    int element = 0;
    int begin = 0;
    int inner = first.count(axis + 1, first.rank());
    for (Node part : parts) { // places of the row, by part
      int length = part.shape().size(axis) * inner;
      for (int i = 0; i < outer; i++) {
        for (int j = 0; j < length; j++) {
          places[i * size * inner + begin + j] = element++;
        }
      }
      begin += length;
    }
    return gather(row, IndexTable.of(places), shape);
  }

  /** The sum of all elements, a number. */
  public Node sum(Node a) {
    Node row = reshape(a, Shape.of(1, a.shape().count(), 1));
    return reshape(apply(new Sum(), row), Shape.of());
  }

  /** Batches of matrices, three axes each; a batch of one is used for all of the other. */
  public Node matrixProduct(Node a, boolean transposeA, Node b, boolean transposeB) {
    return apply(new MatrixProduct(transposeA, transposeB), a, b);
  }

  /** A matrix, rows × columns, times a vector. */
  public Node matrixVector(Node matrix, Node vector) {
    int rows = matrix.shape().size(0);
    int columns = matrix.shape().size(1);
    Node product =
        matrixProduct(
            reshape(matrix, Shape.of(1, rows, columns)),
            false,
            reshape(vector, Shape.of(1, columns, 1)),
            false);
    return reshape(product, Shape.of(rows));
  }

  /** The convolution of an input with weights, or an adjoint of it. */
  public Node convolution(Convolution.Geometry geometry, Convolution.Role role, Node a, Node b) {
    return apply(new Convolution(geometry, role), a, b);
  }

  /** The solutions of small dense systems, batch × n × n, right-hand sides batch × n × m. */
  public Node solve(Node matrices, Node right) {
    return apply(new DenseSolve(false), matrices, right);
  }

  /**
   * The solution of a system in which only a node of a tree and its parent are coupled.
   *
   * @param parents each before its children; {@link IndexTable#NONE} for a root
   * @param diagonal one element for each node, as all others
   * @param upper the matrix at (node, parent)
   * @param lower the matrix at (parent, node)
   */
  public Node treeSolve(IndexTable parents, Node diagonal, Node upper, Node lower, Node right) {
    return apply(new TreeSolve(parents), diagonal, upper, lower, right);
  }

  /**
   * The solution of a tridiagonal system of n equations.
   *
   * @param below the matrix at (i, i − 1); its first element has no effect
   * @param above the matrix at (i − 1, i), given at i; its first element has no effect
   */
  public Node tridiagonalSolve(Node below, Node diagonal, Node above, Node right) {
    int[] parents = new int[diagonal.shape().count()];
    Arrays.setAll(parents, i -> i - 1);
    return treeSolve(IndexTable.of(parents), diagonal, below, above, right);
  }

  /** Functions given by a table, knots × functions, at a time. */
  public Node interpolate(Table table, Node values, Node time) {
    return apply(new Interpolation(table, 0), values, time);
  }

  /** The same, but constant to derivatives. */
  public Node stopGradient(Node a) {
    return apply(new StopGradient(), a);
  }

  /**
   * The one result of a program, with derivatives by other programs.
   *
   * @param value of the arguments
   * @param tangent of the arguments and then their tangents: the tangent of the value
   * @param adjoint of the arguments and the adjoint of the value: the adjoint of each argument
   */
  public Node custom(
      ArrayProgram value, ArrayProgram tangent, ArrayProgram adjoint, List<Node> arguments) {
    List<Node> all = new ArrayList<>();
    all.add(inline(value, arguments).get(0));
    all.addAll(arguments);
    return apply(new CustomDerivative(tangent, adjoint), all.toArray(Node[]::new));
  }

  /** Repeats a program; see {@link Scan}. */
  public Scan.Result scan(Scan scan, List<Node> arguments) {
    return scan.in(this, arguments);
  }

  /**
   * Repeats a program in segments, for less memory in reverse.
   *
   * @param segments a divisor of the steps, best near their square root
   */
  public Scan.Result scan(Scan scan, int segments, List<Node> arguments) {
    return scan.in(this, segments, arguments);
  }

  /** The results of a program on arrays of this graph. */
  public List<Node> inline(ArrayProgram program, List<Node> arguments) {
    return new Inlining(this, program, arguments).results();
  }

  /**
   * The derivatives of nodes along a direction.
   *
   * @param inputs what moves
   * @param directions of the shapes of these
   */
  public List<Node> tangents(List<Node> outputs, List<Node> inputs, List<Node> directions) {
    return Derivatives.tangents(this, outputs, inputs, directions);
  }

  /**
   * The derivatives of Σ adjoint · output by reverse accumulation.
   *
   * @param seeds of the shapes of the outputs
   * @return of the shapes of the inputs
   */
  public List<Node> adjoints(List<Node> outputs, List<Node> seeds, List<Node> inputs) {
    return Derivatives.adjoints(this, outputs, seeds, inputs);
  }

  /** The derivatives of a number. */
  public List<Node> gradient(Node output, List<Node> inputs) {
    Node one = map(output.shape(), pool.constant(1), List.of(), List.of());
    return adjoints(List.of(output), List.of(one), inputs);
  }

  /** What computes the outputs of the inputs. */
  public ArrayProgram program(List<Node> inputs, List<Node> outputs) {
    return new ArrayProgram(inputs, outputs);
  }
}
