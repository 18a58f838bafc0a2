package org.lamarck.worker.petab.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.parameter.ParameterCells;
import org.lamarck.worker.petab.parameter.ParameterChanges;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.sbml.SbmlReader;

/**
 * A copy of a problem's files with other nominal values, for other tools to read: results in the
 * format of the problem. All files are copied byte by byte but for parameter tables, where only
 * cells of nominal values change.
 */
public final class ProblemCopy {
  private static final List<String> PARAMETERS =
      List.of("parameter_file", "parameter_files", "parameters");
  private static final List<String> TABLES =
      List.of(
          "condition_files",
          "experiment_files",
          "observable_files",
          "measurement_files",
          "mapping_files",
          "visualization_files");

  private final Path yaml;
  private final Path folder;
  private final Map<String, Map<String, String>> cells;
  private final Findings findings = new Findings();

  /** What is copied, by target; the text of tables that change. */
  private final Map<Path, Path> copies = new LinkedHashMap<>();

  private final Set<Path> changed = new LinkedHashSet<>();

  /** The files of models, nothing for one that is none of SBML. */
  private final List<Optional<Path>> models = new ArrayList<>();

  private ProblemCopy(Path yaml, Path folder, Map<String, Map<String, String>> cells) {
    this.yaml = yaml;
    this.folder = folder.toAbsolutePath().normalize();
    this.cells = cells;
  }

  /**
   * Writes the copy.
   *
   * @param yaml the problem's file, of any format that {@link ProblemReader} reads
   * @param folder where the copy goes; made if it is not there
   * @param values new nominal values on the linear scale, by id; the others stay
   * @return the copy of the YAML file
   * @throws InputException when the problem has errors, or files outside of its folder
   * @throws IllegalArgumentException when the problem has no parameter of an id, or a value is NaN
   * @throws FileAlreadyExistsException when one of the files is there; then nothing is written
   */
  public static Path write(Path yaml, Path folder, Map<String, Double> values)
      throws IOException, InputException {
    List<Parameter> parameters = ProblemReader.read(yaml).parameters();
    Set<String> known = parameters.stream().map(Parameter::id).collect(Collectors.toSet());
    values.forEach(
        (id, value) -> {
          if (!known.contains(id) || value.isNaN()) {
            throw new IllegalArgumentException(
                "parameter %s = %s is not one of the problem's, or no number".formatted(id, value));
          }
        });
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    values.forEach((id, value) -> cells.put(id, Map.of("nominalValue", Double.toString(value))));
    return new ProblemCopy(yaml, folder, cells).write();
  }

  /**
   * Writes a copy in which some parameters are not estimated or have other bounds.
   *
   * @param yaml as above
   * @param folder as above
   * @param changes by parameter
   * @return the copy of the YAML file
   * @throws InputException as above, or when the problem has no parameter of an id
   */
  public static Path write(Path yaml, Path folder, ParameterChanges changes)
      throws IOException, InputException {
    Map<String, Map<String, String>> cells =
        changes.cells(yaml, ProblemReader.read(yaml).parameters(), FormatVersion.of(yaml));
    return new ProblemCopy(yaml, folder, cells).write();
  }

  /**
   * The SBML files of a problem, in the order of its models; nothing for a model that is a class.
   *
   * @throws InputException when files lie outside of the problem's folder
   */
  public static List<Optional<Path>> models(Path yaml) throws InputException {
    ProblemCopy copy = new ProblemCopy(yaml, yaml.resolveSibling("."), Map.of());
    copy.collectAll();
    return List.copyOf(copy.models);
  }

  private void collectAll() throws InputException {
    Optional<YamlMapping> root =
        SourceText.read(yaml, Place.of(yaml.toString()), findings)
            .flatMap(source -> YamlMapping.read(source, findings));
    add(yaml, Place.of(yaml.toString()));
    if (root.isPresent()) {
      collect(root.get());
    }
    if (findings.hasErrors()) {
      throw findings.toException();
    }
  }

  private Path write() throws IOException, InputException {
    collectAll();
    for (Path target : copies.keySet()) {
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
    }
    for (Map.Entry<Path, Path> copy : copies.entrySet()) {
      Files.createDirectories(copy.getKey().resolveSibling("."));
      byte[] bytes = Files.readAllBytes(copy.getValue());
      boolean isTable = changed.contains(copy.getKey());
      Files.write(copy.getKey(), isTable ? ParameterCells.replaceCells(bytes, cells) : bytes);
    }
    return target(yaml);
  }

  private void collect(YamlMapping root) throws InputException {
    for (String key : PARAMETERS) {
      for (YamlMapping.Value item : items(root, key)) {
        path(item).ifPresent(path -> changed.add(target(path)));
      }
    }
    List<YamlMapping> parts = new ArrayList<>(List.of(root));
    for (YamlMapping.Value problem : items(root, "problems")) {
      problem.mapping(findings).ifPresent(parts::add);
    }
    for (YamlMapping part : parts) {
      for (String key : TABLES) {
        items(part, key).forEach(this::path);
      }
      for (YamlMapping.Value item : items(part, "sbml_files")) {
        addModel(item);
      }
    }
    for (YamlMapping.Value item : items(root, "model")) {
      addModel(item);
    }
    Optional<YamlMapping> named = root.get("model_files").flatMap(value -> value.mapping(findings));
    for (String name : named.map(YamlMapping::keys).orElse(Map.of()).keySet()) {
      Optional<YamlMapping> model =
          named.flatMap(all -> all.get(name)).flatMap(value -> value.mapping(findings));
      boolean isClass = model.filter(one -> one.has("class")).isPresent();
      for (YamlMapping.Value item : model.map(m -> items(m, "location")).orElse(List.of())) {
        if (isClass) {
          path(item);
          models.add(Optional.empty());
        } else {
          addModel(item);
        }
      }
    }
  }

  private static List<YamlMapping.Value> items(YamlMapping mapping, String key) {
    return mapping.get(key).map(YamlMapping.Value::items).orElse(List.of());
  }

  private void addModel(YamlMapping.Value item) throws InputException {
    Optional<Path> model = path(item);
    if (model.isPresent()) {
      models.add(model);
      for (Path other : SbmlReader.otherFiles(model.get())) {
        add(other, item.place());
      }
    }
  }

  /** Adds the file of a name; nothing when it is not there or lies elsewhere. */
  private Optional<Path> path(YamlMapping.Value item) {
    return item.text(findings)
        .map(yaml::resolveSibling)
        .filter(Files::isRegularFile)
        .filter(path -> add(path, item.place()));
  }

  private boolean add(Path path, Place place) {
    Path target = target(path);
    if (!target.startsWith(folder)) {
      findings.error(
          place,
          "file \"" + path + "\" lies outside of the problem's folder and cannot be copied with it",
          "move it there and correct its name");
      return false;
    }
    copies.put(target, path);
    return true;
  }

  private Path target(Path path) {
    Path from = yaml.toAbsolutePath().normalize().resolveSibling(".").normalize();
    return folder.resolve(from.relativize(path.toAbsolutePath().normalize())).normalize();
  }
}
