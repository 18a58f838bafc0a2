package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.Optional;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/** Reads a problem of whichever format its YAML file says. */
public final class ProblemReader {
  private ProblemReader() {}

  /**
   * Reads a problem; where its format has no scales, they are chosen by the bounds ({@link
   * ScaleChoice#AUTO}).
   *
   * @param yaml the file that names the others, relative to its folder
   * @throws InputException with every error of every file
   */
  public static EstimationProblem read(Path yaml) throws InputException {
    return read(yaml, ScaleChoice.AUTO);
  }

  /**
   * Reads a problem.
   *
   * @param yaml the file that names the others, relative to its folder
   * @param scales what the parameters' scales are where the format has none
   * @throws InputException with every error of every file
   */
  public static EstimationProblem read(Path yaml, ScaleChoice scales) throws InputException {
    Findings findings = new Findings();
    Optional<EstimationProblem> problem = read(yaml, scales, findings);
    if (problem.isEmpty() || findings.hasErrors()) {
      throw findings.toException();
    }
    return problem.get();
  }

  /** The key by which a file of Lamarck's own format is such a problem. */
  public static String ownKey() {
    return BehaviourReader.KEYS.get(0);
  }

  /** Reads as far as it goes; the problem is not to be used when errors were found. */
  static Optional<EstimationProblem> read(Path yaml, ScaleChoice scales, Findings findings) {
    return SourceText.read(yaml, Place.of(yaml.toString()), findings)
        .flatMap(source -> YamlMapping.read(source, findings))
        .flatMap(root -> read(yaml, root, scales, findings));
  }

  /**
   * Reads as far as it goes; the problem is not to be used when errors were found.
   *
   * @param root what the file consists of
   */
  public static Optional<EstimationProblem> read(
      Path yaml, YamlMapping root, ScaleChoice scales, Findings findings) {
    if (root.has("format")) {
      return BehaviourReader.read(yaml, root, findings);
    }
    if (root.has("format_version") || root.has("problems")) {
      return PetabReader.read(yaml, root, scales, findings);
    }
    findings.error(
        root.place(),
        "neither a PEtab problem nor one of Lamarck's own",
        "write format_version: 1 or 2.0.0 (PEtab), or format: lamarck");
    return Optional.empty();
  }
}
