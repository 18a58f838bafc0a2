package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.worker.problem.Parameter;

/**
 * A gene circuit that was learned, as a graph: genes on a circle, arrows where one activates
 * another, and bars where it represses. The weight of gene A on gene B is the parameter {@code
 * w_A_B}.
 */
final class CircuitSection implements Section {
  private static final String WEIGHT = "w_";

  /** Of the largest weight: what is strong, plain, weak; less is not drawn. */
  private static final double STRONG = 0.4;

  private static final double PLAIN = 0.1;
  private static final double WEAK = 0.02;

  /** With more genes numbers would cover each other. */
  private static final int MOST_WITH_NUMBERS = 5;

  private static final double MIDDLE = Svg.WIDTH / 2;
  private static final double CENTRE = 185;
  private static final double CIRCLE = 95;
  private static final double NODE = 17;
  private static final double GAP = 4;

  @Override
  public boolean concerns(RunRecord record) {
    return genes(record).size() > 1;
  }

  @Override
  public void write(Judgement judgement, Page page) {
    RunRecord record = judgement.record();
    List<String> genes = genes(record);
    Map<String, Double> weights = weights(record);
    double largest = largest(genes, weights);
    page.section("The circuit at the best point");
    page.raw("<div class=\"plots\">");
    page.figure("Effects of genes on each other", draw(genes, weights));
    page.raw("</div>\n");
    long left =
        pairs(genes).stream().filter(one -> strength(weights, one, largest).isEmpty()).count();
    page.note(
        "Arrows activate, bars repress. %s"
            .formatted(
                left == 0
                    ? "All effects are drawn."
                    : "%d of %d effects are below a fiftieth of the largest and are not drawn."
                        .formatted(left, genes.size() * genes.size())));
    page.endSection();
  }

  /** Those that have weights on all, themselves among them; none when it is no circuit. */
  static List<String> genes(RunRecord record) {
    Map<String, Double> weights = weights(record);
    List<String> genes = new ArrayList<>();
    for (String id : weights.keySet()) {
      String pair = id.substring(WEIGHT.length());
      int half = pair.length() / 2;
      String gene = pair.substring(0, half);
      if (!gene.isEmpty() && pair.equals(gene + "_" + gene)) {
        genes.add(gene);
      }
    }
    boolean isWhole = pairs(genes).stream().allMatch(weights::containsKey);
    return isWhole ? genes : List.of();
  }

  /** By id, searched or fixed. */
  private static Map<String, Double> weights(RunRecord record) {
    Map<String, Double> weights = new LinkedHashMap<>();
    Map<String, Double> estimates = record.estimates();
    for (Parameter one : record.parameters()) {
      if (one.id().startsWith(WEIGHT)) {
        weights.put(one.id(), estimates.getOrDefault(one.id(), one.nominal()));
      }
    }
    return weights;
  }

  private static List<String> pairs(List<String> genes) {
    List<String> pairs = new ArrayList<>();
    for (String from : genes) {
      genes.forEach(to -> pairs.add(id(from, to)));
    }
    return pairs;
  }

  private static String id(String from, String to) {
    return WEIGHT + from + "_" + to;
  }

  private static double largest(List<String> genes, Map<String, Double> weights) {
    return pairs(genes).stream()
        .mapToDouble(one -> Math.abs(weights.getOrDefault(one, 0.0)))
        .max()
        .orElse(0);
  }

  /** How an effect is drawn; nothing when it is not. */
  private static Optional<String> strength(Map<String, Double> weights, String id, double largest) {
    double share = Math.abs(weights.getOrDefault(id, 0.0)) / largest;
    return share >= STRONG
        ? Optional.of("strong")
        : share >= PLAIN
            ? Optional.of("plain")
            : share >= WEAK ? Optional.of("weak") : Optional.empty();
  }

  /** A place in the drawing. */
  private record Place(double x, double y) {
    Place plus(double way, Place direction) {
      return new Place(x + way * direction.x, y + way * direction.y);
    }

    /** The direction of length 1 to another place. */
    Place to(Place other) {
      double length = Math.hypot(other.x - x, other.y - y);
      return new Place((other.x - x) / length, (other.y - y) / length);
    }

    Place left() {
      return new Place(y, -x);
    }

    @Override
    public String toString() {
      return Svg.pixel(x) + " " + Svg.pixel(y);
    }
  }

  /** All genes, and the effects that matter. */
  static String draw(List<String> genes, Map<String, Double> weights) {
    double largest = largest(genes, weights);
    Svg svg =
        new Svg(
            2 * CENTRE,
            "Circuit of " + String.join(", ", genes),
            "genes on a circle, with arrows where one activates another and bars where it"
                + " represses");
    for (int i = 0; i < genes.size(); i++) {
      for (int j = 0; j < genes.size(); j++) {
        String id = id(genes.get(i), genes.get(j));
        int from = i;
        int to = j;
        strength(weights, id, largest)
            .ifPresent(
                width -> effect(svg, genes.size(), from, to, weights.getOrDefault(id, 0.0), width));
      }
    }
    for (int i = 0; i < genes.size(); i++) {
      Place place = place(i, genes.size());
      svg.circle(place.x(), place.y(), NODE, "gene", "gene " + genes.get(i));
      String name = Numbers.shortened(genes.get(i), 4);
      svg.label(place.x(), place.y() + 4, "middle", "name", name, genes.get(i));
    }
    return svg.toString();
  }

  private static Place place(int gene, int genes) {
    double angle = 2 * Math.PI * gene / genes - Math.PI / 2;
    return new Place(MIDDLE + CIRCLE * Math.cos(angle), CENTRE + CIRCLE * Math.sin(angle));
  }

  private static void effect(Svg svg, int genes, int from, int to, double weight, String width) {
    Place centre = new Place(MIDDLE, CENTRE);
    Place start = place(from, genes);
    Place end = place(to, genes);
    Place bend;
    Place other; // of a loop, which bends twice
    if (from == to) {
      Place out = centre.to(start);
      bend = start.plus(3.4 * NODE, out).plus(2.2 * NODE, out.left());
      other = start.plus(3.4 * NODE, out).plus(-2.2 * NODE, out.left());
    } else {
      Place along = start.to(end);
      double length = Math.hypot(end.x() - start.x(), end.y() - start.y());
      bend = start.plus(length / 2, along).plus(length / 5, along.left());
      other = bend;
    }
    Place begin = start.plus(NODE + 1, start.to(bend));
    Place arrival = other.to(end);
    Place tip = end.plus(-(NODE + GAP), arrival);
    String style = "effect %s %s".formatted(width, weight > 0 ? "c0" : "alarm");
    svg.path(
        from == to
            ? "M%sC%s %s %s".formatted(begin, bend, other, tip)
            : "M%sQ%s %s".formatted(begin, bend, tip),
        style);
    Place side = arrival.left();
    svg.path(
        weight > 0
            ? "M%sL%sL%s"
                .formatted(
                    tip.plus(-7, arrival).plus(5, side), tip, tip.plus(-7, arrival).plus(-5, side))
            : "M%sL%s".formatted(tip.plus(7, side), tip.plus(-7, side)),
        style.replace("weak", "plain"));
    if (genes <= MOST_WITH_NUMBERS) {
      double length = Math.hypot(end.x() - start.x(), end.y() - start.y());
      Place number =
          from == to
              ? start.plus(3.6 * NODE, centre.to(start))
              : start.plus(length / 2, start.to(end)).plus(length / 10 + 16, start.to(end).left());
      svg.label(
          number.x(), number.y() + 4, "middle", "tick", String.format(Locale.ROOT, "%.2g", weight));
    }
  }
}
