package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.PublicData;
import org.lamarck.strategies.random.RandomStream;

/**
 * The launcher's own process is cut by signals at random instants, from its first millisecond on,
 * and goes on by {@code resume}, which is cut again. Never is the end worse than what the user was
 * shown, and with a budget of evaluations it is what an uncut run finds, to the byte.
 *
 * <p>{@code -Dlamarck.cuts=200} cuts each series as often.
 */
@Tag("slow")
@Tag("process")
class SignalsTest {
  private static final int CUTS = Integer.getInteger("lamarck.cuts", 10);
  private static final int MOST_CUTS_OF_A_RUN = 8;

  /** A few generations and checkpoints: of what a run does, ends and beginnings count here. */
  private static final int EVALUATIONS = 400;

  /** Progress is shown with ten digits. */
  private static final double SHOWN = 1e-9;

  /**
   * Progress as on a terminal. Processes are short: no more of the compiler than they repay, no
   * vector instructions (slow without the rest of it, and without them the bits are the same).
   */
  private static final String OPTIONS =
      "-Dlamarck.terminal=true -Xmx512m -XX:+UseSerialGC -XX:-UseParallelGC"
          + " -XX:TieredStopAtLevel=1 -XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=0";

  private static final String CRAUSTE =
      "petab-benchmark/Crauste_CellSystems2017/Crauste_CellSystems2017.yaml";
  private static final List<String> THREADS = List.of("--threads", "2");
  private static final List<String> SPARK = List.of("--master", "local[2]");

  private static final Pattern BEST = Pattern.compile("best (-?[\\d.]+(?:[eE][-+]?\\d+)?)");
  private static final Pattern RESULT =
      Pattern.compile("\"objective\": *(-?[\\d.]+(?:[eE][-+]?\\d+)?)");
  private static final Pattern OBJECTIVE = Pattern.compile("(?m)^objective +(\\S+)$");

  @TempDir static Path folder;
  private final List<Processes> rooms = new ArrayList<>();

  @BeforeEach
  void checkSignals() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "signals need a Unix");
    Processes.Started sleeper = room("sleeper", "").start(List.of("sleep", "60"));
    sleeper.signal("INT");
    Assumptions.assumeTrue(
        sleeper.exitCode() == 128 + Signal.INT.number,
        "processes that are started here ignore Ctrl-C");
  }

  @AfterEach
  void endProcesses() {
    rooms.forEach(Processes::close);
  }

  /** Processes with these options beside {@link #OPTIONS}. */
  private Processes room(String name, String options) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs").resolve(name));
    Processes room =
        new Processes(
            logs, Map.of("LAMARCK_OPTS", OPTIONS + options, "SPARK_LOCAL_IP", "127.0.0.1"));
    rooms.add(room);
    return room;
  }

  private enum Signal {
    INT(2),
    TERM(15),
    HUP(1),
    KILL(9);

    final int number;

    Signal(int number) {
      this.number = number;
    }
  }

  /** A long run that costs little: nearly all signals come while it searches. */
  private static List<String> leisurely() throws IOException {
    Path file = Files.writeString(folder.resolve("leisurely.yaml"), Leisurely.YAML);
    return List.of(file.toString(), "--jar", Jars.of(folder, Leisurely.class).toString());
  }

  @Test
  void aRunOnThreadsThatIsCutNeverEndsWorse() throws Exception {
    new Series("threads", leisurely(), List.of("--threads", "3")).cut();
  }

  @Test
  void aRunOnSparkThatIsCutNeverEndsWorse() throws Exception {
    new Series("spark", leisurely(), SPARK).cut();
  }

  @Test
  void aFitOfBoehmOnThreadsThatIsCutNeverEndsWorse() throws Exception {
    new Series("boehm-threads", FitFolder.EXAMPLE, THREADS).cut();
  }

  @Test
  void aFitOfBoehmOnSparkThatIsCutNeverEndsWorse() throws Exception {
    new Series("boehm-spark", FitFolder.EXAMPLE, SPARK).cut();
  }

  @Test
  void aFitOfCrausteOnThreadsThatIsCutNeverEndsWorse() throws Exception {
    new Series("crauste-threads", crauste(), THREADS).cut();
  }

  @Test
  void aFitOfCrausteOnSparkThatIsCutNeverEndsWorse() throws Exception {
    new Series("crauste-spark", crauste(), SPARK).cut();
  }

  private static List<String> crauste() {
    return List.of(PublicData.at(CRAUSTE).toString());
  }

  /** Cut runs of one problem on one engine, all with the same end. */
  private final class Series {
    private final String name;
    private final List<String> problem;
    private final String[] engine;
    private final Map<String, Integer> ends = new TreeMap<>();
    private final Processes processes;
    private final String unbroken;
    private double seconds;

    /** Runs it uncut, and keeps the classes that it loaded, so that the others begin faster. */
    Series(String name, List<String> problem, List<String> engine) throws Exception {
      this.name = name;
      this.problem = problem;
      this.engine = engine.toArray(String[]::new);
      Path classes = folder.resolve(name + ".jsa");
      Processes first = room(name + "-unbroken", " -XX:ArchiveClassesAtExit=" + classes);
      processes = room(name, " -XX:SharedArchiveFile=" + classes);
      long begin = System.nanoTime();
      FitFolder whole = folder("unbroken");
      Processes.Started fit = first.launcher(whole.fit(this.engine));
      assertThat(fit.exitCode()).as(fit.errors()).isZero();
      seconds = (System.nanoTime() - begin) * 1e-9;
      unbroken = whole.withoutWallClock();
    }

    FitFolder folder(String suffix) {
      return new FitFolder(folder.resolve(name + "-" + suffix), problem, EVALUATIONS);
    }

    int cuts() {
      return ends.values().stream().mapToInt(Integer::intValue).sum();
    }

    void cut() throws Exception {
      int run = 0;
      while (cuts() < CUTS) {
        assertThat(run).as("runs that ended before their signals came").isLessThan(20 * CUTS);
        RandomStream random = RandomStream.of(20261130).split(name, run);
        new CutRun(this, folder(Integer.toString(run)), random).go();
        run++;
      }
      System.out.println(name + ": " + cuts() + " cuts of " + run + " runs, " + ends);
    }
  }

  /** One run, cut at up to eight instants. */
  private static final class CutRun {
    private final Series series;
    private final FitFolder run;
    private final RandomStream random;
    private double kept = Double.POSITIVE_INFINITY;
    private double best = Double.POSITIVE_INFINITY;

    CutRun(Series series, FitFolder run, RandomStream random) {
      this.series = series;
      this.run = run;
      this.random = random;
    }

    void go() throws Exception {
      int most = 1 + random.nextInt(MOST_CUTS_OF_A_RUN);
      Processes.Started process = begin();
      for (int i = 0; i < most && lasts(process, random.nextDouble()) && cut(process); i++) {
        process = begin();
      }
      assertThat(process.exitCode()).as(process.errors()).isZero();
      look(process);
      assertThat(written()).isLessThanOrEqualTo(best + SHOWN * Math.abs(best));
      assertThat(run.withoutWallClock()).isEqualTo(series.unbroken);
    }

    /** Whether it still runs after this part of what an uncut run took lately. */
    private boolean lasts(Processes.Started process, double part) throws InterruptedException {
      long begin = System.nanoTime();
      if (!process.process().waitFor((long) (1e9 * part * series.seconds), TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (Double.isInfinite(kept)) {
        series.seconds = (System.nanoTime() - begin) * 1e-9;
      }
      return false;
    }

    /** What a user does: go on where there is something, begin where there is nothing yet. */
    private Processes.Started begin() throws IOException {
      return run.checkpoints() > 0
          ? series.processes.launcher("resume", run.location().toString())
          : series.processes.launcher(run.fit(series.engine));
    }

    /** Whether the process was still there to be cut. */
    private boolean cut(Processes.Started process) throws Exception {
      List<Signal> all = List.of(Signal.values());
      Signal signal = all.get(random.nextInt(all.size()));
      if (!process.process().isAlive()) {
        return false;
      }
      process.signal(signal.name());
      if (random.nextInt(4) == 0) { // an impatient user
        Thread.sleep(random.nextInt(300));
        process.signal(signal.name());
      }
      int code = process.exitCode();
      if (code == ExitCode.DONE) { // it was about to end
        return false;
      }
      assertThat(code)
          .as("after %s: %s", signal, process.errors())
          .isIn(ExitCode.INTERRUPTED, 128 + signal.number);
      assertThat(process.errors()).doesNotContain("error:", "Exception");
      String when = run.checkpoints() > 0 ? "" : " before the first checkpoint";
      series.ends.merge(signal + when, 1, Integer::sum);
      look(process);
      return true;
    }

    /**
     * What the user saw, in one process ever better values. What an orderly end told is kept; what
     * SIGKILL cut off is found again by the end.
     */
    private void look(Processes.Started process) throws IOException {
      String told = process.errors() + "\n" + process.output();
      double now = kept;
      for (Pattern pattern : List.of(BEST, OBJECTIVE)) {
        for (MatchResult value : pattern.matcher(told).results().toList()) {
          double next = Double.parseDouble(value.group(1));
          assertThat(next).as(told).isLessThanOrEqualTo(now + SHOWN * Math.abs(now));
          now = next;
        }
      }
      best = Math.min(best, now);
      if (OBJECTIVE.matcher(told).find()) {
        kept = now;
        assertThat(written()).isEqualTo(now);
      }
    }

    /** What {@code result.json} tells: a run may have been cut when it had just written it. */
    private double written() throws IOException {
      Matcher written = RESULT.matcher(Files.readString(run.location().resolve("result.json")));
      assertThat(written.find()).as("result.json has a best point").isTrue();
      return Double.parseDouble(written.group(1));
    }
  }
}
