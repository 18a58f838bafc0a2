package org.lamarck.worker.petab;

import java.util.List;
import org.lamarck.worker.petab.Version2Reader.NamedModel;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Spelling;

/** The names of a PEtab 2 problem's models, by which rows of measurement tables choose one. */
final class ModelNames {
  private final List<NamedModel> models;
  private final List<String> names;
  private final Findings findings;

  ModelNames(List<NamedModel> models, Findings findings) {
    this.models = models;
    this.names = models.stream().map(NamedModel::name).toList();
    this.findings = findings;
  }

  private boolean isOnly() {
    return models.size() == 1;
  }

  List<OdeModel> models() {
    return models.stream().map(NamedModel::model).toList();
  }

  /** What a model uses of the tables; the only one all. */
  ModelShare share(NamedModel model, Version2Tables tables) {
    return isOnly() ? ModelShare.whole(tables) : ModelShare.of(model.name(), tables);
  }

  /** For findings that are wrong with one model; the only one need not be named. */
  Findings about(NamedModel model) {
    return isOnly() ? findings : findings.about("model \"" + model.name() + "\"");
  }

  /** Reports rows that name no model of the problem, or none although there are several. */
  void check(Table table) {
    for (Row row : table.rows()) {
      Cell cell = row.cell("modelId");
      if (isOnly() && !cell.isBlank() && !cell.text().equals(names.get(0))) {
        findings.error(
            cell.place(),
            "modelId \"%s\" is not the model \"%s\" of this problem"
                .formatted(cell.text(), names.get(0)),
            "write \"" + names.get(0) + "\", or nothing");
      } else if (!isOnly() && cell.isBlank()) {
        findings.errorOnce(
            cell.place(),
            "modelId is missing, but the problem has %d models".formatted(names.size()),
            "write which of them was measured in every row: " + String.join(", ", names));
      } else if (!isOnly() && !names.contains(cell.text())) {
        findings.errorOnce(
            cell.place(),
            "modelId \"%s\" is no model of this problem".formatted(cell.text()),
            Spelling.suggest(cell.text(), names, "write one of " + String.join(", ", names)));
      }
    }
  }

  /** Warns of models that no row names. */
  void warnOfUnmeasured(Version2Tables tables) {
    for (NamedModel model : models) {
      if (share(model, tables).isEmpty()) {
        findings.warning(
            model.place(),
            "model \"" + model.name() + "\" has no measurements",
            "remove it if none is missing");
      }
    }
  }
}
