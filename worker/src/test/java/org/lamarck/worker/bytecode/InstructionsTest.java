package org.lamarck.worker.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Bytecode that is written and run: operators, numbers and places of arrays. */
class InstructionsTest {
  private static final double[] NUMBERS = {
    -3.5, -1, -0.2, -0.0, 0, 0.3, 1, 2, 4.5, 800, Double.NaN, Double.NEGATIVE_INFINITY
  };

  /** A method of two numbers and an array, whose code leaves a number on the stack. */
  private static MethodHandle compiled(Consumer<MethodVisitor> body) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
    String name = Type.getInternalName(InstructionsTest.class) + "Generated";
    writer.visit(Opcodes.V17, Opcodes.ACC_FINAL, name, null, "java/lang/Object", new String[0]);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "run", "(DD[D)D", null, null);
    code.visitCode();
    body.accept(code);
    code.visitInsn(Opcodes.DRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
      return lookup.findStatic(
          lookup.lookupClass(),
          "run",
          MethodType.methodType(double.class, double.class, double.class, double[].class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the method cannot be called", e);
    }
  }

  private static double run(MethodHandle method, double a, double b, double... array) {
    try {
      return (double) method.invokeExact(a, b, array);
    } catch (Throwable e) {
      throw new LinkageError("the method cannot be called", e);
    }
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void operatorsAreWhatTheEvaluatorSaysToTheBit(Operator operator) {
    List<String> others = List.of("CONSTANT", "SYMBOL", "TIME", "PIECEWISE", "DELAY", "RATE_OF");
    for (int count = 1; count <= 2; count++) {
      if (!operator.accepts(count) || others.contains(operator.name())) {
        continue;
      }
      if (count == 1 && operator.accepts(2)) {
        continue; // of one alone they are that one
      }
      int arity = count;
      MethodHandle method =
          compiled(
              code -> {
                code.visitVarInsn(Opcodes.DLOAD, 0);
                if (arity == 2) {
                  code.visitVarInsn(Opcodes.DLOAD, 2);
                }
                Instructions.apply(code, operator);
              });
      ExpressionPool pool = new ExpressionPool();
      Expression a = pool.symbol("a");
      Expression formula =
          count == 1 ? pool.apply(operator, a) : pool.apply(operator, a, pool.symbol("b"));
      Evaluator evaluator = new Evaluator(List.of(formula));
      for (double x : NUMBERS) {
        for (double y : NUMBERS) {
          double expected = evaluator.evaluate(name -> name.equals("a") ? x : y, 0)[0];
          assertThat(Double.doubleToLongBits(run(method, x, y)))
              .as("%s of %s, %s", operator, x, y)
              .isEqualTo(Double.doubleToLongBits(expected));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, 1, -1, 0.1, 1e300, Double.MIN_VALUE, Double.NaN, 1.0 / 0, -1.0 / 0})
  void numbersKeepTheirBits(double number) {
    MethodHandle method = compiled(code -> Instructions.number(code, number));
    assertThat(Double.doubleToRawLongBits(run(method, 0, 0)))
        .isEqualTo(Double.doubleToRawLongBits(number));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 5, 6, 127, 128, 255, 32767, 32768, 32769, 65535, 65536, 99_999, 1_048_576})
  void elementsAreReachedWhereverTheyStand(int index) {
    double[] array = new double[index + 1];
    array[index] = 42;
    MethodHandle read = compiled(code -> Instructions.element(code, 4, index));
    assertThat(run(read, 0, 0, array)).isEqualTo(42);
    MethodHandle write =
        compiled(
            code -> {
              Instructions.place(code, 4, index);
              code.visitVarInsn(Opcodes.DLOAD, 0);
              code.visitInsn(Opcodes.DASTORE);
              Instructions.number(code, 0);
            });
    run(write, 7, 0, array);
    assertThat(array[index]).isEqualTo(7);
    assertThat(Arrays.stream(array).sum()).as("nothing else").isEqualTo(7);
  }

  /** The estimate by which methods are divided must not be less than what is written. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 6, 127, 128, 32767, 32768, 1_000_000})
  void elementsTakeNoMoreBytesThanEstimated(int index) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, 0, "x/Sized", null, "java/lang/Object", new String[0]);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m", "([D)V", null, null);
    code.visitCode();
    Label before = new Label();
    Label after = new Label();
    code.visitLabel(before);
    Instructions.element(code, 0, index);
    code.visitLabel(after);
    assertThat(after.getOffset() - before.getOffset())
        .isLessThanOrEqualTo(Instructions.elementBytes(index));
  }

  @Test
  void powersByMultiplicationAreProductsFromTheRight() {
    for (int times = 2; times <= 5; times++) {
      int n = times;
      MethodHandle method =
          compiled(
              code -> {
                code.visitVarInsn(Opcodes.DLOAD, 0);
                Instructions.multiplied(code, n);
              });
      double product = 1.1;
      for (int i = 1; i < n; i++) {
        product = 1.1 * product;
      }
      assertThat(run(method, 1.1, 0)).isEqualTo(product);
    }
    MethodHandle power =
        compiled(
            code -> {
              code.visitVarInsn(Opcodes.DLOAD, 0);
              code.visitVarInsn(Opcodes.DLOAD, 2);
              Instructions.pow(code);
            });
    assertThat(run(power, 3, 0.7)).isEqualTo(Math.pow(3, 0.7));
  }

  @Test
  void whatHasNoValueAtOneTimeIsRefused() {
    assertThatThrownBy(() -> compiled(code -> Instructions.apply(code, Operator.DELAY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DELAY cannot be compiled. Resolve it before compiling.");
  }
}
