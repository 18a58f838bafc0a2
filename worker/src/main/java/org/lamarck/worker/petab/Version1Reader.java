package org.lamarck.worker.petab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.parameter.Version1Parameters;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.NamedFiles;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.OdeModel;

/** Reads the YAML file of a PEtab 1 problem and what it names. */
final class Version1Reader {
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
  private final NamedFiles files;

  Version1Reader(Path yaml, Findings findings) {
    this.yaml = yaml;
    this.findings = findings;
    this.files = new NamedFiles(yaml, findings);
  }

  /** An entry of the YAML file and the files that it names. */
  private record Entry(YamlMapping problem, NamedFiles files, Version1Tables tables) {}

  Optional<EstimationProblem> read(YamlMapping root) {
    root.expectOnly(KEYS, findings);
    List<YamlMapping> problems = problems(root);
    List<Table> parameters = files.require(root, "parameter_file", TableLayout.PARAMETERS_1);
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    NoiseCells noises = new NoiseCells(Extensions.ofVersion1(root, findings));
    List<Entry> entries = problems.stream().map(problem -> entry(problem, noises)).toList();
    List<OdeModel> models = entries.stream().flatMap(one -> model(one).stream()).toList();
    if (models.size() < entries.size()
        || entries.stream().anyMatch(one -> one.files.incomplete())) {
      Version1Parameters.read(parameters, findings);
      entries.forEach(one -> one.tables.checkAlone(findings));
      return Optional.empty();
    }
    return Optional.of(
        Version1Tables.assemble(
            OwnFile.problemName(yaml),
            parameters,
            entries.stream().map(Entry::tables).toList(),
            models,
            findings));
  }

  private List<YamlMapping> problems(YamlMapping root) {
    Optional<YamlMapping.Value> value =
        root.require("problems", "a list with the files of each model", findings);
    if (value.isPresent() && value.get().items().isEmpty()) {
      findings.error(value.get().place(), "\"problems\" is empty", "name the files of one problem");
    }
    return value.map(list -> list.mappings(findings)).orElse(List.of());
  }

  private Entry entry(YamlMapping problem, NoiseCells noises) {
    problem.expectOnly(PROBLEM_KEYS, findings);
    NamedFiles own = files.branch();
    Version1Tables tables =
        new Version1Tables(
            own.require(problem, "condition_files", TableLayout.CONDITIONS_1),
            own.require(problem, "observable_files", TableLayout.observables1(noises.isExtended())),
            own.require(problem, "measurement_files", TableLayout.MEASUREMENTS_1),
            noises);
    checkVisualizations(problem, own);
    return new Entry(problem, own, tables);
  }

  private void checkVisualizations(YamlMapping problem, NamedFiles own) {
    for (YamlMapping.Value item :
        problem.get("visualization_files").map(YamlMapping.Value::items).orElse(List.of())) {
      own.path(item)
          .filter(path -> !Files.exists(path))
          .ifPresent(
              path ->
                  findings.warning(
                      item.place(),
                      "file \"" + path + "\" does not exist",
                      "correct the name or remove it"));
    }
  }

  private Optional<OdeModel> model(Entry entry) {
    Optional<YamlMapping.Value> value =
        entry.problem.require("sbml_files", "a list with the name of one SBML file", findings);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<YamlMapping.Value> items = value.get().items();
    if (items.size() != 1) {
      findings.error(
          value.get().place(),
          "%d SBML files are named".formatted(items.size()),
          "name one model, and others with their tables in further entries of problems");
      return Optional.empty();
    }
    return entry.files.model(items.get(0));
  }
}
