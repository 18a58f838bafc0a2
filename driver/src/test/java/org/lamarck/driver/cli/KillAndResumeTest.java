package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/** What is broken off goes on to the result that it would have had. */
@Tag("slow")
@Tag("process")
class KillAndResumeTest {
  private static final int ATTEMPTS = 5;

  private static final RandomStream RANDOM = RandomStream.of(20261124);

  @TempDir static Path folder;
  private static Processes processes;
  private static FitFolder unbroken;
  private static double searchSeconds;

  @BeforeAll
  static void runUnbroken() throws Exception {
    processes = new Processes(folder, Map.of());
    unbroken = FitFolder.in(folder.resolve("unbroken"));
    Processes.Started fit = processes.lamarck(unbroken.fit("--threads", "2"));
    awaitCheckpoint(unbroken, 1, fit);
    long begin = System.nanoTime();
    assertThat(fit.exitCode()).as(fit.errors()).isZero();
    searchSeconds = (System.nanoTime() - begin) * 1e-9;
  }

  @AfterAll
  static void endProcesses() {
    if (processes != null) {
      processes.close();
    }
  }

  private static void awaitCheckpoint(FitFolder run, int number, Processes.Started fit)
      throws InterruptedException {
    fit.await("checkpoint " + number, () -> run.checkpoints() >= number);
  }

  /** Even repetitions run on two threads, and every third is killed again while it goes on. */
  @RepeatedTest(10)
  void aKilledRunGoesOnToTheSameResult(RepetitionInfo repetition) throws Exception {
    int number = repetition.getCurrentRepetition();
    String threads = number % 2 == 0 ? "2" : "1";
    RandomStream random = RANDOM.split("repetition", number);
    double moment = random.nextDouble() * searchSeconds;
    FitFolder run = FitFolder.in(folder.resolve("killed-" + number));
    Processes.Started fit = processes.lamarck(run.fit("--threads", threads));
    boolean broken = killAfter(moment, run, fit);
    for (int again = 1; !broken; again++) { // it was faster than the unbroken one
      run = FitFolder.in(folder.resolve("killed-" + number + "-" + again));
      fit = processes.lamarck(run.fit("--threads", threads));
      broken = killAfter(moment / (1 << again), run, fit);
    }
    if (number % 3 == 0) {
      Processes.Started resumed = processes.lamarck("resume", run.location().toString());
      Thread.sleep((long) (1000 * random.nextDouble() * searchSeconds));
      resumed.kill();
    }
    processes.complete("resume", run.location().toString());
    assertThat(run.withoutWallClock()).isEqualTo(unbroken.withoutWallClock());
  }

  private static boolean killAfter(double seconds, FitFolder run, Processes.Started fit)
      throws Exception {
    awaitCheckpoint(run, 1, fit);
    Thread.sleep((long) (1000 * seconds));
    return fit.kill();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void anInterruptedRunSaysHowToGoOn(String signal) throws Exception {
    FitFolder run;
    Processes.Started fit;
    int attempt = 0;
    do { // on busy cores the run may be over before the signal has come
      run = FitFolder.in(folder.resolve("interrupted-" + signal + "-" + attempt));
      fit = processes.lamarck(run.fit("--threads", "2"));
      awaitCheckpoint(run, 1, fit);
      fit.signal(signal);
    } while (fit.exitCode() == ExitCode.DONE && ++attempt < ATTEMPTS);
    assertThat(fit.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(fit.errors()).contains("go on with: lamarck resume " + run.location());
    processes.complete("resume", run.location().toString());
    assertThat(run.withoutWallClock()).isEqualTo(unbroken.withoutWallClock());
  }
}
