package org.lamarck.worker.neuron.neuroml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.neuron.morphology.Frusta;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.morphology.Point;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;

/**
 * Segments and groups of a {@code <morphology>}. A branch goes on while there is one next segment,
 * at the end, which is in the same groups.
 */
final class SegmentTree {
  /** The group of all segments. */
  static final String ALL = "all";

  private final Findings findings;
  private final Map<String, Segment> segments = new LinkedHashMap<>();
  private final Map<String, Set<String>> groups = new LinkedHashMap<>(); // ids of segments
  private final Set<String> refused = new LinkedHashSet<>(); // ids
  private final Map<String, List<Segment>> children = new HashMap<>();
  private final Map<String, List<Integer>> branchesOf = new TreeMap<>(); // by group
  private final Map<String, Span> spans = new HashMap<>(); // by segment

  /** Where along a branch a segment lies, in parts of the branch's length. */
  private record Span(int branch, double from, double to) {}

  /**
   * A truncated cone.
   *
   * @param parent the id of another; empty for the root
   * @param atEnd whether it begins at its parent's end, or else at its beginning
   * @param from x, y, z and diameter, µm
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Segment(
      Element element, String id, String parent, boolean atEnd, double[] from, double[] to) {
    double length() {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        sum += (to[i] - from[i]) * (to[i] - from[i]);
      }
      return Math.sqrt(sum);
    }

    /** Along its branch: a sphere is as long as wide. */
    double extent() {
      return length() == 0 ? to[3] : length();
    }
  }

  private SegmentTree(Findings findings) {
    this.findings = findings;
  }

  /** The segments and groups of a morphology; nothing when an error was found. */
  static Optional<SegmentTree> read(Element morphology, Findings findings) {
    SegmentTree tree = new SegmentTree(findings);
    boolean known = morphology.refuseOthers(List.of("segment", "segmentGroup"), findings);
    for (Element segment : morphology.children("segment")) {
      boolean isBehindRefused = tree.refused.contains(above(segment)); // which was told
      if (isBehindRefused || !tree.addSegment(segment)) {
        tree.refused.add(segment.get("id"));
      }
    }
    known &= tree.refused.isEmpty();
    List<Element> groups = known ? morphology.children("segmentGroup") : List.of();
    for (Element group : groups) {
      known = known && tree.addGroup(group);
    }
    if (known && tree.segments.isEmpty()) {
      morphology.refuse("has no segment", findings);
      return Optional.empty();
    }
    return known ? Optional.of(tree) : Optional.empty();
  }

  /** The id of a segment's parent; empty where it has none. */
  private static String above(Element segment) {
    return segment.child("parent").map(one -> one.get("segment")).orElse("");
  }

  private boolean addSegment(Element element) {
    if (!element.refuseOthers(List.of("parent", "proximal", "distal"), findings)) {
      return false;
    }
    String id = element.get("id");
    Optional<Element> parent = element.child("parent");
    Optional<Element> distal = element.child("distal");
    if (id.isEmpty() || segments.containsKey(id) || distal.isEmpty()) {
      element.refuse(distal.isEmpty() ? "has no distal point" : "needs an id of its own", findings);
      return false;
    }
    boolean isRoot = segments.isEmpty();
    Segment above = parent.map(one -> segments.get(one.get("segment"))).orElse(null);
    if (isRoot ? parent.isPresent() : above == null) {
      element.refuse(
          isRoot ? "is the first and has a parent" : "names no segment before it as its parent",
          findings);
      return false;
    }
    String fraction =
        parent.map(one -> one.get("fractionAlong")).filter(one -> !one.isEmpty()).orElse("1");
    boolean atEnd = fraction.equals("1") || fraction.equals("1.0");
    boolean atBeginning = fraction.equals("0") || fraction.equals("0.0");
    if (!atEnd && !(atBeginning && above != null && above.parent.isEmpty())) {
      parent
          .orElse(element)
          .refuse(
              "joins a segment at %s of its parent, not at its end".formatted(fraction), findings);
      return false;
    }
    Optional<double[]> to = point(distal.get());
    Optional<double[]> from =
        element.child("proximal").isPresent()
            ? element.child("proximal").flatMap(this::point)
            : Optional.ofNullable(above).map(one -> atEnd ? one.to : one.from);
    if (from.isEmpty() || to.isEmpty()) {
      if (to.isPresent()) {
        element.refuse("is the first and has no proximal point", findings);
      }
      return false;
    }
    Segment made =
        new Segment(element, id, above == null ? "" : above.id, atEnd, from.get(), to.get());
    if (made.length() == 0 && !isRoot) {
      element.refuse("has no length", findings);
      return false;
    }
    segments.put(id, made);
    children.computeIfAbsent(made.parent, p -> new ArrayList<>()).add(made);
    return true;
  }

  private Optional<double[]> point(Element element) {
    double[] point = new double[4];
    List<String> names = List.of("x", "y", "z", "diameter");
    for (int i = 0; i < 4; i++) {
      OptionalDouble number = Units.NUMBER.of(element, names.get(i), findings);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      point[i] = number.getAsDouble();
    }
    if (!(point[3] > 0)) {
      element.refuse("has a diameter that is not above 0", findings);
      return Optional.empty();
    }
    return Optional.of(point);
  }

  private boolean addGroup(Element element) {
    if (!element.refuseOthers(List.of("member", "include"), findings)) {
      return false;
    }
    Set<String> ids = new LinkedHashSet<>();
    for (Element member : element.children()) {
      boolean isMember = member.name().equals("member");
      if (!isMember && !member.name().equals("include")) {
        continue;
      }
      Optional<Cell> named = member.require(isMember ? "segment" : "segmentGroup", findings);
      if (named.isEmpty()) {
        return false;
      }
      String id = named.get().text();
      if (isMember ? !segments.containsKey(id) : !groups.containsKey(id)) {
        member.refuse("names %s, which is not before it".formatted(id), findings);
        return false;
      }
      ids.addAll(isMember ? Set.of(id) : groups.get(id));
    }
    groups.put(element.get("id"), ids);
    return true;
  }

  /** The cell, of which groups are those of the document. */
  Morphology morphology(Division division) {
    List<Branch> branches = new ArrayList<>();
    Segment root = segments.values().iterator().next();
    groups.putIfAbsent(ALL, segments.keySet());
    extend(root, Branch.ROOT, true, branches, division);
    Map<String, List<Integer>> named = new TreeMap<>(branchesOf);
    named.remove(ALL);
    return new Morphology(branches, named);
  }

  private Set<String> groupsOf(Segment segment) {
    Set<String> all = new LinkedHashSet<>();
    groups.forEach(
        (name, ids) -> {
          if (ids.contains(segment.id)) {
            all.add(name);
          }
        });
    return all;
  }

  /** Makes the branch that begins with a segment, and those behind it. */
  private void extend(
      Segment first, int parent, boolean atEnd, List<Branch> branches, Division division) {
    List<Segment> path = new ArrayList<>(List.of(first));
    Segment last = first;
    for (List<Segment> next = next(last); goesOn(last, next); next = next(last)) {
      last = next.get(0);
      path.add(last);
    }
    int branch = branches.size();
    Frusta frusta = frusta(path);
    int count = division.compartments(frusta);
    List<Point> ends = Point.ends(course(path), count);
    branches.add(new Branch(parent, atEnd, frusta.divided(count), ends));
    double at = 0;
    for (Segment one : path) {
      double begin = at;
      at += one.extent();
      spans.put(one.id, new Span(branch, begin / frusta.length(), at / frusta.length()));
    }
    for (String group : groupsOf(first)) {
      branchesOf.computeIfAbsent(group, g -> new ArrayList<>()).add(branch);
    }
    boolean isLonger = path.size() > 1;
    for (Segment child : next(last)) {
      boolean end = child.atEnd || isLonger;
      extend(child, branch, end, branches, division);
    }
    if (isLonger) { // of the root alone
      for (Segment child : next(first)) {
        if (!child.atEnd) {
          extend(child, branch, false, branches, division);
        }
      }
    }
  }

  private List<Segment> next(Segment segment) {
    return children.getOrDefault(segment.id, List.of());
  }

  private boolean goesOn(Segment last, List<Segment> next) {
    List<Segment> behind = next.stream().filter(one -> one.atEnd).toList();
    return behind.size() == 1
        && next.get(0).atEnd
        && groupsOf(last).equals(groupsOf(behind.get(0)));
  }

  /** A root of one point is a sphere: a cylinder as long as wide, which has its membrane. */
  private static Frusta frusta(List<Segment> path) {
    Segment first = path.get(0);
    if (first.length() == 0 && path.size() == 1) {
      return Frusta.cylinder(first.from[3], first.from[3] / 2);
    }
    List<Double> places = new ArrayList<>(List.of(0.0));
    List<Double> radii = new ArrayList<>(List.of(first.from[3] / 2));
    double at = 0;
    for (Segment one : path) {
      if (one.from[3] / 2 != radii.get(radii.size() - 1)) { // a step in width
        places.add(at);
        radii.add(one.from[3] / 2);
      }
      at += one.extent();
      places.add(at);
      radii.add(one.to[3] / 2);
    }
    return new Frusta(
        places.stream().mapToDouble(Double::doubleValue).toArray(),
        radii.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The places that a branch passes; of a sphere the ends of its diameter. */
  private static List<Point> course(List<Segment> path) {
    Segment first = path.get(0);
    double half = first.length() == 0 ? first.from[3] / 2 : 0;
    List<Point> course = new ArrayList<>();
    course.add(new Point(first.from[0] - half, first.from[1], first.from[2]));
    for (Segment one : path) {
      double beside = one.length() == 0 ? half : 0;
      course.add(new Point(one.to[0] + beside, one.to[1], one.to[2]));
    }
    return course;
  }

  /**
   * The compartment, within the cell, in which a place of a segment lies; absent where there is no
   * such segment.
   *
   * @param along 0 to 1
   */
  Optional<Integer> compartment(Morphology cell, String segment, double along) {
    Span span = spans.get(segment);
    if (span == null) {
      return Optional.empty();
    }
    int count = cell.branches().get(span.branch).compartments().size();
    double place = span.from + along * (span.to - span.from);
    int within = Math.min(count - 1, (int) (place * count));
    return Optional.of(cell.first(span.branch) + within);
  }

  /** The branches of a group; absent where there is no such group. */
  Optional<List<Integer>> branches(String group) {
    return groups.containsKey(group)
        ? Optional.of(Collections.unmodifiableList(branchesOf.getOrDefault(group, List.of())))
        : Optional.empty();
  }
}
