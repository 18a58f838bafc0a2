package org.lamarck.driver.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "138.22197598, 138.22",
    "-0.5, −0.5",
    "1e6, 1e6",
    "999999, 1e6", // five digits round it up
    "0.0001, 0.0001",
    "0.00001234567, 1.2346e−5",
    "-1e-300, −1e−300",
    "Infinity, ∞",
    "-Infinity, −∞",
    "NaN, –"
  })
  void numbersHaveFiveDigitsAndNoNoise(double value, String text) {
    assertThat(Numbers.number(value)).isEqualTo(text);
  }

  @Test
  void wholeNumbersAreGrouped() {
    assertThat(Numbers.count(1_234_567)).isEqualTo("1\u202f234\u202f567");
    assertThat(Numbers.count(1, "basin", "basins")).isEqualTo("1 basin");
    assertThat(Numbers.count(0, "basin", "basins")).isEqualTo("0 basins");
  }

  @ParameterizedTest
  @CsvSource({"0.0421, 0.0421 s", "99.94, 99.9 s", "200, 3 min 20 s", "7260, 2 h 1 min"})
  void timesAreSaidInUnitsOfTheirSize(double seconds, String text) {
    assertThat(Numbers.duration(seconds)).isEqualTo(text);
  }

  @Test
  void namesAreCutBetweenCharacters() {
    assertThat(Numbers.shortened("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Numbers.shortened("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Numbers.shortened("𝛼𝛽𝛾𝛿", 3)).isEqualTo("𝛼𝛽…"); // each two chars in Java
  }

  @Test
  void textIsSafeInsideXml() {
    assertThat(Numbers.escape("<a b='c' d=\"e\">&"))
        .isEqualTo("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
    assertThat(Numbers.escape("\u0000\uFFFF")).isEqualTo("\uFFFD\uFFFD"); // XML 1.0 has neither
    assertThat(Numbers.escape("\ud800")).isEqualTo("\uFFFD"); // half of a pair
    assertThat(Numbers.escape("𝛼")).isEqualTo("𝛼");
  }
}
