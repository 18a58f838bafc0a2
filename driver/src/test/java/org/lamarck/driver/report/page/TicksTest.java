package org.lamarck.driver.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Axes, numbers and texts of any size. */
class TicksTest {
  private static void assertSound(Axis axis, double low, double high, int wanted) {
    List<Double> ticks = axis.ticks(wanted);
    assertThat(ticks).as("%s to %s", low, high).isSorted().doesNotHaveDuplicates();
    assertThat(ticks).hasSizeBetween(1, 2 * wanted + 3);
    double room = 1e-6 * (high - low);
    assertThat(ticks).allMatch(tick -> tick >= low - room && tick <= high + room);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 8})
  void ticksOfALinearAxisAreAFewRoundNumbersOnIt(int wanted) {
    RandomStream random = RandomStream.of(wanted);
    for (int k = 0; k < 500; k++) {
      double width = Math.pow(10, random.nextDouble(-250, 250));
      // fewer than nine digits of the ends are alike: with more they are drawn as one value
      double low = width * Math.pow(10, random.nextDouble(-3, 8.5)) * (random.nextInt(2) * 2 - 1);
      double high = low + width;
      Axis axis = Axis.linear(low, high, 0, 300);
      assertSound(axis, low, high, wanted);
      for (double tick : axis.ticks(wanted)) {
        assertThat(axis.at(tick)).isBetween(-1e-3, 300.001);
      }
    }
  }

  @Test
  void ticksOfALogarithmicAxisArePowersOrTheirParts() {
    RandomStream random = RandomStream.of(1);
    for (int k = 0; k < 500; k++) {
      double low = Math.pow(10, random.nextDouble(-200, 200));
      double high = low * Math.pow(10, random.nextDouble(0, 60));
      Axis axis = Axis.logarithmic(low, high, 0, 300);
      List<Double> ticks = axis.ticks(4);
      assertThat(ticks).isSorted().doesNotHaveDuplicates().hasSizeBetween(1, 9);
      for (double tick : ticks) {
        double lead = tick / Math.pow(10, Math.floor(Math.log10(tick) + 1e-9));
        assertThat(List.of(1.0, 2.0, 5.0)).anyMatch(one -> Math.abs(one - lead) < 1e-9);
        assertThat(axis.at(tick)).isBetween(-1e-3, 300.001);
      }
    }
  }

  @Test
  void largerValuesAreFartherAlong() {
    RandomStream random = RandomStream.of(2);
    Axis[] axes = {
      Axis.linear(-3, 8, 10, 200), Axis.logarithmic(1e-3, 1e5, 10, 200), Axis.linear(0, 1, 200, 10)
    };
    for (Axis axis : axes) {
      double sign = Math.signum(axis.at(1e9) - axis.at(-1e9));
      for (int k = 0; k < 300; k++) {
        double a = 10 * random.nextGaussian();
        double b = a + random.nextDouble();
        assertThat(sign * axis.at(b)).isGreaterThanOrEqualTo(sign * axis.at(a));
        assertThat(axis.at(a)).isBetween(10 - 1e-9, 200 + 1e-9);
      }
    }
  }

  @Test
  void numbersKeepTheirDigits() {
    RandomStream random = RandomStream.of(3);
    for (int k = 0; k < 2000; k++) {
      double value = Math.pow(10, random.nextDouble(-300, 300)) * (random.nextInt(2) * 2 - 1);
      int digits = 1 + random.nextInt(9);
      String text = Numbers.number(value, digits);
      double read = Double.parseDouble(text.replace('−', '-'));
      // half a unit of the last digit
      assertThat(Math.abs(read - value) / Math.abs(value))
          .isLessThanOrEqualTo(0.5000001 * Math.pow(10, 1 - digits));
      assertThat(text).doesNotEndWith(".0").doesNotContain("E").hasSizeLessThan(18);
    }
  }

  @Test
  void anyTextIsReadBackFromXmlAsItWas() throws Exception {
    RandomStream random = RandomStream.of(4);
    for (int k = 0; k < 300; k++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 30; c++) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> "&<>\"'\t;#x".charAt(random.nextInt(9));
              case 1 -> 0x20 + random.nextInt(0x5f);
              case 2 -> random.nextInt(0xD7FF);
              default -> 0x10000 + random.nextInt(0xFFFF);
            });
      }
      String safe = Numbers.escape(text.toString());
      Element read =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader("<a b=\"" + safe + "\">" + safe + "</a>")))
              .getDocumentElement();
      String expected = text.toString().replaceAll("[\\x00-\\x08\\x0B-\\x1F]", "\uFFFD");
      assertThat(read.getTextContent()).isEqualTo(expected);
    }
  }

  @Test
  void namesThatAreCutAreNeverLongerThanTheirRoom() {
    RandomStream random = RandomStream.of(5);
    for (int k = 0; k < 300; k++) {
      StringBuilder name = new StringBuilder();
      for (int c = 0; c < random.nextInt(40); c++) {
        name.appendCodePoint(random.nextInt(2) == 0 ? 'a' : 0x1D6FC);
      }
      int room = 1 + random.nextInt(20);
      String shown = Numbers.shortened(name.toString(), room);
      assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(room);
      assertThat(shown.chars().filter(c -> Character.isSurrogate((char) c)).count() % 2).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.04, 0.05, -0.04, 12.34, -7.06, 1e6})
  void pixelsHaveOneDigitAtMost(double pixel) {
    assertThat(Svg.pixel(pixel)).matches("-?\\d+(\\.[1-9])?");
  }
}
