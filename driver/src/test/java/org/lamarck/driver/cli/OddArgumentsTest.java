package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.random.RandomStream;

/** Whatever is typed, the answer is a line or two and never the program's own insides. */
class OddArgumentsTest {
  private static final String BOEHM = "../examples/boehm/boehm.yaml";
  private static final String MODEL = "../examples/boehm/model.xml";

  /** Options of each command that take a value. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "evaluate",
          List.of(
              "--parameters",
              "--derivatives",
              "--method",
              "--rtol",
              "--atol",
              "--objective",
              "--hierarchical",
              "--parameter-scale",
              "--integrator",
              "--table",
              "--fix",
              "--bounds"),
          "simulate",
          List.of(
              "--end",
              "--steps",
              "--start",
              "--variables",
              "--times",
              "--set",
              "--scan",
              "--rtol",
              "--atol",
              "--integrator",
              "--out",
              "--jobs",
              "--time-limit"),
          "fit",
          List.of(
              "--strategy",
              "--seed",
              "--time-limit",
              "--evaluations",
              "--target",
              "--confidence",
              "--engine",
              "--threads",
              "--master",
              "--start",
              "--config",
              "--seeds",
              "--jar",
              "--fix",
              "--bounds",
              "--rtol"),
          "profile",
          List.of("--of", "--level", "--threshold", "--problem", "--time-limit", "--threads"),
          "sample",
          List.of("--chains", "--draws", "--warmup", "--acceptance", "--seed", "--problem"),
          "resume",
          List.of("--evaluations", "--time-limit", "--confidence", "--problem", "--threads"),
          "fit-all",
          List.of("--out", "--jobs", "--time-limit", "--evaluations", "--seed"),
          "bench",
          List.of("--repeat", "--search", "--rtol", "--atol"),
          "lint",
          List.of("--format"),
          "report",
          List.of("--problem"));

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1e999",
          "NaN",
          "-Infinity",
          "9999999999999999999",
          "1e-400",
          "a=b",
          "=",
          "k_phos=",
          "k_phos=x",
          "=1",
          "k_phos=1:0",
          "..",
          "/",
          "/dev/null",
          "nowhere.tsv",
          "ünïcödé",
          "a\tb",
          "a\nb",
          "%s%n%d",
          "${user.home}",
          "\\",
          "'",
          "\"",
          "-",
          "--",
          "--help2",
          "1..",
          "5..1",
          "1:2:3",
          ":::",
          "x".repeat(5000),
          "a\0b",
          "hdfs://",
          "file:",
          "file://x",
          "local[",
          "spark://",
          "\u202e",
          "0x10",
          "1_000",
          "١",
          "1d",
          "1f");

  @TempDir Path folder;

  @BeforeEach
  void textsOfAllKinds() throws Exception {
    Files.write(folder.resolve("binary"), new byte[] {0, (byte) 0xff, 1, 2});
    Files.writeString(folder.resolve("empty.yaml"), "");
  }

  static Stream<String> commands() {
    return OPTIONS.keySet().stream().sorted();
  }

  private static void assertAnswered(List<String> arguments) {
    Terminal terminal = lamarck(arguments.toArray(String[]::new));
    String said = terminal.out() + terminal.err();
    assertThat(terminal.code()).as("%s: %s", arguments, terminal.err()).isIn(0, 1, 2);
    assertThat(said)
        .as("%s", arguments)
        .doesNotContain("Exception", "\tat ", "internal error", "org.lamarck.driver.cli");
    if (terminal.code() == 2) {
      assertThat(terminal.errorLines()).as("%s", arguments).isNotEmpty().hasSizeLessThan(8);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anyValueOfAnyOptionIsTakenOrRefusedInALine(String command) {
    RandomStream random = RandomStream.of(1).split(command, 0);
    List<String> options = OPTIONS.getOrDefault(command, List.of());
    for (String option : options) {
      for (int k = 0; k < 3; k++) {
        List<String> arguments = new ArrayList<>(List.of(command));
        switch (command) {
          case "evaluate" -> arguments.add(BOEHM);
          case "simulate" -> arguments.addAll(List.of(MODEL, "--end", "1", "--steps", "2"));
          case "fit" -> arguments.addAll(List.of("nowhere.yaml", "--out", "/nowhere/run"));
          default -> arguments.add(folder.resolve("none").toString());
        }
        String value = VALUES.get(random.nextInt(VALUES.size()));
        if (option.equals("--out") || option.equals("--table")) {
          value = folder.resolve("o") + "/" + value.replace('/', '_').replace("\0", "");
        }
        arguments.addAll(List.of(option, value));
        assertAnswered(arguments);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anyPlaceOfAProblemIsReadOrRefusedInALine(String command) {
    for (String place : VALUES) {
      List<String> arguments = new ArrayList<>(List.of(command, place));
      if (command.equals("simulate")) {
        arguments.addAll(List.of("--end", "1", "--steps", "2"));
      } else if (command.equals("fit-all") || command.equals("fit")) {
        arguments.addAll(List.of("--out", folder.resolve("out").toString()));
      }
      if (!place.equals("-") && !place.startsWith("hdfs")) { // hosts are asked for a minute
        assertAnswered(arguments);
      }
    }
    for (String name : List.of("binary", "empty.yaml", "")) {
      List<String> arguments = new ArrayList<>(List.of(command, folder.resolve(name).toString()));
      if (command.equals("simulate")) {
        arguments.addAll(List.of("--end", "1", "--steps", "2"));
      } else if (command.equals("fit-all") || command.equals("fit")) {
        arguments.addAll(List.of("--out", folder.resolve("out2").toString()));
      }
      assertAnswered(arguments);
    }
  }
}
