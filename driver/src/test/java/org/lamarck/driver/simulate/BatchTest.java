package org.lamarck.driver.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/** Jobs that go wrong in every way, beside one that does not. */
class BatchTest {
  private final List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  private interface Loading {
    Batch.LoadedModel load() throws IOException, InputException;
  }

  private static Batch.Job job(String name, Loading loading) {
    return new Batch.Job() {
      @Override
      public String model() {
        return name;
      }

      @Override
      public Batch.LoadedModel load() throws IOException, InputException {
        return loading.load();
      }
    };
  }

  private Batch batch(int lanes, Duration limit) {
    return new Batch(
        lanes,
        limit,
        new Batch.Listener() {
          @Override
          public void broken(String model, Throwable error) {
            errors.add(error);
          }

          @Override
          public void done(List<Batch.Failure> failures) {
            done.add(failures.toString());
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyJobEndsForItself(int lanes) {
    Error broken = new StackOverflowError("deep");
    List<Batch.Failure> failures =
        batch(lanes, Duration.ofMinutes(1))
            .run(
                List.of(
                    job(
                        "input",
                        () -> {
                          throw new InputException(
                              List.of(
                                  Finding.error("f", 7, 1, "this is wrong", "mend it"),
                                  Finding.warning("f", 8, 1, "this is odd", "look at it"),
                                  Finding.error("f", 0, 0, "that is wrong", "mend it")));
                        }),
                    job(
                        "file",
                        () -> {
                          throw new NoSuchFileException("there");
                        }),
                    job("good", () -> cancelled -> Optional.empty()),
                    job("unfinished", () -> cancelled -> Optional.of("too stiff")),
                    job(
                        "broken",
                        () ->
                            cancelled -> {
                              throw broken;
                            }),
                    job("last", () -> cancelled -> Optional.empty())));
    assertThat(failures)
        .containsExactly(
            new Batch.Failure("input", Batch.Stage.LOAD, "line 7: this is wrong"),
            new Batch.Failure("input", Batch.Stage.LOAD, "that is wrong"),
            new Batch.Failure(
                "file", Batch.Stage.LOAD, "there: there is no such file; correct its name"),
            new Batch.Failure("unfinished", Batch.Stage.SIMULATE, "too stiff"),
            new Batch.Failure(
                "broken",
                Batch.Stage.SIMULATE,
                "internal error: java.lang.StackOverflowError: deep"));
    assertThat(errors).containsExactly(broken);
    assertThat(done).hasSize(6);
  }

  @Test
  void whatNeverEndsIsLeftBehind() {
    CountDownLatch never = new CountDownLatch(1);
    List<Batch.Failure> failures =
        batch(1, Duration.ofMillis(50))
            .run(
                List.of(
                    job(
                        "deaf",
                        () -> {
                          try {
                            never.await();
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                          return cancelled -> Optional.empty();
                        }),
                    job(
                        "long",
                        () ->
                            cancelled -> {
                              while (!cancelled.getAsBoolean()) {
                                Thread.onSpinWait();
                              }
                              return Optional.of("stopped");
                            }),
                    job("good", () -> cancelled -> Optional.empty())));
    String reason = "not done after 0.1s; give it more with --time-limit";
    assertThat(failures)
        .containsExactly(
            new Batch.Failure("deaf", Batch.Stage.LOAD, reason),
            new Batch.Failure("long", Batch.Stage.SIMULATE, reason));
    assertThat(errors).isEmpty();
    never.countDown();
  }
}
