package org.lamarck.driver.engine;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.jspecify.annotations.Nullable;

/**
 * The executors of a Spark application. A context that was handed in, or that was there before, is
 * used as it is and left running; one that this engine made is stopped with it.
 */
public final class SparkEngine implements Engine {
  private static final String OWNER = "spark.lamarck.owner";

  /** What Kryo reaches into; the first that it fails on comes first. */
  private static final String[] NEEDED_PACKAGES = {
    "java.nio", "java.lang.invoke", "java.util", "java.lang", "sun.nio.ch"
  };

  private final JavaSparkContext context;
  private final boolean owned;
  private @Nullable MetricsSource metrics;

  private SparkEngine(SparkContext context, boolean owned) {
    this.context = JavaSparkContext.fromSparkContext(context);
    this.owned = owned;
  }

  /** An engine on the caller's context, which is never stopped here. */
  public static SparkEngine on(SparkContext context) {
    SparkPresence.require();
    if (context.getConf().get("spark.serializer", "").endsWith("KryoSerializer")) {
      requireOpenModules();
    }
    return new SparkEngine(context, false);
  }

  /**
   * An engine on the process's context, or on one that it makes.
   *
   * @param master Spark's master URL; when absent, {@code spark.master} must say it, as it does
   *     under spark-submit
   * @param jars of the user's classes, for the executors
   * @throws EngineException when there is no Spark or no master, or the JVM lacks module flags
   */
  public static SparkEngine start(Optional<String> master, List<Path> jars) {
    requireOpenModules();
    String owner = UUID.randomUUID().toString();
    SparkContext context = SparkStart.context(master, OWNER, owner);
    jars.forEach(jar -> context.addJar(jar.toUri().toString()));
    return new SparkEngine(context, owner.equals(context.getConf().get(OWNER, "")));
  }

  private static void requireOpenModules() {
    Module base = Object.class.getModule();
    for (String name : NEEDED_PACKAGES) {
      if (!base.isOpen(name, SparkEngine.class.getModule())) {
        throw new EngineException(
            EngineException.Kind.UNUSABLE,
            "Java keeps "
                + name
                + " closed to Spark; start with the environment variable JDK_JAVA_OPTIONS='"
                + JavaModuleOptions.defaultModuleOptions()
                + "', or, for spark-submit --deploy-mode cluster, with the same text in --conf"
                + " spark.driver.extraJavaOptions");
      }
    }
  }

  @Override
  public int slots() {
    return Math.max(1, context.sc().defaultParallelism());
  }

  @Override
  public String description() {
    return "Spark "
        + context.version()
        + " at "
        + context.master()
        + ", "
        + slots()
        + (slots() == 1 ? " slot" : " slots");
  }

  @Override
  public <T extends Serializable, R extends Serializable> Session<T, R> open(
      Workload<T, R> workload) {
    return new ExecutorSession<>(context, workload);
  }

  @Override
  public void publish(Map<String, DoubleSupplier> gauges) {
    withdraw();
    metrics = MetricsSource.registered(gauges);
  }

  private void withdraw() {
    if (metrics != null) {
      metrics.remove();
      metrics = null;
    }
  }

  @Override
  public void close() {
    withdraw();
    if (owned) {
      SparkStart.stop(context.sc());
    }
  }
}
