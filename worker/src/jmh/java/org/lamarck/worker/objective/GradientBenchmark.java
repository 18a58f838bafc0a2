package org.lamarck.worker.objective;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One evaluation of an example at its nominal point: value, gradient forward and adjoint, residuals
 * with Jacobian. Run in the project's root; {@code -prof gc} shows the allocation.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class GradientBenchmark {
  @Param({"examples/boehm/boehm.yaml", "examples/calcium/calcium.yaml"})
  private String problem;

  @Param({"1e-6", "1e-8"})
  private double relative;

  @Param({"AUTO", "RODAS5P"})
  private Stepping stepping;

  private ProblemObjective forward;
  private ProblemObjective adjoint;
  private Vector nominal;

  /** Reads and compiles. */
  @Setup
  public void compile() throws InputException {
    Tolerances tolerances = Tolerances.of(relative, relative * 1e-4).withStepping(stepping);
    var read = ProblemReader.read(Path.of(problem));
    forward = ProblemObjective.of(read, new EvaluationSettings(tolerances, GradientMethod.FORWARD));
    adjoint = ProblemObjective.of(read, new EvaluationSettings(tolerances, GradientMethod.ADJOINT));
    nominal = forward.parameters().nominal();
  }

  /** The value alone. */
  @Benchmark
  public Evaluation value() {
    return forward.evaluate(nominal, Derivatives.NONE);
  }

  /** Value and gradient by tangents. */
  @Benchmark
  public Evaluation forwardGradient() {
    return forward.evaluate(nominal, Derivatives.GRADIENT);
  }

  /** Value and gradient by a sweep back. */
  @Benchmark
  public Evaluation adjointGradient() {
    return adjoint.evaluate(nominal, Derivatives.GRADIENT);
  }

  /** Value, gradient, residuals, Jacobian and curvature. */
  @Benchmark
  public Evaluation residuals() {
    return forward.evaluate(nominal, Derivatives.RESIDUALS);
  }
}
