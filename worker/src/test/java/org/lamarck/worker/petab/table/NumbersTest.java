package org.lamarck.worker.petab.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

class NumbersTest {
  private static final Pattern FINITE =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  /** Texts of 1 to 7 characters that numbers have, and some that they have not. */
  @Test
  void finiteNumbersAreTheTextsOfTheGrammar() {
    RandomStream random = RandomStream.of(7);
    String characters = "0519.eE+-d ٣";
    int numbers = 0;
    for (int n = 0; n < 100_000; n++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(7); length > 0; length--) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      OptionalDouble read = Numbers.parse(text.toString());
      boolean expected = FINITE.matcher(text).matches();
      assertThat(read.isPresent()).as("\"%s\"", text).isEqualTo(expected);
      if (expected) {
        numbers++;
        assertThat(read.getAsDouble()).isEqualTo(Double.parseDouble(text.toString()));
      }
    }
    assertThat(numbers).isBetween(2_000, 50_000);
  }

  @Test
  void infinityHasASignAndNaNIsNone() {
    assertThat(Numbers.parse("inf")).hasValue(Double.POSITIVE_INFINITY);
    assertThat(Numbers.parse("+Infinity")).hasValue(Double.POSITIVE_INFINITY);
    assertThat(Numbers.parse("-INF")).hasValue(Double.NEGATIVE_INFINITY);
    assertThat(Numbers.parse("NaN")).isEmpty();
    assertThat(Numbers.parse("")).isEmpty();
  }
}
