package org.lamarck.driver.select;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.report.Json;
import org.lamarck.driver.report.ResultFolder;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.worker.petab.select.BaseProblem;
import org.lamarck.worker.petab.select.ModelList;

/**
 * The folder of a selection.
 *
 * @param location as the user wrote it
 */
public record SelectionFiles(String location) {
  private static final String CHECKPOINTS = "/checkpoints";

  /** Where its checkpoints are. */
  public String checkpointLocation() {
    return location + CHECKPOINTS;
  }

  public CheckpointFolder checkpoints() throws IOException {
    return CheckpointFolder.in(Stores.at(checkpointLocation()));
  }

  /**
   * Complains when the folder is there and no selection's.
   *
   * @throws ConfigException when it holds something else
   */
  public void requireOwn() throws ConfigException, IOException {
    if (Stores.exists(location)
        && !Stores.exists(checkpointLocation())
        && !Stores.at(location).list().isEmpty()) {
      throw new ConfigException(
          "--out: error: %s exists and holds no selection; choose another name"
              .formatted(location));
    }
  }

  /** Writes what came of a selection. */
  public void write(SelectionOutcome outcome) throws IOException {
    Store store = Stores.at(location);
    Path folder = Stores.isRemote(location) ? Path.of("") : Stores.localPath(location);
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (BaseProblem base : outcome.problem().problems().values()) {
      groups.putAll(base.groups());
    }
    List<ModelList.Entry> entries =
        outcome.models().stream().map(one -> entry(outcome, one)).toList();
    store.write("calibrated_models.yaml", ModelList.write(entries, folder, groups));
    Optional<SelectionOutcome.Ranked> best = outcome.best();
    if (best.isPresent()) {
      store.write(
          "selected_model.yaml", ModelList.write(entry(outcome, best.get()), folder, groups));
    }
    store.write("models.tsv", SelectionTables.models(outcome));
    store.write("steps.tsv", SelectionTables.steps(outcome));
    store.write("result.json", json(outcome));
    store.write(ResultFolder.REPORT, SelectionPage.write(outcome));
  }

  private static ModelList.Entry entry(SelectionOutcome outcome, SelectionOutcome.Ranked one) {
    return new ModelList.Entry(
        one.model(),
        outcome.problem().problem(one.model().problem()).path(),
        outcome.criteria(one),
        one.found().estimates(),
        one.place().iteration(),
        one.place().predecessor());
  }

  /** One JSON object, with a final newline. */
  public static String json(SelectionOutcome outcome) {
    return Json.write(SelectionTables.json(outcome));
  }

  /** The same for people, a line each. */
  public static List<String> lines(SelectionOutcome outcome) {
    return outcome
        .best()
        .map(
            best ->
                List.of(
                    "model        " + best.model(),
                    "%-12s %s"
                        .formatted(outcome.search().settings().criterion().label(), best.value()),
                    "NLLH         " + best.found().nllh(),
                    "estimated    " + String.join(", ", best.model().estimated()),
                    "calibrated   " + Numbers.count(outcome.calibrated(), "model", "models")))
        .orElse(List.of());
  }
}
