package org.lamarck.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.TableLines;
import org.lamarck.worker.petab.table.YamlMapping;

class TimesReaderTest {
  private final Findings findings = new Findings();

  private YamlMapping mapping(String text) {
    return YamlMapping.read(new SourceText("own.yaml", text), findings).orElseThrow();
  }

  private List<Double> times(String text) {
    return new TimesReader(findings).times(mapping("times: " + text + "\n"));
  }

  @Test
  void aListIsWhatItSays() {
    assertThat(times("[0, 0.5, 1e3]")).containsExactly(0.0, 0.5, 1000.0);
    assertThat(findings.all()).isEmpty();
  }

  /** Each is computed on its own, so that the last is the end to the last digit. */
  @Test
  void aGridEndsExactlyWhereItSays() {
    List<Double> times = times("{start: 0.1, end: 0.7, steps: 6}");
    assertThat(times).hasSize(7).isSorted().startsWith(0.1).endsWith(0.7);
    assertThat(times("{start: 0, end: 3, steps: 3}")).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void onlyAGridOfTimesBeginsAtZeroOrLater() {
    YamlMapping grid = mapping("{start: -1, end: 1, steps: 2}\n");
    TimesReader reader = new TimesReader(findings);
    assertThat(reader.grid(grid, false)).containsExactly(-1.0, 0.0, 1.0);
    assertThat(findings.all()).isEmpty();
    assertThat(reader.grid(grid, true)).isEmpty();
    assertThat(TableLines.told(findings))
        .containsExactly(
            "own.yaml:1:1: error: times from -1.0 to 1.0 are not an interval from 0 on;"
                + " write start and end with 0 <= start < end");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0, 2, 2]|own.yaml:1:15|time 2 is infinite, before 0 or not after the one before it",
        "[-1, 2]|own.yaml:1:9|time -1 is infinite, before 0 or not after the one before it",
        "[0, inf]|own.yaml:1:12|time inf is infinite, before 0 or not after the one before it",
        "[]|own.yaml:1:8|there are no times",
        "{start: 3, end: 3, steps: 2}|own.yaml:1:8|times from 3.0 to 3.0 are not an interval",
        "{start: 0, end: 3, steps: 2.5}|own.yaml:1:8|steps (2.5) is not a whole number from 1",
        "{start: 0, end: 3, steps: 0}|own.yaml:1:8|steps (0.0) is not a whole number from 1",
        "{start: 0, end: 3, steps: 1e8}|own.yaml:1:8|steps (1.0E8) is not a whole number from 1",
      })
  void wrongTimesAreToldAtTheirPlace(String text, String place, String what) {
    times(text);
    assertThat(TableLines.told(findings)).hasSize(1);
    assertThat(TableLines.told(findings).get(0)).startsWith(place + ": error: " + what);
  }

  @Test
  void missingNumbersOfAGridAreToldEach() {
    assertThat(times("{start: 0, stop: 3}")).isEmpty();
    String told = String.join("\n", TableLines.told(findings));
    assertThat(told).contains("stop").contains("end").contains("steps");
  }
}
