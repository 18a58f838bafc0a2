package org.lamarck.worker.neuron.morphology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;

/**
 * Reconstructed cells in files of the format SWC: rows of number, type, x, y, z, radius (µm) and
 * the number of the parent. What is odd but can be told apart is repaired with a warning; the rest
 * is refused at its row.
 */
public final class Swc {
  private static final int COLUMNS = 7;
  private static final int SOMA = 1;

  private final String file;
  private final Findings findings;
  private final Map<Integer, Point> points = new LinkedHashMap<>();

  /**
   * A point of a reconstruction.
   *
   * @param parent the number of another; −1 for the root
   * @param row of the file
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Point(int number, int type, double[] at, double radius, int parent, int row) {
    double distance(Point other) {
      double sum = 0;
      for (int i = 0; i < at.length; i++) {
        sum += (at[i] - other.at[i]) * (at[i] - other.at[i]);
      }
      return Math.sqrt(sum);
    }
  }

  private Swc(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /**
   * The points of a file, each after its parent.
   *
   * @param leastRadius radii below it are set to it
   * @return nothing when an error was found
   */
  static Optional<List<Point>> read(SourceText source, double leastRadius, Findings findings) {
    Swc swc = new Swc(source.file(), findings);
    List<String> lines = source.text().lines().toList();
    for (int row = 1; row <= lines.size(); row++) {
      String line = lines.get(row - 1).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !swc.add(line, row, leastRadius)) {
        return Optional.empty();
      }
    }
    if (swc.points.size() < 2) {
      findings.error(
          Place.of(source.file()),
          swc.points.isEmpty() ? "there are no points" : "there is one point alone",
          "name a reconstruction of rows: number type x y z radius parent");
      return Optional.empty();
    }
    return swc.ordered();
  }

  private boolean add(String line, int row, double leastRadius) {
    String[] fields = line.split("\\s+", -1);
    if (fields.length != COLUMNS) {
      return refuse(
          row, fields.length + " numbers, not 7", "write number type x y z radius parent");
    }
    double[] numbers = new double[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      try {
        numbers[i] = Double.parseDouble(fields[i]);
      } catch (NumberFormatException e) {
        findings.error(
            new Place(file, row, i + 1), "\"%s\" is no number".formatted(fields[i]), "correct it");
        return false;
      }
      boolean whole = i < 2 || i == COLUMNS - 1;
      if (!Double.isFinite(numbers[i]) || (whole && numbers[i] != Math.rint(numbers[i]))) {
        findings.error(
            new Place(file, row, i + 1),
            "%s is no %s number".formatted(fields[i], whole ? "whole" : "finite"),
            "correct it");
        return false;
      }
    }
    if (numbers[1] < 0) {
      findings.error(
          new Place(file, row, 2), "%s is no type of a point".formatted(fields[1]), "correct it");
      return false;
    }
    double radius = numbers[5];
    if (radius < leastRadius || radius <= 0) {
      if (leastRadius <= 0) {
        return refuse(row, "a radius of %s must be above 0".formatted(radius), "give min_radius");
      }
      warn(row, "the radius %s is set to %s".formatted(radius, leastRadius));
      radius = leastRadius;
    }
    double[] at = {numbers[2], numbers[3], numbers[4]};
    int number = (int) numbers[0];
    Point point = new Point(number, (int) numbers[1], at, radius, (int) numbers[6], row);
    Point known = points.putIfAbsent(number, point);
    return known == null
        || refuse(row, "point %d stands in row %d too".formatted(number, known.row()), "renumber");
  }

  private boolean refuse(int row, String what, String remedy) {
    findings.error(new Place(file, row, 0), what, remedy);
    return false;
  }

  private void warn(int row, String what) {
    findings.warning(new Place(file, row, 0), what, "correct the file if that is wrong");
  }

  /** Parents before children; one tree. */
  private Optional<List<Point>> ordered() {
    Map<Integer, List<Point>> children = new LinkedHashMap<>();
    List<Point> roots = new ArrayList<>();
    for (Point point : points.values()) {
      if (point.parent() < 0) {
        roots.add(point);
      } else if (!points.containsKey(point.parent())) {
        refuse(point.row(), "there is no point " + point.parent(), "correct the parent");
        return Optional.empty();
      } else {
        children.computeIfAbsent(point.parent(), p -> new ArrayList<>()).add(point);
      }
    }
    if (roots.size() != 1) {
      int row = roots.isEmpty() ? 0 : roots.get(1).row();
      refuse(
          row,
          roots.isEmpty()
              ? "no point has the parent -1"
              : "a second root: the tree is disconnected",
          "let all but one point name its parent");
      return Optional.empty();
    }
    List<Point> ordered = new ArrayList<>(roots);
    for (int next = 0; next < ordered.size(); next++) { // the list grows while it is passed
      ordered.addAll(children.getOrDefault(ordered.get(next).number(), List.of()));
    }
    if (ordered.size() < points.size()) {
      Point lost = lost(ordered);
      refuse(lost.row(), "point %d is its own ancestor".formatted(lost.number()), "break the ring");
      return Optional.empty();
    }
    return Optional.of(ordered);
  }

  /** The first point that cannot be reached from the root. */
  private Point lost(List<Point> reached) {
    Set<Point> found = new HashSet<>(reached);
    return points.values().stream()
        .filter(point -> !found.contains(point))
        .findFirst()
        .orElseThrow();
  }

  /** The name of a type. */
  static String group(int type) {
    return switch (type) {
      case SOMA -> "soma";
      case 2 -> "axon";
      case 3 -> "basal";
      case 4 -> "apical";
      default -> "type" + type;
    };
  }
}
