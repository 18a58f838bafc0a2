package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.Optional;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.EstimationProblem;

/** Reads problems in the format PEtab, of either version. */
final class PetabReader {
  private PetabReader() {}

  /** Reads as far as it goes; the problem is not to be used when errors were found. */
  static Optional<EstimationProblem> read(
      Path yaml, YamlMapping root, ScaleChoice scales, Findings findings) {
    Optional<FormatVersion> version = FormatVersion.of(root, findings);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    return switch (version.get()) {
      case V1 -> new Version1Reader(yaml, findings).read(root);
      case V2 -> new Version2Reader(yaml, scales, findings).read(root);
    };
  }
}
