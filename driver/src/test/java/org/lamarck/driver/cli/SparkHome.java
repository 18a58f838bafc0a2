package org.lamarck.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A {@code SPARK_HOME} of nothing but links to jars, from which applications are submitted. */
final class SparkHome implements AutoCloseable {
  private final Path jars;

  private SparkHome(Path jars) {
    this.jars = jars;
  }

  static SparkHome of(Path folder, List<Path> linked) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    for (Path jar : linked) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    return new SparkHome(jars);
  }

  /** What a process is told of the home in a folder. */
  static Map<String, String> environment(Path folder) {
    return Map.of(
        "SPARK_HOME",
        folder.toString(),
        "SPARK_SCALA_VERSION",
        "2.13",
        "SPARK_LOCAL_IP",
        "127.0.0.1");
  }

  String classPath() {
    return jars + "/*";
  }

  /**
   * Does as {@code bin/spark-submit} does.
   *
   * @param processes whose environment names this home
   */
  Processes.Started submit(Processes processes, List<String> options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    words.addAll(options);
    Processes.Started launcher =
        processes.java(classPath(), "org.apache.spark.launcher.Main", words.toArray(String[]::new));
    if (launcher.exitCode() != 0) {
      throw new AssertionError(launcher.errors());
    }
    String said = launcher.output();
    int begin = said.indexOf("\0\n") + 2; // what comes before is for people
    return processes.start(
        List.of(said.substring(begin).split("\0", -1)).stream()
            .filter(word -> !word.isEmpty())
            .toList());
  }

  /** Deletes the links: JUnit warns of each that it finds in a temporary folder. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> links = Files.list(jars)) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }
}
