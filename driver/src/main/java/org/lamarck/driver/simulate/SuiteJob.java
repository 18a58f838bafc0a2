package org.lamarck.driver.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.task.SuiteCase;
import org.lamarck.worker.task.SuiteNumbers;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * A case of the SBML test suite on its way to a table.
 *
 * @param folder the case's
 * @param version of SBML; the highest there is when empty
 * @param out the folder for tables
 */
public record SuiteJob(Path folder, Optional<String> version, Tolerances tolerances, Path out)
    implements Batch.Job {
  @Override
  public String model() {
    return SuiteCase.name(folder);
  }

  @Override
  public Batch.LoadedModel load() throws IOException, InputException {
    SuiteCase one = SuiteCase.read(folder, version);
    OdeModel model = SbmlReader.read(one.model());
    return TrajectoryTables.of(
        one.model().toString(),
        model,
        TrajectoryTables.Plan.of(one.settings().times(), one.settings().columns()),
        tolerances,
        TrajectoryTables.file(out.resolve(one.id() + ".csv"), SuiteNumbers::print));
  }
}
