package org.lamarck.driver.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;

class BoundMarkTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private static String upright(double low, double high) {
    Svg svg = new Svg(200, "title", "words");
    BoundMark.upright(svg, 50, low, high, "tip");
    return svg.toString();
  }

  private static String across(double low, double high) {
    Svg svg = new Svg(200, "title", "words");
    BoundMark.across(svg, 50, low, high, "tip");
    return svg.toString();
  }

  @Test
  void twoBoundsAreABarAndOneAnArrow() {
    assertThat(upright(120, 80)).contains("x1=\"50\" y1=\"120\" x2=\"50\" y2=\"80\"");
    assertThat(upright(120, NONE)).contains("y1=\"120\" x2=\"50\" y2=\"104\"");
    assertThat(upright(-NONE, 80)).contains("y1=\"96\" x2=\"50\" y2=\"80\"");
    assertThat(across(30, 70)).contains("x1=\"30\" y1=\"50\" x2=\"70\" y2=\"50\"");
    assertThat(across(30, NONE)).contains("x1=\"30\" y1=\"50\" x2=\"46\" y2=\"50\"");
    assertThat(across(-NONE, 70)).contains("x1=\"54\" y1=\"50\" x2=\"70\" y2=\"50\"");
    assertThat(upright(-NONE, NONE)).doesNotContain("<line");
  }

  @Test
  void aScaleIsDrawnWithItsData() {
    String plot =
        ScalePlot.of(
            "scale",
            Vector.of(0, 1, 2),
            Vector.of(1, 3, 4),
            Vector.of(0, 0.5, 2),
            Vector.of(1.1, 1.9, 4.2));
    assertThat(plot.split("class=\"datum\"", -1)).hasSize(4);
    assertThat(plot).contains("simulated 0.5, measured 1.9").contains("class=\"curve c0\"");
  }
}
