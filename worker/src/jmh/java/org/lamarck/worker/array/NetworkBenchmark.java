package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Workspace;
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

/** A network of two layers of tanh, as wide as its input, and its gradient by all weights. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class NetworkBenchmark {
  @Param({"16", "50", "160", "500", "700"}) // 544 to 981,400 weights
  private int width;

  @Param({"1", "64"})
  private int batch;

  private Workspace value;
  private Workspace gradient;

  /** Compiles the network, and draws weights and inputs. */
  @Setup
  public void compile() {
    Graph graph = new Graph();
    List<Node> inputs = new ArrayList<>(List.of(graph.input("x", Shape.of(1, batch, width))));
    Node y = inputs.get(0);
    List<Node> weights = new ArrayList<>();
    for (int layer = 0; layer < 2; layer++) {
      Node weight = graph.input("w", Shape.of(1, width, width));
      Node bias = graph.input("b", Shape.of(width));
      weights.addAll(List.of(weight, bias));
      y = graph.tanh(graph.add(graph.matrixProduct(y, false, weight, true), bias));
    }
    inputs.addAll(weights);
    Node loss = graph.sum(graph.multiply(y, y));
    List<Node> all = new ArrayList<>(List.of(loss));
    all.addAll(graph.gradient(loss, weights));
    value = ArrayPlan.compile(graph.program(inputs, List.of(loss))).newWorkspace();
    gradient = ArrayPlan.compile(graph.program(inputs, all)).newWorkspace();
    Random random = new Random(1);
    double bound = 1 / Math.sqrt(width);
    for (int i = 0; i < inputs.size(); i++) {
      double[] drawn = random.doubles(inputs.get(i).shape().count(), -bound, bound).toArray();
      value.set(i, drawn);
      gradient.set(i, drawn);
    }
  }

  /** The loss alone. */
  @Benchmark
  public double value() {
    value.run();
    return value.get(0, 0);
  }

  /** The loss and its gradient. */
  @Benchmark
  public double gradient() {
    gradient.run();
    return gradient.get(0, 0);
  }
}
