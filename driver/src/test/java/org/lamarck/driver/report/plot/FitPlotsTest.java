package org.lamarck.driver.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Units;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.driver.report.plot.FitPlots.Panel;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Reading;

/** Which plot data get, and where in it they come to lie. */
class FitPlotsTest {
  private static final Pattern DATUM =
      Pattern.compile("<circle class=\"datum\" cx=\"([^\"]+)\" cy=\"([^\"]+)\"");

  private static FitPoint point(String experiment, double time, double measured, double simulated) {
    return point("y", experiment, time, measured, simulated, Noise.NORMAL);
  }

  private static FitPoint point(
      String observable,
      String experiment,
      double time,
      double measured,
      double simulated,
      Noise noise) {
    double residual = noise.equals(Noise.NORMAL) ? measured - simulated : 0;
    return new FitPoint(
        observable, experiment, time, measured, simulated, noise, 1, residual, new Reading.Exact());
  }

  private static Fit fit(List<FitPoint> points, List<FitCurve> curves) {
    return new Fit(
        0,
        0,
        0,
        Map.of(),
        points,
        curves,
        List.of(),
        Uncertainty.none("not asked for"),
        new Units("min", Map.of("y", "nM")),
        List.of());
  }

  private static Panel panel(List<FitPoint> points, FitCurve... curves) {
    return new Panel("y", "dose", points, List.of(curves), Units.NONE);
  }

  private static List<double[]> data(String svg) {
    List<double[]> places = new ArrayList<>();
    Matcher matcher = DATUM.matcher(svg);
    while (matcher.find()) {
      places.add(
          new double[] {
            Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2))
          });
    }
    return places;
  }

  private static int count(String svg, String text) {
    return svg.split(Pattern.quote(text), -1).length - 1;
  }

  @Test
  void anObservableWithTimesHasAPanelForEveryExperiment() {
    List<FitPoint> points = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      points.add(point("low", t, 1, 1));
    }
    points.add(point("high", 0, 1, 1));
    FitCurve curve =
        new FitCurve("y", "low", Vector.of(0, 2), Vector.of(1, 1), Vector.of(1, 1), Noise.NORMAL);
    List<Panel> panels = FitPlots.panels(fit(points, List.of(curve)));
    assertThat(panels).extracting(Panel::experiment).containsExactly("low", "high");
    assertThat(panels).extracting(one -> one.points().size()).containsExactly(3, 1);
    assertThat(panels).extracting(Panel::curves).containsExactly(List.of(curve), List.of());
    assertThat(panels.get(0).title()).isEqualTo("y · low / nM");
  }

  @Test
  void anObservableWithFewTimesHasOnePanelOfAllExperiments() {
    List<Panel> panels =
        FitPlots.panels(
            fit(
                List.of(
                    point("low", 0, 1, 2),
                    point("z", "low", 0, 1, 1, Noise.NORMAL),
                    point("high", 5, 4, 1)),
                List.of()));
    assertThat(panels).extracting(Panel::observable).containsExactly("y", "z");
    assertThat(panels.get(0).experiment()).isEmpty();
    assertThat(panels.get(0).points()).hasSize(2);
    assertThat(panels.get(0).misfit()).isEqualTo((1 + 9) / 2.0);
  }

  @Test
  void steadyStatesAreSaidInTheTitle() {
    Panel steady = panel(List.of(point("dose", Double.POSITIVE_INFINITY, 1, 1)));
    assertThat(steady.title()).isEqualTo("y · dose · steady state");
    assertThat(FitPlots.panel(steady)).contains("steady state");
  }

  @Test
  void dataAlongTimeLieInTheOrderOfTheirTimesAndHeights() {
    String svg =
        FitPlots.panel(
            panel(List.of(point("dose", 4, 3, 3), point("dose", 0, 1, 1), point("dose", 2, 2, 2))));
    List<double[]> places = data(svg);
    assertThat(places).hasSize(3);
    // equal steps in time and value; a pixel is written with one digit
    assertThat(places.get(0)[0] + places.get(2)[0] - 2 * places.get(1)[0]).isBetween(-0.21, 0.21);
    assertThat(places.get(0)[1] + places.get(2)[1] - 2 * places.get(1)[1]).isBetween(-0.21, 0.21);
    assertThat(places.get(0)[0]).isBetween(FitPlots.LEFT, places.get(1)[0]);
    assertThat(places.get(2)[1]).isBetween(FitPlots.TOP, places.get(1)[1]); // upwards is less
  }

  @Test
  void withoutCurvesTheOneIsThroughTheMeansOfRepeats() {
    String svg =
        FitPlots.panel(
            panel(
                List.of(
                    point("dose", 0, 1, 1),
                    point("dose", 1, 2, 2),
                    point("dose", 1, 4, 4),
                    point("dose", 2, 3, 3))));
    Matcher curve = Pattern.compile("class=\"curve c0\" d=\"([^\"]+)\"").matcher(svg);
    assertThat(curve.find()).isTrue();
    String[] knots = curve.group(1).substring(1).split("L", -1);
    assertThat(knots).hasSize(3); // times, not points
    // the mean of 2 and 4 is as high as the 3 of the last time
    assertThat(knots[1].split(" ", -1)[1]).isEqualTo(knots[2].split(" ", -1)[1]);
  }

  @Test
  void aCurveHasABandOfItsNoiseAndGapsWhereItIsNotFinite() {
    FitCurve curve =
        new FitCurve(
            "y",
            "dose",
            Vector.of(0, 1, 2),
            Vector.of(1, Double.NaN, 3),
            Vector.of(1, 1, 1),
            Noise.NORMAL);
    List<FitPoint> points =
        List.of(point("dose", 0, 1, 1), point("dose", 1, 2, 2), point("dose", 2, 3, 3));
    String svg = FitPlots.panel(panel(points, curve));
    Matcher band = Pattern.compile("class=\"band\" d=\"M([^\"]+)Z\"").matcher(svg);
    assertThat(band.find()).isTrue();
    assertThat(band.group(1).split("L", -1)).hasSize(4); // two ends, there and back
  }

  @Test
  void fewDataHaveARowEachAndManyAreComparedWithTheSimulation() {
    List<FitPoint> points = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      points.add(point("e" + i, 5, i, i + 0.5));
    }
    String rows = FitPlots.panel(new Panel("y", "", points, List.of(), Units.NONE));
    assertThat(rows).contains("measured (dot) · simulated ± σ (line)", "e11");
    assertThat(data(rows)).hasSize(12);
    points.add(point("e12", 5, 12, 12.5));
    String scatter = FitPlots.panel(new Panel("y", "", points, List.of(), Units.NONE));
    assertThat(scatter).contains("simulated ± σ · measured upwards");
    assertThat(data(scatter)).hasSize(13);
  }

  @Test
  void moreDataThanCanBeToldApartAreThinnedEvenly() {
    List<FitPoint> points = new ArrayList<>();
    for (int t = 0; t < 500; t++) {
      points.add(point("dose", t, t % 7, t % 7));
    }
    // every third: two of three would still be more than 240
    assertThat(data(FitPlots.panel(panel(points)))).hasSize((500 + 2) / 3);
  }

  @Test
  void whatIsNotFiniteIsNotDrawnAndNothingIsSaidToBeNothing() {
    FitPoint lost = point("dose", 1, 2, Double.NaN);
    assertThat(
            data(
                FitPlots.panel(
                    panel(List.of(point("dose", 0, 1, 1), lost, point("dose", 2, 1, 1))))))
        .hasSize(2);
    assertThat(FitPlots.panel(panel(List.of(lost)))).contains("no finite value to draw");
    assertThat(FitPlots.residuals(List.of(lost))).contains("no residual to draw");
  }

  /** Where equal ratios are equal distances the axis is of logarithms. */
  private static boolean isLogarithmic(Noise noise, double least, double most) {
    List<FitPoint> ends =
        List.of(
            point("y", "dose", 0, least, least, noise), point("y", "dose", 1, most, most, noise));
    double middle = FitPlots.values(ends, 0, 1).at(Math.sqrt(least * most));
    return Math.abs(middle - 0.5) < 1e-6;
  }

  @Test
  void valuesOfManyMagnitudesAreDrawnByTheirLogarithm() {
    assertThat(isLogarithmic(Noise.NORMAL, 1, 299)).isFalse();
    assertThat(isLogarithmic(Noise.NORMAL, 1, 301)).isTrue();
  }

  @Test
  void whereTheNoiseIsOfLogarithmsASmallerRatioIsEnough() {
    assertThat(isLogarithmic(Noise.LOG10_NORMAL, 1, 19)).isFalse();
    assertThat(isLogarithmic(Noise.LOG10_NORMAL, 1, 21)).isTrue();
  }

  @Test
  void theAxisOfWhatIsNeverNegativeBeginsAtZeroThoughNoiseReachesBelow() {
    List<FitPoint> points = List.of(point("dose", 0, 0.5, 0.5), point("dose", 1, 9, 9));
    // 0.5 − σ is −0.5, and 9 + σ is 10
    assertThat(FitPlots.values(points, 0, 100).at(0)).isZero();
    assertThat(FitPlots.values(points, 0, 100).at(5)).isEqualTo(50);
    List<FitPoint> negative = List.of(point("dose", 0, -1, -1), point("dose", 1, 9, 9));
    assertThat(FitPlots.values(negative, 0, 120).at(-2)).isZero();
  }

  @Test
  void residualsAreCountedInBinsOfHalfASigmaWithTheirTails() {
    List<FitPoint> points = new ArrayList<>();
    for (double residual : new double[] {-9, -4, -0.1, 0, 0.2, 0.49, 0.5, 4, 70}) {
      points.add(point("dose", 1, residual, 0));
    }
    String svg = FitPlots.residuals(points);
    assertThat(count(svg, "class=\"column\"")).isEqualTo(16);
    assertThat(svg)
        .contains("9 residuals in units of sigma")
        .contains("-4.0 to -3.5: 2", "-0.5 to 0.0: 1", "0.0 to 0.5: 3", "0.5 to 1.0: 1")
        .contains("3.5 to 4.0: 2");
  }

  @Test
  void residualsInTimeNeedThreeTimesAndMarkWhatIsBeyondTheAxis() {
    List<FitPoint> points = new ArrayList<>();
    points.add(point("dose", 0, 1, 0));
    points.add(point("dose", 1, -20, 0));
    points.add(point("dose", Double.POSITIVE_INFINITY, 1, 0));
    assertThat(FitPlots.residualsInTime(points, Units.NONE)).isEmpty();
    points.add(point("dose", 2, 2, 0));
    String svg = FitPlots.residualsInTime(points, new Units("min", Map.of()));
    assertThat(svg).contains("time / min");
    assertThat(count(svg, "class=\"datum\"")).isEqualTo(2);
    assertThat(count(svg, "class=\"dot alarm\"")).isEqualTo(1);
  }

  private static Exhibit fan(double... values) {
    return new Exhibit(
        "fan",
        "Fan",
        List.of("time", "q5", "q25", "q50", "q75", "q95"),
        Matrix.of(2, 6, values),
        Exhibit.Look.FAN);
  }

  private static String path(String svg, String style, int which) {
    Matcher matcher = Pattern.compile("class=\"" + style + "\" d=\"([^\"]+)\"").matcher(svg);
    for (int i = 0; i <= which; i++) {
      assertThat(matcher.find()).isTrue();
    }
    return matcher.group(1);
  }

  @Test
  void aFanGoesAlongItsLowEndAndBackAlongItsHighOne() {
    String svg = FanPlot.draw(fan(0, 0, 1, 2, 3, 4, 1, 0, 1, 2, 3, 4));
    String left = Svg.pixel(FitPlots.LEFT + 6);
    String right = Svg.pixel(FitPlots.RIGHT - 6);
    String low = Svg.pixel(FitPlots.BOTTOM - 5);
    String high = Svg.pixel(FitPlots.TOP + 5);
    assertThat(path(svg, "band c0", 0))
        .isEqualTo(
            "M%s %sL%s %sL%s %sL%s %sZ".formatted(left, low, right, low, right, high, left, high));
    // quarters of the height inside of it, and the median in the middle
    double middle = (FitPlots.BOTTOM + FitPlots.TOP) / 2;
    assertThat(path(svg, "curve c0", 0))
        .isEqualTo("M%s %sL%s %s".formatted(left, Svg.pixel(middle), right, Svg.pixel(middle)));
    assertThat(path(svg, "band c0", 1)).isNotEqualTo(path(svg, "band c0", 0));
    assertThat(svg).contains("0 paths").doesNotContain("strand");
  }

  @Test
  void aFanWithoutANumberIsSaidToHaveNone() {
    double none = Double.NaN;
    assertThat(FanPlot.draw(fan(0, none, none, none, none, none, 1, none, none, none, none, none)))
        .contains("no finite value to draw");
  }

  @Test
  void curvesThatCannotBeToldApartAreInTheFileAlone() {
    List<String> names = new ArrayList<>(List.of("time"));
    double[] values = new double[2 * 15];
    for (int c = 1; c < 15; c++) {
      names.add("v" + c);
      values[c] = c;
      values[15 + c] = c + 1;
    }
    values[15] = 1;
    String svg = ExhibitPlot.draw(new Exhibit("many", "Many", names, Matrix.of(2, 15, values)));
    assertThat(count(svg, "class=\"curve ")).isEqualTo(12);
    assertThat(svg).contains("and 2 more in the file", ">v12<").doesNotContain(">v13<");
  }

  @Test
  void aCurveHasAGapWhereThereIsNoNumberAndADotWhereOneStandsAlone() {
    double none = Double.NaN;
    Exhibit exhibit =
        new Exhibit(
            "gap",
            "Gap",
            List.of("time", "v"),
            Matrix.of(6, 2, 0, 1, 1, 2, 2, none, 3, 1, 4, none, 5, 2));
    String curve = path(ExhibitPlot.draw(exhibit), "curve c0", 0);
    assertThat(count(curve, "M")).isEqualTo(3);
    assertThat(count(curve, "L")).isEqualTo(1);
    assertThat(count(curve, "h0")).isEqualTo(2);
    Exhibit file =
        new Exhibit("gap", "Gap", exhibit.columns(), exhibit.values(), Exhibit.Look.NONE);
    assertThat(ExhibitPlot.draw(file)).isEmpty();
  }
}
