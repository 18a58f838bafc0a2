package org.lamarck.driver.predict;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.Receiver;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.ContentHash;

/**
 * Simulates an ensemble. What is known of it is kept in a folder until all is: broken off, the same
 * ensemble goes on with the members that are left.
 *
 * @param kept where it is kept
 * @param stop asks it to stop
 * @param say is told what a person should know
 */
record EnsembleRun(CheckpointFolder kept, StopSwitch stop, Consumer<String> say) {
  /** Between two saves; shorter runs leave nothing behind. */
  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long LOOK_MILLIS = 50;

  /**
   * A member that was simulated.
   *
   * @param index of the member
   */
  private record Known(int index, EnsembleWorkload.Answer answer) implements Serializable {}

  /** What comes from the workers: a member, or the end of them all. */
  private record Arrival(@Nullable Known known, @Nullable EngineException broken) {}

  /** The answers in the order of the members; empty when it was asked to stop before all came. */
  Optional<List<EnsembleWorkload.Answer>> simulate(
      EnsembleWorkload workload, List<Vector> members, Engine engine)
      throws IOException, InterruptedException {
    String key = ContentHash.of(workload, new ArrayList<>(members));
    SortedMap<Integer, EnsembleWorkload.Answer> answers = before(key);
    boolean isKept = !answers.isEmpty();
    List<Integer> left =
        IntStream.range(0, members.size()).filter(k -> !answers.containsKey(k)).boxed().toList();
    BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    List<Known> unsaved = new ArrayList<>();
    try (Session<Vector, EnsembleWorkload.Answer> session = engine.open(workload)) {
      session.submit(
          left.stream().map(members::get).toList(),
          Session.Terms.of("prediction"),
          receiver(left, arrivals));
      long saved = System.nanoTime();
      while (answers.size() < members.size()) {
        Arrival arrival = arrivals.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (arrival != null && arrival.broken() != null) {
          kept.save(key, unsaved);
          throw arrival.broken();
        }
        if (arrival != null && arrival.known() != null) {
          Known known = arrival.known();
          answers.put(known.index(), known.answer());
          unsaved.add(known);
        }
        boolean isStopped = stop.thrown() && answers.size() < members.size();
        if (isStopped || System.nanoTime() - saved > SAVE_NANOS) {
          kept.save(key, unsaved);
          unsaved.clear();
          isKept = true;
          saved = System.nanoTime();
        }
        if (isStopped) {
          return Optional.empty();
        }
      }
    }
    if (isKept) {
      kept.clear();
    }
    return Optional.of(List.copyOf(answers.values()));
  }

  private static Receiver<EnsembleWorkload.Answer> receiver(
      List<Integer> left, BlockingQueue<Arrival> arrivals) {
    return new Receiver<>() {
      @Override
      public void received(int index, EnsembleWorkload.Answer result) {
        arrivals.add(new Arrival(new Known(left.get(index), result), null));
      }

      @Override
      public void stopped(EngineException cause) {
        arrivals.add(new Arrival(null, cause));
      }
    };
  }

  /** What the same ensemble left, by index; of another one, or damaged, it is forgotten. */
  private SortedMap<Integer, EnsembleWorkload.Answer> before(String key) throws IOException {
    SortedMap<Integer, EnsembleWorkload.Answer> answers = new TreeMap<>();
    if (kept.isEmpty()) {
      return answers;
    }
    try {
      Restored<String, Known> restored = kept.newest(String.class, Known.class);
      if (restored.state().equals(key)) {
        restored.rows().forEach(known -> answers.put(known.index(), known.answer()));
        return answers;
      }
    } catch (CheckpointException e) {
      say.accept("warning: " + e.getMessage() + "; the prediction begins anew");
    }
    kept.clear();
    return answers;
  }
}
