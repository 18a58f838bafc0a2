package org.lamarck.driver.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.worker.method.Tolerances;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.task.Simulator.Column;

/**
 * An SBML file on its way to a table.
 *
 * @param file the model's
 */
public record ModelJob(
    Path file,
    CourseOptions options,
    CourseOptions.Times times,
    Variation variation,
    Tolerances tolerances,
    Courses.Sink sink)
    implements Batch.Job {
  @Override
  public String model() {
    return file.toString();
  }

  @Override
  public Batch.Course load() throws IOException, InputException {
    OdeModel model = read();
    List<Column> columns = options.columns(model);
    return Courses.of(
        file.toString(), model, new Courses.Plan(times, variation, columns), tolerances, sink);
  }

  private OdeModel read() throws IOException, InputException {
    try (OpenedFile opened = OpenedFile.model(file)) {
      try {
        return SbmlReader.read(opened.file());
      } catch (InputException e) {
        throw opened.named(e);
      }
    }
  }
}
