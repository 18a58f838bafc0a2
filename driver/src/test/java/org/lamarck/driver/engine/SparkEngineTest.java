package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.worker.objective.segment.PriorStart;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Scale;
import scala.reflect.ClassTag$;

class SparkEngineTest extends EngineContract {
  private static SparkContext context;

  @BeforeAll
  static void startSpark() {
    context =
        new SparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("tests")
                .set("spark.ui.enabled", "false")
                .set("spark.log.level", "WARN")
                .set("spark.serializer", KryoSerializer.class.getName())
                .set("spark.kryo.registrator", LamarckKryoRegistrator.class.getName())
                .set("spark.kryo.registrationRequired", "true"));
  }

  @AfterAll
  static void stopSpark() {
    context.stop();
  }

  @Override
  Engine engine() {
    return SparkEngine.on(context);
  }

  @Test
  void theCallersContextStaysOpen() {
    SparkEngine.on(context).close();
    SparkEngine.start(Optional.of("local[1]"), List.of()).close();
    assertThat(context.isStopped()).isFalse();
  }

  /** What Spark's own metrics say of a run, by name. */
  private static Map<String, Object> metrics() {
    Map<String, Object> values = new HashMap<>();
    SparkEnv.get()
        .metricsSystem()
        .getSourcesByName(MetricsSource.NAME)
        .foreach(
            source -> {
              source.metricRegistry().getGauges().forEach((n, g) -> values.put(n, g.getValue()));
              return null;
            });
    return values;
  }

  @Test
  void numbersOfARunAreAmongSparksMetricsUntilTheEngineIsClosed() {
    double[] best = {7};
    try (Engine engine = engine()) {
      engine.publish(Map.of("best", () -> best[0]));
      assertThat(metrics()).containsExactly(Map.entry("best", 7.0));
      best[0] = 3;
      assertThat(metrics()).containsExactly(Map.entry("best", 3.0));
      engine.publish(Map.of("evaluations", () -> 12));
      assertThat(metrics()).containsExactly(Map.entry("evaluations", 12.0));
    }
    assertThat(metrics()).isEmpty();
  }

  @Test
  void theCallersJobGroupIsKept() throws Exception {
    context.setJobGroup("notebook", "a paragraph", false);
    try (Engine engine = engine();
        Session<Integer, String> session = engine.open(new Squares(-1))) {
      Answers answers = new Answers(1);
      session.submit(List.of(2), Session.Terms.of("label"), answers);
      answers.await();
      assertThat(context.statusTracker().getJobIdsForGroup("notebook")).isNotEmpty();
    } finally {
      context.clearJobGroup();
    }
  }

  @Test
  void cancellingTheCallersGroupStopsTheRunInsteadOfRetrying() {
    context.setJobGroup("cancelled", "a paragraph", true);
    try (Engine engine = engine();
        Session<Integer, String> session = engine.open(new Sleeper())) {
      Answers answers = new Answers(1);
      session.submit(List.of(1), Session.Terms.of("sleep"), answers);
      while (context.statusTracker().getActiveJobIds().length == 0) {
        Thread.onSpinWait();
      }
      context.cancelJobGroup("cancelled");
      assertThatThrownBy(answers::await)
          .cause()
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.CANCELLED));
    } finally {
      context.clearJobGroup();
    }
  }

  /** Sleeps until it is interrupted. */
  private record Sleeper() implements Workload<Integer, String> {
    @Override
    public String run(Integer task, Watch<String> watch) {
      try {
        Thread.sleep(60_000);
        return "slept";
      } catch (InterruptedException e) {
        return "woken";
      }
    }

    @Override
    public String broken(Integer task, Throwable cause) {
      return "broken";
    }
  }

  /**
   * A task that its executor does not survive so many times. Spark says of it what it says here.
   *
   * @param losses how often
   */
  private record Perilous(int number, int losses) implements Serializable {
    private static final Map<Integer, Integer> LOST = new ConcurrentHashMap<>();

    private Object readResolve() {
      if (LOST.merge(number, 1, Integer::sum) <= losses) {
        throw new IllegalStateException("ExecutorLostFailure (Command exited with code 52)");
      }
      return this;
    }
  }

  /** Says that it was there. */
  private record Roll() implements Workload<Perilous, String> {
    @Override
    public String run(Perilous task, Watch<String> watch) {
      return "here";
    }

    @Override
    public String broken(Perilous task, Throwable cause) {
      return "broken: " + cause.getMessage();
    }
  }

  /** Spark names whoever was lost first, and they may only have been beside the culprit. */
  @Test
  void ofTasksThatLostTheirExecutorThoseAreGivenUpThatLoseItAlone() throws Exception {
    List<Perilous> tasks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      tasks.add(new Perilous(i, i == 5 ? Integer.MAX_VALUE : i == 1 || i == 8 ? 1 : 0));
    }
    try (Engine engine = engine();
        Session<Perilous, String> session = engine.open(new Roll())) {
      Answers answers = new Answers(tasks.size());
      session.submit(tasks, Session.Terms.of("perilous"), answers);
      List<String> expected = new ArrayList<>(Collections.nCopies(tasks.size(), "here"));
      expected.set(
          5,
          "broken: each executor that computed it was lost (exit code 52); it is not computed"
              + " again");
      assertThat(answers.await()).isEqualTo(expected);
    }
  }

  @Test
  void anEngineThatLosesItsExecutorsWhateverTheyComputeStops() {
    try (Engine engine = engine();
        Session<Perilous, String> session = engine.open(new Roll())) {
      Answers answers = new Answers(8);
      session.submit(
          IntStream.range(100, 108).mapToObj(i -> new Perilous(i, Integer.MAX_VALUE)).toList(),
          Session.Terms.of("hopeless"),
          answers);
      assertThatThrownBy(answers::await)
          .cause()
          .isInstanceOfSatisfying(
              EngineException.class, e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.LOST))
          .hasMessageStartingWith("Spark loses its executors whatever they compute: ");
    }
  }

  @Test
  void kryoTakesThePublicValues() {
    SerializerInstance kryo = new KryoSerializer(context.getConf()).newInstance();
    Vector x = Vector.of(1, 2);
    Refinement refinement =
        new Refinement(
            x,
            3.5,
            x,
            new Evaluation.LeastSquares(1, x, x, Matrix.identity(2), Matrix.identity(2)),
            0.1,
            Matrix.identity(2),
            Termination.GRADIENT,
            4,
            new Effort(1, 2, Failures.NONE),
            null);
    Individual individual =
        Individual.of(new Proposal(1, "test", List.of(x, x, x), Work.VALUE), refinement);
    assertThat(copy(kryo, individual)).isEqualTo(individual);
    Prior prior = new Prior(Family.LOG_NORMAL, 0, 1, Limits.truncating(0.1, 10));
    SearchSpace space =
        new SearchSpace(
            List.of("a", "b"),
            x,
            x,
            List.of(new Marginal.Uniform(), new PriorStart(prior, Scale.LOG10)));
    assertThat(copy(kryo, space)).isEqualTo(space);
  }

  private static Object copy(SerializerInstance kryo, Object value) {
    return kryo.deserialize(
        kryo.serialize(value, ClassTag$.MODULE$.apply(Object.class)),
        ClassTag$.MODULE$.apply(Object.class));
  }
}
