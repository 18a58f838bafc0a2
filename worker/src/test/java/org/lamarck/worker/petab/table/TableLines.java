package org.lamarck.worker.petab.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lamarck.worker.problem.Finding;

/** Tables written as lines whose fields are separated by spaces, {@code _} for an empty field. */
public final class TableLines {
  /** What every table here is called. */
  public static final String FILE = "t.tsv";

  private TableLines() {}

  /** The text of a table. */
  public static String text(String... lines) {
    return Arrays.stream(lines)
        .map(
            line ->
                Arrays.stream(line.split(" "))
                    .map(field -> field.equals("_") ? "" : field)
                    .collect(Collectors.joining("\t")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Reads a table; its findings are collected. */
  public static Optional<Table> read(TableLayout layout, Findings findings, String... lines) {
    return Table.read(new SourceText(FILE, text(lines)), layout, findings);
  }

  /** Reads a table that is sound. */
  public static Table sound(TableLayout layout, String... lines) {
    Findings findings = new Findings();
    Table table = read(layout, findings, lines).orElseThrow();
    if (!findings.all().isEmpty()) {
      throw new AssertionError(findings.all());
    }
    return table;
  }

  /** The findings as they are told. */
  public static List<String> told(Findings findings) {
    return findings.all().stream().map(Finding::toString).toList();
  }
}
