package org.lamarck.driver.engine;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
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
final class SparkSession<T extends Serializable, R extends Serializable> implements Session<T, R> {
  /** How often a job that lost its machines is submitted anew, after Spark's own retries. */
  private static final int ATTEMPTS = 3;

  private final JavaSparkContext context;
  private final Properties callersProperties;
  private final Broadcast<byte[]> workload;
  private final String hash;
  private final ExecutorService dispatcher;
  private final BatchSize batchSize = new BatchSize();
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

  SparkSession(JavaSparkContext context, Workload<T, R> workload) {
    this.context = context;
    callersProperties = (Properties) context.sc().getLocalProperties().clone();
    byte[] bytes = Wire.toBytes(workload);
    hash = sha256(bytes);
    this.workload = context.broadcast(bytes);
    dispatcher =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "lamarck-dispatcher");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public Submission submit(List<T> tasks, String label, Receiver<R> receiver) {
    Job job = new Job(tasks, label, new Delivery<>(tasks.size(), receiver));
    jobs.removeIf(old -> !old.delivery.open());
    jobs.add(job);
    later(() -> job.start(1));
    return job;
  }

  @Override
  public void close() {
    jobs.forEach(Job::cancel);
    dispatcher.shutdownNow();
    workload.destroy();
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

  /** One submission, over all its attempts. */
  private final class Job implements Submission {
    private final List<T> tasks;
    private final String label;
    private final Delivery<R> delivery;
    private final AtomicReference<@Nullable SimpleFutureAction<BoxedUnit>> running =
        new AtomicReference<>();

    Job(List<T> tasks, String label, Delivery<R> delivery) {
      this.tasks = tasks;
      this.label = label;
      this.delivery = delivery;
    }

    void start(int attempt) {
      if (!delivery.open()) {
        return;
      }
      List<int[]> parts = split(delivery.missing());
      List<byte[]> batches = new ArrayList<>(parts.size());
      for (int[] part : parts) {
        batches.add(Wire.toBytes(new Batch(Arrays.stream(part).mapToObj(this::task).toList())));
      }
      describe(attempt);
      RDD<byte[]> rdd = context.parallelize(batches, batches.size()).rdd();
      SimpleFutureAction<BoxedUnit> action =
          context
              .sc()
              .submitJob(
                  rdd,
                  new BatchFunction(hash, workload),
                  partitions(batches.size()),
                  new Arrival(this, parts),
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
    private void describe(int attempt) {
      context.sc().setLocalProperties((Properties) callersProperties.clone());
      if (callersProperties.getProperty("spark.jobGroup.id") == null) {
        context.setJobGroup("lamarck-" + hash.substring(0, 8), label, true);
      }
      context.setJobDescription(attempt == 1 ? label : label + ", attempt " + attempt);
    }

    void arrived(int[] part, byte[] bytes) {
      Batch.Results results = Wire.fromBytes(bytes, Batch.Results.class);
      batchSize.learn(part.length, results.nanos());
      for (int i = 0; i < part.length; i++) {
        @SuppressWarnings("unchecked") // the workload's own results
        R result = (R) results.results().get(i);
        delivery.received(part[i], result);
      }
    }

    void failed(Throwable cause, int attempt) {
      if (cancelledByOthers(cause)) {
        delivery.stopped(
            new EngineException(
                EngineException.Kind.CANCELLED, "the Spark job was cancelled", cause));
      } else if (attempt < ATTEMPTS && !context.sc().isStopped()) {
        start(attempt + 1);
      } else {
        delivery.stopped(
            new EngineException(
                EngineException.Kind.LOST,
                "Spark lost the tasks " + attempt + " times: " + cause.getMessage(),
                cause));
      }
    }

    private boolean cancelledByOthers(Throwable cause) {
      return cause instanceof SparkException spark
          && "SPARK_JOB_CANCELLED".equals(spark.getCondition());
    }

    @Override
    public void cancel() {
      delivery.cancel();
      SimpleFutureAction<BoxedUnit> action = running.get();
      if (action != null && !action.isCompleted()) {
        action.cancel();
      }
    }
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
    private final List<int[]> parts;

    Arrival(Job job, List<int[]> parts) {
      this.job = job;
      this.parts = parts;
    }

    @Override
    public BoxedUnit apply(Object partition, byte[] bytes) {
      later(() -> job.arrived(parts.get((Integer) partition), bytes));
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
    private final int attempt;

    Completion(Job job, int attempt) {
      this.job = job;
      this.attempt = attempt;
    }

    @Override
    public BoxedUnit apply(Try<BoxedUnit> outcome) {
      if (outcome.isFailure()) {
        later(() -> job.failed(outcome.failed().get(), attempt));
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
