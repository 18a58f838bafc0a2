package org.lamarck.driver.cli;

import java.nio.file.Path;
import java.util.List;
import org.lamarck.worker.integrate.Tolerances;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.task.Simulator.Column;

/** An SBML file on its way to a table. */
final class ModelJob implements Batch.Job {
  private final Path file;
  private final CourseOptions options;
  private final Tolerances tolerances;
  private final double[] times;
  private final Courses.Sink sink;

  ModelJob(
      Path file, CourseOptions options, double[] times, Tolerances tolerances, Courses.Sink sink) {
    this.file = file;
    this.options = options;
    this.times = times;
    this.tolerances = tolerances;
    this.sink = sink;
  }

  @Override
  public String model() {
    return file.toString();
  }

  @Override
  public Batch.Course load() throws InputException {
    OdeModel model = SbmlReader.read(file);
    List<Column> columns = options.columns(model);
    return Courses.of(file.toString(), model, times, columns, tolerances, sink);
  }
}
