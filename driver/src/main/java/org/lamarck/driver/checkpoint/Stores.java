package org.lamarck.driver.checkpoint;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Finds the store for a place. */
public final class Stores {
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+:.*");

  private Stores() {}

  /**
   * The folder of this path or URI. Local paths are plain files, which starts faster by the second
   * that Hadoop takes to load; {@code hdfs:}, {@code s3a:} and whatever else Hadoop knows are
   * Hadoop's.
   */
  public static Store at(String location) throws IOException {
    if (!isRemote(location)) {
      return new LocalStore(localPath(location));
    }
    return HadoopStore.at(location);
  }

  /** Whether there is a file or a folder. */
  public static boolean exists(String location) throws IOException {
    return isRemote(location)
        ? HadoopStore.exists(location)
        : Files.exists(localPath(location), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a place is one of Hadoop's and not of this machine's files. */
  public static boolean isRemote(String location) {
    return SCHEME.matcher(location).matches() && !location.startsWith("file:");
  }

  /**
   * The local path behind {@code file:…} or a plain path.
   *
   * @throws InvalidPathException when it is neither
   */
  public static Path localPath(String location) {
    if (!location.startsWith("file:")) {
      return Path.of(location);
    }
    try {
      return Path.of(URI.create(location));
    } catch (IllegalArgumentException e) { // no URI, or one of another machine
      throw new InvalidPathException(location, String.valueOf(e.getMessage()));
    }
  }
}
