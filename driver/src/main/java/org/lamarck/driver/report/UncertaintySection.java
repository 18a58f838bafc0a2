package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Uncertainty.Direction;
import org.lamarck.driver.record.Uncertainty.Estimate;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;

/** How well the data determine the parameters, as far as the curvature at the best point tells. */
final class UncertaintySection implements Section {
  /** Parameters that say nearly the same are listed, the strongest first, up to so many pairs. */
  private static final int MOST_PAIRS = 10;

  private static final double STRONG = 0.95;

  /** Correlations of more estimates than this would be specks. */
  private static final int MOST_ROWS = 40;

  @Override
  public boolean concerns(RunRecord record) {
    return record.bestFit().isPresent();
  }

  @Override
  public void write(Judgement judgement, Page page) {
    Uncertainty uncertainty = judgement.record().bestFit().map(Fit::uncertainty).orElseThrow();
    page.section("How well the data determine the parameters");
    if (!uncertainty.missing().isEmpty()) {
      page.note("Not computed: " + Numbers.escape(uncertainty.missing()) + ".");
    } else {
      page.note(
          "A first look, from the "
              + Numbers.escape(uncertainty.method())
              + ", as if the objective were a parabola around it. Standard errors are on the"
              + " parameter's scale, of log10 in decades.");
      table(uncertainty, page);
      remarks(uncertainty, page);
      figures(uncertainty, page);
    }
    page.endSection();
  }

  private static void table(Uncertainty uncertainty, Page page) {
    page.table(
        "Standard errors",
        "parameter",
        "estimate",
        "scale",
        "standard error",
        "95 % from",
        "to",
        "");
    for (Estimate one : uncertainty.estimates()) {
      page.row(one.id());
      page.number(one.value(), 6);
      page.text(Labels.of(one.scale()));
      page.number(one.standardError(), 3);
      page.number(one.lower(), 4);
      page.number(one.upper(), 4);
      page.text(words(one));
      page.endRow();
    }
    page.endTable();
  }

  private static String words(Estimate one) {
    return switch (one.status()) {
      case FOUND -> "";
      case BOUND -> "held at its bound";
      case FLAT -> "hardly more than its bounds";
    };
  }

  private static void remarks(Uncertainty uncertainty, Page page) {
    page.note(
        "Condition number "
            + Numbers.number(uncertainty.conditionNumber(), 3)
            + ", each parameter in units of its range.");
    if (!uncertainty.spectrum().isEmpty()) {
      page.note(spectrum(uncertainty));
    }
    for (Map<String, Double> direction : uncertainty.flat()) {
      page.note(
          "The data say less than the bounds of the direction "
              + direction.entrySet().stream()
                  .map(
                      one -> Numbers.number(one.getValue(), 2) + " " + Numbers.escape(one.getKey()))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    List<String> pairs = pairs(uncertainty);
    if (!pairs.isEmpty()) {
      page.note("Estimates that go together: " + String.join("; ", pairs) + ".");
    }
  }

  /** How many decades the eigenvalues span, and the directions known worst and best. */
  private static String spectrum(Uncertainty uncertainty) {
    List<Direction> directions = uncertainty.spectrum();
    Direction sloppiest = directions.get(0);
    Direction stiffest = directions.get(directions.size() - 1);
    String stiff =
        "The stiffest direction, %s, is known to %s of the ranges"
            .formatted(
                Numbers.escape(UncertaintyPlots.words(uncertainty, stiffest)),
                Numbers.number(stiffest.deviation(), 2));
    if (directions.size() == 1 || !(sloppiest.eigenvalue() > 0)) {
      return stiff + ".";
    }
    double decades = Math.log10(stiffest.eigenvalue() / sloppiest.eigenvalue());
    return "%s, the sloppiest, %s, to %s: their eigenvalues lie %s decades apart."
        .formatted(
            stiff,
            Numbers.escape(UncertaintyPlots.words(uncertainty, sloppiest)),
            Numbers.number(sloppiest.deviation(), 2),
            Numbers.number(decades, 2));
  }

  private static void figures(Uncertainty uncertainty, Page page) {
    if (uncertainty.spectrum().size() < 2) {
      return;
    }
    boolean isDrawn = uncertainty.estimates().size() <= MOST_ROWS;
    page.raw("<div class=\"plots\">");
    page.figure("Spectrum of the information", UncertaintyPlots.spectrum(uncertainty));
    if (isDrawn) {
      page.figure("Correlations of the estimates", UncertaintyPlots.correlations(uncertainty));
    }
    page.raw("</div>\n");
    page.note(
        (isDrawn
                ? "Squares are as large as correlations, blue where estimates go together, "
                    + "orange where against each other. "
                : "")
            + "All eigenvectors are in spectrum.tsv, all correlations in correlations.tsv.");
  }

  /** A pair and its correlation. */
  private record Pair(String one, String other, double correlation) {
    double strength() {
      return Math.abs(correlation);
    }
  }

  private static List<String> pairs(Uncertainty uncertainty) {
    List<Estimate> estimates = uncertainty.estimates();
    int n = estimates.size();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double correlation = uncertainty.correlations().get(i * n + j);
        if (Math.abs(correlation) >= STRONG) {
          pairs.add(new Pair(estimates.get(j).id(), estimates.get(i).id(), correlation));
        }
      }
    }
    return pairs.stream()
        .sorted(Comparator.comparingDouble(Pair::strength).reversed())
        .limit(MOST_PAIRS)
        .map(
            pair ->
                "%s and %s (%s)"
                    .formatted(
                        Numbers.escape(pair.one()),
                        Numbers.escape(pair.other()),
                        Numbers.number(pair.correlation(), 3)))
        .toList();
  }
}
