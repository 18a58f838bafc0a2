package org.lamarck.driver.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.Judgement.Certainty;
import org.lamarck.driver.record.Judgement.Ending;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.plot.Plots;
import org.lamarck.driver.run.RunState;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.strategies.population.BasinArchive.Basin;

/** Where local searches ended, and how. */
final class BasinSection implements Section {
  private static final int LISTED_BASINS = 50;

  @Override
  public void write(Judgement judgement, Page page) {
    page.section("Basins, and how local searches ended");
    if (judgement.basins().isEmpty()) {
      page.note("No local search converged, so no basin is known.");
    } else {
      page.note(certainty(judgement.certainty()));
    }
    page.raw("<div class=\"beside\">");
    if (!judgement.basins().isEmpty()) {
      basins(judgement, page);
    }
    endings(judgement, page);
    failures(judgement.record().outcome().state(), page);
    page.raw("</div>\n");
    if (judgement.basins().size() > LISTED_BASINS) {
      int more = judgement.basins().size() - LISTED_BASINS;
      page.note(Numbers.count(more) + " more are in refinements.tsv.");
    }
    judgement
        .record()
        .outcome()
        .state()
        .failed()
        .ifPresent(first -> page.note("The first failure: " + Numbers.escape(first.line())));
    page.endSection();
  }

  private static String certainty(Certainty certainty) {
    String words =
        "The first basin holds the best point. Visits are of all local searches, also of those that"
            + " began near it. Distance is from the best, in parts of the parameters' ranges (root"
            + " mean square). ";
    return words
        + (certainty.isEnough()
            ? "By the Good–Turing estimate the next independent start ends in a basin that none of"
                + " the %s came to with a chance %s %%."
                    .formatted(
                        Numbers.count(certainty.arrived(), "other", "others"), percent(certainty))
            : "%s came to a basin: too few to estimate how many basins are unseen."
                .formatted(
                    Numbers.count(certainty.arrived(), "independent start", "independent starts")));
  }

  /** Of no basin that one start alone came to, chances below one in all of them cannot be told. */
  private static String percent(Certainty certainty) {
    return certainty.once() == 0
        ? "below " + Numbers.number(100.0 / certainty.arrived(), 2)
        : "of " + Numbers.number(100 * certainty.unseen(), 2);
  }

  private static void basins(Judgement judgement, Page page) {
    Basin first = judgement.basins().get(0);
    page.table(
        "Basins", "basin", "objective", "above best", "independent starts", "visits", "distance");
    List<Basin> listed = judgement.basins().stream().limit(LISTED_BASINS).toList();
    for (int i = 0; i < listed.size(); i++) {
      Basin basin = listed.get(i);
      page.raw(
          "<tr><th scope=\"row\"><span class=\"key k%s\">%d</span></th>"
              .formatted(i < Plots.COLOURS ? Integer.toString(i) : "none", i + 1));
      page.number(basin.value(), 7);
      page.number(basin.value() - judgement.floor(), 3);
      page.whole(judgement.independentStarts(i));
      page.whole(basin.visits());
      page.number(judgement.distance(basin.point(), first.point()), 3);
      page.endRow();
    }
    page.endTable();
  }

  private static void endings(Judgement judgement, Page page) {
    Map<Ending, Integer> independent = new EnumMap<>(Ending.class);
    Map<Ending, Integer> others = new EnumMap<>(Ending.class);
    for (Judgement.Search search : judgement.searches()) {
      (search.last().independent() ? independent : others).merge(search.ending(), 1, Integer::sum);
    }
    if (independent.isEmpty() && others.isEmpty()) {
      return;
    }
    page.table("Ends", "how local searches ended", "independent starts", "others");
    for (Ending ending : Ending.values()) {
      int ours = independent.getOrDefault(ending, 0);
      int theirs = others.getOrDefault(ending, 0);
      if (ours + theirs > 0) {
        page.row(ending.words());
        page.whole(ours);
        page.whole(theirs);
        page.endRow();
      }
    }
    page.endTable();
  }

  private static void failures(RunState state, Page page) {
    Failures failed = state.effort().failed();
    if (state.effort().failures() == 0) {
      return;
    }
    page.table("Failures", "why evaluations failed", "evaluations");
    for (Reason reason : Reason.values()) {
      if (failed.count(reason) > 0) {
        page.row(reason.words());
        page.whole(failed.count(reason));
        page.endRow();
      }
    }
    page.endTable();
  }
}
