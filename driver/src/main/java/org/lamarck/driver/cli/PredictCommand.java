package org.lamarck.driver.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.around.AroundBest;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.cli.terminal.Interrupts;
import org.lamarck.driver.config.CommaList;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.Engines;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.predict.Predicting;
import org.lamarck.driver.predict.PredictionRequest;
import org.lamarck.driver.predict.PredictionTables;
import org.lamarck.driver.record.Prediction;
import org.lamarck.driver.report.Json;
import org.lamarck.driver.run.StopSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck predict}. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    header = "What the model says, as sure as the data make it: bands over time.",
    description = {
      "",
      "Simulates an ensemble of parameter values of a run: draws from the posterior, points of"
          + " profiles, or basins. Writes predictions.tsv (bands along time of observables, of"
          + " quantities of the model or formulas), checks.tsv (each measurement among what the"
          + " ensemble would have measured, noise and all) and predictions.html. Stopped or killed,"
          + " the same command goes on with the members that are left.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck predict boehm-fit",
      "  lamarck predict boehm-fit --of 'STAT5A,2 * pApA + pApB' --times 0:240:120",
      "  lamarck predict boehm-fit --set STAT5A=100 --from profiles --json"
    })
final class PredictCommand implements Callable<Integer>, KeyOptions.Configured {
  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(Key.ENGINE, Key.THREADS, Key.MASTER)
          .with(Key.SEED, "Of the noise of repeated measurements; that of the run when left out.");

  @Parameters(paramLabel = "RUN", description = "The folder that fit or sample wrote.")
  private String location = "";

  @Option(
      names = "--of",
      paramLabel = "ID,FORMULA",
      description =
          "Observables, quantities of the model, and formulas of these and of parameters, with"
              + " commas between; all that was measured when left out.")
  private @Nullable String of;

  @Option(
      names = "--from",
      paramLabel = "draws|basins|profiles",
      description =
          "What the ensemble is of; draws where the run has any, else profiles, else basins.")
  private @Nullable String from;

  @Option(
      names = "--conditions",
      paramLabel = "ID,ID",
      split = ",",
      description = "The experiments to predict; all when left out.")
  private List<String> conditions = List.of();

  @Option(
      names = "--set",
      paramLabel = "ID=VALUE",
      description =
          "What the experiments begin with otherwise, a number or a formula of parameters; once"
              + " for each.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--times",
      paramLabel = "T,T|FROM:TO:STEPS",
      description = "When; the measured range in 100 steps when left out.")
  private @Nullable String times;

  @Option(names = "--level", paramLabel = "P", description = "Of the bands, 0.95 when left out.")
  private double level = 0.95;

  @Option(
      names = "--members",
      paramLabel = "N",
      description = "At most so many draws, evenly among all; 400 when left out.")
  private int members = 400;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder for the results; RUN/prediction when left out.")
  private @Nullable String out;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean isJson;

  @Mixin private final MovedProblem moved = new MovedProblem();

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings anew = keys.settings();
    PredictionRequest request =
        new PredictionRequest(parts(of), from, conditions, settings, times, level, members)
            .checked();
    RunFolder folder = new RunFolder(location);
    folder.requireRun();
    Predicting predicting = Predicting.of(folder, new Fitting(output::say, folder), moved.place());
    AroundBest around = predicting.around();
    long seed = keys.has(Key.SEED) ? anew.seed() : around.saved().run().seed();
    String place = out == null ? location + "/prediction" : out;
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    Optional<Prediction> prediction;
    try (Engine engine =
        Engines.start(keys.engine(around.saved().settings(), anew), around.jars())) {
      prediction = predicting.compute(request, seed, engine, place, stop);
    }
    if (prediction.isEmpty()) {
      output
          .err()
          .println("interrupted before all members were simulated; the same command goes on");
      return ExitCode.INTERRUPTED;
    }
    PredictionTables.write(
        around.record().provenance().source().id(), prediction.get(), Stores.at(place));
    tell(prediction.get(), place);
    return ExitCode.DONE;
  }

  private void tell(Prediction prediction, String place) {
    output.results(
        isJson,
        () -> {
          Map<String, Object> object = new LinkedHashMap<>();
          object.put("results", place);
          object.putAll(PredictionTables.json(prediction));
          return Json.write(object);
        },
        () -> PredictionTables.lines(prediction),
        place);
    if (prediction.from().equals("basins") && prediction.members() == 1) {
      output.say(
          "warning: only one basin is within the rise, of which there is no band; lamarck profile"
              + " and lamarck sample find what else the data allow");
    }
  }

  private static List<String> parts(@Nullable String text) throws ConfigException {
    List<String> parts = text == null ? List.of() : CommaList.parts(text);
    if (parts.contains("")) {
      throw new ConfigException(
          "--of: error: there is nothing between two commas of \"%s\"; remove one".formatted(text));
    }
    return parts;
  }
}
