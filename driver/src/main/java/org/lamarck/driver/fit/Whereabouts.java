package org.lamarck.driver.fit;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lamarck.driver.checkpoint.Stores;

/**
 * Where the file of a problem is, for a run that goes on from another folder, or was moved together
 * with its problem.
 *
 * @param place as the user wrote it
 * @param absolute its path on this machine; the same as {@code place} on another file system
 * @param fromRun its path from the folder of the results; empty when there is none
 */
public record Whereabouts(String place, String absolute, String fromRun) implements Serializable {
  /** Of a problem at {@code place} whose results go to {@code run}. */
  public static Whereabouts of(String place, String run) {
    if (Stores.isRemote(place)) {
      return new Whereabouts(place, place, "");
    }
    Path file = Stores.localPath(place).toAbsolutePath().normalize();
    if (Stores.isRemote(run)) {
      return new Whereabouts(place, file.toString(), "");
    }
    Path folder = Stores.localPath(run).toAbsolutePath().normalize();
    boolean isReachable = file.getRoot() != null && file.getRoot().equals(folder.getRoot());
    String fromRun = isReachable ? folder.relativize(file).toString() : "";
    return new Whereabouts(place, file.toString(), fromRun);
  }

  /** Where it is now, seen from a run's folder as the user wrote it; empty when it is nowhere. */
  public Optional<String> from(String run) {
    if (Stores.isRemote(place)) {
      return Optional.of(place);
    }
    if (!fromRun.isEmpty() && !Stores.isRemote(run)) {
      Path beside = Stores.localPath(run).toAbsolutePath().resolve(fromRun).normalize();
      if (Files.isRegularFile(beside) && !beside.toString().equals(absolute)) {
        return Optional.of(beside.toString());
      }
    }
    return List.of(absolute, place).stream()
        .filter(known -> Files.isRegularFile(Stores.localPath(known)))
        .findFirst();
  }
}
