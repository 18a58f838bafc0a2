package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.report.page.Table;
import org.lamarck.strategies.profile.Contour;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.Pair;
import org.lamarck.worker.problem.Parameter;

/** Profiles of pairs as a table and as a part of JSON, on the parameters' scales. */
final class ContourTables {
  private ContourTables() {}

  /** A row for each ray, around the optimum. */
  static String table(Profiles profiles) {
    Table table = new Table("firstId", "secondId", "first", "second", "status", "rise");
    for (Contour contour : profiles.profiled().contours()) {
      Pair pair = contour.pair();
      for (Contour.Crossing one : contour.points()) {
        table.row(
            id(profiles, pair.first()),
            id(profiles, pair.second()),
            Table.number(one.point().get(pair.first())),
            Table.number(one.point().get(pair.second())),
            status(one.kind()),
            Table.number(one.rise()));
      }
    }
    return table.toString();
  }

  /** An object for each pair. */
  static List<Map<String, Object>> json(Profiles profiles) {
    List<Map<String, Object>> pairs = new ArrayList<>();
    for (Contour contour : profiles.profiled().contours()) {
      Pair pair = contour.pair();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("first", id(profiles, pair.first()));
      entry.put("second", id(profiles, pair.second()));
      entry.put("deltaNllh", pair.threshold());
      entry.put("closed", contour.isClosed());
      List<List<Double>> points = new ArrayList<>();
      for (Contour.Crossing one : contour.points()) {
        points.add(List.of(one.point().get(pair.first()), one.point().get(pair.second())));
      }
      entry.put("points", points);
      entry.put("status", contour.points().stream().map(one -> status(one.kind())).toList());
      pairs.add(entry);
    }
    return pairs;
  }

  private static String id(Profiles profiles, int coordinate) {
    Parameter parameter = profiles.searched().get(coordinate);
    return parameter.id();
  }

  static String status(End.Kind kind) {
    return switch (kind) {
      case CROSSED -> "found";
      case BOUND -> "bound";
      case FAILED, PENDING -> "open";
    };
  }
}
