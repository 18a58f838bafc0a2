package org.lamarck.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.cli.terminal.Interrupts;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.fit.SeedFits;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.report.Invocation;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.worker.problem.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lamarck fit}. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    header = "Find the parameters with which a model describes its data best.",
    description = {
      "",
      "Searches from many starts with gradients and evolution, shows its progress, and writes a"
          + " folder: result.json, estimates.tsv (a PEtab parameter table), refinements.tsv,"
          + " trace.tsv, report.html to open in a browser, petab/ (the problem with the estimates"
          + " as its nominal values, for other tools), and checkpoints to go on from.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck fit problem.yaml",
      "  lamarck fit problem.yaml --time-limit 10m --seed 7 --out run7",
      "  lamarck fit problem.yaml --start nominal       from the problem's own values",
      "  lamarck fit problem.yaml --evaluations 100000  the same on any machine",
      "  lamarck fit problem.yaml --fix k3=0.1 --bounds k1=0.01:10",
      "  lamarck fit problem.yaml --seeds 1..10         is the best value found again?",
      "  lamarck fit model.xml data.csv                 with no problem made before",
      "  lamarck fit problem.yaml --master spark://host:7077"
    })
final class FitCommand implements Callable<Integer>, KeyOptions.Configured {
  private final KeyOptions.Keys keys = KeyOptions.Keys.of(Key.values());

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = {
        "Read settings from a file: the options of this command by their names, such as timeLimit"
            + " for --time-limit. Options given here win over it, it wins over spark.lamarck.* of"
            + " Spark's configuration."
      })
  private @Nullable Path config;

  @Option(
      names = "--seeds",
      paramLabel = "N..M",
      description = {
        "The same fit from each of these seeds, such as 1..10 or 3,5,8, in RUN/seed-N each, with"
            + " one table of all."
      })
  private @Nullable String seeds;

  @Mixin private final FitSource source = new FitSource();
  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings settings =
        SettingsReader.read(keys.given(), Optional.ofNullable(config), System.getProperties());
    Fitting.strategy(settings); // before anything is made
    RunFolder folder =
        settings.folder().isPresent()
            ? RunFolder.fresh(settings.folder().get())
            : RunFolder.named(source.name());
    List<Long> all = seeds == null ? List.of() : SeedFits.seeds(seeds);
    String problem = source.prepare(folder, output);
    if (!all.isEmpty()) {
      return fitAll(all, folder, problem, settings);
    }
    SourceRun problemRun = Fitting.compile(problem, settings);
    SavedRun saved = Fitting.first(problemRun, settings, folder);
    List<String> moved = saved.run().startPoints().moved();
    if (!moved.isEmpty()) {
      output.say(
          "warning: the start is outside of the bounds of %s; it is moved to them"
              .formatted(String.join(", ", moved)));
    }
    WatchedFit watched = new WatchedFit(output, folder);
    try (Engine engine =
            watched.start(settings.engine(), problemRun.jars()); // before anything is written
        RunLock lock = folder.lock()) {
      return watched.go(problemRun, Restored.beginning(saved), engine, lock);
    }
  }

  private int fitAll(List<Long> seeds, RunFolder folder, String problem, FitSettings settings)
      throws IOException, InputException, ConfigException, CheckpointException {
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    SeedFits fits = new SeedFits(output::say, folder);
    Optional<String> interrupted = fits.run(problem, settings, seeds, stop);
    if (interrupted.isPresent()) {
      output.err().println("interrupted; go on with: " + Invocation.resume(interrupted.get()));
      output.err().flush();
      return ExitCode.INTERRUPTED;
    }
    output.out().print(fits.table());
    output.out().flush();
    Optional<String> agreement = fits.agreement();
    agreement.ifPresent(output::say);
    return agreement.isPresent() ? ExitCode.DONE : ExitCode.NO_RESULT;
  }
}
