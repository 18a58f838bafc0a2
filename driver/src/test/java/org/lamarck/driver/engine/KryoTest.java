package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/** The registrator, with registration required, as Spark uses it for jobs of users. */
class KryoTest {
  private static Kryo kryo() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    new LamarckKryoRegistrator().registerClasses(kryo);
    return kryo;
  }

  private static Object copy(Object value) {
    Output output = new Output(256, -1);
    kryo().writeClassAndObject(output, value);
    return kryo().readClassAndObject(new Input(output.toBytes()));
  }

  static Stream<Object> values() {
    Vector x = Vector.of(1, -0.0, Math.PI);
    Evaluation.Failed failed =
        new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "dose", Double.NaN, "detail");
    Effort effort = new Effort(3, 4, Failures.of(Evaluation.Reason.NON_FINITE, 2));
    Refinement refinement =
        new Refinement(
            x,
            5,
            x,
            new Evaluation.Gradient(2, x),
            1e-7,
            Matrix.identity(3),
            Termination.GRADIENT,
            7,
            effort,
            null);
    Proposal proposal =
        new Proposal(9, "cma-large", List.of(x, x), new Work.Evaluate(Derivatives.RESIDUALS, 3));
    return Stream.of(
        x,
        Vector.of(),
        Matrix.of(2, 3, 1, 2, 3, 4, 5, 6),
        Matrix.zeros(0, 4),
        new SearchSpace(List.of("a", "b"), Vector.of(0, 1), Vector.of(2, 3)),
        new Evaluation.Value(-1.5),
        new Evaluation.LeastSquares(1, x, x, Matrix.identity(3), Matrix.identity(3)),
        new Evaluation.Estimate(1, 0.5, 4),
        new Evaluation.EstimatedGradient(1, 0.5, 4, x),
        failed,
        effort,
        Effort.NONE,
        refinement,
        proposal,
        Individual.of(proposal, refinement),
        Individual.failed(proposal, failed),
        new Lineage(4, true),
        new Draw(x, 3, 0.8, 7, true),
        BasinArchive.empty(x).with(refinement, true),
        List.of(),
        List.of(1, 2, 3),
        new ArrayList<>(List.of("a", "b")),
        Termination.BUDGET);
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesComeBackEqual(Object value) {
    assertThat(copy(value)).isEqualTo(value);
  }

  @Test
  void everyReasonOfAFailureTravels() {
    for (Evaluation.Reason reason : Evaluation.Reason.values()) {
      Failures failures = Failures.of(reason, 7);
      assertThat(copy(new Effort(7, 0, failures))).isEqualTo(new Effort(7, 0, failures));
    }
  }

  @Test
  void aClassThatNobodyRegisteredIsRefused() {
    record Unknown(int value) {}
    Output output = new Output(64, -1);
    Unknown unknown = new Unknown(1);
    Kryo kryo = kryo();
    assertThatThrownBy(() -> kryo.writeClassAndObject(output, unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Class is not registered");
  }

  @Test
  void aRecordIsCheckedAgainWhereItIsRead() {
    Output output = new Output(64, -1);
    kryo().writeClassAndObject(output, new Evaluation.Value(1));
    byte[] bytes = output.toBytes();
    byte[] infinite = ByteBuffer.allocate(8).putDouble(Double.POSITIVE_INFINITY).array();
    System.arraycopy(infinite, 0, bytes, bytes.length - 8, 8);
    Kryo kryo = kryo();
    assertThatThrownBy(() -> kryo.readClassAndObject(new Input(bytes)))
        .isInstanceOf(KryoException.class)
        .hasRootCauseMessage(
            "value (Infinity) is not finite; a point without a value is Evaluation.Failed");
  }
}
