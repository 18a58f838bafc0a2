package org.lamarck.driver.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.cli.terminal.Interrupts;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.Engines;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.select.SelectionFiles;
import org.lamarck.driver.select.SelectionOutcome;
import org.lamarck.driver.select.SelectionProgress;
import org.lamarck.driver.select.SelectionRun;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.Method;
import org.lamarck.worker.petab.select.SelectionProblem;
import org.lamarck.worker.petab.select.SelectionReader;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck select}. */
@Command(
    name = "select",
    mixinStandardHelpOptions = true,
    header = "Select a model among many (PEtab Select).",
    description = {
      "",
      "Calibrates models as the method of the problem asks for them, and tells the one with the"
          + " best criterion. Each model is searched from what is known of its predecessor and from"
          + " random points. The folder has calibrated_models.yaml and selected_model.yaml in the"
          + " format of PEtab Select, models.tsv, steps.tsv, result.json and report.html. Stopped"
          + " or killed, the same command goes on.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck select selection.yaml",
      "  lamarck select selection.yaml --method famos --criterion BIC --out famos --json"
    })
final class SelectCommand implements Callable<Integer>, KeyOptions.Configured {
  private static final int STARTS = 3;
  private static final int MOST_STARTS = 100_000;

  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(
              Key.SEED,
              Key.ENGINE,
              Key.THREADS,
              Key.MASTER,
              Key.OBJECTIVE,
              Key.HIERARCHICAL,
              Key.RTOL,
              Key.ATOL,
              Key.INTEGRATOR)
          .with(Key.TIME_LIMIT, "Stop after this time, with what was spent before.");

  @Parameters(paramLabel = "PROBLEM", description = "The YAML file of the selection problem.")
  private String location = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder for the results; PROBLEM-select when left out.")
  private @Nullable String out;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "Instead of the problem's: brute_force, forward, backward, lateral, bidirectional or"
              + " famos.")
  private @Nullable String method;

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      description = "Instead of the problem's: AIC, AICc, BIC, NLLH, LLH or LH.")
  private @Nullable String criterion;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description =
          "Random starts of each model, beside those from its predecessor's estimates; 3 when left"
              + " out.")
  private int starts = STARTS;

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings settings = keys.settings();
    if (starts < 0 || starts > MOST_STARTS) {
      throw new ConfigException(
          "--starts: error: %d is no number of starts; write one from 0 to %d"
              .formatted(starts, MOST_STARTS));
    }
    SelectionProblem problem = read(choice());
    SelectionProgress progress = new SelectionProgress(output::say, problem);
    SelectionRun run =
        new SelectionRun(
            problem,
            new SelectionRun.Settings(settings.seed(), starts, settings.objective()),
            progress);
    SelectionFiles files =
        new SelectionFiles(out == null ? ProblemFiles.name(location) + "-select" : out);
    files.requireOwn();
    try (RunLock lock = RunLock.take(files.location(), files.checkpointLocation())) {
      run.in(files.checkpoints(), files.location());
      lock.requireHeld();
      return compute(run, files, settings);
    }
  }

  private SelectionReader.Choice choice() throws ConfigException {
    Optional<Method> chosen = Optional.ofNullable(method).flatMap(Method::of);
    if (method != null && (chosen.isEmpty() || !Method.words().contains(chosen.get().word()))) {
      throw new ConfigException(
          "--method: error: there is no method %s; %s"
              .formatted(method, Spelling.remedy(method, Method.words())));
    }
    Optional<Criterion> wanted = Optional.ofNullable(criterion).flatMap(Criterion::of);
    if (criterion != null && wanted.isEmpty()) {
      throw new ConfigException(
          "--criterion: error: there is no criterion %s; %s"
              .formatted(criterion, Spelling.remedy(criterion, Criterion.labels())));
    }
    return new SelectionReader.Choice(chosen, wanted);
  }

  private SelectionProblem read(SelectionReader.Choice choice) throws IOException, InputException {
    try (OpenedFile opened = OpenedFile.problem(location)) {
      Findings findings = new Findings();
      SelectionProblem problem = opened.read(yaml -> SelectionReader.read(yaml, choice, findings));
      for (Finding finding : opened.named(findings.sorted())) {
        output.say(finding.toString());
      }
      return problem;
    }
  }

  private int compute(SelectionRun run, SelectionFiles files, FitSettings settings)
      throws IOException {
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    double limit =
        keys.has(Key.TIME_LIMIT)
            ? settings.budget().time().toNanos() / 1e9
            : Double.POSITIVE_INFINITY;
    if (run.known() > 0) {
      output.say("going on with %d models of before".formatted(run.known()));
    }
    SelectionOutcome outcome;
    try (Engine engine = Engines.start(settings.engine(), List.of())) {
      outcome = run.go(engine, stop, limit);
    }
    files.write(outcome);
    return conclude(outcome, files);
  }

  private int conclude(SelectionOutcome outcome, SelectionFiles files) {
    output.results(
        json,
        () -> SelectionFiles.json(outcome),
        () -> SelectionFiles.lines(outcome),
        files.location());
    boolean isInterrupted = outcome.stop() == Stop.INTERRUPTED;
    if (outcome.stop() != Stop.FINISHED) {
      output
          .err()
          .println(
              "%s before the search ended; go on with the same command%s"
                  .formatted(
                      isInterrupted ? "interrupted" : "stopped",
                      isInterrupted ? "" : " and more time"));
    }
    if (outcome.isTooLarge()) {
      output.say(
          "warning: the next step has too many models; max_steps under candidate_space_arguments"
              + " ends the search there");
    }
    if (isInterrupted) {
      return ExitCode.INTERRUPTED;
    }
    if (!outcome.hasModel()) {
      output.err().println("error: no model has a value of the criterion; models.tsv tells why");
      return ExitCode.NO_RESULT;
    }
    return ExitCode.DONE;
  }
}
