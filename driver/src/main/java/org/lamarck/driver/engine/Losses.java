package org.lamarck.driver.engine;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Hears which partitions of a job were lost together with their executors. Spark's failure of a job
 * names one of them, and that may be any which was beside the culprit: with the others it would be
 * tried, and lost, again.
 */
final class Losses extends SparkListener {
  /** The local property by which a stage tells its job. */
  static final String JOB = "lamarck.job";

  private final Map<String, Set<Integer>> partitions = new ConcurrentHashMap<>();
  private final Map<Integer, String> jobs = new ConcurrentHashMap<>(); // by stage

  /** Listens for a job from now on. */
  void listen(String job) {
    partitions.put(job, ConcurrentHashMap.newKeySet());
  }

  /** The partitions of a job that were lost at least once; forgets it. */
  Set<Integer> end(String job) {
    jobs.values().removeIf(job::equals);
    Set<Integer> lost = partitions.remove(job);
    return lost == null ? new TreeSet<>() : new TreeSet<>(lost);
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    Properties properties = event.properties();
    String job = properties == null ? null : properties.getProperty(JOB);
    if (job != null && partitions.containsKey(job)) {
      jobs.put(event.stageInfo().stageId(), job);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    String job = jobs.get(event.stageId());
    Set<Integer> lost = job == null ? null : partitions.get(job);
    if (lost != null && event.reason() instanceof ExecutorLostFailure) {
      lost.add(event.taskInfo().index());
    }
  }
}
