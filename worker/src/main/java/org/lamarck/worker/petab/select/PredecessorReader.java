package org.lamarck.worker.petab.select;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.ModelHash;
import org.lamarck.strategies.selection.Setting;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads the file of a model: where a search begins. */
final class PredecessorReader {
  private static final List<String> KEYS =
      List.of(
          "model_subspace_id",
          "model_subspace_indices",
          "criteria",
          "model_hash",
          ModelSpaceReader.YAML,
          ModelSpaceReader.OLD_YAML,
          "estimated_parameters",
          "iteration",
          "model_id",
          "model_label",
          "parameters",
          "metaparameters",
          "predecessor_model_hash");

  private final Path file;
  private final ModelSpaceReader spaces;
  private final Findings findings;

  PredecessorReader(Path file, ModelSpaceReader spaces, Findings findings) {
    this.file = file;
    this.spaces = spaces;
    this.findings = findings;
  }

  /**
   * What the file says.
   *
   * @param value of the criterion; NaN where the model is to be calibrated
   * @param estimates known values of its parameters, on the linear scale
   */
  record Predecessor(CandidateModel model, double value, Map<String, Double> estimates) {}

  Optional<Predecessor> read(Place named, Criterion criterion) {
    Optional<YamlMapping> root =
        SourceText.read(file, named, findings)
            .flatMap(source -> YamlMapping.read(source, findings));
    if (root.isEmpty()) {
      return Optional.empty();
    }
    root.get().expectOnly(KEYS, findings);
    String key =
        root.get().has(ModelSpaceReader.OLD_YAML)
            ? ModelSpaceReader.OLD_YAML
            : ModelSpaceReader.YAML;
    Optional<Cell> name = root.get().text(key, "the PEtab problem of the model", findings);
    Optional<Variants> problem = name.flatMap(this::problem);
    Optional<ModelHash> hash = hash(root.get());
    Map<String, Setting> settings = settings(root.get());
    if (name.isEmpty() || problem.isEmpty() || hash.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    settings.forEach((id, setting) -> note(root.get(), problem.get(), id, setting));
    Set<String> others = problem.get().estimated();
    settings.keySet().forEach(id -> others.removeAll(spaces.groups().of(id)));
    String path = spaces.path(file, name.get().text());
    CandidateModel model = new CandidateModel(hash.get(), path, settings, others);
    return Optional.of(
        new Predecessor(
            model,
            value(root.get(), criterion, size(model, problem.get())),
            numbers(root.get(), "estimated_parameters")));
  }

  private Optional<Variants> problem(Cell name) {
    String path = spaces.path(file, name.text());
    if (!spaces.variants().containsKey(path)) {
      findings.error(
          name.place(),
          "no model of the space is a variant of \"%s\"".formatted(path),
          "name the problem of a subspace; steps are between models of one problem");
      return Optional.empty();
    }
    return spaces.problem(path, name.place());
  }

  private Optional<ModelHash> hash(YamlMapping root) {
    Optional<Cell> id = root.text("model_subspace_id", "the id of its subspace", findings);
    List<Integer> indices = new ArrayList<>();
    for (YamlMapping.Value item :
        root.require("model_subspace_indices", "a list of the options' numbers", findings)
            .map(YamlMapping.Value::items)
            .orElse(List.of())) {
      Optional<Cell> cell = item.cell(findings);
      if (cell.isPresent() && !cell.get().text().matches("\\d{1,6}")) {
        findings.error(
            cell.get().place(),
            "\"%s\" is no index".formatted(cell.get().text()),
            "write the number of an option, from 0");
      } else {
        cell.ifPresent(one -> indices.add(Integer.valueOf(one.text())));
      }
    }
    return id.map(cell -> ModelHash.of(cell.text(), indices));
  }

  private Map<String, Setting> settings(YamlMapping root) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    Optional<YamlMapping> given =
        root.require("parameters", "what the model does with each", findings)
            .flatMap(value -> value.mapping(findings));
    for (String id : given.map(YamlMapping::keys).orElse(Map.of()).keySet()) {
      given
          .flatMap(all -> all.text(id, "a number or estimate", findings))
          .flatMap(cell -> ModelSpaceReader.setting(id, cell, findings))
          .ifPresent(setting -> settings.put(id, setting));
    }
    return settings;
  }

  private void note(YamlMapping root, Variants problem, String id, Setting setting) {
    List<String> members = spaces.groups().of(id);
    for (String member : members) {
      if (!problem.ids().contains(member)) {
        findings.error(
            root.place("parameters"),
            "there is no parameter \"%s\" in the problem".formatted(member),
            "remove it, or add it to the parameter table");
      }
    }
    problem.note(id, members, setting.estimated());
  }

  private Criterion.Size size(CandidateModel model, Variants problem) {
    Set<String> estimated = new LinkedHashSet<>();
    model.estimated().forEach(id -> estimated.addAll(spaces.groups().of(id)));
    return new Criterion.Size(estimated.size(), problem.measurements(), problem.priors(estimated));
  }

  /** The value that is given, or follows from a likelihood that is; NaN where none is. */
  private double value(YamlMapping root, Criterion criterion, Criterion.Size size) {
    Map<String, Double> criteria = numbers(root, "criteria");
    @Nullable Double given = criteria.get(criterion.label());
    if (given != null) {
      return given;
    }
    double llh = Math.log(criteria.getOrDefault("LH", Double.NaN));
    double nllh = -criteria.getOrDefault("LLH", llh);
    return criterion.value(criteria.getOrDefault("NLLH", nllh), size);
  }

  private Map<String, Double> numbers(YamlMapping root, String key) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Optional<YamlMapping> given = root.mapping(key, findings);
    for (String id : given.map(YamlMapping::keys).orElse(Map.of()).keySet()) {
      Optional<Cell> cell = given.flatMap(all -> all.text(id, "a number", findings));
      OptionalDouble number =
          cell.map(one -> Numbers.parse(one.text().replaceFirst("^([+-]?)\\.inf$", "$1inf")))
              .orElse(OptionalDouble.empty());
      if (cell.isPresent() && number.isEmpty()) {
        findings.error(
            cell.get().place(),
            "\"%s\" is no value of \"%s\"".formatted(cell.get().text(), id),
            "write a number");
      }
      number.ifPresent(value -> numbers.put(id, value));
    }
    return numbers;
  }
}
