package org.lamarck.worker.neuron.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/**
 * Writes formulas as instructions. Registers of uniform symbols come first, then those of numbers,
 * then those that are used again once the last reader of a value has read it.
 */
final class KernelWriter {
  private static final int LARGEST_PRODUCT = 8;

  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Expression, Integer> uniforms = new HashMap<>();
  private final Map<String, Integer> uniformNames;
  private final Map<String, Integer> inputNames;
  private final Map<Double, Integer> numbers = new LinkedHashMap<>();
  private final Map<Expression, Integer> places = new HashMap<>();
  private final Map<Expression, Integer> readers = new HashMap<>();
  private final Map<Expression, List<Integer>> outputs = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  /** Products and negations that are computed with the one sum that has them as a term. */
  private final Set<Expression> terms = new HashSet<>();

  private int registers;

  KernelWriter(List<BlockKernel.Output> given, List<String> uniforms, List<String> inputs) {
    uniformNames = positions(uniforms);
    inputNames = positions(inputs);
    List<Expression> roots = given.stream().map(BlockKernel.Output::formula).toList();
    for (int i = 0; i < roots.size(); i++) {
      outputs.computeIfAbsent(roots.get(i), r -> new ArrayList<>()).add(i);
    }
    List<Expression> nodes = Subgraph.nodes(roots);
    for (Expression node : nodes) {
      readers.merge(node, outputs.containsKey(node) ? 1 : 0, Integer::sum);
      for (int i = 0; i < node.arity(); i++) {
        readers.merge(node.argument(i), 1, Integer::sum);
      }
    }
    collectTerms(nodes);
    collectNumbers(nodes);
    registers = uniforms.size() + numbers.size();
    for (Expression node : nodes) {
      write(node);
      store(node, given);
    }
  }

  private static Map<String, Integer> positions(List<String> names) {
    Map<String, Integer> positions = new HashMap<>();
    for (String name : names) {
      if (positions.put(name, positions.size()) != null) {
        throw new IllegalArgumentException(name + " is given twice");
      }
    }
    return positions;
  }

  private void collectTerms(List<Expression> nodes) {
    for (Expression sum : nodes) {
      if (sum.operator() != Operator.ADD) {
        continue;
      }
      boolean withNumber =
          sum.arity() == 2 && sum.arguments().stream().anyMatch(Expression::isConstant);
      for (Expression term : sum.arguments()) {
        boolean isProduct =
            term.operator() == Operator.MULTIPLY
                && !withNumber
                && term.arguments().stream().noneMatch(Expression::isConstant);
        if (readers.getOrDefault(term, 0) == 1
            && (isProduct || term.operator() == Operator.NEGATE)) {
          terms.add(term);
        }
      }
    }
  }

  /** Numbers that no instruction takes as such. */
  private void collectNumbers(List<Expression> nodes) {
    for (Expression node : nodes) {
      if (outputs.containsKey(node) && node.isConstant()) {
        number(node);
      }
      boolean takesNumber =
          switch (node.operator()) {
            case ADD, MULTIPLY, DIVIDE -> node.arity() == 2;
            default -> false;
          };
      boolean integerPower = power(node) > 0;
      for (int i = 0; i < node.arity(); i++) {
        boolean lone = takesNumber && !node.argument(1 - i).isConstant();
        if (node.argument(i).isConstant() && !lone && !(integerPower && i == 1)) {
          number(node.argument(i));
        }
      }
    }
  }

  private void number(Expression node) {
    numbers.computeIfAbsent(node.value(), v -> numbers.size() + uniformNames.size());
  }

  /** The exponent of a power that is written as a product; 0 for others. */
  private static int power(Expression node) {
    if (node.operator() == Operator.POWER && node.argument(1).isConstant()) {
      double exponent = node.argument(1).value();
      if (exponent == Math.rint(exponent) && exponent >= 2 && exponent <= LARGEST_PRODUCT) {
        return (int) exponent;
      }
    }
    return 0;
  }

  private void write(Expression node) {
    switch (node.operator()) {
      case CONSTANT -> {}
      case SYMBOL, TIME -> symbol(node);
      default -> {
        if (!terms.contains(node)) {
          operation(node);
        }
      }
    }
  }

  private void symbol(Expression node) {
    String name = node.operator() == Operator.TIME ? "time" : node.name();
    Integer uniform = uniformNames.get(name);
    if (uniform != null) {
      uniforms.put(node, uniform);
      return;
    }
    Integer input = inputNames.get(name);
    if (input == null) {
      throw new IllegalArgumentException("no values are given for " + name);
    }
    instructions.add(Instruction.of(Code.LOAD, take(node), input));
  }

  private void operation(Expression node) {
    switch (node.operator()) {
      case ADD -> sum(node);
      case MULTIPLY -> product(node);
      case DIVIDE -> quotient(node);
      case NEGATE -> unary(Code.NEGATE, node);
      case EXP -> unary(Code.EXP, node);
      case SQRT -> unary(Code.SQRT, node);
      case TANH -> unary(Code.TANH, node);
      case ABS -> unary(Code.ABS, node);
      case LESS -> comparison(node, 0, 1);
      case GREATER -> comparison(node, 1, 0);
      case PIECEWISE -> piecewise(node);
      case POWER -> raise(node);
      default -> function(node);
    }
  }

  private void unary(Code code, Expression node) {
    int a = place(node.argument(0));
    release(node);
    instructions.add(Instruction.of(code, take(node), a));
  }

  private void comparison(Expression node, int left, int right) {
    int a = place(node.argument(left));
    int b = place(node.argument(right));
    release(node);
    instructions.add(Instruction.of(Code.LESS, take(node), a, b));
  }

  private void sum(Expression node) {
    if (node.arity() == 2 && node.argument(0).isConstant() != node.argument(1).isConstant()) {
      int constant = node.argument(0).isConstant() ? 0 : 1;
      double number = node.argument(constant).value();
      Expression other = node.argument(1 - constant);
      boolean negated = terms.contains(other);
      int a = place(negated ? other.argument(0) : other);
      release(negated ? other : node);
      Code code = negated ? Code.NUMBER_MINUS : Code.ADD_NUMBER;
      instructions.add(Instruction.withNumber(code, take(node), a, number));
      return;
    }
    List<Expression> addends = new ArrayList<>(node.arguments());
    if (terms.contains(addends.get(0)) && !terms.contains(addends.get(1))) {
      Collections.swap(addends, 0, 1); // of two alone, which is exact
    }
    Expression first = addends.remove(0);
    int to = take(node);
    int sum = terms.contains(first) ? written(first, to) : place(first);
    for (Expression addend : addends) {
      add(addend, to, sum);
      sum = to;
    }
    for (Expression term : node.arguments()) {
      if (terms.contains(term)) {
        release(term);
      } else {
        leave(term);
      }
    }
  }

  /** A term that is the first of a sum. */
  private int written(Expression term, int to) {
    int a = place(term.argument(0));
    if (term.operator() == Operator.NEGATE) {
      instructions.add(Instruction.of(Code.NEGATE, to, a));
    } else {
      multiply(term, to, term.arity());
    }
    return to;
  }

  private void add(Expression addend, int to, int sum) {
    if (!terms.contains(addend)) {
      instructions.add(Instruction.of(Code.ADD, to, sum, place(addend)));
    } else if (addend.operator() == Operator.NEGATE) {
      instructions.add(Instruction.of(Code.SUBTRACT, to, sum, place(addend.argument(0))));
    } else {
      int last = addend.arity() - 1;
      int b = place(addend.argument(last));
      if (last == 1) {
        int a = place(addend.argument(0));
        instructions.add(Instruction.of(Code.MULTIPLY_ADD, to, a, b, sum));
      } else {
        int partial = register();
        multiply(addend, partial, last);
        instructions.add(Instruction.of(Code.MULTIPLY_ADD, to, partial, b, sum));
        free.push(partial);
      }
    }
  }

  /** The product of the first factors, from left to right. */
  private void multiply(Expression product, int to, int factors) {
    int a = place(product.argument(0));
    for (int i = 1; i < factors; i++) {
      instructions.add(Instruction.of(Code.MULTIPLY, to, a, place(product.argument(i))));
      a = to;
    }
  }

  private void product(Expression node) {
    if (node.arity() == 2 && node.argument(0).isConstant() != node.argument(1).isConstant()) {
      int constant = node.argument(0).isConstant() ? 0 : 1;
      int a = place(node.argument(1 - constant));
      release(node);
      double number = node.argument(constant).value();
      instructions.add(Instruction.withNumber(Code.TIMES_NUMBER, take(node), a, number));
      return;
    }
    fold(Code.MULTIPLY, node);
  }

  private void quotient(Expression node) {
    Expression above = node.argument(0);
    Expression below = node.argument(1);
    if (above.isConstant() && !below.isConstant()) {
      int a = place(below);
      release(node);
      instructions.add(Instruction.withNumber(Code.NUMBER_OVER, take(node), a, above.value()));
    } else if (below.isConstant() && !above.isConstant()) {
      int a = place(above);
      release(node);
      double inverse = 1 / below.value(); // a third of the time of a division, within an ulp
      instructions.add(Instruction.withNumber(Code.TIMES_NUMBER, take(node), a, inverse));
    } else {
      fold(Code.DIVIDE, node);
    }
  }

  /** Two arguments in turn, from left to right. */
  private void fold(Code code, Expression node) {
    int[] from = new int[node.arity()];
    for (int i = 0; i < from.length; i++) {
      from[i] = place(node.argument(i));
    }
    int to = from.length == 2 ? -1 : take(node); // later arguments must not be overwritten
    release(node);
    if (to < 0) {
      to = take(node);
    }
    instructions.add(Instruction.of(code, to, from[0], from[1]));
    for (int i = 2; i < from.length; i++) {
      instructions.add(Instruction.of(code, to, to, from[i]));
    }
  }

  private void raise(Expression node) {
    int exponent = power(node);
    if (exponent == 0) {
      function(node);
      return;
    }
    int a = place(node.argument(0));
    int to = take(node);
    leave(node.argument(0));
    instructions.add(Instruction.of(Code.MULTIPLY, to, a, a));
    if (exponent == 4) {
      instructions.add(Instruction.of(Code.MULTIPLY, to, to, to));
      return;
    }
    for (int i = 2; i < exponent; i++) {
      instructions.add(Instruction.of(Code.MULTIPLY, to, to, a));
    }
  }

  /** From the last condition to the first. */
  private void piecewise(Expression node) {
    int to = take(node);
    int otherwise = place(node.argument(node.arity() - 1));
    for (int i = node.arity() - 3; i >= 0; i -= 2) {
      int value = place(node.argument(i));
      int condition = place(node.argument(i + 1));
      instructions.add(Instruction.of(Code.SELECT, to, value, condition, otherwise));
      otherwise = to;
    }
    release(node);
  }

  private void function(Expression node) {
    int a = place(node.argument(0));
    if (node.arity() == 1) {
      release(node);
      instructions.add(Instruction.function(node.operator(), take(node), a, -1));
      return;
    }
    int to = take(node);
    for (int i = 1; i < node.arity(); i++) {
      int b = place(node.argument(i));
      instructions.add(Instruction.function(node.operator(), to, i == 1 ? a : to, b));
    }
    release(node);
  }

  private int place(Expression argument) {
    if (argument.isConstant()) {
      return Objects.requireNonNull(numbers.get(argument.value()));
    }
    Integer uniform = uniforms.get(argument);
    return uniform != null ? uniform : Objects.requireNonNull(places.get(argument));
  }

  private int take(Expression node) {
    int place = register();
    places.put(node, place);
    return place;
  }

  private int register() {
    Integer known = free.poll();
    return known == null ? registers++ : known;
  }

  /** What no one else reads any more frees its register. */
  private void release(Expression node) {
    for (int i = 0; i < node.arity(); i++) {
      leave(node.argument(i));
    }
  }

  private void leave(Expression argument) {
    int left = Objects.requireNonNull(readers.merge(argument, -1, Integer::sum));
    Integer place = places.get(argument);
    if (left == 0 && place != null) {
      free.push(place);
    }
  }

  private void store(Expression node, List<BlockKernel.Output> given) {
    List<Integer> positions = outputs.get(node);
    if (positions == null) {
      return;
    }
    for (int output : positions) {
      Code code = given.get(output).accumulated() ? Code.ACCUMULATE : Code.STORE;
      instructions.add(Instruction.of(code, output, place(node)));
    }
    leave(node);
  }

  List<Instruction> instructions() {
    return instructions;
  }

  double[] constants() {
    return numbers.keySet().stream().mapToDouble(Double::doubleValue).toArray();
  }

  int uniforms() {
    return uniformNames.size();
  }

  int registers() {
    return registers;
  }
}
