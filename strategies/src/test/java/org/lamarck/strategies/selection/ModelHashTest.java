package org.lamarck.strategies.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelHashTest {
  @Test
  void optionsAreDigitsThenLetters() {
    assertThat(ModelHash.of("M", List.of(0, 9, 10, 35, 36, 61))).hasToString("M-09AZaz");
  }

  @Test
  void moreThanSixtyTwoOptionsAreNumbersWithPoints() {
    ModelHash hash = ModelHash.of("M", List.of(0, 62));
    assertThat(hash).hasToString("M-0.62");
    assertThat(hash.options()).containsExactly(0, 62);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (String text : List.of("M1_3-000", "a-b-01Az", "M-1.70.2", "virtual_initial_model-")) {
      assertThat(ModelHash.parse(text)).hasToString(text);
    }
    assertThat(ModelHash.parse("M-0Az").options()).containsExactly(0, 10, 61);
    assertThat(ModelHash.parse("virtual_initial_model-")).isEqualTo(ModelHash.VIRTUAL);
  }

  @Test
  void otherTextIsRefused() {
    assertThatThrownBy(() -> ModelHash.parse("M1_3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("M1_3");
    assertThatThrownBy(() -> ModelHash.parse("M-0?"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("?");
  }
}
