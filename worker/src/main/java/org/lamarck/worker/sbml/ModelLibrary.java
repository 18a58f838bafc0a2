package org.lamarck.worker.sbml;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models that a document defines, itself or by naming other files. */
final class ModelLibrary {
  private final @Nullable Path file;
  private final Findings findings;
  private final Map<Path, Optional<ModelLibrary>> opened;
  private final @Nullable XmlElement main;
  private final Map<String, XmlElement> definitions = new LinkedHashMap<>();

  /** A model and the library in which its submodels are found. */
  record Definition(XmlElement model, ModelLibrary library) {}

  private ModelLibrary(
      XmlElement root,
      @Nullable Path file,
      Map<Path, Optional<ModelLibrary>> opened,
      Findings findings) {
    this.file = file;
    this.opened = opened;
    this.findings = findings;
    main = root.child("model").orElse(null);
    if (main != null) {
      main.attribute("id").ifPresent(id -> definitions.put(id, main));
    }
    root.items("listOfModelDefinitions").forEach(this::define);
    root.items("listOfExternalModelDefinitions").forEach(this::define);
  }

  /**
   * The library of a document.
   *
   * @param file where it was read from; without one it cannot name other files
   */
  static ModelLibrary of(XmlElement root, @Nullable Path file, Findings findings) {
    return new ModelLibrary(root, file, new HashMap<>(), findings);
  }

  private void define(XmlElement definition) {
    Optional<String> id = definition.attribute("id");
    if (id.isEmpty()) {
      findings.error(definition, "<" + definition.name() + "> has no id", "give it the attribute");
      return;
    }
    XmlElement first = definitions.putIfAbsent(id.get(), definition);
    if (first != null) {
      findings.error(
          definition,
          "the model " + id.get() + " stands already in line " + first.row(),
          "give it another id");
    }
  }

  /** The files opened so far, absolute, for this document and those it leads to. */
  Set<Path> openedFiles() {
    return Set.copyOf(opened.keySet());
  }

  /** The document's own model. */
  Optional<Definition> main() {
    return Optional.ofNullable(main).map(model -> new Definition(model, this));
  }

  /**
   * The model of an id; nothing, and a finding, where it cannot be had.
   *
   * @param at what refers to it
   */
  Optional<Definition> find(XmlElement at, String id) {
    return find(at, id, new HashSet<>());
  }

  private Optional<Definition> find(XmlElement at, String id, Set<XmlElement> followed) {
    XmlElement definition = definitions.get(id);
    if (definition == null) {
      findings.error(at, "there is no model " + id, "define it, here or externally");
      return Optional.empty();
    }
    if (!definition.name().equals("externalModelDefinition")) {
      return Optional.of(new Definition(definition, this));
    }
    if (!followed.add(definition)) {
      findings.error(
          definition,
          "the external definition of " + id + " leads back to itself",
          "name the file that has the model");
      return Optional.empty();
    }
    Optional<ModelLibrary> library = source(definition);
    Optional<String> reference = definition.attribute("modelRef");
    if (library.isEmpty() || reference.isPresent()) {
      return library.flatMap(found -> found.find(definition, reference.orElseThrow(), followed));
    }
    Optional<Definition> model = library.get().main();
    if (model.isEmpty()) {
      findings.error(definition, "the file has no model of its own", "name one of its definitions");
    }
    return model;
  }

  private Optional<ModelLibrary> source(XmlElement definition) {
    Optional<String> source = definition.attribute("source");
    if (source.isEmpty()) {
      findings.error(definition, "<externalModelDefinition> has no source", "name the file");
      return Optional.empty();
    }
    if (file == null) {
      findings.error(
          definition,
          "the model is in another file, " + source.get() + ", which cannot be reached from here",
          "give the document as a file beside it");
      return Optional.empty();
    }
    Optional<Path> path = path(source.get(), file);
    if (path.isEmpty()) {
      findings.error(
          definition,
          "the source " + source.get() + " is no local file",
          "save it beside the document and name it relative to it");
      return Optional.empty();
    }
    Path key = path.get().toAbsolutePath().normalize();
    Optional<ModelLibrary> known = opened.get(key);
    if (known == null) {
      known = open(definition, path.get());
      opened.put(key, known);
    }
    return known;
  }

  private static Optional<Path> path(String source, Path from) {
    try {
      URI uri = new URI(source);
      if (uri.getScheme() != null) {
        return uri.getScheme().equals("file") && uri.getPath() != null
            ? Optional.of(from.resolveSibling(uri.getPath()))
            : Optional.empty();
      }
      return uri.getPath() == null || uri.getPath().isEmpty() || uri.getAuthority() != null
          ? Optional.empty()
          : Optional.of(from.resolveSibling(uri.getPath()));
    } catch (URISyntaxException e) {
      return plain(source, from); // a file name with a blank, as people write it
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> plain(String source, Path from) {
    try {
      return source.contains(":") ? Optional.empty() : Optional.of(from.resolveSibling(source));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<ModelLibrary> open(XmlElement definition, Path path) {
    byte[] bytes;
    try {
      if (!Files.isRegularFile(path)) {
        findings.error(definition, "there is no file " + path, "correct the source");
        return Optional.empty();
      }
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      findings.error(
          definition,
          "the file " + path + " cannot be read: " + e.getMessage(),
          "check it and its permissions");
      return Optional.empty();
    }
    Findings inside = new Findings(path.toString());
    Optional<XmlScan.Document> document = XmlScan.read(bytes, inside);
    if (document.isEmpty() && inside.isEmpty()) {
      inside.error(0, 0, "the file is empty", "fill it");
    }
    boolean sound = document.isPresent() && DocumentCheck.isLibrary(document.get(), inside);
    findings.addAll(inside);
    return sound
        ? document.map(found -> new ModelLibrary(found.root(), path, opened, findings))
        : Optional.empty();
  }
}
