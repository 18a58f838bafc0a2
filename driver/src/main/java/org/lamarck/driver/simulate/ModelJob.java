package org.lamarck.driver.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.task.Simulator.Column;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * An SBML file on its way to a table.
 *
 * @param file the model's
 */
public record ModelJob(
    Path file,
    TrajectoryOptions options,
    TrajectoryOptions.Times times,
    Variation variation,
    Tolerances tolerances,
    TrajectoryTables.Sink sink)
    implements Batch.Job {
  @Override
  public String model() {
    return file.toString();
  }

  @Override
  public Batch.LoadedModel load() throws IOException, InputException {
    OdeModel model = read();
    List<Column> columns = options.columns(model);
    return TrajectoryTables.of(
        file.toString(),
        model,
        new TrajectoryTables.Plan(times, variation, columns),
        tolerances,
        sink);
  }

  private OdeModel read() throws IOException, InputException {
    try (OpenedFile opened = OpenedFile.model(file)) {
      return opened.read(SbmlReader::read);
    }
  }
}
