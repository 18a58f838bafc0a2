package org.lamarck.driver.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Drawing;

class DrawingPlotTest {
  @Test
  void strokesAreRectanglesByGroupWithABarOfKnownLength() {
    Drawing drawing =
        new Drawing(
            "Morphology",
            "µm",
            List.of(
                new Drawing.Stroke(0, 0, 384, 0, 20, "soma"),
                new Drawing.Stroke(384, 0, 384, 100, 10, "basal"),
                new Drawing.Stroke(384, 100, 300, 100, 10, "basal")));
    String svg = DrawingPlot.draw(drawing);
    // 404 µm across, of which at most a quarter is the bar
    assertThat(svg).contains("<path class=\"dot c0\"").contains("<path class=\"dot c1\"");
    assertThat(svg.split("Z", -1)).hasSize(4);
    assertThat(svg).contains(">soma<").contains(">basal<").contains(">100 µm<");
  }

  @Test
  void aDrawingOfNothingSaysSo() {
    assertThat(DrawingPlot.draw(new Drawing("Morphology", "µm", List.of())))
        .contains("there is nothing to draw");
  }
}
