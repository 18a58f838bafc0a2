package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.Optional;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/** Reads a problem of whichever format its YAML file says. */
public final class ProblemReader {
  /** Reads one format, as far as it goes. */
  interface Format {
    /** The problem; nothing, or one not to be used, when errors were found. */
    Optional<EstimationProblem> read(Path yaml, YamlMapping root, Findings findings);
  }

  private ProblemReader() {}

  /**
   * Reads a problem.
   *
   * @param yaml the file that names the others, relative to its folder
   * @throws InputException with every error of every file
   */
  public static EstimationProblem read(Path yaml) throws InputException {
    return read(yaml, ProblemReader::read);
  }

  static EstimationProblem read(Path yaml, Format format) throws InputException {
    Findings findings = new Findings();
    Optional<EstimationProblem> problem = read(yaml, format, findings);
    if (problem.isEmpty() || findings.hasErrors()) {
      throw findings.toException();
    }
    return problem.get();
  }

  static Optional<EstimationProblem> read(Path yaml, Format format, Findings findings) {
    return SourceText.read(yaml, Place.of(yaml.toString()), findings)
        .flatMap(source -> YamlMapping.read(source, findings))
        .flatMap(root -> format.read(yaml, root, findings));
  }

  static Optional<EstimationProblem> read(Path yaml, YamlMapping root, Findings findings) {
    if (root.has("format")) {
      return NormReader.read(yaml, root, findings);
    }
    if (root.has("format_version") || root.has("problems")) {
      return PetabReader.read(yaml, root, findings);
    }
    findings.error(
        root.place(),
        "neither a PEtab problem nor one of Lamarck's own",
        "write format_version: 1 (PEtab) or format: lamarck");
    return Optional.empty();
  }
}
