package org.lamarck.worker.petab.select;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lamarck.strategies.selection.ModelSpace;
import org.lamarck.strategies.selection.ModelSubspace;
import org.lamarck.strategies.selection.Setting;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Spelling;

/** Reads tables of models, and the problems that they are variants of. */
final class ModelSpaceReader {
  private static final String ID = "model_subspace_id";

  /** The column, and the key of a model, that names its problem. */
  static final String YAML = "model_subspace_petab_yaml";

  /** What that was called before 1.0. */
  static final String OLD_YAML = "petab_yaml";

  private final Path folder;
  private final GroupReader groups;
  private final Findings findings;
  private final Map<String, Variants> variants = new LinkedHashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Map<String, Place> places = new HashMap<>();
  private final List<ModelSubspace> subspaces = new ArrayList<>();

  /** Of the selection problem in a file. */
  ModelSpaceReader(Path yaml, GroupReader groups, Findings findings) {
    this.folder = yaml.toAbsolutePath().normalize().resolveSibling("").normalize();
    this.groups = groups;
    this.findings = findings;
  }

  /** The problems, by their paths from the folder of the selection problem. */
  Map<String, Variants> variants() {
    return Collections.unmodifiableMap(variants);
  }

  /** The subspace of an id. */
  Optional<ModelSubspace> subspace(String id) {
    return subspaces.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  GroupReader groups() {
    return groups;
  }

  /** The space of all rows; nothing when an error was found. */
  Optional<ModelSpace> read(List<Table> tables) {
    for (Table table : tables) {
      checkColumns(table);
      if (table.rows().isEmpty()) {
        findings.error(
            table.header(),
            "the table has no models",
            "give each model, or each family of models, a row");
      }
      for (Row row : table.rows()) {
        read(table, row).ifPresent(subspaces::add);
      }
    }
    return subspaces.isEmpty() || findings.hasErrors()
        ? Optional.empty()
        : Optional.of(new ModelSpace(subspaces));
  }

  private void checkColumns(Table table) {
    if (!table.hasColumn(YAML) && !table.hasColumn(OLD_YAML)) {
      findings.error(
          table.header(),
          "column \"" + YAML + "\" is missing",
          "add it: the PEtab problem of each row");
    } else if (table.hasColumn(OLD_YAML)) {
      findings.warning(
          table.header(OLD_YAML),
          "column \"" + OLD_YAML + "\" has an older name",
          "rename it " + YAML);
    }
  }

  private Optional<ModelSubspace> read(Table table, Row row) {
    Cell id = row.cell(ID);
    if (id.isBlank()) {
      findings.error(id.place(), ID + " is missing", "give each row an id");
    }
    Place first = places.putIfAbsent(id.text(), id.place());
    if (first != null && !id.isBlank()) {
      findings.error(
          id.place(),
          "subspace \"%s\" stands twice, first in %s".formatted(id.text(), first.line()),
          "rename one of them");
    }
    Cell yaml = row.cell(table.hasColumn(YAML) ? YAML : OLD_YAML);
    Optional<Variants> problem = problem(table, yaml);
    Map<String, List<Setting>> options = new LinkedHashMap<>();
    for (String column : columns(table)) {
      options.put(column, settings(column, row.cell(column)));
    }
    if (problem.isEmpty()) {
      return Optional.empty();
    }
    options.forEach((column, list) -> note(problem.get(), column, list, table));
    return first != null || options.values().stream().anyMatch(List::isEmpty)
        ? Optional.empty()
        : Optional.of(
            subspace(id.text(), path(Path.of(table.file()), yaml.text()), problem.get(), options));
  }

  private static List<String> columns(Table table) {
    return table.columns().keySet().stream()
        .filter(name -> !List.of(ID, YAML, OLD_YAML).contains(name))
        .toList();
  }

  /**
   * The path to the file of a name, from the folder of the selection problem: the same wherever
   * that is.
   *
   * @param file that names it, relative to its own folder
   */
  String path(Path file, String name) {
    Path absolute = file.toAbsolutePath().resolveSibling(name).normalize();
    return Objects.equals(absolute.getRoot(), folder.getRoot())
        ? folder.relativize(absolute).toString().replace('\\', '/')
        : absolute.toString();
  }

  private Optional<Variants> problem(Table table, Cell yaml) {
    if (yaml.isBlank()) {
      findings.error(yaml.place(), YAML + " is missing", "name the PEtab problem of the row");
      return Optional.empty();
    }
    return problem(path(Path.of(table.file()), yaml.text()), yaml.place());
  }

  /**
   * A problem that is named at a place.
   *
   * @param path as {@link #path}
   */
  Optional<Variants> problem(String path, Place named) {
    if (!variants.containsKey(path) && unreadable.add(path)) {
      Variants.read(folder.resolve(path).normalize(), named, findings)
          .ifPresent(one -> variants.put(path, one));
    }
    return Optional.ofNullable(variants.get(path));
  }

  private List<Setting> settings(String column, Cell cell) {
    List<Setting> settings = new ArrayList<>();
    if (cell.isBlank()) {
      findings.error(
          cell.place(),
          "\"%s\" has no value".formatted(column),
          "write numbers or estimate, with ; between");
      return settings;
    }
    for (Cell part : cell.parts()) {
      Optional<Setting> setting = setting(column, part, findings);
      if (setting.isPresent() && settings.contains(setting.get())) {
        findings.error(
            part.place(),
            "\"%s\" stands twice for \"%s\"".formatted(part.text(), column),
            "remove one of them");
      }
      setting.ifPresent(settings::add);
    }
    return settings;
  }

  /** What is done with a parameter; an error and nothing when a cell does not say it. */
  static Optional<Setting> setting(String column, Cell cell, Findings findings) {
    if (cell.text().equals(Setting.WORD)) {
      return Optional.of(Setting.ESTIMATE);
    }
    OptionalDouble number = Numbers.parse(cell.text());
    if (number.isPresent() && Double.isFinite(number.getAsDouble())) {
      return Optional.of(Setting.fixed(number.getAsDouble()));
    }
    findings.error(
        cell.place(),
        "\"%s\" is no value of \"%s\"".formatted(cell.text(), column),
        "write a number or estimate");
    return Optional.empty();
  }

  /** Checks a column against the problem. */
  private void note(Variants problem, String column, List<Setting> options, Table table) {
    Place header = table.header(column);
    List<Cell> members = groups.members().getOrDefault(column, List.of());
    boolean isGroup = groups.members().containsKey(column);
    for (String id : groups.of(column)) {
      Place place =
          members.stream()
              .filter(cell -> cell.text().equals(id))
              .map(Cell::place)
              .findFirst()
              .orElse(header);
      if (!problem.ids().contains(id)) {
        findings.errorOnce(
            place,
            "there is no parameter \"%s\" in the problem".formatted(id),
            Spelling.suggest(id, problem.ids(), "add it to the parameter table"));
      } else if (isGroup && table.hasColumn(id)) {
        findings.errorOnce(
            place,
            "\"%s\" is of the metaparameter \"%s\" and has a column of its own"
                .formatted(id, column),
            "remove one of them");
      }
    }
    problem.note(column, groups.of(column), options.contains(Setting.ESTIMATE));
  }

  private ModelSubspace subspace(
      String id, String path, Variants problem, Map<String, List<Setting>> options) {
    Set<String> controlled = new LinkedHashSet<>();
    options.keySet().forEach(column -> controlled.addAll(groups.of(column)));
    Set<String> others = problem.estimated();
    others.removeAll(controlled);
    Set<String> fixed = new LinkedHashSet<>(problem.ids());
    fixed.removeAll(controlled);
    fixed.removeAll(others);
    return new ModelSubspace(id, path, options, others, fixed.size());
  }
}
