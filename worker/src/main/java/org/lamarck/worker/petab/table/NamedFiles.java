package org.lamarck.worker.petab.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;

/** The files that a problem's YAML file names, relative to its folder. */
public final class NamedFiles {
  private final Path yaml;
  private final Findings findings;
  private final Set<Path> named;
  private boolean incomplete;

  /** None yet, beside a YAML file. */
  public NamedFiles(Path yaml, Findings findings) {
    this(yaml, findings, Set.of(), false);
  }

  private NamedFiles(Path yaml, Findings findings, Set<Path> named, boolean incomplete) {
    this.yaml = yaml;
    this.findings = findings;
    this.named = new LinkedHashSet<>(named);
    this.incomplete = incomplete;
  }

  /** These files and more, for one of several models, which may name the same ones. */
  public NamedFiles branch() {
    return new NamedFiles(yaml, findings, named, incomplete);
  }

  /** Whether a table that was asked for, or a column that it needs, is missing. */
  public boolean incomplete() {
    return incomplete;
  }

  /** The tables that a key names, at least one. */
  public List<Table> require(YamlMapping problem, String key, TableLayout layout) {
    Optional<YamlMapping.Value> names = problem.require(key, "a list of file names", findings);
    incomplete |= names.isEmpty();
    if (names.isEmpty()) {
      return List.of();
    }
    if (names.get().items().isEmpty()) {
      incomplete = true;
      findings.error(names.get().place(), "the list of files is empty", "name at least one file");
    }
    return tables(names.get(), layout);
  }

  /** The tables that a key names, if it is there. */
  public List<Table> optional(YamlMapping problem, String key, TableLayout layout) {
    return problem.get(key).map(names -> tables(names, layout)).orElse(List.of());
  }

  private List<Table> tables(YamlMapping.Value names, TableLayout layout) {
    List<Table> tables = new ArrayList<>();
    for (YamlMapping.Value item : names.items()) {
      Optional<Table> table =
          path(item)
              .flatMap(path -> SourceText.read(path, item.place(), findings))
              .flatMap(source -> Table.read(source, layout, findings))
              .filter(read -> read.columns().keySet().containsAll(layout.required()));
      table.ifPresent(tables::add);
      incomplete |= table.isEmpty();
    }
    return tables;
  }

  /** The file of a name; an error and nothing when it cannot be one. */
  public Optional<Path> path(YamlMapping.Value item) {
    Optional<String> name = item.text(findings);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.get().contains("://")) {
      findings.error(
          item.place(),
          "\"" + name.get() + "\" is an address on the network, which is not read",
          "download the file and name it here");
      return Optional.empty();
    }
    Path path = yaml.resolveSibling(name.get()).normalize();
    if (!named.add(path)) {
      findings.error(
          item.place(), "file \"" + name.get() + "\" is named twice", "remove one of them");
      return Optional.empty();
    }
    return Optional.of(path);
  }

  /** The model in the file of a name. */
  public Optional<OdeModel> model(YamlMapping.Value item) {
    return path(item).flatMap(path -> model(path, item.place(), findings));
  }

  /** Reads a model that is named at a place; nothing when an error was found. */
  public static Optional<OdeModel> model(Path path, Place named, Findings findings) {
    return model(path, named, SbmlReader::read, findings);
  }

  /** Reads a model as a jump process; nothing when an error was found. */
  public static Optional<JumpModel> jumpModel(Path path, Place named, Findings findings) {
    return model(path, named, SbmlReader::readJumps, findings);
  }

  private interface Reading<M> {
    M of(Path path) throws InputException;
  }

  private static <M> Optional<M> model(
      Path path, Place named, Reading<M> reading, Findings findings) {
    if (!Files.isRegularFile(path)) {
      findings.error(
          named, "file \"" + path + "\" does not exist", "correct the name or add the file");
      return Optional.empty();
    }
    try {
      return Optional.of(reading.of(path));
    } catch (InputException e) {
      findings.addAll(e.findings());
      return Optional.empty();
    }
  }
}
