package org.lamarck.driver.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.Receiver;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.Submission;
import org.lamarck.driver.engine.Watch;
import org.lamarck.driver.engine.Workload;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.task.EstimationObjective;
import org.lamarck.worker.task.SerializedProblem;

class EnsembleRunTest {
  private static final Path BINDING = Path.of("..", "examples", "binding", "problem.yaml");

  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();

  private static EnsembleWorkload workload() throws Exception {
    return new EnsembleWorkload(
        new EstimationObjective(
            "binding",
            SerializedProblem.of(ProblemReader.read(BINDING)),
            EvaluationSettings.DEFAULT));
  }

  private static List<Vector> members(int count) {
    return Stream.iterate(Vector.of(0, 0.5), x -> x.plus(0.01, Vector.of(1, -1)))
        .limit(count)
        .toList();
  }

  private EnsembleRun run(StopSwitch stop) throws Exception {
    return new EnsembleRun(
        CheckpointFolder.in(Stores.at(folder.resolve("kept").toString())), stop, said::add);
  }

  /** All that there will be has come. */
  private static final class Nothing<R> implements Submission<R> {
    @Override
    public void cancel() {}

    @Override
    public SortedMap<Integer, R> soFar() {
      return new TreeMap<>();
    }

    @Override
    public boolean isWaiting() {
      return false;
    }

    @Override
    public void awaitSoFar() {}
  }

  /** Computes so many tasks of each submission in the thread of the caller, and no more. */
  private static final class Lazy implements Engine {
    private final int most;
    private final Runnable then;
    private int submitted;

    Lazy(int most, Runnable then) {
      this.most = most;
      this.then = then;
    }

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public String description() {
      return "lazy";
    }

    @Override
    public <T extends Serializable, R extends Serializable> Session<T, R> open(
        Workload<T, R> workload) {
      return new Session<>() {
        @Override
        public Submission<R> submit(List<T> tasks, Terms terms, Receiver<R> receiver) {
          submitted = tasks.size();
          for (int k = tasks.size() - 1; k >= Math.max(0, tasks.size() - most); k--) {
            receiver.received(k, workload.run(tasks.get(k), Watch.nobody()));
          }
          then.run();
          return new Nothing<>();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  private boolean isAnythingKept() throws Exception {
    Path kept = folder.resolve("kept");
    if (!Files.exists(kept)) {
      return false;
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files.findAny().isPresent();
    }
  }

  @Test
  void whatWasStoppedGoesOnWithTheMembersThatAreLeft() throws Exception {
    List<EnsembleWorkload.Answer> whole;
    try (LocalEngine engine = LocalEngine.ofThreads(1)) {
      whole = run(new StopSwitch()).simulate(workload(), members(20), engine).orElseThrow();
    }
    assertThat(isAnythingKept()).isFalse();
    StopSwitch stop = new StopSwitch();
    assertThat(run(stop).simulate(workload(), members(20), new Lazy(7, stop::stop))).isEmpty();
    assertThat(isAnythingKept()).isTrue();
    Lazy rest = new Lazy(20, () -> {});
    assertThat(run(new StopSwitch()).simulate(workload(), members(20), rest)).contains(whole);
    assertThat(rest.submitted).isBetween(13, 19); // what had come when the switch was looked at
    assertThat(isAnythingKept()).isFalse();
    assertThat(said).isEmpty();
  }

  @Test
  void anotherEnsembleBeginsAnew() throws Exception {
    StopSwitch stop = new StopSwitch();
    assertThat(run(stop).simulate(workload(), members(20), new Lazy(7, stop::stop))).isEmpty();
    Lazy other = new Lazy(21, () -> {});
    assertThat(run(new StopSwitch()).simulate(workload(), members(21), other).orElseThrow())
        .hasSize(21);
    assertThat(other.submitted).isEqualTo(21);
  }

  @Test
  void whatIsDamagedIsSaidAndSimulatedAnew() throws Exception {
    StopSwitch stop = new StopSwitch();
    assertThat(run(stop).simulate(workload(), members(20), new Lazy(7, stop::stop))).isEmpty();
    try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, "no checkpoint");
      }
    }
    Lazy anew = new Lazy(20, () -> {});
    assertThat(run(new StopSwitch()).simulate(workload(), members(20), anew).orElseThrow())
        .hasSize(20);
    assertThat(anew.submitted).isEqualTo(20);
    assertThat(said).singleElement().asString().contains("the prediction begins anew");
  }
}
