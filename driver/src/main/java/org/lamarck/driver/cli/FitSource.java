package org.lamarck.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.problem.Drafts;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.worker.draft.Draft;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.petab.parameter.ParameterChanges;
import org.lamarck.worker.problem.InputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * What is fitted: a problem, one with other bounds, or one that is drafted from a model and data.
 * What is not the problem as it is becomes files in the run's folder, {@code problem/}, so that the
 * run can go on and be read without the command that began it.
 */
final class FitSource {
  private static final String FOLDER = "problem";

  @Parameters(
      index = "0",
      paramLabel = "PROBLEM",
      description = {
        "A PEtab YAML file, a COMBINE archive, or a problem of Lamarck's own format; with DATA.csv, an"
            + " SBML model."
      })
  private String problem = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA.csv",
      description = "Data of a model, as init takes them.")
  private @Nullable Path data;

  @Mixin private final ParameterOptions parameters = new ParameterOptions();
  @Mixin private final DraftOptions draft = new DraftOptions();

  /** The name of what is fitted, for folders. */
  String name() {
    return ProblemFiles.name(problem);
  }

  /**
   * The place of the problem to fit.
   *
   * @param run the folder of the run, which is not there yet
   */
  String prepare(RunFolder run, Output output) throws IOException, InputException, ConfigException {
    ParameterChanges changes = parameters.changes();
    if (data == null) {
      if (!draft.isEmpty()) {
        throw new ConfigException(
            "--estimate, --observable: error: they are for a model and data; the problem says what it"
                + " estimates and observes, --fix, --bounds and --prior change it");
      }
      return changes.isEmpty() ? problem : changed(run, changes);
    }
    Path folder = folder(run);
    Draft made =
        Draft.of(Path.of(problem), data, parameters.wishes(draft.estimated(), draft.observables()));
    String yaml = Drafts.write(made, parameters.priorsAlone(), folder).toString();
    made.assumptions().forEach(output::say);
    return yaml;
  }

  private String changed(RunFolder run, ParameterChanges changes)
      throws IOException, InputException, ConfigException {
    Path folder = folder(run);
    try (OpenedFile opened = OpenedFile.problem(problem)) {
      return opened.read(file -> ProblemCopy.write(file, folder, changes).toString());
    }
  }

  private static Path folder(RunFolder run) throws ConfigException {
    if (Stores.isRemote(run.location())) {
      throw new ConfigException(
          "--out: error: a problem that is made for the run needs a folder on this machine; make it"
              + " first, with lamarck init");
    }
    return Stores.localPath(run.location()).resolve(FOLDER);
  }
}
