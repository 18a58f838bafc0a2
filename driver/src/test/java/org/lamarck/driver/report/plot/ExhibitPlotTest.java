package org.lamarck.driver.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.objective.Exhibit;

/** What an objective shows, as pictures. */
class ExhibitPlotTest {
  private static final List<String> FILM = List.of("frame", "cell", "x", "y", "radius", "type");

  /** Cell 0 lives through three frames, cell 1 is born in the second one and dead in the third. */
  private static Exhibit film(double x) {
    return new Exhibit(
        "tissue",
        "Cells",
        FILM,
        Matrix.of(4, 6, 0, 0, x, 0, 1, 1, 5, 0, 1, 0, 1, 1, 5, 1, 3, 2, 1, 2, 9, 0, 2, 0, 1, 1),
        Exhibit.Look.CELLS);
  }

  @Test
  void cellsMoveWithoutAScriptAndHaveNoSizeWhereTheyDoNotLive() {
    String svg = ExhibitPlot.draw(film(0));
    assertThat(svg).doesNotContain("<script").contains("2 cells in 3 frames").contains("type 2");
    String born = svg.substring(svg.indexOf("\"cell c1\""));
    assertThat(born).contains("r=\"0\"").contains("attributeName=\"r\"");
    // 380 wide less a border of 12 for 5 units of length: a radius of 1 is 73.6
    assertThat(born).contains("keyTimes=\"0;0.425;0.85;1\" values=\"0;73.6;0;0\"");
    assertThat(svg.substring(0, svg.indexOf("\"cell c1\""))).doesNotContain("attributeName=\"r\"");
  }

  @Test
  void cellsThatAreNowhereAreSaidToBe() {
    assertThat(ExhibitPlot.draw(film(Double.NaN))).contains("nowhere");
  }

  @Test
  void aFanHasTwoBandsAMedianAndPaths() {
    Exhibit fan =
        new Exhibit(
            "fan-X",
            "X in 3 runs",
            List.of("time", "q5", "q25", "q50", "q75", "q95", "run0"),
            Matrix.of(2, 7, 0, 0, 1, 2, 3, 4, 2, 1, 1, 2, 3, 4, 5, 2),
            Exhibit.Look.FAN);
    String svg = ExhibitPlot.draw(fan);
    assertThat(svg.split("class=\"band c0\"", -1)).hasSize(3);
    assertThat(svg)
        .contains("class=\"curve c0\"")
        .contains("class=\"strand c1\"")
        .contains("1 run");
  }

  @Test
  void dataAreRingsOfTheColourOfTheirCurve() {
    int rows = 2001;
    double[] values = new double[rows * 4];
    for (int i = 0; i < rows; i++) {
      values[4 * i] = i;
      values[4 * i + 1] = i % 7;
      values[4 * i + 2] = 2;
      values[4 * i + 3] = i == 1 || i == 501 ? 30 : Double.NaN; // rows that a curve leaves out
    }
    List<String> columns = List.of("time", "a", "b", Exhibit.dataOf("b"));
    String svg = ExhibitPlot.draw(new Exhibit("t", "T", columns, Matrix.of(rows, 4, values)));
    assertThat(svg.split("class=\"open c1\"", -1)).hasSize(3);
    assertThat(svg).contains("b; rings are data").contains("2 curves").contains("(data) 501.0: 30");
    assertThat(svg).contains(">30<"); // the axis has room for them
  }

  @Test
  void curvesAreWhatATableIsOtherwise() {
    Exhibit table = new Exhibit("t", "T", List.of("time", "a"), Matrix.of(2, 2, 0, 1, 1, 2));
    assertThat(ExhibitPlot.draw(table)).contains("class=\"curve c0\"").contains(">a<");
  }
}
