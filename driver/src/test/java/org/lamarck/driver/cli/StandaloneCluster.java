package org.lamarck.driver.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A standalone Spark cluster on the loopback: one master, one worker of two cores, from the jars
 * that the build resolved. Its {@code SPARK_HOME} is a folder with nothing but links to them.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Processes processes;
  private final SparkHome home;
  private final String master;
  private final List<Processes.Started> daemons;

  private StandaloneCluster(
      Processes processes, SparkHome home, String master, List<Processes.Started> daemons) {
    this.processes = processes;
    this.home = home;
    this.master = master;
    this.daemons = List.copyOf(daemons);
  }

  /** Starts master and worker; an application may be submitted at once and waits for them. */
  static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
    Path place = folder.resolve("spark-home");
    SparkHome home = SparkHome.of(place, Processes.sparkJars());
    Map<String, String> environment = new HashMap<>(SparkHome.environment(place));
    environment.put("LAMARCK_OPTS", "-Xmx512m");
    Processes processes = new Processes(Files.createDirectory(folder.resolve("logs")), environment);
    try {
      return start(processes, home, folder.resolve("work").toString());
    } catch (IOException | InterruptedException | AssertionError e) {
      processes.close();
      throw e;
    }
  }

  private static StandaloneCluster start(Processes processes, SparkHome home, String work)
      throws IOException, InterruptedException {
    int port = freePort();
    Processes.Started first =
        processes.java(
            home.classPath(),
            "org.apache.spark.deploy.master.Master",
            "--host",
            LOOPBACK,
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    Processes.await("the master", () -> answers(port));
    String master = "spark://" + LOOPBACK + ":" + port;
    Processes.Started worker =
        processes.java(
            home.classPath(),
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            LOOPBACK,
            "--webui-port",
            "0",
            "--cores",
            "2",
            "--memory",
            "1g",
            "--work-dir",
            work,
            master);
    return new StandaloneCluster(processes, home, master, List.of(first, worker));
  }

  private static InetAddress address() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, address())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(), port), 1000);
      return true;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** Runs the application jar in client mode, as {@code bin/spark-submit} does. */
  Processes.Started submit(String... arguments) throws IOException, InterruptedException {
    return submit(List.of(), arguments);
  }

  /**
   * Has the master start the driver, with what {@code conf/spark-cluster.conf} says, and waits for
   * its end.
   */
  Processes.Started submitDriver(String... arguments) throws IOException, InterruptedException {
    return submit(
        List.of(
            "--deploy-mode",
            "cluster",
            "--properties-file",
            Path.of("..", "conf", "spark-cluster.conf").toAbsolutePath().toString(),
            "--conf",
            "spark.standalone.submit.waitAppCompletion=true",
            "--conf",
            "spark.executor.cores=1"),
        arguments);
  }

  private Processes.Started submit(List<String> more, String... arguments)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("--master", master));
    options.addAll(more);
    options.addAll(
        List.of(
            "--class",
            "org.lamarck.driver.cli.Main",
            "--driver-memory",
            "512m",
            "--executor-memory",
            "512m",
            "--conf",
            "spark.ui.enabled=false",
            Processes.JAR.toString()));
    options.addAll(List.of(arguments));
    return home.submit(processes, options);
  }

  /** The launcher, beside the cluster. */
  Processes.Started launcher(String... arguments) throws IOException {
    return processes.launcher(arguments);
  }

  /** The URL of the master. */
  String master() {
    return master;
  }

  /** The executor that runs now: the worker has no other children. */
  Optional<ProcessHandle> executor() {
    return daemons.get(1).process().children().filter(ProcessHandle::isAlive).findFirst();
  }

  /** Ends what was submitted and still runs, for instance when its test has failed. */
  void endApplications() {
    processes.endAllBut(daemons);
  }

  @Override
  public void close() throws IOException {
    processes.close();
    home.close();
  }
}
