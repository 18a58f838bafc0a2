package org.lamarck.driver.report;

import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunProvenance;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.StartValue;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.tolerance.Tolerances;

/** What to type to get the same again, and what it depends on. */
final class SettingsSection implements Section {
  @Override
  public void write(Judgement judgement, Page page) {
    RunRecord record = judgement.record();
    RunProvenance provenance = record.provenance();
    page.section("How to get this again");
    page.raw("<pre>").raw(Numbers.escape(ShellCommand.of(provenance))).raw("\n</pre>\n");
    page.note(
        "gives the same result on any engine, when the version, the problem and the settings below"
            + " are the same; with a time limit or an interruption, as far as it came.");
    page.note(
        "<code>lamarck resume RUN</code>, RUN being the folder of this page, goes on from the"
            + " newest checkpoint; <code>lamarck report RUN</code> writes this page anew.");
    page.table("Settings", "setting", "value");
    row(page, "problem", provenance.source().place());
    row(page, "SHA-256 of its content", provenance.source().hash());
    row(page, "seed", Long.toString(provenance.settings().seed()));
    row(page, "strategy", provenance.settings().strategy().name());
    row(page, "start", start(record));
    provenance.estimation().ifPresent(evaluation -> estimation(page, evaluation));
    row(page, "Lamarck", provenance.program());
    row(page, "Java", provenance.java());
    row(page, "engine", provenance.engine());
    page.endTable();
    page.endSection();
  }

  private static void estimation(Page page, EvaluationSettings evaluation) {
    row(
        page,
        "objective",
        evaluation.priors() ? "posterior: the priors of the parameter table count" : "likelihood");
    row(page, "hierarchical", Labels.hierarchical(evaluation));
    Tolerances tolerances = evaluation.tolerances();
    row(page, "relative tolerance", Double.toString(tolerances.relative()));
    row(
        page,
        "absolute tolerance",
        tolerances.absolute().get(0) + " of " + tolerances.floor().words());
    row(page, "integrator", Labels.of(tolerances.stepping()));
    row(page, "method of gradients", Labels.of(evaluation.method()));
  }

  private static void row(Page page, String name, String value) {
    page.row(name);
    page.wrapped(value);
    page.endRow();
  }

  private static String start(RunRecord record) {
    StringBuilder words = new StringBuilder(record.provenance().settings().startPoints().source());
    for (StartValue start : record.starts()) {
      words.append(", where the objective is ");
      words.append(start.failed().map(why -> "none: " + why.line()).orElse("" + start.objective()));
    }
    return words.toString();
  }
}
