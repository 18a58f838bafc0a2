package org.lamarck.worker.cells.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.cells.Death;
import org.lamarck.worker.cells.Division;
import org.lamarck.worker.cells.Relaxation;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.own.NumberTable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads random numbers that are given, so that a run is repeated that another program made. */
final class NoiseReader {
  static final String NOISE = "noise";

  private final OwnFile file;
  private final Findings findings;

  NoiseReader(OwnFile file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /**
   * The numbers in the order in which steps take them; none where they are drawn.
   *
   * @param coordinates how many each Brownian substep moves, over all repeats
   */
  Vector read(YamlMapping tissue, List<Step> steps, long coordinates) {
    if (!tissue.has(NOISE)) {
      return Vector.zeros(0);
    }
    Optional<Cell> name = tissue.text(NOISE, "a table of normal numbers", findings);
    if (name.isEmpty()) {
      return Vector.zeros(0);
    }
    if (steps.stream().anyMatch(step -> step instanceof Division || step instanceof Death)) {
      findings.error(
          name.get().place(),
          "normal numbers do not tell which cells divide or die",
          "remove noise, or these steps");
      return Vector.zeros(0);
    }
    long needed = coordinates * steps.stream().mapToLong(NoiseReader::noisySubsteps).sum();
    return NumberTable.matrix(file, name.get(), findings)
        .map(
            rows -> {
              double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
              if (all.length != needed) {
                findings.error(
                    name.get().place(),
                    "the table has %d numbers, and the steps take %d".formatted(all.length, needed),
                    "give as many");
              }
              return Vector.of(all);
            })
        .orElse(Vector.zeros(0));
  }

  private static long noisySubsteps(Step step) {
    return step instanceof Relaxation relaxation && relaxation.temperature() > 0
        ? relaxation.substeps()
        : 0;
  }
}
