package org.lamarck.driver.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.worker.archive.Omex;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/**
 * A problem or a model as a file on this machine: as it is, or as a copy of one from a file system
 * of Hadoop's or an archive, which goes when this is closed.
 */
public final class OpenedFile implements AutoCloseable {
  private final String location;
  private final Path file;
  private final @Nullable Path copy;

  private OpenedFile(String location, Path file, @Nullable Path copy) {
    this.location = location;
    this.file = file;
    this.copy = copy;
  }

  private interface Choice {
    Path of(Omex archive) throws InputException;
  }

  /** The problem's YAML file at a path or URI. */
  public static OpenedFile problem(String location) throws IOException, InputException {
    return Stores.isRemote(location)
        ? remote(location)
        : local(location, Stores.localPath(location), Omex::problem);
  }

  /** A model's SBML file. */
  public static OpenedFile model(Path file) throws IOException, InputException {
    return local(file.toString(), file, Omex::model);
  }

  private static OpenedFile local(String location, Path file, Choice choice)
      throws IOException, InputException {
    if (!Omex.isArchive(file)) {
      return new OpenedFile(location, file, null);
    }
    Path copy = Files.createTempDirectory("lamarck-archive-");
    boolean done = false;
    try {
      Path chosen = choice.of(Omex.unpack(file, copy));
      done = true;
      return new OpenedFile(location, chosen, copy);
    } finally {
      if (!done) {
        delete(copy);
      }
    }
  }

  private static OpenedFile remote(String location) throws IOException {
    Path copy = Files.createTempDirectory("lamarck-problem-");
    int slash = location.lastIndexOf('/');
    Store folder = Stores.at(location.substring(0, slash));
    for (String name : folder.list()) { // a problem's files lie beside each other
      Files.write(copy.resolve(name), folder.read(name));
    }
    return new OpenedFile(location, copy.resolve(location.substring(slash + 1)), copy);
  }

  public Path file() {
    return file;
  }

  /** Whether the file is a copy, which goes when this is closed. */
  boolean isCopy() {
    return copy != null;
  }

  /** What is made of a file. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Path file) throws IOException, InputException;
  }

  /** Reads the file; findings have the place that the user named in place of the copy's. */
  public <T> T read(Reading<T> reading) throws IOException, InputException {
    try {
      return reading.of(file);
    } catch (InputException e) {
      throw new InputException(named(e.findings()));
    }
  }

  /** The same findings, with the place that the user named in place of the copy's. */
  public List<Finding> named(List<Finding> findings) {
    if (copy == null) {
      return findings;
    }
    String prefix = copy + "/";
    String place =
        Stores.isRemote(location) ? location.replaceFirst("[^/]*$", "") : location + ": ";
    return findings.stream()
        .map(
            one ->
                new Finding(
                    one.file().replace(prefix, place),
                    one.row(),
                    one.column(),
                    one.severity(),
                    one.what().replace(prefix, place),
                    one.remedy()))
        .toList();
  }

  @Override
  public void close() throws IOException {
    if (copy != null) {
      delete(copy);
    }
  }

  /** Deletes a folder and all in it, if it is there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList(); // what is in a folder before it
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
