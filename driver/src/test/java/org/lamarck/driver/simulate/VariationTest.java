package org.lamarck.driver.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.config.ConfigException;

class VariationTest {
  private static Variation scan(String id, String range) throws ConfigException {
    return Variation.of(Map.of(), Map.of(id, range));
  }

  private static double[] values(Variation variation) {
    return variation.points().stream().mapToDouble(point -> point[0]).toArray();
  }

  @Test
  void withoutAnythingTheModelRunsOnceAsItIs() throws Exception {
    Variation none = Variation.of(Map.of(), Map.of());
    assertThat(none.ids()).isEmpty();
    assertThat(none.points()).hasSize(1);
    assertThat(none.scannedIds()).isEmpty();
  }

  @Test
  void anEvenScanHasItsEndsToTheLastDigit() throws Exception {
    assertThat(values(scan("k", "0:1:5"))).containsExactly(0, 0.25, 0.5, 0.75, 1);
    assertThat(values(scan("k", "1:0:3"))).containsExactly(1, 0.5, 0);
    for (String range : List.of("0.1:0.7:4", "-0.3:1e-3:7", "1e-300:3e-300:9", "-1e300:5e307:2")) {
      double[] values = values(scan("k", range));
      assertThat(values[0]).isEqualTo(Double.parseDouble(range.split(":", -1)[0]));
      assertThat(values[values.length - 1]).isEqualTo(Double.parseDouble(range.split(":", -1)[1]));
      assertThat(values).doesNotHaveDuplicates();
    }
  }

  @Test
  void aLogarithmicScanHasEqualRatios() throws Exception {
    double[] values = values(scan("k", "1e-3:1e3:7:log"));
    for (int i = 0; i < 7; i++) {
      assertThat(values[i]).isCloseTo(Math.pow(10, i - 3), within(1e-12 * values[i]));
    }
    assertThat(values[6]).isEqualTo(1e3);
  }

  @Test
  void alsoFromOneEndOfTheNumbersToTheOther() throws Exception {
    // their ratio is no number
    double[] values = values(scan("k", "1e-200:1e200:5:log"));
    double[] expected = {1e-200, 1e-100, 1, 1e100, 1e200};
    for (int i = 0; i < 5; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(1e-12 * expected[i]));
    }
  }

  @Test
  void whatIsSetComesBeforeWhatIsScannedAndTheLastChangesFastest() throws Exception {
    Map<String, Double> set = new LinkedHashMap<>();
    set.put("s", 9.0);
    Map<String, String> scans = new LinkedHashMap<>();
    scans.put("a", "0:1:2");
    scans.put("b", "5:7:3");
    Variation variation = Variation.of(set, scans);
    assertThat(variation.ids()).containsExactly("s", "a", "b");
    assertThat(variation.scannedIds()).containsExactly("a", "b");
    assertThat(variation.points())
        .containsExactly(
            new double[] {9, 0, 5},
            new double[] {9, 0, 6},
            new double[] {9, 0, 7},
            new double[] {9, 1, 5},
            new double[] {9, 1, 6},
            new double[] {9, 1, 7});
    assertThat(variation.scannedValues(variation.points().get(4))).containsExactly(1, 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1:2",
        "1:2:1",
        "1:2:0",
        "1:2:-3",
        "1:2:2.5",
        "a:2:3",
        "1:b:3",
        "1:2:c",
        "1:2:3:lin",
        "1:2:3:log:4",
        "0:2:3:log",
        "-1:2:3:log",
        "1:-2:3:log",
        "NaN:1:3",
        "0:Infinity:3",
        "-1e308:1e308:3",
        "1:2:1000001"
      })
  void whatIsNoRangeIsRefusedInALine(String range) {
    assertThatThrownBy(() -> scan("k", range))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "--scan: error: \"k=%s\" is no range; write ID=LO:HI:N with N of 2 or more, or"
                    .formatted(range)
                + " ID=LO:HI:N:log with positive ends");
  }

  @Test
  void setAndScannedAtOnceIsRefused() {
    assertThatThrownBy(() -> Variation.of(Map.of("k", 1.0), Map.of("k", "0:1:2")))
        .hasMessage("--scan: error: k is set by --set, too; leave out one");
  }

  @Test
  void moreThanAMillionRunsAreRefusedBeforeTheyAreMade() {
    Map<String, String> scans = new LinkedHashMap<>();
    scans.put("a", "0:1:1000");
    scans.put("b", "0:1:1001");
    assertThatThrownBy(() -> Variation.of(Map.of(), scans))
        .hasMessage("--scan: error: these are more than 1000000 runs; ask for fewer points");
  }
}
