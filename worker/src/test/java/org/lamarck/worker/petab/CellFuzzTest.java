package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Sound problems with one cell spoilt: what is wrong is told in lines with their place and what to
 * do, or the problem can be evaluated; nothing else is thrown.
 */
class CellFuzzTest {
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1e400",
          "-1e-400",
          "inf",
          "-inf",
          "nan",
          "1,5",
          "text",
          "A",
          "k",
          "time",
          "A+",
          "k/0",
          "1;2;3",
          ";",
          "low",
          "obs",
          "observableParameter3_obs",
          "noiseParameter99999999999_obs",
          "µ",
          "\"",
          "piecewise(1, k>2",
          "A^A^A",
          "sqrt(-1)",
          "false",
          "decay",
          "cell",
          "rateOf(A)",
          "delay(A, 1)",
          "#",
          "nominalValue",
          "1 2");

  private static final List<String> TABLES_1 =
      List.of("conditions.tsv", "observables.tsv", "measurements.tsv", "parameters.tsv");
  private static final List<String> TABLES_2 =
      List.of(
          "conditions.tsv",
          "experiments.tsv",
          "observables.tsv",
          "measurements.tsv",
          "parameters.tsv",
          "mapping.tsv");

  @TempDir private Path folder;

  private Fixture sound(int version) {
    return version == 1 ? new Fixture(folder) : Fixture.version2(folder);
  }

  /** Reads, and evaluates what is no error. */
  private static String harm(Fixture fixture) {
    Path yaml = fixture.write();
    try {
      for (Finding finding : PetabLint.check(yaml)) {
        if (!finding.toString().matches("(?s).+(:\\d+:\\d+)?: (error|warning): .+; .+")) {
          return "a finding without a remedy: " + finding;
        }
      }
      ProblemObjective objective =
          ProblemObjective.of(
              ProblemReader.read(yaml),
              new EvaluationSettings(
                  Tolerances.of(1e-6, 1e-9).withMaximumSteps(2000), GradientMethod.ADJOINT));
      objective.evaluate(objective.parameters().nominal(), Derivatives.GRADIENT);
      return "";
    } catch (InputException e) {
      return e.findings().isEmpty() ? "an error without a line" : "";
    } catch (RuntimeException e) {
      return e + " at " + e.getStackTrace()[0];
    }
  }

  private void run(int version, List<String> tables, int perCell) {
    RandomStream random = RandomStream.of(version);
    List<String> harms = new ArrayList<>();
    assertThat(harm(sound(version))).isEmpty();
    for (String table : tables) {
      String[] lines = sound(version).text(table).split("\n", -1);
      for (int row = 1; row < lines.length; row++) {
        int columns = lines[row - 1].split("\t", -1).length;
        int every = perCell == 1 ? 3 : 1; // of some cells
        for (int column = 1 + row % every; column <= columns; column += every) {
          for (int n = 0; n < perCell; n++) {
            String odd = ODD.get(perCell == ODD.size() ? n : random.nextInt(ODD.size()));
            String harm = harm(sound(version).field(table, row, column, odd));
            if (!harm.isEmpty()) {
              harms.add("%s:%d:%d \"%s\": %s".formatted(table, row, column, odd, harm));
            }
          }
        }
      }
    }
    assertThat(harms).isEmpty();
  }

  @Test
  void someOddCellsDoNoHarm() {
    run(1, TABLES_1, 1);
    run(2, TABLES_2, 1);
  }

  @Tag("slow")
  @Test
  void anyOddCellDoesNoHarm() {
    run(1, TABLES_1, ODD.size());
    run(2, TABLES_2, ODD.size());
  }

  /** Keys, names of files and other values of the YAML file. */
  @Test
  void oddValuesOfTheYamlFileDoNoHarm() {
    List<String> odd = List.of("", "~", "[[x]]", "{a: {b: c}}", ".");
    Pattern words = Pattern.compile("[^\\s:,{}\\[\\]]+");
    List<String> harms = new ArrayList<>();
    for (int version = 1; version <= 2; version++) {
      String yaml = sound(version).text("problem.yaml");
      Matcher word = words.matcher(yaml);
      while (word.find()) {
        for (String other : odd) {
          String spoilt = yaml.substring(0, word.start()) + other + yaml.substring(word.end());
          String harm = harm(sound(version).with("problem.yaml", spoilt));
          if (!harm.isEmpty()) {
            harms.add("%s for %s: %s".formatted(other, word.group(), harm));
          }
        }
      }
    }
    assertThat(harms).isEmpty();
  }
}
