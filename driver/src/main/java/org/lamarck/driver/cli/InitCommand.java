package org.lamarck.driver.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.problem.Drafts;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.worker.draft.Draft;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    header = "Make a problem of a model and a table of data.",
    description = {
      "",
      "Writes a PEtab problem to fit, and to go on from with an editor. The table has a column time,"
          + " columns named by species, parameters or variables of the model, and as you like:"
          + " X_sd, the error of each value of X; condition, a name; constants of the model, whose"
          + " values say under which condition a row was measured. Tells what it assumed.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck init model.xml data.csv",
      "  lamarck init model.xml data.csv --fix n=2 --bounds k1=0.01:10 --out study",
      "  lamarck init model.xml data.csv --estimate k1,k2,S --observable total=A+B"
    })
final class InitCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL.xml", description = "An SBML file.")
  private Path model = Path.of("");

  @Parameters(index = "1", paramLabel = "DATA.csv", description = "A table with a header.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the problem; it must not exist. MODEL-problem when left out.")
  private @Nullable Path out;

  @Mixin private final ParameterOptions parameters = new ParameterOptions();
  @Mixin private final DraftOptions draft = new DraftOptions();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws Exception {
    Path folder = out == null ? Path.of(ProblemFiles.name(model.toString()) + "-problem") : out;
    if (Files.exists(folder)) {
      throw new ConfigException(
          "--out: error: %s exists and is not overwritten; choose another name".formatted(folder));
    }
    Draft made = Draft.of(model, data, parameters.wishes(draft.estimated(), draft.observables()));
    Path yaml = Drafts.write(made, parameters.priorsAlone(), folder);
    made.assumptions().forEach(output::say);
    output.out().println(yaml);
    output.out().flush();
    output.say("fit it with: lamarck fit " + yaml);
    return ExitCode.DONE;
  }
}
