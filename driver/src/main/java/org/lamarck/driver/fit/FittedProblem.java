package org.lamarck.driver.fit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Source;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.task.SerializedProblem;

/**
 * The problem with its estimates, as files that other tools load: as nominal values in the folder
 * {@code petab} of a run, and as values of the model in {@code model.xml}.
 */
final class FittedProblem {
  /** In the folder of a run. */
  static final String FOLDER = "petab";

  private FittedProblem() {}

  /**
   * Writes the files, in place of older ones.
   *
   * @param problem where the problem's file is now
   * @return a line on what is missing; empty when all were written
   */
  static Optional<String> write(RunRecord record, String problem, RunFolder run)
      throws IOException {
    if (record.outcome().state().found().isEmpty()) {
      return notWritten("problem", "no point could be evaluated");
    }
    if (Stores.isRemote(problem) || Stores.isRemote(run.location())) {
      return notWritten("problem", "problem and results must both be on this machine");
    }
    Path folder = Stores.localPath(run.location()).resolve(FOLDER);
    try (OpenedFile opened = OpenedFile.problem(problem)) {
      Path yaml = opened.file();
      Source source = record.provenance().source();
      EstimationProblem now = ProblemReader.read(yaml, source.scales());
      if (!SerializedProblem.of(now).hash().equals(source.hash())) {
        return notWritten("problem", problem + " has changed since the run began");
      }
      OpenedFile.delete(folder);
      ProblemCopy.write(yaml, folder, record.estimates());
      return models(now, yaml, record, run);
    } catch (InputException e) {
      return notWritten("problem", e.findings().get(0).toString());
    }
  }

  /** Without them the problem is there all the same. */
  private static Optional<String> models(
      EstimationProblem problem, Path yaml, RunRecord record, RunFolder run) throws IOException {
    try {
      FittedModels.write(problem, yaml, record.estimates(), run.store());
      return Optional.empty();
    } catch (InputException e) {
      return notWritten("model", e.findings().get(0).toString());
    }
  }

  private static Optional<String> notWritten(String what, String why) {
    return Optional.of("the fitted " + what + " is not written: " + why);
  }
}
