package org.lamarck.driver.engine;

/** Whether there is a Spark that Lamarck can use; itself it needs none of it to be loaded. */
public final class SparkPresence {
  private static final String SPARK = "org.apache.spark";

  private SparkPresence() {}

  /**
   * Complains about a Spark that is not there or too old.
   *
   * @throws EngineException that says what to do
   */
  public static void require() {
    try {
      Class.forName(SPARK + ".SparkConf", false, SparkPresence.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new EngineException(
          EngineException.Kind.UNUSABLE,
          "Spark's jars cannot be read: they are in the Maven repository of the user who built this"
              + " installation; use threads, let that user build it where all can read, or start"
              + " with spark-submit",
          e);
    }
    String version = org.apache.spark.package$.MODULE$.SPARK_VERSION();
    if (Integer.parseInt(version.replaceFirst("\\D.*", "")) < 4) {
      throw new EngineException(
          EngineException.Kind.UNUSABLE,
          "this is Spark " + version + "; Lamarck needs Spark 4 (Scala 2.13)");
    }
  }
}
