package org.lamarck.worker.petab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  Optional<EstimationProblem> read(YamlMapping root) {
    root.expectOnly(KEYS, findings);
    Optional<YamlMapping> problem = problem(root);
    List<Table> parameters = files.require(root, "parameter_file", TableLayout.PARAMETERS_1);
    if (problem.isEmpty()) {
      return Optional.empty();
    }
    problem.get().expectOnly(PROBLEM_KEYS, findings);
    Version1Tables tables =
        new Version1Tables(
            parameters,
            files.require(problem.get(), "condition_files", TableLayout.CONDITIONS_1),
            files.require(problem.get(), "observable_files", TableLayout.OBSERVABLES_1),
            files.require(problem.get(), "measurement_files", TableLayout.MEASUREMENTS_1));
    checkVisualizations(problem.get());
    checkExtensions(root);
    Optional<OdeModel> model = model(problem.get());
    if (model.isEmpty() || files.incomplete()) {
      tables.checkAlone(findings);
      return Optional.empty();
    }
    return Optional.of(tables.assemble(NamedFiles.problemName(yaml), model.get(), findings));
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

  private void checkVisualizations(YamlMapping problem) {
    for (YamlMapping.Value item :
        problem.get("visualization_files").map(YamlMapping.Value::items).orElse(List.of())) {
      files
          .path(item)
          .filter(path -> !Files.exists(path))
          .ifPresent(
              path ->
                  findings.warning(
                      item.place(),
                      "file \"" + path + "\" does not exist",
                      "correct the name or remove it"));
    }
  }

  /** Version 1 does not say whether an extension changes what a problem means. */
  private void checkExtensions(YamlMapping root) {
    root.get("extensions")
        .flatMap(value -> value.mapping(findings))
        .ifPresent(
            extensions ->
                extensions
                    .keys()
                    .forEach(
                        (name, place) ->
                            findings.warning(
                                place,
                                "extension \"" + name + "\" is not supported",
                                "check that the problem means the same without it")));
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
    return files.model(items.get(0));
  }
}
