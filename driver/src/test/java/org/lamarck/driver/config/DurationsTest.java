package org.lamarck.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10",
        "s",
        "1x",
        "1s1s",
        "1s 1m",
        "-5s",
        "1e3s",
        "1,5s",
        "1..5s",
        "5 s!",
        "PT",
        "P1Y",
        "1h30",
        "one hour",
        "1 weeks",
        "NaNs",
        "\u0661s"
      })
  void whatIsNoDurationIsNone(String text) {
    assertThat(Durations.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1 day 2 hours 3 min 4 sec 5 milliseconds, 93784005",
    "P1DT2H3M4S, 93784000",
    "pt0.5s, 500",
    "  7s  , 7000",
    "1d1ms, 86400001",
    "0s, 0"
  })
  void unitsComeFromTheLongest(String text, long millis) {
    assertThat(Durations.of(text)).contains(Duration.ofMillis(millis));
  }

  @Test
  void fractionsAreRoundedToNanoseconds() {
    assertThat(Durations.of("0.0000000015s")).contains(Duration.ofNanos(2));
    assertThat(Durations.of("0.1ms")).contains(Duration.ofNanos(100_000));
  }

  @Test
  void oneThatIsEndlessIsCutAndOutOfRange() {
    Duration endless = Durations.of("9".repeat(400) + "d").orElseThrow();
    assertThat(endless).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    assertThat(Durations.isUsable(endless)).isFalse();
  }

  @Test
  void usableLimitsAreFromAMillisecondToThirtyYears() {
    assertThat(Durations.isUsable(Duration.ofNanos(999_999))).isFalse();
    assertThat(Durations.isUsable(Duration.ofMillis(1))).isTrue();
    assertThat(Durations.isUsable(Duration.ofDays(30 * 365).minusNanos(1))).isTrue();
    assertThat(Durations.isUsable(Duration.ofDays(30 * 365))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0s",
    "4.24, 4.2s",
    "59.94, 59.9s",
    "59.97, 1m0s",
    "60, 1m0s",
    "61.4, 1m1s",
    "200, 3m20s",
    "3599.4, 59m59s",
    "3599.6, 1h0m",
    "7500, 2h5m",
    "90000, 25h0m"
  })
  void lengthsAreTextForPeople(double seconds, String text) {
    assertThat(Durations.text(seconds)).isEqualTo(text);
  }
}
