package org.lamarck.driver.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Progress;

/** Progress as a terminal shows it. */
class ConsoleTest {
  private static final Budget BUDGET = Budget.UNLIMITED.withTime(Duration.ofMinutes(20));

  private final StringWriter written = new StringWriter();

  private Console console(boolean terminal, int width) {
    return new Console(new PrintWriter(written), terminal, () -> width, BUDGET);
  }

  /** A run that has everything to tell, with numbers as long as they come. */
  private static Progress after(double seconds) {
    return after(seconds, false);
  }

  private static Progress after(double seconds, boolean waiting) {
    return new Progress(
        1234, 17, 123, 1_234_567, 2_345_678, -138221.9984567, 1234, seconds, waiting);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 40, 60, 80, 100, 200})
  void oneLineIsWrittenOverAndNeverWraps(int width) {
    Console console = console(true, width);
    for (int i = 0; i <= 100; i++) {
      console.progress(after(i));
    }
    console.end();
    String text = written.toString();
    assertThat(text).endsWith("\n").containsOnlyOnce("\n");
    for (String line : text.strip().split("\r", -1)) {
      assertThat(line.replace("\u001b[K", "").length()).isLessThan(width);
    }
  }

  @Test
  void whatMattersMostStaysWhereThereIsLittleRoom() {
    Console console = console(true, 0);
    console.progress(after(0));
    assertThat(console.line(after(60), 200))
        .isEqualTo(
            "1m0s  best -138221.9985  1234 basins  3,580,245 evaluations, 0/s  generation 1234"
                + "  task 17/123  19m0s left");
    assertThat(console.line(after(60), 79))
        .isEqualTo("1m0s  best -138221.9985  1234 basins  3,580,245 evaluations, 0/s  19m0s left");
    assertThat(console.line(after(60), 40)).isEqualTo("1m0s  best -138221.9985  19m0s left");
  }

  @Test
  void aRunThatWaitsForMachinesSaysSo() {
    Console console = console(true, 0);
    console.progress(after(0));
    assertThat(console.line(after(60, true), 60))
        .isEqualTo("1m0s  best -138221.9985  waiting for an executor");
  }

  @Test
  void elsewhereThereIsALineEveryFewSeconds() {
    Console console = console(false, 0);
    for (int i = 0; i <= 20; i++) {
      console.progress(after(i));
    }
    console.end();
    assertThat(written.toString().lines()).hasSize(4); // 5, 10, 15 and 20 s
    assertThat(written.toString()).doesNotContain("\r", "\u001b");
  }

  @Test
  void theWidthIsTheSecondNumberOfStty() {
    assertThat(TerminalWidth.columns("24 80\n")).hasValue(80);
    assertThat(TerminalWidth.columns("0 0\n")).isEqualTo(OptionalInt.empty());
    assertThat(TerminalWidth.columns("")).isEqualTo(OptionalInt.empty());
    assertThat(new TerminalWidth().getAsInt()).isPositive();
  }
}
