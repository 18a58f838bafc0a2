package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.integrate.Outcome;
import org.lamarck.worker.integrate.Tolerances;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.task.Simulator.SpeciesColumns;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    header = "Run SBML models and print their time courses.",
    description = {
      "",
      "Prints comma-separated values: the time, every species as its id means it in SBML (amount or"
          + " concentration), every compartment and parameter that can change.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck simulate model.xml --end 100 --steps 50 > course.csv",
      "  lamarck simulate *.xml --end 10 --steps 10 --out courses"
    })
final class SimulateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "MODEL.xml", description = "SBML files.")
  private List<Path> models = List.of();

  @Option(names = "--end", paramLabel = "T", required = true, description = "The last time.")
  private double end;

  @Option(
      names = "--steps",
      paramLabel = "N",
      required = true,
      description = "How many intervals of equal length; the output has N+1 rows.")
  private int steps;

  @Option(
      names = "--start",
      paramLabel = "T",
      defaultValue = "0",
      description = "The time of the initial values; ${DEFAULT-VALUE} when left out.")
  private double start;

  @Option(
      names = "--variables",
      paramLabel = "ID",
      split = ",",
      description = "Print these alone, such as a,b.")
  private List<String> variables = List.of();

  @ArgGroup private @Nullable Meaning meaning;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Write DIR/NAME.csv for each model; those that cannot be run are listed in"
            + " DIR/failures.tsv."
      })
  private @Nullable Path out;

  @Mixin private final Precision precision = new Precision();
  @Mixin private final Output output = new Output();

  /** What the columns of species mean. */
  private static final class Meaning {
    @SuppressWarnings("UnusedVariable") // the other way of a choice of two
    @Option(names = "--amounts", description = "All species as amounts.")
    private boolean amounts;

    @Option(names = "--concentrations", description = "All species as concentrations.")
    private boolean concentrations;
  }

  /** Why a model has no table. */
  private record Failure(String model, String stage, String reason) {}

  @Override
  public Integer call() throws Exception {
    double[] times = times();
    Tolerances tolerances = precision.tolerances(Precision.EXACT);
    if (out == null && models.size() > 1) {
      throw new ConfigException(
          "error: there are " + models.size() + " models for one output; add --out DIR");
    }
    requireDifferentNames();
    List<Failure> failures = new ArrayList<>();
    for (Path model : models) {
      try {
        simulate(model, times, tolerances, failures);
      } catch (InputException e) {
        if (out == null) {
          throw e;
        }
        for (Finding finding : e.findings()) {
          if (finding.severity() == Finding.Severity.ERROR) {
            failures.add(new Failure(model.toString(), "load", finding.what()));
          }
        }
      }
    }
    report(failures);
    return failures.isEmpty() ? ExitCode.DONE : ExitCode.NO_RESULT;
  }

  private double[] times() throws ConfigException {
    if (!(Double.isFinite(start) && Double.isFinite(end) && end > start)) {
      throw new ConfigException(
          "--end: error: the end ("
              + end
              + ") must be after the start ("
              + start
              + "); change one");
    }
    if (steps < 1 || steps > 100_000_000) {
      throw new ConfigException(
          "--steps: error: steps (" + steps + ") must be from 1 to 100000000; change it");
    }
    double[] times = new double[steps + 1];
    for (int k = 0; k <= steps; k++) {
      times[k] = start + (end - start) * k / steps;
    }
    return times;
  }

  private void requireDifferentNames() throws ConfigException {
    Map<String, Path> names = new LinkedHashMap<>();
    for (Path model : models) {
      Path other = names.put(ProblemFiles.name(model.toString()), model);
      if (other != null) {
        throw new ConfigException(
            "error: %s and %s would be written to one file; run them apart"
                .formatted(other, model));
      }
    }
  }

  private void simulate(Path file, double[] times, Tolerances tolerances, List<Failure> failures)
      throws InputException, IOException {
    OdeModel model = SbmlReader.read(file);
    List<String> columns = variables.isEmpty() ? model.outputs() : variables;
    requireKnown(file, model, columns);
    Simulator.Result result =
        new Simulator(model).simulate(times, columns, speciesColumns(), tolerances);
    if (result instanceof Simulator.Result.Table table) {
      write(file, table);
    } else if (result instanceof Simulator.Result.Failed failed) {
      Outcome.Failed outcome = failed.outcome();
      failures.add(
          new Failure(
              file.toString(),
              "simulate",
              "at time %s: %s".formatted(outcome.time(), outcome.detail())));
    }
  }

  private static void requireKnown(Path file, OdeModel model, List<String> columns)
      throws InputException {
    List<Finding> unknown = new ArrayList<>();
    for (String column : columns) {
      if (model.quantity(column).isEmpty()) {
        unknown.add(
            Finding.error(
                file.toString(),
                0,
                0,
                "the model has no " + column,
                "name some of " + String.join(", ", model.outputs())));
      }
    }
    if (!unknown.isEmpty()) {
      throw new InputException(unknown);
    }
  }

  private SpeciesColumns speciesColumns() {
    if (meaning == null) {
      return SpeciesColumns.AS_IN_MODEL;
    }
    return meaning.concentrations ? SpeciesColumns.CONCENTRATIONS : SpeciesColumns.AMOUNTS;
  }

  private void write(Path model, Simulator.Result.Table table) throws IOException {
    StringBuilder text = new StringBuilder("time");
    table.columns().forEach(column -> text.append(',').append(column));
    text.append('\n');
    for (int k = 0; k < table.times().size(); k++) {
      text.append(table.times().get(k));
      for (int j = 0; j < table.columns().size(); j++) {
        text.append(',').append(table.values().get(k, j));
      }
      text.append('\n');
    }
    if (out == null) {
      output.out().print(text);
      output.out().flush();
    } else {
      Files.createDirectories(out);
      Files.writeString(out.resolve(ProblemFiles.name(model.toString()) + ".csv"), text);
    }
  }

  private void report(List<Failure> failures) throws IOException {
    if (failures.isEmpty()) {
      return;
    }
    PrintWriter err = output.err();
    StringBuilder table = new StringBuilder("model\tstage\treason\n");
    for (Failure failure : failures) {
      err.println(failure.model() + ": " + failure.stage() + ": " + failure.reason());
      table.append(failure.model()).append('\t').append(failure.stage()).append('\t');
      table.append(failure.reason().replaceAll("\\s+", " ")).append('\n');
    }
    err.flush();
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("failures.tsv"), table);
    }
  }
}
