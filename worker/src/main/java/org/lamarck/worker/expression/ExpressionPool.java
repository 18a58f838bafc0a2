package org.lamarck.worker.expression;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes and owns the nodes of formulas. Two requests for the same operator, name, number and
 * arguments get the same node; −0 and 0 are different numbers. Simplifications are only those after
 * which every finite argument gives the same number: nothing is reordered that would round
 * differently.
 *
 * <p>Not thread-safe: a problem is read by one thread; after that the nodes are only read.
 */
public final class ExpressionPool implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Expression[] NO_ARGUMENTS = {};

  private transient List<Expression> nodes = new ArrayList<>();

  /** The nodes by hash, with linear probing; its length is a power of two, at least half empty. */
  private transient @Nullable Expression[] table = new Expression[1 << 6];

  public int size() {
    return nodes.size();
  }

  /** The node of this number. */
  public Expression node(int id) {
    return nodes.get(id);
  }

  public Expression constant(double value) {
    return intern(Operator.CONSTANT, value, "", NO_ARGUMENTS);
  }

  public Expression symbol(String name) {
    return intern(Operator.SYMBOL, 0, name, NO_ARGUMENTS);
  }

  public Expression time() {
    return intern(Operator.TIME, 0, "", NO_ARGUMENTS);
  }

  /**
   * The operator applied to arguments of this pool, simplified.
   *
   * @throws IllegalArgumentException when the operator does not take so many arguments, or one of
   *     them belongs to another pool
   */
  public Expression apply(Operator operator, Expression... arguments) {
    if (!operator.accepts(arguments.length)) {
      throw new IllegalArgumentException(
          operator + " does not take " + arguments.length + " arguments");
    }
    for (Expression argument : arguments) {
      if (argument.pool() != this) {
        throw new IllegalArgumentException(argument + " belongs to another pool");
      }
    }
    return Simplifier.simplify(this, operator, arguments);
  }

  /** The operator applied to arguments of this pool, simplified. */
  public Expression apply(Operator operator, List<Expression> arguments) {
    return apply(operator, arguments.toArray(NO_ARGUMENTS));
  }

  public Expression add(Expression a, Expression b) {
    return apply(Operator.ADD, a, b);
  }

  public Expression subtract(Expression a, Expression b) {
    return apply(Operator.ADD, a, negate(b));
  }

  public Expression multiply(Expression a, Expression b) {
    return apply(Operator.MULTIPLY, a, b);
  }

  public Expression divide(Expression a, Expression b) {
    return apply(Operator.DIVIDE, a, b);
  }

  public Expression power(Expression base, Expression exponent) {
    return apply(Operator.POWER, base, exponent);
  }

  public Expression negate(Expression a) {
    return apply(Operator.NEGATE, a);
  }

  /** The node itself, without simplification. */
  Expression raw(Operator operator, Expression... arguments) {
    return intern(operator, 0, "", arguments);
  }

  private Expression intern(Operator operator, double value, String name, Expression[] arguments) {
    int slot = hash(operator, value, name, arguments) & (table.length - 1);
    for (Expression known = table[slot]; known != null; known = table[slot]) {
      if (known.isMadeOf(operator, value, name, arguments)) {
        return known;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    Expression node = new Expression(this, nodes.size(), operator, value, name, arguments.clone());
    nodes.add(node);
    table[slot] = node;
    if (2 * nodes.size() > table.length) {
      enlarge();
    }
    return node;
  }

  private void enlarge() {
    table = new Expression[2 * table.length];
    for (Expression node : nodes) {
      int slot = node.hashOfParts() & (table.length - 1);
      while (table[slot] != null) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = node;
    }
  }

  static int hash(Operator operator, double value, String name, Expression[] arguments) {
    int hash = operator.name().hashCode() + 31 * (name.hashCode() + 31 * Double.hashCode(value));
    for (Expression argument : arguments) {
      hash = 31 * hash + argument.id();
    }
    hash *= 0x9E3779B9; // golden ratio: neighbouring ids go to distant slots
    return hash ^ (hash >>> 15);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeInt(nodes.size());
    for (Expression node : nodes) {
      out.writeUTF(node.operator().name());
      switch (node.operator()) {
        case CONSTANT -> out.writeDouble(node.value());
        case SYMBOL -> out.writeUTF(node.name());
        default -> {
          out.writeInt(node.arity());
          for (int i = 0; i < node.arity(); i++) {
            out.writeInt(node.argument(i).id());
          }
        }
      }
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    int size = in.readInt();
    nodes = new ArrayList<>(size);
    table = new Expression[1 << 6];
    for (int i = 0; i < size; i++) {
      Operator operator = Operator.valueOf(in.readUTF());
      switch (operator) {
        case CONSTANT -> intern(operator, in.readDouble(), "", NO_ARGUMENTS);
        case SYMBOL -> intern(operator, 0, in.readUTF(), NO_ARGUMENTS);
        default -> {
          Expression[] arguments = new Expression[in.readInt()];
          Arrays.setAll(arguments, position -> readArgument(in));
          intern(operator, 0, "", arguments);
        }
      }
    }
  }

  private Expression readArgument(ObjectInputStream in) {
    try {
      return nodes.get(in.readInt());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
