package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/**
 * Writes a program out as scalar formulas, one for each element: for small programs within models
 * of formulas. Sums are in the order of the kernels.
 */
public final class Unrolling {
  private final ExpressionPool pool;
  private final Map<Node, Expression[]> values = new HashMap<>();

  private Unrolling(ExpressionPool pool) {
    this.pool = pool;
  }

  /**
   * The elements of each output.
   *
   * @param inputs the elements of each input, formulas of the pool
   * @throws IllegalArgumentException when the program has an operation that is not written out: a
   *     solve, a scan or an interpolation
   */
  public static List<Expression[]> unroll(
      ArrayProgram program, ExpressionPool pool, List<Expression[]> inputs) {
    Unrolling unrolling = new Unrolling(pool);
    for (int i = 0; i < inputs.size(); i++) {
      unrolling.values.put(program.inputs().get(i), inputs.get(i));
    }
    for (Node node : program.nodes()) {
      if (!unrolling.values.containsKey(node)) {
        unrolling.values.put(node, unrolling.value(node));
      }
    }
    return program.outputs().stream().map(unrolling::of).toList();
  }

  private Expression[] of(Node node) {
    return Objects.requireNonNull(values.get(node));
  }

  private Expression[] value(Node node) {
    Operation operation = node.operation();
    if (operation instanceof Constant constant) {
      return Arrays.stream(constant.values()).mapToObj(pool::constant).toArray(Expression[]::new);
    }
    Expression[] first = node.arity() == 0 ? new Expression[0] : of(node.argument(0));
    int count = node.shape().count();
    if (operation instanceof Operation.Alias alias) {
      return Arrays.copyOfRange(first, alias.offset(), alias.offset() + count);
    }
    if (operation instanceof Elementwise map) {
      return elements(node, map);
    }
    if (operation instanceof Elementary function) {
      return Arrays.stream(first).map(function::formula).toArray(Expression[]::new);
    }
    if (operation instanceof Gather gather) {
      Expression[] gathered = new Expression[count];
      for (int i = 0; i < count; i++) {
        int place = gather.table().place(i);
        gathered[i] = place < 0 ? pool.constant(0) : first[place];
      }
      return gathered;
    }
    if (operation instanceof Concatenation) {
      return Arrays.stream(node.arguments())
          .flatMap(argument -> Arrays.stream(of(argument)))
          .toArray(Expression[]::new);
    }
    if (operation instanceof Sum || operation instanceof Maximum) {
      return reduced(node, operation instanceof Sum ? Operator.ADD : Operator.MAX);
    }
    if (operation instanceof MatrixProduct product) {
      return product(node, product);
    }
    if (operation instanceof Convolution convolution) {
      return convolved(node, convolution);
    }
    throw new IllegalArgumentException(node + " cannot be written out as formulas");
  }

  private Expression[] elements(Node node, Elementwise map) {
    List<Expression> parts = Subgraph.nodes(map.body());
    int[][] strides = new int[node.arity()][];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = node.argument(i).shape().stridesIn(map.space());
    }
    Expression[] elements = new Expression[map.space().count()];
    for (int element = 0; element < elements.length; element++) {
      Map<Expression, Expression> made = new HashMap<>();
      for (Expression part : parts) {
        made.put(
            part,
            switch (part.operator()) {
              case CONSTANT -> pool.constant(part.value());
              case SYMBOL -> {
                int argument = Integer.parseInt(part.name().substring(1));
                int place = place(map.space(), strides[argument], element);
                yield of(node.argument(argument))[place];
              }
              default ->
                  pool.apply(part.operator(), part.arguments().stream().map(made::get).toList());
            });
      }
      elements[element] = Objects.requireNonNull(made.get(map.body()));
    }
    return elements;
  }

  private static int place(Shape space, int[] strides, int element) {
    int place = 0;
    int left = element;
    for (int axis = space.rank() - 1; axis >= 0; axis--) {
      place += left % space.size(axis) * strides[axis];
      left /= space.size(axis);
    }
    return place;
  }

  private Expression[] reduced(Node node, Operator operator) {
    Shape shape = node.argument(0).shape();
    Expression[] all = of(node.argument(0));
    int inner = shape.size(2);
    Expression[] reduced = new Expression[node.shape().count()];
    for (int target = 0; target < reduced.length; target++) {
      List<Expression> terms = new ArrayList<>();
      int from = target / inner * shape.size(1) * inner + target % inner;
      for (int i = 0; i < shape.size(1); i++) {
        terms.add(all[from + i * inner]);
      }
      reduced[target] = terms.size() == 1 ? terms.get(0) : pool.apply(operator, terms);
    }
    return reduced;
  }

  private Expression sum(List<Expression> terms) {
    return terms.isEmpty()
        ? pool.constant(0)
        : terms.size() == 1 ? terms.get(0) : pool.apply(Operator.ADD, terms);
  }

  private Expression[] product(Node node, MatrixProduct product) {
    Shape a = node.argument(0).shape();
    Shape b = node.argument(1).shape();
    Expression[] first = of(node.argument(0));
    Expression[] second = of(node.argument(1));
    int rows = node.shape().size(1);
    int columns = node.shape().size(2);
    int inner = a.size(product.transposeA() ? 1 : 2);
    Expression[] elements = new Expression[node.shape().count()];
    for (int element = 0; element < elements.length; element++) {
      int batch = element / (rows * columns);
      int i = element / columns % rows;
      int j = element % columns;
      int atA = a.size(0) == 1 ? 0 : batch * rows * inner;
      int atB = b.size(0) == 1 ? 0 : batch * inner * columns;
      List<Expression> terms = new ArrayList<>();
      for (int l = 0; l < inner; l++) {
        Expression left = first[atA + (product.transposeA() ? l * rows + i : i * inner + l)];
        Expression right = second[atB + (product.transposeB() ? j * inner + l : l * columns + j)];
        terms.add(pool.multiply(left, right));
      }
      elements[element] = sum(terms);
    }
    return elements;
  }

  private Expression[] convolved(Node node, Convolution convolution) {
    List<List<Expression>> terms = new ArrayList<>();
    for (int i = 0; i < node.shape().count(); i++) {
      terms.add(new ArrayList<>());
    }
    Expression[] first = of(node.argument(0));
    Expression[] second = of(node.argument(1));
    convolution
        .geometry()
        .products(
            (x, w, y) -> {
              switch (convolution.role()) {
                case INPUT -> terms.get(x).add(pool.multiply(second[y], first[w]));
                case WEIGHT -> terms.get(w).add(pool.multiply(first[x], second[y]));
                case OUTPUT -> terms.get(y).add(pool.multiply(first[x], second[w]));
              }
            });
    return terms.stream().map(this::sum).toArray(Expression[]::new);
  }
}
