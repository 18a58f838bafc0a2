package org.lamarck.worker.petab.table;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.Finding.Severity;
import org.lamarck.worker.problem.InputException;

/**
 * Collects what is wrong with the files of one problem, in the order in which it is met. A finding
 * that is met again, in a file that several models share, is told once.
 */
public final class Findings {
  private final Set<Finding> list;

  /** Files and errors that are told once. */
  private final Set<String> told;

  /** Stands behind what is wrong: for which of several models. */
  private final String suffix;

  public Findings() {
    this(new LinkedHashSet<>(), new HashSet<>(), "");
  }

  private Findings(Set<Finding> list, Set<String> told, String suffix) {
    this.list = list;
    this.told = told;
    this.suffix = suffix;
  }

  /** The same collection, for what is wrong with one of several models alone. */
  public Findings about(String model) {
    return new Findings(list, told, " (" + model + ")");
  }

  public void error(Place place, String what, String remedy) {
    list.add(Finding.error(place.file(), place.row(), place.column(), what + suffix, remedy));
  }

  /** An error that is told only at the first place of a file where it is met. */
  public void errorOnce(Place place, String what, String remedy) {
    if (told.add(place.file() + "\n" + what + suffix)) {
      error(place, what, remedy);
    }
  }

  public void warning(Place place, String what, String remedy) {
    list.add(Finding.warning(place.file(), place.row(), place.column(), what + suffix, remedy));
  }

  /** Takes over what another reader found. */
  public void addAll(List<Finding> others) {
    list.addAll(others);
  }

  public boolean hasErrors() {
    return list.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  public boolean hasErrorAt(Place place) {
    return list.stream()
        .anyMatch(
            one ->
                one.severity() == Severity.ERROR
                    && one.file().equals(place.file())
                    && one.row() == place.row()
                    && one.column() == place.column());
  }

  public List<Finding> all() {
    return List.copyOf(list);
  }

  /** In the order of file names, rows and columns. */
  public List<Finding> sorted() {
    return list.stream()
        .sorted(
            Comparator.comparing(Finding::file)
                .thenComparingInt(Finding::row)
                .thenComparingInt(Finding::column))
        .toList();
  }

  /** The errors as an exception. */
  public InputException toException() {
    return new InputException(
        list.stream().filter(finding -> finding.severity() == Severity.ERROR).toList());
  }
}
