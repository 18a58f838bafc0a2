package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Units;
import org.lamarck.driver.report.plot.FitPlots;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Reading;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Whatever a record holds, everything that is drawn lies within its plot, at numbers. */
class PlotsInsideTest {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  /** Halves of circles and of lines may stand out. */
  private static final double ROOM = 6;

  private final DocumentBuilder builder;

  PlotsInsideTest() throws ParserConfigurationException {
    builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
  }

  private void assertInside(String title, String plot) throws IOException, SAXException {
    String svg = plot.substring(plot.indexOf("<svg"));
    Element root = builder.parse(new InputSource(new StringReader(svg))).getDocumentElement();
    String[] box = root.getAttribute("viewBox").split(" ", -1);
    double width = Double.parseDouble(box[2]);
    double height = Double.parseDouble(box[3]);
    NodeList all = root.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element one = (Element) all.item(i);
      for (String name : List.of("x", "x1", "x2", "cx")) {
        within(title, one, name, width);
      }
      for (String name : List.of("y", "y1", "y2", "cy")) {
        within(title, one, name, height);
      }
      for (String name : List.of("width", "height", "r")) {
        if (one.hasAttribute(name)) {
          assertThat(Double.parseDouble(one.getAttribute(name)))
              .as("%s of %s", name, title)
              .isBetween(0.0, width + height);
        }
      }
      path(title, one.getAttribute("d"), Math.max(width, height));
    }
  }

  private static void within(String title, Element one, String name, double most) {
    if (one.hasAttribute(name)) {
      assertThat(one.getAttribute(name)).as("%s in %s", name, title).matches(NUMBER.pattern());
      assertThat(Double.parseDouble(one.getAttribute(name)))
          .as("%s of a %s in %s", name, one.getTagName(), title)
          .isBetween(-ROOM, most + ROOM);
    }
  }

  private static void path(String title, String d, double most) {
    String rest = NUMBER.matcher(d).replaceAll("");
    assertThat(rest).as("path in %s", title).matches("[MLHVCZ ]*");
    Matcher numbers = NUMBER.matcher(d);
    while (numbers.find()) {
      assertThat(Double.parseDouble(numbers.group())).as(title).isBetween(-ROOM, most + ROOM);
    }
  }

  private void assertInside(RunRecord record) throws IOException, SAXException {
    for (Map.Entry<String, String> plot : HtmlReport.plots(record).entrySet()) {
      assertInside(plot.getKey(), plot.getValue());
    }
    String later = FitPlots.residualsInTime(points(record), Units.NONE);
    if (!later.isEmpty()) {
      assertInside("Residuals in time", later);
    }
    builder.parse(new InputSource(new StringReader(HtmlReport.write(record))));
  }

  private static List<FitPoint> points(RunRecord record) {
    return record.bestFit().map(fit -> fit.points()).orElse(List.of());
  }

  /** Of any magnitude and either sign, now and then 0. */
  private static double any(RandomStream random, int decades) {
    if (random.nextInt(12) == 0) {
      return 0;
    }
    double size = Math.pow(10, random.nextDouble(-decades, decades));
    return random.nextInt(3) == 0 ? -size : size;
  }

  private static List<FitPoint> points(RandomStream random, int decades) {
    Noise[] noises = {
      Noise.NORMAL, Noise.LAPLACE, Noise.LOG_NORMAL, Noise.LOG10_NORMAL, Noise.LOG10_LAPLACE
    };
    List<FitPoint> points = new ArrayList<>();
    int observables = 1 + random.nextInt(3);
    for (int o = 0; o < observables; o++) {
      Noise noise = noises[random.nextInt(noises.length)];
      int count = 1 + random.nextInt(30);
      for (int k = 0; k < count; k++) {
        double time =
            random.nextInt(10) == 0 ? Double.POSITIVE_INFINITY : Math.abs(any(random, decades));
        double measured = any(random, decades);
        double simulated = random.nextInt(20) == 0 ? Double.NaN : any(random, decades);
        double sigma = Math.abs(any(random, decades / 2));
        points.add(
            new FitPoint(
                "y" + o,
                "e" + random.nextInt(2),
                time,
                measured,
                simulated,
                noise,
                sigma,
                (measured - simulated) / sigma,
                new Reading.Exact()));
      }
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 12, 150})
  void ofAnyMagnitude(int decades) throws Exception {
    for (int seed = 0; seed < 6; seed++) {
      RandomStream random = RandomStream.of(seed).split("decades", decades);
      List<Parameter> parameters = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        double low = Math.pow(10, random.nextDouble(-decades, decades));
        parameters.add(
            Records.parameter("k" + i, low, low * Math.pow(10, random.nextDouble(0, 5))));
      }
      List<Double> values = new ArrayList<>();
      for (int k = 0; k < 1 + random.nextInt(40); k++) {
        values.add(random.nextInt(8) == 0 ? Double.POSITIVE_INFINITY : any(random, decades));
      }
      assertInside(Records.record("p", parameters, values, points(random, decades)));
    }
  }

  @Test
  void ofProfilesThatRiseSteeplyOrNotAtAll() throws Exception {
    List<Parameter> two = Parts.parameters("k_a", "k_b");
    List<End> lows =
        List.of(
            Parts.end(End.Kind.CROSSED, 0, 1.92),
            Parts.end(End.Kind.BOUND, -5, 0),
            Parts.end(End.Kind.BOUND, 1 - 1e-9, 0),
            Parts.end(End.Kind.FAILED, -1e100, 1));
    List<End> highs =
        List.of(
            Parts.end(End.Kind.CROSSED, 2, 1.92),
            Parts.end(End.Kind.BOUND, 5, 1e300),
            Parts.end(End.Kind.FAILED, 1 + 1e-9, 0));
    for (End low : lows) {
      for (End high : highs) {
        var profiles = Parts.profiles(0.95, two, List.of(Parts.curve(0, 2, low, high)));
        assertInside(
            "profile from " + low.at() + " to " + high.at(),
            ProfileSection.plot(profiles, profiles.intervals().get(0)));
      }
    }
  }
}
