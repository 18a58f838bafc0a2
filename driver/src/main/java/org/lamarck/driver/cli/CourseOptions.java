package org.lamarck.driver.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.task.Simulator.Column;
import org.lamarck.worker.task.Simulator.SpeciesColumns;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which rows and columns the table of a model has. */
final class CourseOptions {
  @Option(names = "--end", paramLabel = "T", description = "The last time.")
  private @Nullable Double end;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "How many intervals of equal length; the output has N+1 rows.")
  private @Nullable Integer steps;

  @Option(
      names = "--start",
      paramLabel = "T",
      description = "The time of the initial values; 0 when left out.")
  private @Nullable Double start;

  @Option(
      names = "--variables",
      paramLabel = "ID",
      split = ",",
      description = "Print these alone, such as a,b.")
  private List<String> variables = List.of();

  @ArgGroup private @Nullable Meaning meaning;

  /** What the columns of species mean. */
  private static final class Meaning {
    @SuppressWarnings("UnusedVariable") // the other way of a choice of two
    @Option(names = "--amounts", description = "All species as amounts.")
    private boolean amounts;

    @Option(names = "--concentrations", description = "All species as concentrations.")
    private boolean concentrations;
  }

  /** Whether nothing was given. */
  boolean isEmpty() {
    return end == null && steps == null && start == null && variables.isEmpty() && meaning == null;
  }

  double[] times() throws ConfigException {
    if (end == null || steps == null) {
      throw new ConfigException(
          "error: Missing required options --end and --steps: say until when, in how many steps");
    }
    double from = start == null ? 0 : start;
    if (!(Double.isFinite(from) && Double.isFinite(end) && end > from)) {
      throw new ConfigException(
          "--end: error: the end (%s) must be after the start (%s); change one"
              .formatted(end, from));
    }
    if (steps < 1 || steps > 100_000_000) {
      throw new ConfigException(
          "--steps: error: steps (" + steps + ") must be from 1 to 100000000; change it");
    }
    double[] times = new double[steps + 1];
    for (int k = 0; k <= steps; k++) {
      times[k] = from + (end - from) * k / steps;
    }
    return times;
  }

  List<Column> columns(OdeModel model) {
    SpeciesColumns species = SpeciesColumns.AS_IN_MODEL;
    if (meaning != null) {
      species = meaning.concentrations ? SpeciesColumns.CONCENTRATIONS : SpeciesColumns.AMOUNTS;
    }
    SpeciesColumns all = species;
    return (variables.isEmpty() ? model.outputs() : variables)
        .stream().map(id -> new Column(id, all)).toList();
  }
}
