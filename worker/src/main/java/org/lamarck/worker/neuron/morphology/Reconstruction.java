package org.lamarck.worker.neuron.morphology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;

/**
 * Cells of the points of a file. A branch goes on while there is one next point of the same type. A
 * soma of one point, or of three of which two are a radius away from the first, is a cylinder as
 * long as wide, with the membrane of the sphere. A neurite that leaves the soma begins at its own
 * first point, as what lies between is the soma's inside.
 */
public final class Reconstruction {
  private final Map<Integer, List<Swc.Point>> children = new HashMap<>();
  private final List<Branch> branches = new ArrayList<>();
  private final Map<String, List<Integer>> groups = new TreeMap<>();
  private final Division division;
  private final Findings findings;
  private final String file;

  /** A branch that is still to be made: its first point, joined to a branch. */
  private record Open(Swc.Point first, Optional<Swc.Point> from, int parent, boolean parentEnd) {}

  private Reconstruction(String file, Division division, Findings findings) {
    this.file = file;
    this.division = division;
    this.findings = findings;
  }

  /**
   * The cell of a file.
   *
   * @param leastRadius µm; smaller radii are set to it
   * @return nothing when an error was found
   */
  public static Optional<Morphology> read(
      SourceText source, Division division, double leastRadius, Findings findings) {
    Optional<List<Swc.Point>> points = Swc.read(source, leastRadius, findings);
    return points.map(all -> new Reconstruction(source.file(), division, findings).cell(all));
  }

  private Morphology cell(List<Swc.Point> points) {
    Map<Integer, Swc.Point> merged = new HashMap<>(); // by number, the point that stands for it
    for (Swc.Point point : points) {
      Swc.Point parent = merged.get(point.parent());
      if (parent != null && parent.distance(point) == 0) {
        findings.warning(
            new Place(file, point.row(), 0),
            "point %d lies on its parent".formatted(point.number()),
            "it is left out; correct the file if that is wrong");
        merged.put(point.number(), parent);
        continue;
      }
      merged.put(point.number(), point);
      if (parent != null) {
        children.computeIfAbsent(parent.number(), p -> new ArrayList<>()).add(point);
      }
    }
    List<Open> open = new ArrayList<>();
    begin(points.get(0), open);
    for (int next = 0; next < open.size(); next++) { // the list grows while it is passed
      extend(open.get(next), open);
    }
    return new Morphology(branches, groups);
  }

  private List<Swc.Point> children(Swc.Point point) {
    return children.getOrDefault(point.number(), List.of());
  }

  /** The root's branch, and what begins at its beginning. */
  private void begin(Swc.Point root, List<Open> open) {
    List<Swc.Point> next = children(root);
    List<Swc.Point> same = next.stream().filter(one -> one.type() == root.type()).toList();
    boolean threePoints = same.size() == 2 && same.stream().allMatch(one -> isPole(root, one));
    if (same.isEmpty() || threePoints) {
      Point middle = point(root);
      Point begin = new Point(middle.x() - root.radius(), middle.y(), middle.z());
      Point end = new Point(middle.x() + root.radius(), middle.y(), middle.z());
      Frusta cylinder = Frusta.cylinder(2 * root.radius(), root.radius());
      add(Branch.ROOT, true, cylinder, List.of(begin, end), root);
      List<Swc.Point> leaving = new ArrayList<>(next);
      leaving.removeAll(threePoints ? same : List.of());
      for (Swc.Point one : leaving) {
        open.add(new Open(one, Optional.of(root), 0, true));
      }
      return;
    }
    Swc.Point first = same.get(0);
    extend(new Open(first, Optional.of(root), Branch.ROOT, true), open);
    for (Swc.Point one : next) {
      if (!one.equals(first)) {
        open.add(new Open(one, Optional.of(root), 0, false));
      }
    }
  }

  /** Whether a soma's point is one of the two that only tell its radius. */
  private boolean isPole(Swc.Point root, Swc.Point point) {
    double difference = Math.abs(root.distance(point) - root.radius());
    return children(point).isEmpty() && difference < 0.01 * root.radius() + 0.01;
  }

  /** Makes a branch and opens those at its end. */
  private void extend(Open one, List<Open> open) {
    List<Swc.Point> path = new ArrayList<>();
    Swc.Point from = one.from().orElse(one.first());
    Swc.Point last = one.first();
    boolean inside = from.type() != one.first().type();
    boolean goesOn = goesOn(last);
    if (!inside || !goesOn) { // else it begins at its own first point
      path.add(
          inside
              ? new Swc.Point(from.number(), last.type(), from.at(), last.radius(), -1, from.row())
              : from);
    }
    path.add(last);
    while (goesOn(last)) {
      last = children(last).get(0);
      path.add(last);
    }
    int branch =
        add(
            one.parent(),
            one.parentEnd(),
            frusta(path),
            path.stream().map(Reconstruction::point).toList(),
            last);
    for (Swc.Point next : children(last)) {
      open.add(new Open(next, Optional.of(last), branch, true));
    }
  }

  private boolean goesOn(Swc.Point point) {
    List<Swc.Point> next = children(point);
    return next.size() == 1 && next.get(0).type() == point.type();
  }

  private static Frusta frusta(List<Swc.Point> path) {
    double[] places = new double[path.size()];
    double[] radii = new double[path.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i == 0 ? 0 : places[i - 1] + path.get(i - 1).distance(path.get(i));
      radii[i] = path.get(i).radius();
    }
    return new Frusta(places, radii);
  }

  private static Point point(Swc.Point of) {
    return new Point(of.at()[0], of.at()[1], of.at()[2]);
  }

  private int add(int parent, boolean parentEnd, Frusta frusta, List<Point> path, Swc.Point of) {
    int branch = branches.size();
    int count = division.compartments(frusta);
    List<Point> ends = Point.ends(path, count);
    branches.add(new Branch(parent, parentEnd, frusta.divided(count), ends));
    groups.computeIfAbsent(Swc.group(of.type()), g -> new ArrayList<>()).add(branch);
    return branch;
  }
}
