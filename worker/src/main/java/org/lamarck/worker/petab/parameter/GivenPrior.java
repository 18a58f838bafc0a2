package org.lamarck.worker.petab.parameter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.Prior.Limits;

/**
 * A prior that a user gives a parameter beside its table, in the table's words.
 *
 * @param family as the version of the problem's format calls it, such as {@code normal}
 * @param numbers its parameters, with semicolons between
 */
public record GivenPrior(String family, String numbers) {
  private static String prefix(FormatVersion version) {
    return version == FormatVersion.V1 ? "objectivePrior" : "prior";
  }

  /** What it is in a parameter table, by column. */
  Map<String, String> cells(FormatVersion version) {
    Map<String, String> cells = new LinkedHashMap<>();
    String type = version == FormatVersion.V1 ? "Type" : "Distribution";
    cells.put(prefix(version) + type, family);
    cells.put(prefix(version) + "Parameters", numbers);
    return cells;
  }

  /**
   * What is wrong with it, as a table with it would be told.
   *
   * @param file where the problem is, for the findings
   */
  List<Finding> faults(String file, String id, FormatVersion version) {
    Map<String, String> cells = cells(version);
    String text =
        "parameterId\t%s\n%s\t%s\n"
            .formatted(String.join("\t", cells.keySet()), id, String.join("\t", cells.values()));
    Findings findings = new Findings();
    Table.read(new SourceText(file, text), TableLayout.VALUES, findings)
        .ifPresent(
            table ->
                table
                    .rows()
                    .forEach(
                        row ->
                            new PriorCells(row, prefix(version), version, findings)
                                .read(Limits.NONE)));
    return findings.all().stream()
        .map(one -> Finding.error(file, 0, 0, "prior of " + id + ": " + one.what(), one.remedy()))
        .toList();
  }
}
