package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.ContentHash;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * One workload on Spark: broadcast once, tasks as jobs whose partitions are batches, results as
 * they come. Everything but the tasks themselves happens on one dispatcher thread.
 */
final class ExecutorSession<T extends Serializable, R extends Serializable>
    implements Session<T, R> {
  /** How often a job that failed is submitted anew, after Spark's own retries. */
  private static final int ATTEMPTS = 3;

  /** So many tasks in a row that lose their machines are the machines' fault and not the tasks'. */
  private static final int MOST_QUARANTINED = 3;

  /** Results that are cut by so much too early were cut by a clock that is wrong. */
  private static final double WRONG_BY_SECONDS = 1;

  /** How long a wait for tasks is whose time is over. */
  private static final long PATIENCE_MILLIS = 500;

  /** What Spark says of the task that failed too often. */
  private static final Pattern CULPRIT =
      Pattern.compile("Task (\\d+) in stage [\\d.]+ failed (\\d+) times");

  private static final Pattern EXIT =
      Pattern.compile("(?:exit(?:ed with)? code|status)\\D{0,3}(\\d+)");

  private final JavaSparkContext context;
  private final Properties callersProperties;
  private final Broadcast<byte[]> workload;
  private final String hash;
  private final ExecutorService dispatcher;
  private final BatchSize batchSize = new BatchSize();
  private final Losses losses = new Losses();
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();
  private final Workload<T, R> original;
  private boolean clocksAgree = true; // of the dispatcher
  private int attempts; // of the dispatcher

  ExecutorSession(JavaSparkContext context, Workload<T, R> workload) {
    this.context = context;
    original = workload;
    callersProperties = (Properties) context.sc().getLocalProperties().clone();
    byte[] bytes = Wire.toBytes(workload);
    hash = ContentHash.of(bytes);
    this.workload = context.broadcast(bytes);
    context.sc().addSparkListener(losses);
    dispatcher =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "lamarck-dispatcher");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public Submission<R> submit(List<T> tasks, Terms terms, Receiver<R> receiver) {
    Job job = new Job(tasks, terms, new Delivery<>(tasks.size(), receiver));
    jobs.removeIf(Job::isOver);
    jobs.add(job);
    later(job::start);
    return job;
  }

  @Override
  public void close() {
    boolean idle = jobs.stream().allMatch(Job::hasEnded);
    jobs.forEach(Job::cancel);
    dispatcher.shutdownNow();
    if (!context.sc().isStopped()) {
      context.sc().removeSparkListener(losses);
      if (idle) {
        workload.destroy(); // else tasks may be on their way that need it; Spark's cleaner takes it
      }
    }
  }

  private void later(Runnable step) {
    try {
      CompletableFuture.runAsync(step, dispatcher).exceptionally(this::stopAll);
    } catch (RejectedExecutionException e) {
      if (!dispatcher.isShutdown()) { // results that come after the end are of no use
        throw e;
      }
    }
  }

  /** A step of the dispatcher failed: nobody must wait for results that cannot come. */
  private @Nullable Void stopAll(Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    EngineException failure =
        root instanceof EngineException known
            ? known
            : new EngineException(EngineException.Kind.LOST, "Spark failed: " + root, root);
    jobs.forEach(job -> job.delivery.stopped(failure));
    return null;
  }

  /**
   * A job of Spark's for what is missing of a submission.
   *
   * @param name by which {@link Losses} knows it
   * @param parts the indices of each partition's tasks
   */
  private record Attempt(String name, List<int[]> parts) {}

  /**
   * One submission, over all its attempts. Where a job fails because executors were lost, the tasks
   * that were lost with them are set aside until the others are done, and then computed one by one:
   * one that is lost again, alone, is not computed any more and gets a failure as its result.
   */
  private final class Job implements Submission<R> {
    private final List<T> tasks;
    private final String label;
    private final Deadline deadline;
    private final Delivery<R> delivery;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<@Nullable SimpleFutureAction<BoxedUnit>> running =
        new AtomicReference<>();
    private final Set<Integer> aside = new HashSet<>();
    private int tries = 1;
    private int quarantinedInARow;

    Job(List<T> tasks, Terms terms, Delivery<R> delivery) {
      this.tasks = tasks;
      label = terms.label();
      deadline = Deadline.after(terms.seconds());
      this.delivery = delivery;
    }

    void start() {
      if (!delivery.open()) {
        over.countDown();
        return;
      }
      int[] missing = delivery.missing();
      int[] others = Arrays.stream(missing).filter(index -> !aside.contains(index)).toArray();
      List<int[]> parts = others.length > 0 ? split(others) : List.of(new int[] {missing[0]});
      Deadline end = clocksAgree ? deadline : Deadline.NEVER;
      List<byte[]> batches = new ArrayList<>(parts.size());
      for (int[] part : parts) {
        batches.add(
            Wire.toBytes(new Batch(Arrays.stream(part).mapToObj(this::task).toList(), end)));
      }
      Attempt attempt = new Attempt(hash + "-" + attempts++, parts);
      describe(attempt);
      losses.listen(attempt.name());
      RDD<byte[]> rdd = context.parallelize(batches, batches.size()).rdd();
      SimpleFutureAction<BoxedUnit> action =
          context
              .sc()
              .submitJob(
                  rdd,
                  new BatchFunction(hash, workload),
                  partitions(batches.size()),
                  new Arrival(this, attempt),
                  new Done());
      running.set(action);
      action.onComplete(new Completion(this, attempt), new Dispatch());
      if (!delivery.open()) {
        action.cancel(); // cancelled between the look above and here
      }
    }

    private Serializable task(int index) {
      return tasks.get(index);
    }

    private List<int[]> split(int[] missing) {
      int size = batchSize.of(missing.length, Math.max(1, context.sc().defaultParallelism()));
      List<int[]> parts = new ArrayList<>();
      for (int from = 0; from < missing.length; from += size) {
        parts.add(Arrays.copyOfRange(missing, from, Math.min(missing.length, from + size)));
      }
      return parts;
    }

    /** The caller's own properties first: a notebook's cancel button finds the job by its group. */
    private void describe(Attempt attempt) {
      context.sc().setLocalProperties((Properties) callersProperties.clone());
      context.setLocalProperty(Losses.JOB, attempt.name());
      if (callersProperties.getProperty("spark.jobGroup.id") == null) {
        context.setJobGroup("lamarck-" + hash.substring(0, 8), label, true);
      }
      context.sc().setCallSite(label); // the job's name, which else is a line of this file
      context.setJobDescription(tries == 1 && aside.isEmpty() ? label : label + ", tried again");
    }

    void arrived(int[] part, byte[] bytes) {
      Batch.Results results = Wire.fromBytes(bytes, Batch.Results.class);
      int complete = results.results().size();
      if (complete > 0) {
        batchSize.learn(complete, results.nanos());
        quarantinedInARow = 0;
      }
      for (int i = 0; i < complete; i++) {
        delivery.received(part[i], own(results.results().get(i)));
      }
      if (complete < part.length) {
        results.shown().forEach(shown -> delivery.show(part[complete], own(shown)));
        clocksAgree &= deadline.left() <= WRONG_BY_SECONDS;
      }
    }

    @SuppressWarnings("unchecked") // the workload's own results
    private R own(Serializable result) {
      return (R) result;
    }

    /** All that Spark was given has come back, though not all of it may be complete. */
    void ended(Attempt attempt) {
      losses.end(attempt.name());
      boolean inTime = deadline.left() > 0;
      if (delivery.open() && (inTime || !clocksAgree)) {
        start();
      } else {
        over.countDown();
      }
    }

    void failed(Throwable cause, Attempt attempt) {
      Set<Integer> lost = losses.end(attempt.name());
      String message = String.valueOf(cause.getMessage());
      Matcher culprit = CULPRIT.matcher(message);
      if (cancelledByOthers(cause)) {
        stopped(EngineException.Kind.CANCELLED, "the Spark job was cancelled", cause);
      } else if (context.sc().isStopped()) {
        stopped(EngineException.Kind.LOST, "Spark has stopped: " + firstLine(message), cause);
      } else if (message.contains("ExecutorLostFailure") && culprit.find()) {
        lost.add(Integer.parseInt(culprit.group(1)));
        executorLost(attempt.parts(), lost, message, cause);
      } else if (tries < ATTEMPTS) {
        tries++;
        start();
      } else {
        stopped(
            EngineException.Kind.LOST,
            "Spark lost the tasks " + tries + " times: " + firstLine(message),
            cause);
      }
    }

    private void executorLost(
        List<int[]> parts, Set<Integer> lost, String message, Throwable cause) {
      int index = parts.get(0)[0];
      boolean alone = parts.size() == 1 && parts.get(0).length == 1 && aside.contains(index);
      if (!alone) {
        lost.forEach(part -> Arrays.stream(parts.get(part)).forEach(aside::add));
      } else if (quarantinedInARow == MOST_QUARANTINED) {
        stopped(
            EngineException.Kind.LOST,
            "Spark loses its executors whatever they compute: " + firstLine(message),
            cause);
        return;
      } else {
        aside.remove(index);
        quarantinedInARow++;
        Matcher exit = EXIT.matcher(message);
        String code = exit.find() ? " (exit code " + exit.group(1) + ")" : "";
        LostTaskException reason =
            new LostTaskException(
                "each executor that computed it was lost" + code + "; it is not computed again");
        delivery.received(index, original.broken(tasks.get(index), reason));
      }
      start();
    }

    private void stopped(EngineException.Kind kind, String message, Throwable cause) {
      delivery.stopped(new EngineException(kind, message, cause));
      over.countDown();
    }

    private boolean cancelledByOthers(Throwable cause) {
      return cause instanceof SparkException spark
          && "SPARK_JOB_CANCELLED".equals(spark.getCondition());
    }

    boolean isOver() {
      return over.getCount() == 0;
    }

    /** Whether all results have come; Spark's word that nothing is under way is waited for. */
    boolean hasEnded() {
      try {
        return delivery.missing().length == 0 && over.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void cancel() {
      delivery.cancel();
      SimpleFutureAction<BoxedUnit> action = running.get();
      if (action != null && !action.isCompleted()) {
        action.cancel();
      }
    }

    @Override
    public SortedMap<Integer, R> soFar() {
      return delivery.soFar();
    }

    /**
     * The driver itself is an executor to Spark, and the only one that computes where it is local.
     */
    @Override
    public boolean isWaiting() {
      return !context.sc().isLocal()
          && !context.sc().isStopped()
          && context.sc().statusTracker().getExecutorInfos().length <= 1;
    }

    @Override
    public void awaitSoFar() throws InterruptedException {
      if (!over.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return; // what they have come to is lost; they are computed again when the run goes on
      }
    }
  }

  /** Without the stack traces that Spark puts into its messages. */
  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static Seq<Object> partitions(int count) {
    List<Object> indices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      indices.add(i);
    }
    return CollectionConverters.asScala(indices).toSeq();
  }

  /** Called on Spark's scheduler thread: passes the bytes on and nothing else. */
  private final class Arrival extends AbstractFunction2<Object, byte[], BoxedUnit> {
    private final Job job;
    private final Attempt attempt;

    Arrival(Job job, Attempt attempt) {
      this.job = job;
      this.attempt = attempt;
    }

    @Override
    public BoxedUnit apply(Object partition, byte[] bytes) {
      later(() -> job.arrived(attempt.parts().get((Integer) partition), bytes));
      return BoxedUnit.UNIT;
    }
  }

  private static final class Done extends AbstractFunction0<BoxedUnit> {
    @Override
    public BoxedUnit apply() {
      return BoxedUnit.UNIT;
    }
  }

  private final class Completion extends AbstractFunction1<Try<BoxedUnit>, BoxedUnit> {
    private final Job job;
    private final Attempt attempt;

    Completion(Job job, Attempt attempt) {
      this.job = job;
      this.attempt = attempt;
    }

    @Override
    public BoxedUnit apply(Try<BoxedUnit> outcome) {
      if (outcome.isFailure()) {
        later(() -> job.failed(outcome.failed().get(), attempt));
      } else {
        later(() -> job.ended(attempt));
      }
      return BoxedUnit.UNIT;
    }
  }

  /** Scala's futures on the dispatcher. */
  private final class Dispatch implements ExecutionContext {
    @Override
    public void execute(Runnable step) {
      later(step);
    }

    @Override
    public void reportFailure(Throwable cause) {
      stopAll(cause);
    }
  }
}
