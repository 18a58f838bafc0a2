package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.Judgement.Certainty;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.Stop;

/** What came of the run, in words and in a few numbers. */
public final class SummarySection implements Section {
  @Override
  public void write(Judgement judgement, Page page) {
    page.raw("<header><p class=\"kicker\">Lamarck · fit of</p><h1>");
    page.raw(Numbers.escape(judgement.record().provenance().source().id())).raw("</h1>\n");
    RunOutcome outcome = judgement.record().outcome();
    if (outcome.stop() == Stop.RUNNING) {
      page.verdict(
          "<strong>The search goes on.</strong> This is what was found after %s; the page renews itself."
              .formatted(Numbers.duration(outcome.state().seconds())));
    }
    verdict(judgement).forEach(page::verdict);
    page.raw("</header>\n");
    tiles(judgement, page);
  }

  /** Sentences in HTML. */
  public static List<String> verdict(Judgement judgement) {
    List<String> lines = new ArrayList<>();
    RunState state = judgement.record().outcome().state();
    if (judgement.best().isEmpty()) {
      lines.add("No point could be evaluated.");
      if (state.failed().isPresent()) {
        lines.add("The first one failed with: " + Numbers.escape(state.failed().get().line()));
      }
      return lines;
    }
    lines.add(certainty(judgement, judgement.best().get()));
    long bounds = judgement.atBounds();
    lines.add(
        bounds == 0
            ? "No parameter is at a bound."
            : "<strong>%s</strong> at a bound."
                .formatted(Numbers.count(bounds, "parameter is", "parameters are")));
    return lines;
  }

  private static String certainty(Judgement judgement, Best best) {
    Certainty certainty = judgement.certainty();
    if (!best.certainty().isEmpty()) {
      return "The objective has noise. Its value at the best point, of draws that had no part in"
          + " choosing"
          + " it, has a standard error of <strong>%s</strong>."
              .formatted(Numbers.escape(best.certainty()));
    }
    String starts =
        Numbers.count(certainty.arrived(), "independent start", "independent starts")
            + " that came to a basin";
    if (certainty.arrived() == 0) {
      return "No independent start has come to a basin: <strong>too few to tell</strong> whether"
          + " the best value is the best there is.";
    }
    if (judgement.basins().get(0).visits() == 0) {
      return "<strong>No local search has ended</strong> at the best point yet: a longer run may"
          + " find a better one.";
    }
    String found =
        certainty.atBest() == 0
            ? "None of %s found the best value; it comes from a search of the kind “%s”"
                .formatted(starts, Numbers.escape(best.origin()))
            : "The best value was found by <strong>%s</strong> of %s"
                .formatted(Numbers.count(certainty.atBest()), starts);
    if (!certainty.isEnough()) {
      return found + ": <strong>too few to tell</strong> whether it is the best there is.";
    }
    return certainty.atBest() == 0
        ? found + ", and a longer run may find a better one."
        : certainty.atBest() == 1
            ? found + "; more would tell whether it is the best there is."
            : found + ".";
  }

  private static void tiles(Judgement judgement, Page page) {
    RunRecord record = judgement.record();
    RunState state = record.outcome().state();
    page.raw("<dl class=\"tiles\">");
    judgement.best().ifPresent(best -> page.tile("objective", best.value(), 7));
    record
        .bestFit()
        .ifPresent(
            fit -> {
              if (!Double.isNaN(fit.logLikelihood())) {
                page.tile("log-likelihood", fit.logLikelihood(), 7);
              }
              record.logPrior().ifPresent(prior -> page.tile("log-prior, counted", prior, 6));
              page.tile(
                  "χ² of " + Numbers.count(fit.points().size(), "datum", "data"),
                  fit.chiSquared(),
                  4);
            });
    page.tile("basins", Numbers.count(judgement.basins().size()), "");
    page.tile(
        "independent starts",
        Numbers.count(judgement.certainty().begun()),
        "of %d local searches".formatted(judgement.searches().size()));
    long calls = state.effort().evaluations() + state.effort().gradients();
    page.tile(
        "evaluations", Numbers.count(calls), state.effort().gradients() + " with derivatives");
    page.tile("wall clock", Numbers.duration(state.seconds()), state.seconds() + " s");
    page.tile("stopped", record.outcome().stop().words(), "");
    page.raw("</dl>\n");
  }
}
