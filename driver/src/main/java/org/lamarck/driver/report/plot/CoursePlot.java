package org.lamarck.driver.report.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.driver.run.RefinementRow;

/** The values that trainings went through, epoch by epoch, up as well as down. */
public final class CoursePlot {
  private static final int MOST = 20;

  private CoursePlot() {}

  /** Whether any search has told its course. */
  public static boolean isKnown(Judgement judgement) {
    return judgement.record().outcome().refinements().stream()
        .anyMatch(row -> row.course().size() > 0);
  }

  /** A curve for each training, the best one above the others. */
  public static String of(Judgement judgement) {
    Map<Long, List<Double>> courses = new LinkedHashMap<>();
    for (RefinementRow row : judgement.record().outcome().refinements()) {
      List<Double> course = courses.computeIfAbsent(row.search(), s -> new ArrayList<>());
      for (double value : row.course().toArray()) {
        course.add(value);
      }
    }
    List<List<Double>> shown =
        judgement.searches().stream()
            .map(search -> courses.getOrDefault(search.last().search(), List.of()))
            .filter(course -> course.size() > 1)
            .limit(MOST)
            .toList();
    double[] finite = shown.stream().flatMapToDouble(CoursePlot::finite).toArray();
    if (finite.length == 0) {
      return Plots.nothing("Loss by epoch", "no point could be evaluated");
    }
    List<Double> best = shown.get(0);
    int most = shown.stream().mapToInt(List::size).max().orElse(2) - 1;
    Axis axis = Axis.linear(0, most, Plots.LEFT, Plots.RIGHT - 6);
    Plots.Height height = new Plots.Height(judgement.floor(), finite);
    Svg svg =
        new Svg(
            Plots.HEIGHT,
            "Loss by epoch",
            "The objective of the best training was %s at first and %s after %s"
                .formatted(
                    Numbers.number(best.get(0)),
                    Numbers.number(best.get(best.size() - 1)),
                    Numbers.count(best.size() - 1, "epoch", "epochs")));
    height.draw(svg);
    Plots.horizontal(svg, axis, "epochs");
    for (int i = shown.size() - 1; i >= 0; i--) { // the best one last, above the others
      svg.path(path(shown.get(i), axis, height), i == 0 ? "curve c0" : "course strand");
    }
    double last = best.get(best.size() - 1);
    svg.circle(
        axis.at(best.size() - 1), height.at(last), 3.6, "dot c0", "%s at the end".formatted(last));
    return svg.toString();
  }

  private static DoubleStream finite(List<Double> course) {
    return course.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite);
  }

  /** Thousands of epochs: one point for each pixel. */
  private static String path(List<Double> course, Axis axis, Plots.Height height) {
    StringBuilder path = new StringBuilder();
    String last = "";
    for (int epoch = 0; epoch < course.size(); epoch++) {
      if (Double.isFinite(course.get(epoch))) {
        String x = Svg.pixel(axis.at(epoch));
        String place = x + " " + Svg.pixel(height.at(course.get(epoch)));
        if (!place.equals(last)) {
          path.append(path.isEmpty() ? "M" : "L").append(place);
          last = place;
        }
      }
    }
    return path.toString();
  }
}
