package org.lamarck.driver.predict;

import java.util.List;
import java.util.Locale;
import org.lamarck.driver.record.Prediction;
import org.lamarck.driver.record.Prediction.Band;
import org.lamarck.driver.record.Prediction.Check;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.page.Svg;

/** Predictions as a page: bands over data, and how the data lie among repeated measurements. */
final class PredictionPage {
  private static final double LEFT = 58;
  private static final double RIGHT = 390;
  private static final double TOP = 14;
  private static final double BOTTOM = 170;
  private static final double HEIGHT = 212;

  /** Plots of one page; the tables have all. */
  private static final int MOST_PLOTS = 120;

  private static final int BINS = 10;

  private PredictionPage() {}

  static String of(String title, Prediction prediction) {
    Page page = Page.titled(title + ": predictions");
    page.section("Bands");
    page.note(
        Numbers.escape(
            "%s of %s; bands are of %s, the line is the median."
                .formatted(
                    Numbers.count(prediction.members(), "member", "members"),
                    prediction.from(),
                    PredictionTables.meaning(prediction))));
    page.raw("<div class=\"plots\">");
    prediction.bands().stream()
        .limit(MOST_PLOTS)
        .forEach(
            band ->
                page.figure(
                    band.quantity() + " · " + band.experiment(),
                    plot(band, data(prediction, band))));
    page.raw("</div>\n");
    if (prediction.bands().size() > MOST_PLOTS) {
      page.note("The others are in predictions.tsv.");
    }
    page.endSection();
    if (!prediction.checks().isEmpty()) {
      page.section("Data among repeated measurements");
      page.verdict(
          String.format(
              Locale.ROOT,
              "%.1f %% of %d measurements lie where %s %% of repeated ones would.",
              100 * prediction.coverage(),
              prediction.checks().size(),
              PredictionTables.percent(prediction)));
      page.raw("<div class=\"plots\">");
      page.figure("Places of the measurements", places(prediction.checks()));
      page.raw("</div>\n");
      page.endSection();
    }
    return page.closed();
  }

  private static List<Check> data(Prediction prediction, Band band) {
    return prediction.checks().stream()
        .filter(check -> check.observable().equals(band.quantity()))
        .filter(check -> check.experiment().equals(band.experiment()))
        .filter(check -> Double.isFinite(check.time()))
        .toList();
  }

  static String plot(Band band, List<Check> data) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < band.times().size(); t++) {
      low = Math.min(low, band.low().get(t));
      high = Math.max(high, band.high().get(t));
    }
    for (Check check : data) {
      low = Math.min(low, check.measured());
      high = Math.max(high, check.measured());
    }
    double end = band.times().get(band.times().size() - 1);
    Axis across = Axis.linear(band.times().get(0), end, LEFT, RIGHT);
    Axis upwards = Axis.linear(low, high, BOTTOM - 4, TOP + 6);
    Svg svg =
        new Svg(
            HEIGHT,
            band.quantity() + " in " + band.experiment(),
            "a band along time, and " + Numbers.count(data.size(), "measurement", "measurements"));
    svg.beside(upwards, LEFT, RIGHT);
    StringBuilder upper = new StringBuilder();
    StringBuilder lower = new StringBuilder();
    StringBuilder middle = new StringBuilder();
    for (int t = 0; t < band.times().size(); t++) {
      String x = Svg.pixel(across.at(band.times().get(t))) + " ";
      String step = t == 0 ? "M" : "L";
      upper.append(step).append(x).append(Svg.pixel(upwards.at(band.high().get(t))));
      middle.append(step).append(x).append(Svg.pixel(upwards.at(band.median().get(t))));
      lower.insert(0, "L" + x + Svg.pixel(upwards.at(band.low().get(t))));
    }
    svg.path(upper.toString() + lower + "Z", "band").path(middle.toString(), "curve c0");
    for (Check check : data) {
      svg.circle(
          across.at(check.time()),
          upwards.at(check.measured()),
          data.size() > 80 ? 2 : 3.4,
          "datum",
          "time %s: measured %s, repeated %s to %s"
              .formatted(check.time(), check.measured(), check.low(), check.high()));
    }
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis").below(across, BOTTOM, 5);
    svg.label((LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", "time");
    return svg.toString();
  }

  /** A histogram that is flat where the model and its noise are right. */
  private static String places(List<Check> checks) {
    int[] counts = new int[BINS];
    int most = 1;
    for (Check check : checks) {
      int bin = Math.min(BINS - 1, (int) (check.place() * BINS));
      most = Math.max(most, ++counts[bin]);
    }
    Axis across = Axis.linear(0, 1, LEFT, RIGHT);
    Axis upwards = Axis.linear(0, most, BOTTOM, TOP);
    Svg svg =
        new Svg(
            HEIGHT,
            "Places of the measurements",
            "which part of repeated measurements is below each; flat where all is right");
    svg.beside(upwards, LEFT, RIGHT);
    double width = (RIGHT - LEFT) / BINS;
    for (int b = 0; b < BINS; b++) {
      double y = upwards.at(counts[b]);
      svg.rectangle(
          LEFT + b * width + 1, y, width - 2, BOTTOM - y, "column", counts[b] + " measurements");
    }
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis").below(across, BOTTOM, 5);
    svg.label(
        (LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", "part of repeated measurements below");
    return svg.toString();
  }
}
