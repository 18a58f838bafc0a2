package org.lamarck.worker.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;

/**
 * An estimation problem in the making.
 *
 * @param model the model's file
 * @param columns what each column of the data is
 * @param parameters what is estimated, and between which bounds
 * @param assumptions what was decided without being asked, a line each
 */
public record Draft(
    Path model, Columns columns, ParameterDraft parameters, List<String> assumptions) {
  private static final String MODEL = "model.xml";

  /**
   * Drafts a problem.
   *
   * @param model an SBML file
   * @param data a table with the column {@code time}, a column for each quantity that was measured,
   *     named as in the model, and as the user likes: the error of each ({@code X_sd}), the
   *     condition, and constants of the model that differ between conditions
   * @throws InputException when a column is nothing of these, or a wish cannot be fulfilled
   */
  public static Draft of(Path model, Path data, Wishes wishes) throws InputException {
    OdeModel read = SbmlReader.read(model);
    Columns columns = Columns.of(DataTable.read(data), read, wishes.observables());
    ParameterDraft parameters = ParameterDraft.of(model, read, columns, wishes);
    List<String> assumptions = new ArrayList<>(columns.assumptions());
    assumptions.addAll(parameters.assumptions());
    return new Draft(model, columns, parameters, assumptions);
  }

  /**
   * Writes the problem in PEtab 1.
   *
   * @param folder made when it is not there
   * @return the YAML file
   * @throws InputException when what was drafted is not sound, such as a formula of an observable
   */
  public Path write(Path folder) throws IOException, InputException {
    Files.createDirectories(folder);
    Files.copy(model, folder.resolve(MODEL));
    Files.writeString(folder.resolve("conditions.tsv"), conditions());
    Files.writeString(folder.resolve("observables.tsv"), columns.observableTable());
    Files.writeString(folder.resolve("measurements.tsv"), columns.measurementTable());
    Files.writeString(folder.resolve("parameters.tsv"), parameters.table());
    Path yaml = folder.resolve("problem.yaml");
    Files.writeString(
        yaml,
        """
        format_version: 1
        parameter_file: parameters.tsv
        problems:
          - sbml_files: [%s]
            condition_files: [conditions.tsv]
            observable_files: [observables.tsv]
            measurement_files: [measurements.tsv]
        """
            .formatted(MODEL));
    EstimationProblem problem = ProblemReader.read(yaml); // finds what is wrong with formulas
    if (problem.measurements().size() != columns.measurements().size()) {
      throw new IllegalStateException("the draft lost measurements on its way to a file");
    }
    return yaml;
  }

  private String conditions() {
    TreeSet<String> targets = new TreeSet<>();
    columns.conditions().values().forEach(values -> targets.addAll(values.keySet()));
    Map<String, String> initial = new LinkedHashMap<>(parameters.initialValues());
    StringBuilder table = new StringBuilder("conditionId");
    targets.forEach(id -> table.append('\t').append(id));
    initial.keySet().forEach(id -> table.append('\t').append(id));
    table.append('\n');
    columns
        .conditions()
        .forEach(
            (id, values) ->
                table
                    .append(id)
                    .append(
                        targets.stream()
                            .map(target -> "\t" + values.get(target))
                            .collect(Collectors.joining()))
                    .append(
                        initial.values().stream()
                            .map(parameter -> "\t" + parameter)
                            .collect(Collectors.joining()))
                    .append('\n'));
    return table.toString();
  }
}
