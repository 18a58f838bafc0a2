package org.lamarck.worker.petab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;

/** Reads problems in the format PEtab, version 1. */
public final class PetabReader {
  private static final List<String> KEYS =
      List.of("format_version", "parameter_file", "problems", "extensions");
  private static final List<String> PROBLEM_KEYS =
      List.of(
          "sbml_files",
          "condition_files",
          "measurement_files",
          "observable_files",
          "visualization_files");

  private final Path yaml;
  private final Findings findings;
  private final Set<Path> named = new LinkedHashSet<>();

  /** Whether a table, or a column that it needs, is missing. */
  private boolean incomplete;

  private PetabReader(Path yaml, Findings findings) {
    this.yaml = yaml;
    this.findings = findings;
  }

  /**
   * Reads a problem.
   *
   * @param yaml the file that names the others, relative to its folder
   * @throws InputException with every error of every file
   */
  public static EstimationProblem read(Path yaml) throws InputException {
    return ProblemReader.read(yaml, PetabReader::read);
  }

  /** Reads as far as it goes; the problem is not to be used when errors were found. */
  static Optional<EstimationProblem> read(Path yaml, YamlMapping root, Findings findings) {
    return new PetabReader(yaml, findings).read(root);
  }

  private Optional<EstimationProblem> read(YamlMapping root) {
    if (!isVersion1(root)) {
      return Optional.empty();
    }
    root.expectOnly(KEYS, findings);
    Optional<YamlMapping> problem = problem(root);
    List<Table> parameters =
        root.require("parameter_file", "the name of the parameter table", findings)
            .map(value -> tables(value, TableLayout.PARAMETERS))
            .orElse(List.of());
    incomplete |= parameters.isEmpty();
    if (problem.isEmpty()) {
      return Optional.empty();
    }
    problem.get().expectOnly(PROBLEM_KEYS, findings);
    PetabTables tables =
        new PetabTables(
            parameters,
            tables(problem.get(), "condition_files", TableLayout.CONDITIONS),
            tables(problem.get(), "observable_files", TableLayout.OBSERVABLES),
            tables(problem.get(), "measurement_files", TableLayout.MEASUREMENTS));
    checkVisualizations(problem.get());
    Optional<OdeModel> model = model(problem.get());
    if (model.isEmpty() || incomplete) {
      tables.checkAlone(findings);
      return Optional.empty();
    }
    return Optional.of(tables.assemble(name(yaml), model.get(), findings));
  }

  /** A problem's name for reports: that of its file, or of its folder when that says more. */
  static String name(Path yaml) {
    String name = String.valueOf(yaml.getFileName()).replaceFirst("\\.ya?ml$", "");
    Path folder = yaml.toAbsolutePath().getParent();
    return name.equals("problem") && folder != null && folder.getFileName() != null
        ? folder.getFileName().toString()
        : name;
  }

  private boolean isVersion1(YamlMapping root) {
    Optional<YamlMapping.Value> value =
        root.require("format_version", "1 for PEtab version 1", findings);
    Optional<String> version = value.flatMap(given -> given.text(findings));
    if (version.isEmpty()) {
      return false;
    }
    if (version.get().matches("2(\\..*)?")) {
      findings.error(
          value.get().place(),
          "PEtab version " + version.get() + " is not read yet; it comes with a later release",
          "give the problem in version 1");
      return false;
    }
    if (!version.get().matches("1(\\.0){0,2}")) {
      findings.error(
          value.get().place(),
          "format_version \"" + version.get() + "\" is unknown",
          "write 1 if the problem is in PEtab version 1");
      return false;
    }
    return true;
  }

  private Optional<YamlMapping> problem(YamlMapping root) {
    Optional<YamlMapping.Value> value =
        root.require("problems", "a list with the files of one problem", findings);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<YamlMapping.Value> problems = value.get().items();
    if (problems.isEmpty()) {
      findings.error(value.get().place(), "\"problems\" is empty", "name the files of one problem");
      return Optional.empty();
    }
    if (problems.size() > 1) {
      findings.error(
          problems.get(1).place(),
          "%d problems in one file are not supported".formatted(problems.size()),
          "write one file for each, or one problem whose tables are all of theirs");
      return Optional.empty();
    }
    return problems.get(0).mapping(findings);
  }

  private List<Table> tables(YamlMapping problem, String key, TableLayout layout) {
    Optional<YamlMapping.Value> names = problem.require(key, "a list of file names", findings);
    incomplete |= names.isEmpty();
    return names.map(value -> tables(value, layout)).orElse(List.of());
  }

  private List<Table> tables(YamlMapping.Value names, TableLayout layout) {
    if (names.items().isEmpty()) {
      findings.error(names.place(), "the list of files is empty", "name at least one file");
    }
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

  private void checkVisualizations(YamlMapping problem) {
    for (YamlMapping.Value item :
        problem.get("visualization_files").map(YamlMapping.Value::items).orElse(List.of())) {
      path(item)
          .filter(path -> !Files.exists(path))
          .ifPresent(
              path ->
                  findings.warning(
                      item.place(),
                      "file \"" + path + "\" does not exist",
                      "correct the name or remove it"));
    }
  }

  private Optional<Path> path(YamlMapping.Value item) {
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

  private Optional<OdeModel> model(YamlMapping problem) {
    Optional<YamlMapping.Value> value =
        problem.require("sbml_files", "a list with the name of one SBML file", findings);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<YamlMapping.Value> items = value.get().items();
    if (items.size() != 1) {
      findings.error(
          value.get().place(),
          "%d SBML files are named".formatted(items.size()),
          "name the one model of the problem");
      return Optional.empty();
    }
    return path(items.get(0)).flatMap(path -> model(path, items.get(0).place(), findings));
  }

  /** Reads a model that is named at a place; nothing when an error was found. */
  static Optional<OdeModel> model(Path path, Place named, Findings findings) {
    if (!Files.isRegularFile(path)) {
      findings.error(
          named, "file \"" + path + "\" does not exist", "correct the name or add the file");
      return Optional.empty();
    }
    try {
      return Optional.of(SbmlReader.read(path));
    } catch (InputException e) {
      findings.addAll(e.findings());
      return Optional.empty();
    }
  }
}
