package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.report.FitTable.Pair;

/** How fits ended, read from their results, and the tables of many. */
class FitEndTest {
  private static FitEnd read(Map<String, Object> result) {
    return FitEnd.of(Json.write(result));
  }

  private static Map<String, Object> result() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("parameterCount", 9);
    result.put("start", Map.of("from", "nominal", "objective", 150.0, "nllh", 149.5));
    result.put("best", Map.of("objective", 138.5, "nllh", 138.0));
    result.put("evaluations", 1234L);
    result.put("gradients", 567L);
    result.put("failures", 12L);
    result.put("failureReasons", Map.of("non finite", 3L, "step limit", 9L));
    result.put("stopped", "finished");
    result.put("settings", Map.of("objective", "likelihood"));
    result.put("wallClock", Map.of("seconds", 4.5));
    return result;
  }

  @Test
  void valuesAreLikelihoodsWhereThereAreAny() {
    FitEnd end = read(result());
    assertThat(end).isEqualTo(new FitEnd(9, 149.5, 138.0, 1234, 567, 12, "step limit", 4.5, ""));
    Map<String, Object> norm = result();
    norm.put("best", Map.of("objective", 7.5));
    norm.put("start", Map.of("from", "nominal", "objective", 8.5));
    assertThat(read(norm).end()).isEqualTo(7.5);
    assertThat(read(norm).start()).isEqualTo(8.5);
  }

  @Test
  void whatIsThereIsReadBackThoughItIsNoNumberOfJson() {
    Map<String, Object> result = result();
    result.put("best", Map.of("objective", Double.POSITIVE_INFINITY));
    assertThat(read(result).end()).isEqualTo(Double.POSITIVE_INFINITY);
    result.put("best", Map.of("objective", 1e-300));
    assertThat(read(result).end()).isEqualTo(1e-300);
  }

  @Test
  void aFitWithoutAPointSaysWhy() {
    Map<String, Object> result = result();
    result.remove("best");
    assertThat(read(result).end()).isNaN();
    assertThat(read(result).trouble()).isEqualTo("no evaluation ended in time");
    result.put("firstFailure", "step limit in dose at 3.0");
    assertThat(read(result).trouble())
        .isEqualTo("no point could be evaluated; the first failed with step limit in dose at 3.0");
  }

  @Test
  void aFitThatWasInterruptedIsNotFinal() {
    Map<String, Object> result = result();
    assertThat(FitEnd.isFinal(Json.write(result))).isTrue();
    result.put("stopped", "interrupted");
    assertThat(FitEnd.isFinal(Json.write(result))).isFalse();
    assertThat(read(result).trouble()).isEqualTo("interrupted, not at its end");
  }

  @Test
  void remarksOfStartAndPriorsAreJoined() {
    Map<String, Object> result = result();
    result.put("start", Map.of("from", "nominal", "failure", "non finite"));
    result.put("settings", Map.of("objective", "posterior"));
    assertThat(read(result).start()).isNaN();
    assertThat(read(result).trouble())
        .isEqualTo(
            "no value at its nominal point: non finite; priors count, so it is the posterior that"
                + " was maximised");
  }

  @Test
  void whatIsDamagedIsRefused() {
    assertThatThrownBy(() -> FitEnd.of("{\"best\": "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("result.json is damaged: ");
    assertThatThrownBy(() -> FitEnd.of("[1]"))
        .hasMessage("result.json is damaged: it holds no object");
    assertThatThrownBy(() -> FitEnd.of(""))
        .hasMessage("result.json is damaged: it holds no object");
    assertThatThrownBy(() -> FitEnd.isFinal("5")).isInstanceOf(IllegalArgumentException.class);
  }

  private static final FitEnd NOMINAL = new FitEnd(9, 150.123456, 138.25, 10, 20, 0, "", 1.6, "");
  private static final FitEnd RANDOM =
      new FitEnd(9, Double.NaN, 138.24, 30, 40, 5, "step limit", 100.2, "a | b");

  private static Map<String, Pair> fits() {
    Map<String, Pair> fits = new LinkedHashMap<>();
    fits.put("both", new Pair(NOMINAL, RANDOM));
    fits.put("half", new Pair(null, RANDOM));
    fits.put("none", new Pair(null, null));
    FitEnd failed = FitEnd.failed("it is broken");
    fits.put("failed", new Pair(failed, failed));
    return fits;
  }

  @Test
  void theTableHasEveryNumberInFull() {
    List<String> lines = FitTable.tsv(fits()).lines().toList();
    int columns = lines.get(0).split("\t", -1).length;
    assertThat(lines).hasSize(5).allMatch(line -> line.split("\t", -1).length == columns);
    assertThat(lines.get(0))
        .startsWith("problem\tparameters\tnominalNllh\tnllhFromNominal\tnllhFromRandom\t")
        .endsWith("\tsecondsFromNominal\tsecondsFromRandom\tremark");
    assertThat(lines.get(1))
        .isEqualTo(
            "both\t9\t150.123456\t138.25\t138.24\t10\t30\t20\t40\t0\t5\t\tstep limit\t1.6\t100.2"
                + "\tfrom random: a | b");
    assertThat(lines.get(2)).startsWith("half\t9\t\t\t138.24\t\t30\t");
    assertThat(lines.get(3)).isEqualTo("none\t0" + "\t".repeat(columns - 2));
    assertThat(lines.get(4)).endsWith("\tit is broken"); // said once
  }

  @Test
  void forPeopleTwoFitsShareACell() {
    List<String> lines = FitTable.markdown(fits()).lines().toList();
    List<String> rows = lines.stream().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows.get(1))
        .isEqualTo(
            "| both | 9 | 150.1235 | 138.2500 | 138.2400 | 10 / 30 | 20 / 40 | 0 / 5 (step limit)"
                + " | 2 / 100 | from random: a \\| b |");
    assertThat(rows.get(2)).contains("|  / 30 |");
    // the bar of a remark does not make a column
    assertThat(
            rows.stream().map(row -> row.replace("\\|", "").chars().filter(c -> c == '|').count()))
        .containsOnly(11L);
  }
}
