package org.lamarck.worker.objective;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
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
 * From the files of a problem to its first gradient, with no model known from before: reading,
 * compiling, and all of it. Run in the project's root; {@code -p problem=PROBLEM.yaml} measures
 * another problem.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class StartBenchmark {
  @Param({"examples/boehm/boehm.yaml", "examples/calcium/calcium.yaml"})
  private String problem;

  private EstimationProblem known;

  /** Reads what is compiled. */
  @Setup
  public void readOnce() throws InputException {
    known = read();
  }

  /** The problem of the files. */
  @Benchmark
  public EstimationProblem read() throws InputException {
    return ProblemReader.read(Path.of(problem));
  }

  /** The objective of a problem: plans, derivatives as formulas, some bytecode. */
  @Benchmark
  public ProblemObjective compile() throws InputException {
    ProblemObjective.forgetCompiled();
    return ProblemObjective.of(known, EvaluationSettings.DEFAULT);
  }

  /** All up to a gradient by new bytecode. */
  @Benchmark
  public Evaluation firstGradient() throws InputException {
    ProblemObjective.forgetCompiled();
    ProblemObjective objective = ProblemObjective.of(read(), EvaluationSettings.DEFAULT);
    return objective.evaluate(objective.parameters().nominal(), Derivatives.GRADIENT);
  }
}
