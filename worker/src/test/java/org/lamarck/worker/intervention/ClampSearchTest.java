package org.lamarck.worker.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.TableLines;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Scale;

/** How values that are set are searched. */
class ClampSearchTest {
  private final Findings findings = new Findings();

  private Optional<ClampSearch> read(String text) {
    return YamlMapping.read(new SourceText("own.yaml", text), findings)
        .flatMap(mapping -> ClampSearch.read(mapping, findings));
  }

  private Parameter parameter(String text, double value) {
    return read(text).orElseThrow().parameter("X_0", value, findings).orElseThrow().parameter();
  }

  @Test
  void startsAreAnywhereBetweenTheBounds() {
    Parameter plain = parameter("{lower: 0.1, upper: 10, scale: log10}", 2);
    assertThat(plain).isEqualTo(new Parameter("X_0", Scale.LOG10, 0.1, 10, 2, true, null));
    Parameter unit = parameter("{lower: 0, upper: 1}", 0.5); // linear unless it says else
    assertThat(unit).isEqualTo(new Parameter("X_0", Scale.LIN, 0, 1, 0.5, true, null));
    assertThat(findings.all()).isEmpty();
  }

  /** The standard deviation is on the scale: two decades here. */
  @Test
  void startsWithASpreadAreAroundTheValueOnTheScale() {
    Parameter near = parameter("{lower: 1e-6, upper: 1e6, scale: log10, spread: 2}", 10);
    Prior starts = near.initialization();
    assertThat(near.prior()).isNull(); // it is no belief, only where the search begins
    assertThat(starts.quantile(0.5, Scale.LOG10)).isCloseTo(1, within(1e-12));
    // Φ(1) of a normal distribution
    assertThat(starts.quantile(0.8413447460685429, Scale.LOG10)).isCloseTo(3, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 10})
  void aValueOnABoundIsNotBeyondIt(double value) {
    assertThat(parameter("{lower: 0.1, upper: 10}", value).nominal()).isEqualTo(value);
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{lower: 2, upper: 2}|2.0 to 2.0 is no interval on the scale lin",
        "{lower: 0, upper: 2, scale: log10}|0.0 to 2.0 is no interval on the scale log10",
        "{lower: -1, upper: 2, scale: log}|-1.0 to 2.0 is no interval on the scale log",
      })
  void boundsThatAreNoneAreToldWithTheScale(String text, String what) {
    assertThat(read(text)).isEmpty();
    assertThat(TableLines.told(findings))
        .containsExactly(
            "own.yaml:1:1: error: "
                + what
                + "; write finite bounds, lower < upper, above 0 on a logarithmic scale");
  }

  @Test
  void boundsAreFinite() {
    assertThat(read("{lower: 0, upper: inf}")).isEmpty();
    assertThat(TableLines.told(findings))
        .containsExactly(
            "own.yaml:1:19: error: upper \"inf\" is not finite;"
                + " write a number such as 0.5 or 1e-3");
  }

  @Test
  void boundsMustBeGivenAndNothingElse() {
    read("{lower: 0, widht: 3}");
    String told = String.join("\n", TableLines.told(findings));
    assertThat(told).contains("\"upper\" is missing").contains("widht");
  }

  @Test
  void valuesBeyondTheBoundsAreToldOnceForAll() {
    ClampSearch search = read("{lower: 0, upper: 1}").orElseThrow();
    assertThat(search.parameter("X_0", 3, findings)).isEmpty();
    assertThat(search.parameter("X_0", 3, findings)).isEmpty();
    assertThat(TableLines.told(findings))
        .containsExactly(
            "own.yaml:1:1: error: a value, 3.0 of X_0, is not between 0.0 and 1.0;"
                + " widen the bounds, or change the values");
  }
}
