package org.lamarck.driver.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.task.Simulator.Column;

/** An SBML file on its way to a table of many runs. */
public final class StochasticJob implements Batch.Job {
  private final Path file;
  private final TrajectoryOptions options;
  private final TrajectoryOptions.Times times;
  private final Variation variation;
  private final StochasticOptions.Choice choice;
  private final int threads;
  private final EnsembleTables.Sinks sinks;

  private StochasticJob(
      Path file,
      TrajectoryOptions options,
      TrajectoryOptions.Times times,
      StochasticOptions stochastic,
      int threads,
      EnsembleTables.Sinks sinks)
      throws ConfigException {
    this.file = file;
    this.options = options;
    this.times = times;
    variation = options.variation();
    choice = stochastic.choice();
    this.threads = threads;
    this.sinks = sinks;
  }

  /** One model on all cores, and one table: of the runs, if they are wanted, else of means. */
  public static StochasticJob toOne(
      Path file,
      TrajectoryOptions options,
      TrajectoryOptions.Times times,
      StochasticOptions stochastic,
      TrajectoryTables.Sink sink)
      throws ConfigException {
    Optional<TrajectoryTables.Sink> all = Optional.of(sink);
    boolean paths = stochastic.hasPaths();
    return new StochasticJob(
        file,
        options,
        times,
        stochastic,
        Runtime.getRuntime().availableProcessors(),
        new EnsembleTables.Sinks(paths ? Optional.empty() : all, paths ? all : Optional.empty()));
  }

  /** A model among others, on one core. */
  public static StochasticJob toFiles(
      Path file,
      TrajectoryOptions options,
      TrajectoryOptions.Times times,
      StochasticOptions stochastic,
      Path table)
      throws ConfigException {
    String name = table.getFileName().toString().replaceFirst("\\.csv$", "-paths.csv");
    return new StochasticJob(
        file,
        options,
        times,
        stochastic,
        1,
        new EnsembleTables.Sinks(
            Optional.of(TrajectoryTables.file(table, Double::toString)),
            stochastic.hasPaths()
                ? Optional.of(TrajectoryTables.file(table.resolveSibling(name), Double::toString))
                : Optional.empty()));
  }

  @Override
  public String model() {
    return file.toString();
  }

  @Override
  public Batch.LoadedModel load() throws IOException, InputException {
    JumpModel model = read();
    List<Column> columns = options.columns(model.between());
    return EnsembleTables.of(
        model, new TrajectoryTables.Plan(times, variation, columns), choice, threads, sinks);
  }

  private JumpModel read() throws IOException, InputException {
    try (OpenedFile opened = OpenedFile.model(file)) {
      return opened.read(SbmlReader::readJumps);
    }
  }
}
