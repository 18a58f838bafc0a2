package org.lamarck.worker.petab.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.parameter.ParameterCells;
import org.lamarck.worker.petab.parameter.ParameterChanges;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.sbml.SbmlReader;

/**
 * A copy of a problem's files with other nominal values, for other tools to read: results in the
 * format of the problem. All files are copied byte by byte but for parameter tables, where only
 * cells of nominal values change, and files of arrays with other weights of networks.
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
          "visualization_files");

  /** The names of the extension for networks, and of what it names. */
  private static final List<String> NETWORK_EXTENSIONS = List.of("petab_sciml", "sciml");

  private static final List<String> NETWORKS = List.of("neural_networks", "neural_nets");
  private static final String NOMINAL = "nominalValue";

  private final Path yaml;
  private final Path folder;
  private final Map<String, Map<String, String>> cells;
  private final Findings findings = new Findings();

  /** What is copied, by target; the text of tables that change. */
  private final Map<Path, Path> copies = new LinkedHashMap<>();

  private final Set<Path> changed = new LinkedHashSet<>();

  /** Array files, by target. */
  private final Set<Path> arrays = new LinkedHashSet<>();

  private boolean hasCircuit;

  /** Parameters that a circuit has without a row, and which change. */
  private final Set<String> ofCircuit = new LinkedHashSet<>();

  private final Set<String> networks = new LinkedHashSet<>();
  private final Set<Path> mappings = new LinkedHashSet<>();

  /** The files of models, nothing for one that is none of SBML. */
  private final List<Optional<Path>> models = new ArrayList<>();

  private ProblemCopy(Path yaml, Path folder, Map<String, Map<String, String>> cells) {
    this.yaml = yaml;
    this.folder = folder.toAbsolutePath().normalize();
    this.cells = new LinkedHashMap<>(cells);
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
    values.forEach((id, value) -> cells.put(id, Map.of(NOMINAL, Double.toString(value))));
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
    Map<Path, WeightArrays> weights = weights();
    writeCircuit();
    for (Map.Entry<Path, Path> copy : copies.entrySet()) {
      Files.createDirectories(copy.getKey().resolveSibling("."));
      WeightArrays array = weights.get(copy.getKey());
      if (array != null) {
        array.write(copy.getKey());
        continue;
      }
      if (copy.getKey().equals(target(yaml)) && !ofCircuit.isEmpty()) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(copy.getValue());
      boolean isTable = changed.contains(copy.getKey());
      Files.write(copy.getKey(), isTable ? ParameterCells.replaceCells(bytes, cells) : bytes);
    }
    return target(yaml);
  }

  /** The YAML file of a circuit, and a table with the rows of its parameters that change. */
  private void writeCircuit() throws IOException, InputException {
    if (ofCircuit.isEmpty()) {
      return;
    }
    List<Parameter> rows =
        ProblemReader.read(yaml).parameters().stream()
            .filter(parameter -> ofCircuit.contains(parameter.id()))
            .toList();
    Files.createDirectories(folder);
    CircuitTable.write(yaml, target(yaml), rows, cells);
  }

  /** The array files that change: they have the parameters that have no row of their own. */
  private Map<Path, WeightArrays> weights() throws InputException {
    Set<String> left = new LinkedHashSet<>(cells.keySet());
    tables(changed, TableLayout.VALUES).forEach(row -> left.remove(row.cell("parameterId").text()));
    Map<String, Double> values = new LinkedHashMap<>();
    for (String id : left) {
      Map<String, String> own = cells.getOrDefault(id, Map.of());
      if (own.keySet().equals(Set.of(NOMINAL))) {
        values.put(id, Double.valueOf(own.getOrDefault(NOMINAL, "")));
      }
    }
    Map<Path, WeightArrays> weights = new LinkedHashMap<>();
    if (!values.isEmpty()) {
      for (Path target : arrays) {
        Path source = Objects.requireNonNull(copies.get(target));
        WeightArrays array = new WeightArrays(source, values, left, findings);
        if (array.isChanged()) {
          weights.put(target, array);
        }
      }
      leaveNumbersToArrays();
    }
    if (hasCircuit) {
      ofCircuit.addAll(left);
    } else if (!left.isEmpty()) {
      findings.error(
          Place.of(yaml.toString()),
          "parameter \"" + left.iterator().next() + "\" has no row and no array of its own",
          "give it one of them");
    }
    if (findings.hasErrors()) {
      throw findings.toException();
    }
    return weights;
  }

  /** Empties the nominal values of rows that stand for many weights: each has its own now. */
  private void leaveNumbersToArrays() {
    Set<String> rows = new LinkedHashSet<>();
    for (Row row : tables(mappings, TableLayout.MAPPINGS_2)) {
      String[] entity = row.cell("modelEntityId").text().split("\\.", 2);
      if (networks.contains(entity[0]) && entity[entity.length - 1].startsWith("parameters")) {
        rows.add(row.cell("petabEntityId").text());
      }
    }
    for (Row row : tables(changed, TableLayout.VALUES)) {
      boolean isEstimated = row.cell("estimate").text().toLowerCase(Locale.ROOT).equals("true");
      if (isEstimated && rows.contains(row.cell("parameterId").text())) {
        cells.put(row.cell("parameterId").text(), Map.of(NOMINAL, ""));
      }
    }
  }

  /** The rows of tables, which have been read before. */
  private List<Row> tables(Set<Path> targets, TableLayout layout) {
    List<Row> rows = new ArrayList<>();
    for (Path target : targets) {
      Path source = copies.get(target);
      if (source != null) {
        Findings known = new Findings();
        SourceText.read(source, Place.of(source.toString()), known)
            .flatMap(text -> Table.read(text, layout, known))
            .ifPresent(table -> rows.addAll(table.rows()));
      }
    }
    return rows;
  }

  private void collect(YamlMapping root) throws InputException {
    hasCircuit = Stream.of("circuit", "equations", "interventions").anyMatch(root::has);
    root.mapping("interventions", findings)
        .flatMap(done -> done.get("values"))
        .filter(values -> !values.isMapping())
        .ifPresent(this::path);
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
      for (YamlMapping.Value item : items(part, "mapping_files")) {
        path(item).ifPresent(path -> mappings.add(target(path)));
      }
      for (YamlMapping.Value item : items(part, "sbml_files")) {
        addModel(item);
      }
    }
    for (YamlMapping.Value item : items(root, "model")) {
      addModel(item);
    }
    for (String extension : NETWORK_EXTENSIONS) {
      root.mapping("extensions", findings)
          .flatMap(all -> all.mapping(extension, findings))
          .ifPresent(this::collectNetworks);
    }
    Optional<YamlMapping> named = root.mapping("model_files", findings);
    for (String name : named.map(YamlMapping::keys).orElse(Map.of()).keySet()) {
      Optional<YamlMapping> model = named.flatMap(all -> all.mapping(name, findings));
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

  private void collectNetworks(YamlMapping extension) {
    for (String key : NETWORKS) {
      Optional<YamlMapping> named = extension.mapping(key, findings);
      for (String id : named.map(YamlMapping::keys).orElse(Map.of()).keySet()) {
        networks.add(id);
        named
            .flatMap(all -> all.get(id))
            .flatMap(value -> value.mapping(findings))
            .ifPresent(network -> items(network, "location").forEach(this::path));
      }
    }
    items(extension, "hybridization_files").forEach(this::path);
    for (YamlMapping.Value item : items(extension, "array_files")) {
      path(item).ifPresent(path -> arrays.add(target(path)));
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
