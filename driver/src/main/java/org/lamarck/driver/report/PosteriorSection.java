package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.report.draws.SampleTables;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.driver.report.plot.Plots;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.sampling.Convergence;

/**
 * What was drawn from the posterior: how sure that is, marginals, pairs that go together, traces.
 */
final class PosteriorSection implements Section {
  private static final double LEFT = 58;
  private static final double RIGHT = 390;
  private static final double TOP = 10;
  private static final double BOTTOM = 150;
  private static final double HEIGHT = 192;
  private static final int MOST_MARGINALS = 60;

  /** Plots of pairs, of the most correlated ones. */
  private static final int MOST_PAIRS = 6;

  /** A pair that is less correlated than this has nothing to show. */
  private static final double TOGETHER = 0.3;

  private static final int BINS = 24;
  private static final int MOST_DOTS = 400;

  /** Points of a trace: more lie on the same pixels. */
  private static final int MOST_STEPS = 250;

  /** Traces of parameters, of those that mix worst. */
  private static final int MOST_TRACES = 4;

  @Override
  public boolean concerns(RunRecord record) {
    return record.samples().filter(samples -> !samples.marginals().isEmpty()).isPresent();
  }

  @Override
  public void write(Judgement judgement, Page page) {
    Samples samples = judgement.record().samples().orElseThrow();
    page.section("What the posterior looks like");
    page.note(
        "%s from each of %s, after %d steps of learning%s. Bars are draws on the scale of the search, the line is the best point."
            .formatted(
                Numbers.count(samples.length(), "draw", "draws"),
                Numbers.count(samples.sampled().chains().size(), "chain", "chains"),
                samples.warmup(),
                samples.isComplete() ? "" : "; the chains have not come to their ends"));
    List<String> warnings = SampleTables.warnings(samples);
    page.verdict(
        warnings.isEmpty()
            ? "The chains agree, and each parameter has effective draws enough."
            : Numbers.escape(
                warnings.stream()
                    .map(PosteriorSection::sentence)
                    .collect(Collectors.joining(" "))));
    table(samples, page);
    String evidence = SampleTables.evidenceWords(samples);
    if (!evidence.isEmpty()) {
      page.note("The logarithm of the evidence is " + evidence + ".");
    }
    int shown = Math.min(MOST_MARGINALS, samples.searched().size());
    double[] best = best(judgement.record());
    page.raw("<div class=\"plots\">");
    for (int i = 0; i < shown; i++) {
      page.figure(id(samples, i), marginal(samples, i, best[i]));
    }
    for (Pair pair : pairs(samples)) {
      page.figure(
          id(samples, pair.first()) + " and " + id(samples, pair.second()),
          scatter(samples, pair.first(), pair.second()));
    }
    page.figure(
        "Traces of the log-density", trace(samples, "the log-density", draw -> -draw.value()));
    for (int i : slowest(samples.marginals())) {
      page.figure(
          "Traces of " + id(samples, i),
          trace(samples, id(samples, i), draw -> draw.point().get(i)));
    }
    page.raw("</div>\n");
    if (samples.searched().size() > shown) {
      page.note("The others are in sample-1.csv and those beside it.");
    }
    page.endSection();
  }

  private static String sentence(String warning) {
    return Character.toUpperCase(warning.charAt(0)) + warning.substring(1) + ".";
  }

  private static String id(Samples samples, int i) {
    return samples.searched().get(i).id();
  }

  /** The best point on the scales of the draws; NaN for what the record has no value of. */
  static double[] best(RunRecord record) {
    Map<String, Double> estimates = record.estimates();
    return record.samples().orElseThrow().searched().stream()
        .mapToDouble(one -> one.scale().toScale(estimates.getOrDefault(one.id(), Double.NaN)))
        .toArray();
  }

  private static void table(Samples samples, Page page) {
    page.table(
        "Posterior", "parameter", "5 %", "median", "95 %", "mean", "R-hat", "bulk ESS", "tail ESS");
    for (int i = 0; i < samples.marginals().size(); i++) {
      Samples.Marginal marginal = samples.marginals().get(i);
      Convergence known = marginal.convergence();
      page.row(id(samples, i));
      page.number(marginal.low(), 5);
      page.number(marginal.median(), 5);
      page.number(marginal.high(), 5);
      page.number(known.mean(), 5);
      page.number(known.potential(), 4);
      page.number(known.bulk(), 4);
      page.number(known.tail(), 4);
      page.endRow();
    }
    page.endTable();
  }

  /** All draws of a coordinate, on its scale. */
  private static double[] values(Samples samples, int i) {
    return samples.draws().mapToDouble(draw -> draw.point().get(i)).toArray();
  }

  private static Axis axis(double[] values, double from, double to) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    return Axis.linear(low, high, from, to);
  }

  /** A histogram. */
  static String marginal(Samples samples, int i, double best) {
    double[] values = values(samples, i);
    Axis across = axis(values, LEFT, RIGHT);
    int[] counts = new int[BINS];
    int most = 1;
    for (double value : values) {
      double part = (across.at(value) - LEFT) / (RIGHT - LEFT);
      int bin = Math.min(BINS - 1, (int) (part * BINS));
      most = Math.max(most, ++counts[bin]);
    }
    Svg svg =
        new Svg(HEIGHT, "Marginal of " + id(samples, i), values.length + " draws of the posterior");
    double width = (RIGHT - LEFT) / BINS;
    for (int b = 0; b < BINS; b++) {
      double height = (BOTTOM - TOP) * counts[b] / most;
      svg.rectangle(
          LEFT + b * width + 0.5,
          BOTTOM - height,
          width - 1,
          height,
          "column",
          counts[b] + " draws");
    }
    if (Double.isFinite(best)) {
      svg.line(across.at(best), TOP, across.at(best), BOTTOM, "curve c1");
    }
    horizontal(svg, across, Labels.values(samples.searched().get(i).scale()));
    return svg.toString();
  }

  private static void horizontal(Svg svg, Axis across, String name) {
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis").below(across, BOTTOM, 4);
    svg.label((LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", name);
  }

  /**
   * Two coordinates that go together.
   *
   * @param correlation its absolute value
   */
  record Pair(int first, int second, double correlation) {}

  /** The most correlated pairs, on the scales of the search. */
  static List<Pair> pairs(Samples samples) {
    int n = Math.min(MOST_MARGINALS, samples.searched().size());
    List<double[]> columns = IntStream.range(0, n).mapToObj(i -> values(samples, i)).toList();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double r = Math.abs(correlation(columns.get(i), columns.get(j)));
        if (r >= TOGETHER) {
          pairs.add(new Pair(j, i, r));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble((Pair pair) -> -pair.correlation()));
    return pairs.stream().limit(MOST_PAIRS).toList();
  }

  /** NaN where one does not vary. */
  static double correlation(double[] a, double[] b) {
    double meanA = 0;
    double meanB = 0;
    for (int k = 0; k < a.length; k++) {
      meanA += a[k] / a.length;
      meanB += b[k] / a.length;
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < a.length; k++) {
      ab += (a[k] - meanA) * (b[k] - meanB);
      aa += (a[k] - meanA) * (a[k] - meanA);
      bb += (b[k] - meanB) * (b[k] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static String scatter(Samples samples, int i, int j) {
    double[] x = values(samples, i);
    double[] y = values(samples, j);
    Axis across = axis(x, LEFT + 4, RIGHT - 4);
    Axis upwards = axis(y, BOTTOM - 4, TOP + 12);
    Svg svg =
        new Svg(
            HEIGHT,
            id(samples, i) + " and " + id(samples, j),
            "correlation " + Numbers.number(correlation(x, y), 3));
    svg.beside(upwards, LEFT, RIGHT);
    int step = Math.max(1, x.length / MOST_DOTS);
    for (int k = 0; k < x.length; k += step) {
      svg.circle(across.at(x[k]), upwards.at(y[k]), 1.8, "faint", "");
    }
    svg.label(LEFT - 50, 9, "start", "name", Numbers.shortened(id(samples, j), 50));
    horizontal(svg, across, id(samples, i));
    return svg.toString();
  }

  /** The parameters with the fewest effective draws, in their order. */
  static int[] slowest(List<Samples.Marginal> known) {
    return IntStream.range(0, known.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> known.get(i).convergence().bulk()))
        .limit(MOST_TRACES)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /**
   * A quantity along each chain.
   *
   * @param name of the quantity
   */
  static String trace(Samples samples, String name, ToDoubleFunction<Draw> quantity) {
    double[] values = samples.draws().mapToDouble(quantity).toArray();
    Axis axis = Axis.linear(0, Math.max(1, samples.length() - 1), LEFT, RIGHT);
    Axis upwards = axis(values, BOTTOM - 4, TOP + 12);
    Svg svg = new Svg(HEIGHT, "Traces of " + name, name + " at each draw of each chain");
    svg.beside(upwards, LEFT, RIGHT);
    List<List<Draw>> chains = samples.sampled().chains();
    for (int c = 0; c < chains.size(); c++) {
      StringBuilder path = new StringBuilder();
      int step = Math.max(1, samples.length() / MOST_STEPS);
      for (int k = 0; k < samples.length(); k += step) {
        path.append(path.isEmpty() ? "M" : "L").append(Svg.pixel(axis.at(k))).append(' ');
        path.append(Svg.pixel(upwards.at(quantity.applyAsDouble(chains.get(c).get(k)))));
      }
      svg.path(path.toString(), "strand c" + c % Plots.COLOURS);
    }
    horizontal(svg, axis, "draw");
    return svg.toString();
  }
}
