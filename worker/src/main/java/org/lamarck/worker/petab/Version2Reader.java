package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.sciml.Hybridization;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.NamedFiles;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.OdeModel;

/** Reads the YAML file of a PEtab 2 problem and what it names. */
final class Version2Reader {
  private static final List<String> LISTS =
      List.of(
          "parameter_files",
          "measurement_files",
          "observable_files",
          "condition_files",
          "experiment_files",
          "mapping_files");

  private static final List<String> KEYS =
      List.of(
          "format_version",
          "id",
          "model_files",
          "extensions",
          "parameter_files",
          "measurement_files",
          "observable_files",
          "condition_files",
          "experiment_files",
          "mapping_files");

  private final Path yaml;
  private final ScaleChoice scales;
  private final Findings findings;
  private final NamedFiles files;
  private boolean isExtended;

  Version2Reader(Path yaml, ScaleChoice scales, Findings findings) {
    this.yaml = yaml;
    this.scales = scales;
    this.findings = findings;
    this.files = new NamedFiles(yaml, findings);
  }

  Optional<EstimationProblem> read(YamlMapping root) {
    if (root.has("problems") || root.has("parameter_file")) {
      findings.error(
          root.place(),
          "the version is 2, but \"problems\" and \"parameter_file\" are keys of version 1",
          "write format_version: 1 if the tables are of version 1, else list the files by the keys"
              + " of version 2: "
              + String.join(", ", LISTS));
      return Optional.empty();
    }
    root.refuseOthers(KEYS, findings);
    checkLists(root);
    isExtended = Extensions.ofVersion2(root, findings);
    Optional<YamlMapping> networks = Extensions.networks(root, findings);
    String id = id(root);
    List<Table> parameters = files.require(root, "parameter_files", TableLayout.PARAMETERS_2);
    List<Table> mappings = files.optional(root, "mapping_files", TableLayout.MAPPINGS_2);
    Version2Tables tables =
        new Version2Tables(
            parameters,
            files.optional(root, "condition_files", TableLayout.CONDITIONS_2),
            files.optional(root, "experiment_files", TableLayout.EXPERIMENTS_2),
            files.require(root, "observable_files", TableLayout.observables2(isExtended)),
            files.require(root, "measurement_files", TableLayout.MEASUREMENTS_2),
            mappings,
            new Version2Tables.Extended(
                new NoiseCells(isExtended),
                networks
                    .map(
                        given -> new SciMlReader(files, findings).read(given, mappings, parameters))
                    .orElseGet(Hybridization::none)));
    List<NamedModel> models = models(root);
    if (models.isEmpty() || files.incomplete()) {
      tables.checkAlone(scales, findings);
      return Optional.empty();
    }
    return Optional.of(tables.assemble(id, models, scales, findings));
  }

  /**
   * A model and its name in the YAML file.
   *
   * @param name what the measurement table calls it
   * @param place of its name
   */
  record NamedModel(String name, Place place, OdeModel model) {}

  private String id(YamlMapping root) {
    Optional<Cell> id = root.get("id").flatMap(value -> value.cell(findings));
    id.ifPresent(cell -> Identifiers.isValid(cell, "id", findings));
    return id.map(Cell::text).orElseGet(() -> OwnFile.problemName(yaml));
  }

  private void checkLists(YamlMapping root) {
    for (String key : LISTS) {
      root.get(key)
          .filter(value -> !value.isList())
          .ifPresent(
              value ->
                  findings.error(
                      value.place(), "\"" + key + "\" must be a list", "write [ and ] around it"));
    }
  }

  /** The models, of several each by its name; none when one of them cannot be used. */
  private List<NamedModel> models(YamlMapping root) {
    Optional<YamlMapping.Value> value =
        root.require("model_files", "the id of a model with its location and language", findings);
    Optional<YamlMapping> named = value.flatMap(given -> given.mapping(findings));
    if (named.isEmpty()) {
      return List.of();
    }
    Map<String, Place> names = named.get().keys();
    if (names.isEmpty()) {
      findings.error(
          value.orElseThrow().place(),
          "no model is named",
          "name one with its location and language");
    }
    List<NamedModel> models = new ArrayList<>();
    for (Map.Entry<String, Place> name : names.entrySet()) {
      Optional<OdeModel> model = model(named.get(), name.getKey(), name.getValue());
      model
          .map(read -> names.size() == 1 ? read : read.withId(name.getKey()))
          .ifPresent(read -> models.add(new NamedModel(name.getKey(), name.getValue(), read)));
    }
    return models.size() == names.size() ? models : List.of();
  }

  private Optional<OdeModel> model(YamlMapping models, String name, Place place) {
    Identifiers.isValid(new Cell(name, place), "model id", findings);
    return models
        .require(name, "location and language", findings)
        .flatMap(given -> given.mapping(findings))
        .flatMap(this::located);
  }

  private Optional<OdeModel> located(YamlMapping model) {
    boolean isJava =
        isExtended
            && model.get("language").flatMap(it -> it.text(findings)).orElse("").equals("java");
    if (isJava) {
      return ofClass(model);
    }
    model.expectOnly(List.of("location", "language"), findings);
    Optional<YamlMapping.Value> location =
        model.require("location", "the name of an SBML file", findings);
    Optional<YamlMapping.Value> value = model.require("language", "sbml", findings);
    Optional<String> language = value.flatMap(given -> given.text(findings));
    if (location.isEmpty() || language.isEmpty()) {
      return Optional.empty();
    }
    if (!language.get().equals("sbml")) {
      findings.error(
          value.orElseThrow().place(),
          "models in the language \"" + language.get() + "\" are not read",
          "write the model as SBML, and sbml here");
      return Optional.empty();
    }
    return files.branch().model(location.get());
  }

  private Optional<OdeModel> ofClass(YamlMapping model) {
    model.expectOnly(List.of("location", "language", "class"), findings);
    Optional<YamlMapping.Value> location = model.require("location", "the name of a jar", findings);
    Optional<YamlMapping.Value> type = model.require("class", "a class in the jar", findings);
    Optional<Path> jar = location.flatMap(files.branch()::path);
    Optional<String> name = type.flatMap(value -> value.text(findings));
    return jar.isEmpty() || name.isEmpty()
        ? Optional.empty()
        : new ModelClass(jar.get(), name.get(), type.orElseThrow().place()).read(findings);
  }
}
