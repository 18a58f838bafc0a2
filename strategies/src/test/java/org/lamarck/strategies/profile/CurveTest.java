package org.lamarck.strategies.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.profile.Curve.Verdict;
import org.lamarck.strategies.random.RandomStream;

class CurveTest {
  @ParameterizedTest
  @CsvSource({
    "CROSSED, 2,      CROSSED, 2,      IDENTIFIABLE",
    "BOUND,   1,      CROSSED, 2,      OPEN_BELOW",
    "CROSSED, 2,      BOUND,   1,      OPEN_ABOVE",
    "BOUND,   1,      BOUND,   0,      OPEN",
    "BOUND,   0.0019, BOUND,   0,      FLAT",
    "BOUND,   0,      BOUND,   0.0021, OPEN",
    "FAILED,  1,      CROSSED, 2,      UNKNOWN",
    "BOUND,   1,      FAILED,  1,      UNKNOWN",
    "PENDING, 0,      CROSSED, 2,      UNKNOWN"
  })
  void theVerdictIsThatOfBothEnds(
      End.Kind lower, double riseBelow, End.Kind upper, double riseAbove, Verdict verdict) {
    Curve curve =
        new Curve(
            0, List.of(), new End(lower, -1, riseBelow, ""), new End(upper, 1, riseAbove, ""));
    assertThat(curve.verdict(2)).isEqualTo(verdict); // flat is below a thousandth of 2
  }

  @ParameterizedTest
  @CsvSource({
    // half the quantiles of χ² with one degree of freedom, from tables
    "0.5, 0.227468",
    "0.68268949, 0.5",
    "0.9, 1.352772",
    "0.95, 1.920729",
    "0.99, 3.317448",
    "0.999, 5.413783"
  })
  void theRiseOfALevelIsHalfAQuantile(double level, double rise) {
    assertThat(Profile.rise(level)).isCloseTo(rise, within(1e-6));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    for (double threshold : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Profile.of(threshold, List.of(0), Profiles.EXACT))
          .hasMessage(
              "the threshold (%s) must be above 0 and finite, a slice (25) at least 1"
                  .formatted(threshold));
    }
    assertThatThrownBy(() -> new Profile(1, List.of(0), Further.NONE, Profiles.EXACT, 0))
        .hasMessageContaining("a slice (0) at least 1");
    Profile profile = Profile.of(1, List.of(0), Profiles.EXACT);
    assertThatThrownBy(() -> profile.begin(Profiles.box(1, 1), RandomStream.of(1), List.of()))
        .hasMessage("a profile begins at one point, the optimum, not at 0");
    List<Vector> two = List.of(Vector.of(0), Vector.of(1));
    assertThatThrownBy(() -> profile.begin(Profiles.box(1, 1), RandomStream.of(1), two))
        .hasMessageEndingWith("not at 2");
  }
}
