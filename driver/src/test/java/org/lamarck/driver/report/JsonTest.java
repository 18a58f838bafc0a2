package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void anObjectKeepsTheOrderOfItsKeys() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("z", 1);
    object.put("a", List.of(0.1, true));
    object.put("empty", Map.of());
    object.put("none", List.of());
    assertThat(Json.write(object))
        .isEqualTo(
            """
            {
              "z": 1,
              "a": [
                0.1,
                true
              ],
              "empty": {},
              "none": []
            }
            """);
  }

  @Test
  void doublesReadBackToTheSameDouble() {
    for (double number : new double[] {0.1, 1e-300, Double.MIN_VALUE, -138.22199693517703, 1e22}) {
      String text = Json.write(Map.of("x", number)).replaceAll("[{}\\s\"x:]", "");
      assertThat(Double.parseDouble(text)).isEqualTo(number);
    }
  }

  @Test
  void whatIsNoNumberInJsonBecomesText() {
    assertThat(Json.write(Map.of("x", Double.POSITIVE_INFINITY))).contains("\"Infinity\"");
    assertThat(Json.write(Map.of("x", OptionalDouble.empty()))).contains(": null");
    assertThat(Json.write(Map.of("x", OptionalDouble.of(2)))).contains(": 2.0");
    assertThat(Json.write(Map.of("x", Double.NaN))).contains("\"NaN\"");
  }

  @Test
  void textIsEscaped() {
    assertThat(Json.write(Map.of("x", "a\"b\\c\nd\u0001µ")))
        .contains("\"a\\\"b\\\\c\\nd\\u0001µ\"");
  }

  @Test
  void whatHasNoFormIsRefused() {
    assertThatThrownBy(() -> Json.write(Map.of("x", new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
