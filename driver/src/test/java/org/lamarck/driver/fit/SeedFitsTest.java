package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.config.ConfigException;

class SeedFitsTest {
  @Test
  void seedsAreARangeOrAListOrBoth() throws Exception {
    assertThat(SeedFits.seeds("1..4")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(SeedFits.seeds("3, 5,8")).containsExactly(3L, 5L, 8L);
    assertThat(SeedFits.seeds("1..3,2,7")).containsExactly(1L, 2L, 3L, 7L); // each once
    assertThat(SeedFits.seeds("-2..0")).containsExactly(-2L, -1L, 0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "4..1", "1..2..3", "1..", "1;2", "0..1000000"})
  void whatAreNoSeedsIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> SeedFits.seeds(text))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "--seeds: error: \"%s\" are no seeds; write such as 1..10 or 3,5,8".formatted(text));
  }
}
