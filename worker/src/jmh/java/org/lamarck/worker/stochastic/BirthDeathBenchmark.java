package org.lamarck.worker.stochastic;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Birth and death in balance at 10,000 molecules, one core: a second of the benchmark's score is so
 * many reactions. {@code bench/stochastic/birth_death.py} runs the same model in libRoadRunner.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class BirthDeathBenchmark {
  private static final int REACTIONS = 200_000; // 10,000 births and as many deaths a unit of time

  @Param({"DIRECT", "NEXT_REACTION"})
  private JumpMethod method;

  private JumpSimulation simulation;
  private long run;

  /** Compiles the model. */
  @Setup
  public void compile() throws InputException {
    ExpressionPool pool = new ExpressionPool();
    Expression x = pool.symbol("X");
    Expression birth = pool.symbol("k");
    Expression death = pool.symbol("g").times(x);
    OdeModel between =
        new OdeModel(
            "birth-death",
            pool,
            List.of(
                new Quantity.Constant("k", pool.constant(10_000)),
                new Quantity.Constant("g", pool.constant(1)),
                new Quantity.State("X", pool.constant(10_000), List.of())),
            List.of(),
            List.of("X"));
    JumpModel.Place place = new JumpModel.Place(0, 0);
    Expression one = pool.constant(1);
    JumpModel model =
        new JumpModel(
            between,
            List.of(
                new JumpModel.Reaction(
                    "birth", birth, List.of(new JumpModel.Change("X", 1, one)), List.of(), place),
                new JumpModel.Reaction(
                    "death",
                    death,
                    List.of(new JumpModel.Change("X", -1, one)),
                    List.of(new JumpModel.Reactant("X", 1)),
                    place)),
            List.of(),
            Map.of(),
            "birth-death");
    simulation = new JumpSimulation(JumpPlan.of(model, List.of()), method, () -> false);
  }

  /** A run of 10 units of time. */
  @Benchmark
  @OperationsPerInvocation(REACTIONS)
  public double reactions() {
    double[] last = new double[1];
    simulation
        .run(
            new double[0],
            RandomStream.of(1).split("run", run++),
            new double[] {0, 10},
            (k, t, y, p) -> last[0] = y[0])
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    return last[0];
  }
}
