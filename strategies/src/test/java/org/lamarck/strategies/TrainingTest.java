package org.lamarck.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.local.Adam;
import org.lamarck.strategies.local.Schedule;

class TrainingTest {
  @Test
  void settingsStandInParentheses() {
    assertThat(
            Strategies.named(
                "adam(rate=0.01, steps=2000, beta1=0.98, decay=1e-4, clip=1, schedule=cosine,"
                    + " batch=4, shuffle=3, starts=2)"))
        .isEqualTo(
            new Training(
                new Adam(0.01, 0.98, 0.999, 1e-4, 1, 2000, new Adam.Plan(Schedule.COSINE, 4, 3)),
                2));
    assertThat(Strategies.named("adam")).isEqualTo(new Training(Adam.DEFAULT, 1));
    assertThat(Strategies.named("adam()")).isEqualTo(new Training(Adam.DEFAULT, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam(speed=1) | adam has no setting \"speed\"; there are rate, steps",
        "adam(rate) | \"rate\" in \"adam(rate)\" is no setting",
        "adam(rate=fast) | rate \"fast\" is no number",
        "adam(rate=-1) | rate (-1.0) must be above 0",
        "adam(steps=1.5) | steps (1.5) must be a whole number",
        "adam(schedule=linear) | schedule \"linear\" is unknown",
        "adam(rate=1 | settings are those of adam",
        "hybrid(rate=1) | hybrid has no setting \"rate\"; there are ",
        "hybrid(cma=much) | cma \"much\" is no number",
        "hybrid(runs=wide) | runs \"wide\" is unknown; write round or basins",
        "scatter(de=1) | settings are those of adam",
      })
  void settingsThatCannotBeReadAreRefused(String name, String words) {
    assertThatThrownBy(() -> Strategies.named(name)).hasMessageContaining(words);
  }
}
