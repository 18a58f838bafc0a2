package org.lamarck.worker.own;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.petab.table.Findings;

/** Reads one kind of problem of Lamarck's own format. Has no state. */
public interface SourceReader {
  /**
   * The keys of the file's first level beside {@code format}. The first one says that a file is of
   * this kind and belongs to no other; the rest may be shared.
   */
  List<String> keys();

  /**
   * Reads as far as it goes, and finds all that is wrong. Keys that are none of {@link #keys} were
   * refused before.
   *
   * @return nothing when an error was found; {@code lint} calls this as well
   */
  Optional<? extends ObjectiveSource> read(OwnFile file, Findings findings);

  /** The jars that the file names, whose classes executors need. */
  default List<Path> jars(OwnFile file, Findings findings) {
    return List.of();
  }
}
