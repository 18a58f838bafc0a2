package org.lamarck.worker.sbml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that a model of package comp refers to, beside its own. */
final class ExternalFiles {
  /** Of a document that stands alone. */
  static final ExternalFiles NONE = new ExternalFiles(null);

  private final @Nullable Path file;

  ExternalFiles(@Nullable Path file) {
    this.file = file;
  }

  /** Reads each file once; sources are relative to the file that names them. */
  Flattening.ExternalModels reader(Findings findings) {
    Map<Path, Optional<XmlElement>> known = new HashMap<>();
    return (at, source) -> {
      Path path = path(at, source, findings);
      if (path == null) {
        return Optional.empty();
      }
      Optional<XmlElement> root = known.get(path);
      if (root == null) {
        root = read(at, path, findings);
        known.put(path, root);
      }
      return root;
    };
  }

  private @Nullable Path path(XmlElement at, String source, Findings findings) {
    if (file == null) {
      findings.error(
          at, "the model refers to the file " + source, "read it from a file, beside that one");
      return null;
    }
    String local = source.startsWith("file:") ? source.substring("file:".length()) : source;
    try {
      if (local.isEmpty() || local.contains(":")) {
        throw new InvalidPathException(source, "not a local file");
      }
      return Path.of(at.place().file()).resolveSibling(local).normalize();
    } catch (InvalidPathException e) {
      findings.error(
          at, "\"" + source + "\" is not a local file", "copy the model beside this file");
      return null;
    }
  }

  private static Optional<XmlElement> read(XmlElement at, Path path, Findings findings) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      findings.error(
          at,
          "the file " + path + " cannot be read",
          "put it beside this file, or correct the name");
      return Optional.empty();
    }
    return XmlScan.read(bytes, findings.in(path.toString())).map(XmlScan.Document::root);
  }
}
