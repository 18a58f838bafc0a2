package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Units;
import org.lamarck.driver.report.page.Style;
import org.lamarck.driver.report.plot.FitPlots;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Reading;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Pages of records as they come and as they should not. */
class HtmlReportTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Document parsed(String page)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static String wellFormed(RunRecord record) throws Exception {
    String page = HtmlReport.write(record);
    Document document = parsed(page);
    for (String shape : List.of("circle", "line", "path", "rect", "text")) {
      for (int i = 0; i < document.getElementsByTagName(shape).getLength(); i++) {
        var attributes = document.getElementsByTagName(shape).item(i).getAttributes();
        for (int a = 0; a < attributes.getLength(); a++) {
          assertThat(attributes.item(a).getNodeValue()).doesNotContain("NaN", "Infinity");
        }
      }
    }
    return page;
  }

  private static RunRecord ending(Double... values) {
    return Records.record(
        "p", List.of(Records.parameter("k", 1e-5, 1e5)), List.of(values), List.of());
  }

  @Test
  void theHeadLineSaysHowManySearchesAgree() throws Exception {
    assertThat(wellFormed(ending(3.0, 3.0, 9.0, INFINITY)))
        .contains("<strong>2</strong> of 3 independent starts that came to a basin")
        .contains("No parameter is at a bound");
  }

  @Test
  void parametersAtBoundsAreCounted() throws Exception {
    assertThat(wellFormed(Records.of(9, 3, 30)))
        .contains("<strong>1 parameter is</strong> at a bound");
  }

  @Test
  void theSameRecordGivesTheSameBytes() {
    assertThat(HtmlReport.write(Records.of(9, 3, 40)))
        .isEqualTo(HtmlReport.write(Records.of(9, 3, 40)));
  }

  @Test
  void namesFromFilesStayText() throws Exception {
    String evil = "<script>alert('x')</script>&\"\u0001";
    List<FitPoint> points =
        List.of(new FitPoint(evil, evil, 1, 2, 3, Noise.NORMAL, 1, -1, new Reading.Exact()));
    String page =
        wellFormed(
            Records.record(
                evil, List.of(Records.parameter(evil, 1e-5, 1e5)), List.of(1.0), points));
    assertThat(page).containsOnlyOnce("<script").contains("&lt;script&gt;"); // the page's own
  }

  @Test
  void nothingIsFetched() {
    String page = HtmlReport.write(Records.of(9, 3, 40));
    assertThat(page)
        .doesNotContain(
            "<link", "src=", "href=", "url(", "@import", "fetch(", "XMLHttp", "import(");
  }

  @Test
  void aRunWithoutAnyFinitePointSaysSo() throws Exception {
    assertThat(wellFormed(ending(INFINITY, INFINITY))).contains("No point could be evaluated");
    assertThat(wellFormed(ending())).contains("No point could be evaluated");
  }

  @Test
  void oneSearchAndEqualValuesAreDrawn() throws Exception {
    assertThat(wellFormed(ending(5.0)))
        .contains("<strong>1</strong> of 1 independent start", "too few to tell");
    wellFormed(ending(0.0, 0.0, 0.0));
    wellFormed(ending(-1e300, 1e300));
    wellFormed(ending(1e-300, 2e-300));
  }

  @Test
  void boundsWithoutWidthOrEndAreDrawn() throws Exception {
    wellFormed(
        Records.record(
            "p",
            List.of(
                Records.parameter("equal", 1, 1),
                Records.parameter("zero", 0, 1),
                Records.parameter("endless", 1, INFINITY)),
            List.of(1.0, 2.0),
            List.of()));
  }

  @Test
  void steadyStatesReplicatesAndMissingValuesAreDrawn() throws Exception {
    List<FitPoint> points =
        List.of(
            new FitPoint("y", "e", 0, 1, 1, Noise.NORMAL, 0, Double.NaN, new Reading.Exact()),
            new FitPoint("y", "e", 0, 2, 1, Noise.NORMAL, 1, 1, new Reading.Exact()),
            new FitPoint("y", "e", 5, 2, INFINITY, Noise.NORMAL, 1, -INFINITY, new Reading.Exact()),
            new FitPoint(
                "y", "e", 7, Double.NaN, 2, Noise.NORMAL, 1, Double.NaN, new Reading.Exact()),
            new FitPoint("y", "e", 8, 2, 2, Noise.NORMAL, 1e-300, 0, new Reading.Exact()),
            new FitPoint("y", "e", INFINITY, 3, 2, Noise.NORMAL, 1, 1, new Reading.Exact()),
            new FitPoint("rest", "e", INFINITY, 3, 2, Noise.NORMAL, 1, 1, new Reading.Exact()));
    RunRecord record =
        Records.record("p", List.of(Records.parameter("k", 1e-5, 1e5)), List.of(1.0), points);
    assertThat(wellFormed(record))
        .contains("<figcaption>rest · steady state</figcaption>", "rest, e, steady state: measured")
        .contains("<figcaption>y · e</figcaption>"); // it has times beside the steady state
  }

  @Test
  void theBandOfLogarithmicNoiseIsOnTheLinearScale() {
    FitPoint natural =
        new FitPoint("y", "e", 1, Math.E, 2, Noise.LOG_NORMAL, 0.5, 2, new Reading.Exact());
    FitPoint decimal =
        new FitPoint("y", "e", 1, Math.E, 2, Noise.LOG10_LAPLACE, 0.5, 2, new Reading.Exact());
    assertThat(natural.shifted(1)).isEqualTo(2 * Math.exp(0.5));
    assertThat(decimal.shifted(-1)).isEqualTo(2 * Math.pow(10, -0.5));
  }

  @Test
  void aLargeRunStaysBelowTwoMegabytes() throws Exception {
    assertThat(wellFormedSize(Records.of(150, 60, 10_000))).isLessThan(2_000_000);
  }

  private static int wellFormedSize(RunRecord record) throws Exception {
    String page = HtmlReport.write(record);
    assertThat(parsed(page).getDocumentElement().getTagName()).isEqualTo("html");
    return page.length();
  }

  @Test
  void theStyleOfPlotsConcernsNothingElse() {
    String plot = HtmlReport.plots(Records.of(9, 3, 20)).values().iterator().next();
    String css = plot.substring("<style>".length(), plot.indexOf("</style>"));
    String rules = css.replaceAll("@media[^{]*\\{((?:[^{}]*\\{[^{}]*\\})*)\\s*\\}", "$1");
    Matcher selectors = Pattern.compile("([^{}]+)\\{[^{}]*\\}").matcher(rules);
    int found = 0;
    while (selectors.find()) {
      for (String selector : selectors.group(1).split(",", -1)) {
        assertThat(selector.strip()).startsWith(".lamarck-plot");
        found++;
      }
    }
    assertThat(found).isGreaterThan(30);
    assertThat(css.replaceAll("[^{]", "")).hasSameSizeAs(css.replaceAll("[^}]", ""));
  }

  @Test
  void fewDataHaveARowEachAndNoAxisBelowZero() throws Exception {
    List<FitPoint> points =
        List.of(
            new FitPoint(
                "y", "with drug", 10, 100, 120, Noise.NORMAL, 300, -1 / 15.0, new Reading.Exact()),
            new FitPoint(
                "y", "without", 10, 50, 40, Noise.NORMAL, 300, 1 / 30.0, new Reading.Exact()));
    RunRecord record =
        Records.record("p", List.of(Records.parameter("k", 1, 2)), List.of(1.0), points);
    assertThat(wellFormed(record)).contains(">with drug</text>", ">without</text>");
    assertThat(FitPlots.panel(FitPlots.panels(record.bestFit().orElseThrow()).get(0)))
        .doesNotContain(">−");
  }

  @Test
  void longNamesKeepToTheirRoom() throws Exception {
    String name = "a_parameter_with_a_name_that_has_no_end_at_all";
    String page =
        wellFormed(
            Records.record("p", List.of(Records.parameter(name, 1, 2)), List.of(1.0), List.of()));
    assertThat(page).contains("textLength=\"180\"", "<title>" + name);
  }

  @Test
  void plotsStandOnTheirOwn() throws Exception {
    for (String plot : HtmlReport.plots(Records.of(9, 3, 20)).values()) {
      assertThat(plot).startsWith("<style>").endsWith("</svg>\n");
      parsed(plot.substring(plot.indexOf("<svg")));
    }
    assertThat(HtmlReport.plots(ending(Collections.nCopies(3, INFINITY).toArray(Double[]::new))))
        .isNotEmpty();
  }

  private static FitPoint point(double time, double measured, double simulated) {
    return new FitPoint(
        "y",
        "e",
        time,
        measured,
        simulated,
        Noise.NORMAL,
        1,
        measured - simulated,
        new Reading.Exact());
  }

  private static String panel(List<FitPoint> points, FitCurve... curves) {
    Fit fit =
        new Fit(
            1,
            -1,
            1,
            Map.of(),
            points,
            List.of(curves),
            List.of(),
            Uncertainty.none("not asked"),
            Units.NONE,
            List.of());
    return FitPlots.panel(FitPlots.panels(fit).get(0));
  }

  @Test
  void theCurveIsDrawnBetweenTheData() {
    List<FitPoint> points = List.of(point(0, 0, 0), point(5, 1, 1), point(10, 0, 0));
    assertThat(panel(points)).contains("class=\"curve c0\" d=\"M"); // three simulated values joined
    FitCurve curve =
        new FitCurve(
            "y",
            "e",
            Vector.of(0, 2.5, 5, 7.5, 10),
            Vector.of(0, 0.8, 1, 0.8, 0),
            Vector.of(1, 1, 1, 1, 1),
            Noise.NORMAL);
    String drawn = panel(points, curve);
    String path = drawn.substring(drawn.indexOf("curve c0\" d=\""));
    assertThat(path.substring(0, path.indexOf("/>")).split("L", -1)).hasSize(5);
  }

  @Test
  void valuesOfManyMagnitudesAreDrawnByTheirLogarithm() {
    String wide = panel(List.of(point(0, 1, 1), point(5, 100, 100), point(10, 10_000, 10_000)));
    assertThat(wide).contains(">1<", ">100<", ">10000<").doesNotContain(">5000<");
    String narrow = panel(List.of(point(0, 1, 1), point(5, 2, 2), point(10, 4, 4)));
    assertThat(narrow).contains(">2<", ">4<");
    String withZero = panel(List.of(point(0, 0, 1), point(5, 100, 100), point(10, 1e4, 1e4)));
    assertThat(withZero).contains(">5000<"); // 0 has no logarithm
  }

  @Test
  void earlyTimesGetRoomAndZeroAPlace() {
    List<FitPoint> points =
        List.of(point(0, 1, 1), point(1, 2, 2), point(2, 3, 3), point(4, 3, 3), point(1000, 1, 1));
    assertThat(panel(points)).contains("time, log scale", ">0<", ">1000<");
    assertThat(panel(points.subList(0, 4))).doesNotContain("log scale");
  }

  @Test
  void aCurveBeforeTheFirstMeasurementDoesNotPressTheDataFlat() {
    FitCurve falling =
        new FitCurve(
            "y",
            "e",
            Vector.of(0, 1, 2, 3),
            Vector.of(1e6, 2, 2, 2),
            Vector.of(1, 1, 1, 1),
            Noise.NORMAL);
    String drawn = panel(List.of(point(1, 1, 2), point(2, 2, 2), point(3, 3, 2)), falling);
    assertThat(drawn).contains(">2<").doesNotContain(">1e6<", "NaN");
  }

  @Test
  void theScriptNeedsNoEscapingAndOnePageHasIt() throws Exception {
    assertThat(Style.script()).doesNotContain("<", "&");
    assertThat(HtmlReport.plots(Records.of(3, 3, 20)).values())
        .allSatisfy(plot -> assertThat(plot).doesNotContain("<script"));
  }

  @Test
  void theBestSearchesAreLinesThroughAllParameters() throws Exception {
    String page = wellFormed(Records.of(9, 3, 30));
    assertThat(page.split("class=\"strand ", -1)).hasSize(20 + 1); // the best twenty
  }

  @Test
  void ticksOfNearlyEqualValuesCanBeToldApart() throws Exception {
    String page = wellFormed(ending(345.3097718, 345.3097722, 345.3097726));
    assertThat(page).contains(">objective above the best</text>");
    Matcher ticks = Pattern.compile("text-anchor=\"end\">([^<]+)</text>").matcher(page);
    List<String> first = new ArrayList<>();
    while (ticks.find() && first.size() < 3) {
      first.add(ticks.group(1));
    }
    assertThat(first).hasSize(3).doesNotHaveDuplicates().contains("0");
    assertThat(first).as("left of the axis").allMatch(tick -> tick.length() < 8);
  }

  @Test
  void anotherJarAddsSectionsBeforeTheSettings() throws Exception {
    String page =
        wellFormed(
            Records.record(
                "remarked", List.of(Records.parameter("k", 1, 2)), List.of(1.0), List.of()));
    assertThat(page).contains("Remarks of another jar", "1 parameters");
    assertThat(page.indexOf("Remarks of")).isLessThan(page.indexOf("How to get this again"));
    assertThat(wellFormed(ending(3.0))).doesNotContain("Remarks of another jar");
  }
}
