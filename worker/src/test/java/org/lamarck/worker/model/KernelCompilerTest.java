package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.bytecode.Instructions;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;

class KernelCompilerTest {
  private static final List<String> FIRST = List.of("a", "b", "c");
  private static final List<String> SECOND = List.of("k", "l");
  private static final Operator[] OPERATORS = Operator.values();

  private final ExpressionPool pool = new ExpressionPool();

  @Test
  void kernelsAgreeWithTheEvaluatorToTheBit() {
    RandomStream random = RandomStream.of(1);
    for (int round = 0; round < 30; round++) {
      List<Expression> nodes = randomNodes(random, 40 + 40 * round);
      List<Expression> outputs = new ArrayList<>();
      for (int i = 0; i < 20 + 5 * round; i++) {
        outputs.add(nodes.get(random.nextInt(nodes.size())));
      }
      assertSameBits(outputs, random);
    }
  }

  @Test
  void everyOperatorAgreesWithTheEvaluatorAtOddArguments() {
    double[] odd = {0, -0.0, 1, -1, 0.5, 2, 3, -2.5, 171, 1e300, 1e-310, Double.NaN, 1 / 0.0};
    List<Expression> symbols = FIRST.stream().map(pool::symbol).toList();
    List<Expression> outputs = new ArrayList<>();
    for (Operator operator : OPERATORS) {
      for (int arity = 1; arity <= 3; arity++) {
        if (computes(operator) && operator.accepts(arity)) {
          outputs.add(pool.apply(operator, symbols.subList(0, arity)));
        }
      }
    }
    for (double exponent : new double[] {-1, 0.5, 2, 3, 4, -2, 0}) {
      outputs.add(pool.power(symbols.get(0), pool.constant(exponent)));
    }
    Kernel kernel = KernelCompiler.compile(outputs, FIRST, SECOND).newKernel();
    double[] out = new double[outputs.size()];
    for (double a : odd) {
      for (double b : odd) {
        double[] y = {a, b, a};
        kernel.evaluate(0, y, new double[2], out);
        assertThat(out).containsExactly(oracle(outputs, 0, y, new double[2]));
      }
    }
  }

  @Test
  void methodsOfLargeFormulasStayBelowTheLimitOfTheJit() {
    RandomStream random = RandomStream.of(2);
    List<Expression> nodes = randomNodes(random, 20_000);
    KernelFactory factory = KernelCompiler.compile(nodes, FIRST, SECOND);

    assertThat(factory.size().methods()).isGreaterThan(20);
    assertThat(factory.largestMethod()).isLessThan(Instructions.HUGE_METHOD);
    assertSameBits(nodes, random);
  }

  @Test
  void oneOperatorOfManyArgumentsIsDivided() {
    RandomStream random = RandomStream.of(3);
    List<Expression> terms = new ArrayList<>();
    for (int i = 0; i < 6001; i++) {
      terms.add(pool.apply(Operator.SIN, pool.multiply(pool.constant(i + 0.5), pool.symbol("a"))));
    }
    List<Expression> pieces = new ArrayList<>();
    for (int i = 0; i + 1 < terms.size(); i += 2) {
      pieces.add(terms.get(i));
      pieces.add(pool.apply(Operator.GREATER, terms.get(i + 1), pool.constant(0.9999)));
    }
    pieces.add(pool.symbol("b"));
    List<Expression> outputs =
        List.of(
            pool.apply(Operator.ADD, terms),
            pool.apply(Operator.MAX, terms),
            pool.apply(Operator.PIECEWISE, pieces));

    assertThat(KernelCompiler.compile(outputs, FIRST, SECOND).largestMethod())
        .isLessThan(Instructions.HUGE_METHOD);
    assertSameBits(outputs, random);
  }

  @Test
  void deepAndBroadFormulasNeedNoDeepStack() {
    RandomStream random = RandomStream.of(4);
    Expression deep = pool.symbol("a");
    for (int i = 0; i < 20_000; i++) {
      deep = pool.divide(pool.symbol("k"), pool.add(pool.constant(1.5), deep));
    }
    assertSameBits(List.of(deep), random);
  }

  @Test
  void moreNumbersThanAConstantPoolHoldsAreKept() {
    List<Expression> outputs = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      outputs.add(pool.multiply(pool.constant(i + 0.25), pool.symbol("a")));
    }
    KernelFactory factory = KernelCompiler.compile(outputs, FIRST, SECOND);
    double[] out = new double[outputs.size()];
    factory.newKernel().evaluate(0, new double[] {2, 0, 0}, new double[2], out);

    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isEqualTo(2 * (i + 0.25));
    }
  }

  @Test
  void kernelsOfOneFactoryDoNotShareAWorkspace() {
    List<Expression> nodes = randomNodes(RandomStream.of(5), 4000);
    KernelFactory factory = KernelCompiler.compile(nodes, FIRST, SECOND);
    double[] y = {0.3, -1.2, 2.5};
    double[] p = {0.7, 1.9};
    double[] expected = oracle(nodes, 0.1, y, p);
    double[] out = new double[nodes.size()];
    Kernel kernel = factory.newKernel();

    factory.newKernel().evaluate(3, new double[3], p, out);
    kernel.evaluate(0.1, y, p, out);

    assertThat(factory.size().workspace()).isPositive();
    assertThat(out).containsExactly(expected);
  }

  @Test
  void unknownSymbolsAreNamed() {
    Expression formula = pool.add(pool.symbol("a"), pool.symbol("stranger"));

    assertThatThrownBy(() -> KernelCompiler.compile(List.of(formula), FIRST, SECOND))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stranger");
  }

  @Test
  void delaysAreRefused() {
    Expression formula = pool.apply(Operator.DELAY, pool.symbol("a"), pool.constant(1));

    assertThatThrownBy(() -> KernelCompiler.compile(List.of(formula), FIRST, SECOND))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DELAY");
  }

  @Test
  void aSymbolStandsInOneBlockOnce() {
    Expression a = pool.symbol("a");

    assertThatThrownBy(() -> KernelCompiler.compile(List.of(a), FIRST, List.of("a")))
        .hasMessageContaining("symbol a is in both");
    assertThatThrownBy(() -> KernelCompiler.compile(List.of(a), List.of("a", "a"), SECOND))
        .hasMessageContaining("symbol a stands twice");
  }

  /** Leaves, then each node an operator over mostly recent ones. */
  private List<Expression> randomNodes(RandomStream random, int count) {
    List<Expression> nodes = new ArrayList<>();
    FIRST.forEach(name -> nodes.add(pool.symbol(name)));
    SECOND.forEach(name -> nodes.add(pool.symbol(name)));
    nodes.add(pool.time());
    for (double number : new double[] {0, 1, -1, 2, 3, 0.5, 0.1, 7}) {
      nodes.add(pool.constant(number));
    }
    while (nodes.size() < count) {
      boolean arithmetic = random.nextDouble() < 0.6;
      Operator operator =
          arithmetic
              ? OPERATORS[3 + random.nextInt(5)] // sum, product, negation, ratio, power
              : OPERATORS[random.nextInt(OPERATORS.length)];
      int arity = 1 + random.nextInt(6);
      if (computes(operator) && operator.accepts(arity)) {
        if (operator != Operator.PIECEWISE || arity % 2 == 1) {
          List<Expression> arguments = new ArrayList<>();
          for (int i = 0; i < arity; i++) {
            int back = random.nextInt(random.nextDouble() < 0.7 ? 20 : nodes.size());
            arguments.add(nodes.get(Math.max(nodes.size() - 1 - back, 0)));
          }
          nodes.add(pool.apply(operator, arguments));
        }
      }
    }
    return nodes;
  }

  private static boolean computes(Operator operator) {
    return switch (operator) {
      case CONSTANT, SYMBOL, TIME, DELAY, RATE_OF -> false;
      default -> true;
    };
  }

  private static void assertSameBits(List<Expression> outputs, RandomStream random) {
    Kernel kernel = KernelCompiler.compile(outputs, FIRST, SECOND).newKernel();
    double[] out = new double[outputs.size()];
    for (int point = 0; point < 5; point++) {
      double t = random.nextDouble();
      double[] y = {random.nextGaussian(), random.nextGaussian(), random.nextDouble()};
      double[] p = {random.nextDouble(), 3 * random.nextDouble()};
      kernel.evaluate(t, y, p, out);
      assertThat(bits(out)).isEqualTo(bits(oracle(outputs, t, y, p)));
    }
  }

  private static long[] bits(double[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToLongBits(values[i]);
    }
    return bits;
  }

  private static double[] oracle(List<Expression> outputs, double t, double[] y, double[] p) {
    return new Evaluator(outputs)
        .evaluate(
            name -> FIRST.contains(name) ? y[FIRST.indexOf(name)] : p[SECOND.indexOf(name)], t);
  }
}
