package org.lamarck.driver.select;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.Setting;

/** The plots of a selection. */
final class SelectionPlots {
  private static final double LEFT = 64;
  private static final double RIGHT = Svg.WIDTH - 12;
  private static final double TOP = 22;
  private static final double BOTTOM = 222;
  private static final double HEIGHT = 266;
  private static final double ROW = 15;

  /** Of the models the worst are left to the edge of the plot. */
  private static final double SHOWN_PART = 0.9;

  private SelectionPlots() {}

  /** The criterion of every model by iteration, and the best so far as a line. */
  static String way(SelectionOutcome outcome) {
    Criterion criterion = outcome.search().settings().criterion();
    List<SelectionOutcome.Ranked> models =
        outcome.models().stream().filter(one -> Double.isFinite(one.value())).toList();
    Svg svg =
        new Svg(
            HEIGHT,
            criterion.label() + " by iteration",
            "Each dot is a model; the line is the best so far.");
    if (models.isEmpty()) {
      return svg.label(Svg.WIDTH / 2, HEIGHT / 2, "middle", "tick", "no values").toString();
    }
    double[] sorted =
        models.stream().mapToDouble(SelectionOutcome.Ranked::value).sorted().toArray();
    int part = (int) Math.ceil(SHOWN_PART * (sorted.length - 1));
    boolean grows = criterion.isBetter(1, 0);
    double low = grows ? sorted[sorted.length - 1 - part] : sorted[0];
    double high = grows ? sorted[sorted.length - 1] : sorted[part];
    int last = models.stream().mapToInt(one -> one.place().iteration()).max().orElse(1);
    Axis upwards = Axis.linear(low, high, BOTTOM - 6, TOP + 6);
    Axis across = Axis.linear(0.5, last + 0.5, LEFT, RIGHT);
    svg.beside(upwards, LEFT, RIGHT).line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
    int step = Math.max(1, (last + 9) / 10);
    for (int i = 1; i <= last; i += step) {
      svg.tick(across.at(i), BOTTOM, String.valueOf(i));
    }
    svg.label((LEFT + RIGHT) / 2, HEIGHT - 6, "middle", "tick", "iteration");
    StringBuilder path = new StringBuilder();
    double best = Double.NaN;
    for (int i = 1; i <= last; i++) {
      for (SelectionOutcome.Ranked one : models) {
        if (one.place().iteration() == i && criterion.isBetter(one.value(), best)) {
          best = one.value();
        }
      }
      path.append(path.isEmpty() ? "M" : "L").append(Svg.pixel(across.at(i))).append(' ');
      path.append(Svg.pixel(upwards.at(best)));
    }
    svg.path(path.toString(), "curve c0");
    double found = best;
    for (SelectionOutcome.Ranked one : models) {
      svg.circle(
          across.at(one.place().iteration()),
          upwards.at(one.value()),
          one.value() == found ? 5 : 3,
          one.value() == found ? "dot c0" : "faint",
          one.model() + ": " + Numbers.number(one.value(), 7));
    }
    return svg.toString();
  }

  /** Which parameters models estimate: a row for each parameter, a column for each model. */
  static String settings(SelectionOutcome outcome, List<SelectionOutcome.Ranked> models) {
    List<String> parameters = new ArrayList<>(SelectionTables.parameters(outcome));
    double room = Math.min(170, parameters.stream().mapToDouble(Svg::width).max().orElse(40) + 10);
    double height = TOP + ROW * parameters.size() + 24;
    Svg svg =
        new Svg(
            height,
            "What the best models estimate",
            "A filled square is estimated; best model on the left.");
    double width = (RIGHT - room) / models.size();
    for (int row = 0; row < parameters.size(); row++) {
      String id = parameters.get(row);
      double y = TOP + ROW * row;
      svg.name(4, y + 11, room - 10, "tick", id, id);
      for (int column = 0; column < models.size(); column++) {
        Setting setting = models.get(column).model().settings().get(id);
        boolean isEstimated = setting != null && setting.estimated();
        svg.rectangle(
            room + width * column + 1,
            y,
            Math.max(1, Math.min(width - 2, 14)),
            ROW - 2,
            isEstimated ? "dot c0" : "sigma",
            "%s: %s %s".formatted(models.get(column).model(), id, setting == null ? "" : setting));
      }
    }
    return svg.label(room, height - 8, "start", "tick", "best model first").toString();
  }
}
