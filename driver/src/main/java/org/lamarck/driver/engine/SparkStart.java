package org.lamarck.driver.engine;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/** Starts Spark's context with what Lamarck needs, where nobody has said otherwise. */
final class SparkStart {
  private static final String SPARK = "org.apache.spark";
  private static final String TASK_SCHEDULER = SPARK + ".scheduler.TaskSchedulerImpl";

  /** Schemes but file; one letter is a drive of Windows. */
  private static final Pattern ELSEWHERE = Pattern.compile("^(?!file:)[A-Za-z][A-Za-z0-9+.-]+:");

  private SparkStart() {}

  /**
   * The process's context, or one that is made.
   *
   * @param owner a mark by which one that was made is known
   */
  @SuppressWarnings("checkstyle:IllegalCatch") // Scala throws what it does not declare
  static SparkContext context(Optional<String> master, String ownerKey, String owner) {
    if (isQuiet()) {
      // under spark-submit Spark loads its own profile with its first word, and levels are lost
      new SparkConf(false).initializeLogIfNecessary(false, true);
      quieten();
    }
    SparkConf conf = new SparkConf(true);
    master.ifPresent(conf::setMaster);
    if (!conf.contains("spark.master")) {
      throw new EngineException(
          EngineException.Kind.UNUSABLE,
          "no Spark master is given; add --master local[2] or --master spark://HOST:7077, or start"
              + " with spark-submit");
    }
    boolean submitted = conf.contains("spark.submit.deployMode");
    String url = conf.get("spark.master");
    MasterUrl.check(url, submitted);
    conf.set(ownerKey, owner);
    conf.setIfMissing("spark.app.name", "lamarck");
    if (conf.get("spark.app.name").startsWith("org.lamarck.")) { // spark-submit names the class
      conf.setAppName("lamarck");
    }
    conf.setIfMissing("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    conf.setIfMissing("spark.kryo.registrator", LamarckKryoRegistrator.class.getName());
    conf.setIfMissing("spark.scheduler.mode", "FAIR");
    conf.setIfMissing("spark.locality.wait", "0s");
    conf.setIfMissing("spark.task.maxFailures", "2"); // then a task is tried apart from others
    Path jar = ownJar();
    if (!submitted && url.startsWith("spark://") && jar != null) {
      conf.setIfMissing("spark.jars", jar.toUri().toString());
    }
    requireJars(conf.get("spark.jars", ""));
    try {
      return SparkContext.getOrCreate(conf);
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError error) {
        throw error;
      }
      throw new EngineException(
          EngineException.Kind.UNUSABLE,
          "Spark cannot be started at "
              + url
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString())
              + "; correct its settings",
          e);
    }
  }

  /** Spark passes over jars that it cannot read, and executors then lack classes. */
  static void requireJars(String jars) {
    for (String jar : jars.split(",", -1)) {
      String name = jar.strip();
      boolean isPath = !name.isEmpty() && !ELSEWHERE.matcher(name).find();
      File file = name.startsWith("file:/") ? new File(URI.create(name)) : new File(name);
      if (isPath && !file.canRead()) {
        throw new EngineException(
            EngineException.Kind.UNUSABLE,
            "spark.jars (--jars) names %s, which cannot be read; correct it".formatted(file));
      }
    }
  }

  /** Whether nobody wants to see Spark's own log. */
  private static boolean isQuiet() {
    return System.getProperty("spark.log.level") == null;
  }

  /** Stops a context that was made here. */
  static void stop(SparkContext context) {
    if (isQuiet()) { // tasks that nobody waits for may still come back, which Spark takes for
      // errors
      level(SPARK, "OFF");
      level(TASK_SCHEDULER, "OFF");
    }
    context.stop();
  }

  /**
   * Lamarck says itself what went wrong; of Spark's words those count that tell why nothing
   * happens, such as that no resources are free.
   */
  private static void quieten() {
    level(SPARK, "ERROR");
    level(SPARK + ".SparkContext", "OFF");
    level(SPARK + ".scheduler.TaskSetManager", "OFF");
    level(TASK_SCHEDULER, "WARN");
    level("org.apache.hadoop.util.NativeCodeLoader", "ERROR"); // no laptop has it
  }

  /** By reflection: to compile against log4j's core takes annotations that nobody ships. */
  private static void level(String logger, String level) {
    try {
      Class.forName("org.apache.logging.log4j.core.config.Configurator")
          .getMethod("setLevel", String.class, String.class)
          .invoke(null, logger, level);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Spark's log4j has no levels to set", e);
    }
  }

  /** The application's jar; null when classes come from elsewhere, as in tests. */
  private static @Nullable Path ownJar() {
    CodeSource source = SparkStart.class.getProtectionDomain().getCodeSource();
    try {
      Path place = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      return Files.isRegularFile(place) ? place : null;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of the program is no URI: " + source, e);
    }
  }
}
