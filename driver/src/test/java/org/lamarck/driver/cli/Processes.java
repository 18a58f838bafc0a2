package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Processes of the built application and of the daemons it meets. None outlives the test, however
 * the test ends.
 */
final class Processes implements AutoCloseable {
  /** What no step of a test takes on a machine that works, even one with much else to do. */
  static final Duration PATIENCE = Duration.ofMinutes(4);

  static final Path JAR = Path.of("target", "lamarck.jar").toAbsolutePath();
  private static final Path CLASS_PATH = Path.of("target", "spark.classpath");
  private static final Path LOGGING = Path.of("..", "conf", "log4j2.properties").toAbsolutePath();
  private static final String LAUNCHER =
      Path.of("..", "lamarck").toAbsolutePath().normalize().toString();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path logs;
  private final Map<String, String> environment;
  private final List<Started> started = new ArrayList<>();

  /**
   * Room for processes.
   *
   * @param logs where their output goes
   * @param environment what they are told beside the environment of the test
   */
  Processes(Path logs, Map<String, String> environment) {
    Assumptions.assumeTrue(
        Files.exists(JAR), "the application jar is not built; run mvn verify -Pslow");
    this.logs = logs;
    this.environment = new TreeMap<>(environment);
  }

  /** The jars that Spark brings, as the build found them. */
  static List<Path> sparkJars() throws IOException {
    String[] jars = Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1);
    return Arrays.stream(jars).map(Path::of).toList();
  }

  /** The command line, as the launcher starts it. */
  Started lamarck(String... arguments) throws IOException {
    String classPath = JAR + File.pathSeparator + Files.readString(CLASS_PATH).strip();
    return java(classPath, "org.lamarck.driver.cli.Main", arguments);
  }

  /** A command line that must succeed, to its end. */
  void complete(String... arguments) throws IOException, InterruptedException {
    Started process = lamarck(arguments);
    assertThat(process.exitCode()).as(process.errors()).isZero();
  }

  /** The launcher itself; {@code LAMARCK_OPTS} of the environment are its options for Java. */
  Started launcher(String... arguments) throws IOException {
    return start(Stream.concat(Stream.of(LAUNCHER), Stream.of(arguments)).toList());
  }

  /** A Java of 512 MB. */
  Started java(String classPath, String main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlog4j2.configurationFile=" + LOGGING,
                "-cp",
                classPath,
                main));
    command.addAll(List.of(arguments));
    return start(command);
  }

  /** Any command. */
  Started start(List<String> command) throws IOException {
    String name = "process-" + started.size();
    Path out = logs.resolve(name + ".out");
    Path err = logs.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Started process = new Started(builder.start(), out, err);
    started.add(process);
    return process;
  }

  /** Waits until something holds; looks at it often, since tests kill at moments they chose. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + PATIENCE + " in vain for " + what);
      }
      Thread.sleep(5);
    }
  }

  /** Ends all processes but these. */
  void endAllBut(List<Started> kept) {
    started.stream().filter(one -> !kept.contains(one)).forEach(Started::killWithDescendants);
  }

  @Override
  public void close() {
    endAllBut(List.of());
  }

  /**
   * A process that was started.
   *
   * @param out the file of its standard output
   * @param err the file of its standard error
   */
  record Started(Process process, Path out, Path err) {

    /** Waits for the end and returns the exit code. */
    int exitCode() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it did not end within " + PATIENCE + ":\n" + errors());
      }
      return process.exitValue();
    }

    /** Waits until something holds, or the process has ended. */
    void await(String what, BooleanSupplier condition) throws InterruptedException {
      Processes.await(what, () -> condition.getAsBoolean() || !process.isAlive());
    }

    /** SIGKILL; returns whether there still was something to kill. */
    boolean kill() throws InterruptedException {
      boolean alive = process.isAlive();
      process.destroyForcibly().waitFor();
      return alive && process.exitValue() == 128 + 9; // killed by signal 9, not ended before
    }

    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    private void killWithDescendants() {
      List<ProcessHandle> family =
          Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
      family.forEach(ProcessHandle::destroyForcibly);
    }

    String output() throws IOException {
      return Files.readString(out);
    }

    String errors() throws IOException {
      return Files.readString(err);
    }
  }
}
