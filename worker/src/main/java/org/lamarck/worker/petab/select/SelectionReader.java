package org.lamarck.worker.petab.select;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.Method;
import org.lamarck.strategies.selection.ModelSpace;
import org.lamarck.strategies.selection.SelectionSettings;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.NamedFiles;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.InputException;

/** Reads the YAML file of a problem of model selection and what it names. */
public final class SelectionReader {
  private static final String SPACE = "model_space_files";
  private static final String CRITERION = "criterion";
  private static final String METHOD = "method";
  private static final String ARGUMENTS = "candidate_space_arguments";
  private static final String GROUPS = "metaparameters";
  private static final List<String> KEYS =
      List.of("format_version", CRITERION, METHOD, SPACE, ARGUMENTS, GROUPS);

  /** Keys of the format before 1.0, which no longer mean anything, and what to do. */
  private static final Map<String, String> OLD =
      Map.of(
          "version",
          "write format_version instead",
          "constraint_files",
          "leave models out of the model space instead",
          "initial_model_files",
          "name a predecessor_model under candidate_space_arguments instead");

  private final Path yaml;
  private final Choice choice;
  private final Findings findings;

  /**
   * What is asked for instead of what the file says.
   *
   * @param method absent for the file's
   * @param criterion absent for the file's
   */
  public record Choice(Optional<Method> method, Optional<Criterion> criterion) {
    /** As the file says. */
    public static final Choice NONE = new Choice(Optional.empty(), Optional.empty());
  }

  private SelectionReader(Path yaml, Choice choice, Findings findings) {
    this.yaml = yaml;
    this.choice = choice;
    this.findings = findings;
  }

  /** Whether a YAML file is such a problem. */
  public static boolean isSelection(YamlMapping root) {
    return root.has(SPACE) || (root.has(METHOD) && root.has(CRITERION));
  }

  /**
   * Reads a problem.
   *
   * @param findings what is doubtful is added to it
   * @throws InputException with every error of every file
   */
  public static SelectionProblem read(Path yaml, Choice choice, Findings findings)
      throws InputException {
    Optional<SelectionProblem> problem =
        SourceText.read(yaml, Place.of(yaml.toString()), findings)
            .flatMap(source -> YamlMapping.read(source, findings))
            .flatMap(root -> read(yaml, root, choice, findings));
    if (problem.isEmpty() || findings.hasErrors()) {
      throw findings.toException();
    }
    return problem.get();
  }

  /** Reads as far as it goes; the problem is not to be used when errors were found. */
  public static Optional<SelectionProblem> read(
      Path yaml, YamlMapping root, Choice choice, Findings findings) {
    if (!isSelection(root)) {
      findings.error(
          root.place(),
          "this is no problem of model selection: it names no models",
          "name a PEtab Select file, which has " + SPACE + "; a single problem is for fit");
      return Optional.empty();
    }
    return new SelectionReader(yaml, choice, findings).read(root);
  }

  private Optional<SelectionProblem> read(YamlMapping root) {
    checkKeys(root);
    Optional<Method> method = method(root);
    Optional<Criterion> criterion = criterion(root);
    GroupReader groups = GroupReader.read(root.mapping(GROUPS, findings), findings);
    List<Table> tables =
        new NamedFiles(yaml, findings).require(root, SPACE, TableLayout.MODEL_SPACE);
    ModelSpaceReader spaces = new ModelSpaceReader(yaml, groups, findings);
    Optional<ModelSpace> space = spaces.read(tables);
    Optional<YamlMapping> arguments = root.mapping(ARGUMENTS, findings);
    if (method.isEmpty() || criterion.isEmpty() || space.isEmpty()) {
      return Optional.empty();
    }
    refuseTooMany(method.get(), space.get(), root);
    ArgumentReader reader = new ArgumentReader(yaml, root.place(METHOD), spaces, findings);
    Optional<SelectionSettings> settings = reader.read(arguments, method.get(), criterion.get());
    if (settings.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    Map<String, BaseProblem> problems = new LinkedHashMap<>();
    spaces.variants().forEach((path, one) -> problems.put(path, one.widest(findings)));
    return findings.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new SelectionProblem(
                OwnFile.problemName(yaml), settings.get(), space.get(), problems, reader.start()));
  }

  private void checkKeys(YamlMapping root) {
    root.keys()
        .forEach(
            (key, place) -> {
              if (OLD.containsKey(key)) {
                findings.warning(
                    place,
                    "\"%s\" is of an older format and has no effect".formatted(key),
                    OLD.get(key));
              }
            });
    List<String> known = new ArrayList<>(KEYS);
    known.addAll(OLD.keySet());
    root.expectOnly(known, findings);
    root.get("format_version")
        .flatMap(value -> value.cell(findings))
        .filter(cell -> !cell.text().matches("1(\\.\\d+){0,2}|beta_1"))
        .ifPresent(
            cell ->
                findings.error(
                    cell.place(),
                    "format_version \"%s\" is unknown".formatted(cell.text()),
                    "write 1.0.0"));
  }

  private Optional<Method> method(YamlMapping root) {
    if (choice.method().isPresent()) {
      return choice.method();
    }
    Optional<Cell> word = root.text(METHOD, String.join(", ", Method.words()), findings);
    if (word.isPresent() && word.get().text().equals("both")) {
      return Optional.of(Method.BIDIRECTIONAL);
    }
    OptionalInt place =
        word.isEmpty()
            ? OptionalInt.empty()
            : root.choice(METHOD, "a method", Method.words(), findings);
    return place.isPresent() ? Method.of(Method.words().get(place.getAsInt())) : Optional.empty();
  }

  private Optional<Criterion> criterion(YamlMapping root) {
    if (choice.criterion().isPresent()) {
      return choice.criterion();
    }
    Optional<Cell> label = root.text(CRITERION, String.join(", ", Criterion.labels()), findings);
    if (label.isPresent() && label.get().text().equals("SSR")) {
      findings.error(
          label.get().place(),
          "the criterion SSR is not computed: the standard does not say of which residuals",
          "write NLLH, or one of " + String.join(", ", Criterion.labels()));
      return Optional.empty();
    }
    OptionalInt place =
        label.isEmpty()
            ? OptionalInt.empty()
            : root.choice(CRITERION, "a criterion", Criterion.labels(), findings);
    return place.isPresent()
        ? Criterion.of(Criterion.labels().get(place.getAsInt()))
        : Optional.empty();
  }

  /** Tells before anything is computed. */
  private void refuseTooMany(Method method, ModelSpace space, YamlMapping root) {
    if (method == Method.BRUTE_FORCE && space.size() > ModelSpace.MOST) {
      findings.error(
          root.place(METHOD),
          "the space has %.0f models, which are too many for brute_force".formatted(space.size()),
          "write forward, backward or famos");
    }
  }
}
