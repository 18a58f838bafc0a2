package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.Finding.Severity;
import org.lamarck.worker.problem.InputException;

/** Collects what is wrong with the files of one problem, in the order in which it is met. */
final class Findings {
  private final List<Finding> list = new ArrayList<>();

  void error(Place place, String what, String remedy) {
    list.add(Finding.error(place.file(), place.row(), place.column(), what, remedy));
  }

  /** An error that other rows may have led to as well; told once. */
  void errorOnce(Place place, String what, String remedy) {
    Finding error = Finding.error(place.file(), place.row(), place.column(), what, remedy);
    if (!list.contains(error)) {
      list.add(error);
    }
  }

  void warning(Place place, String what, String remedy) {
    list.add(Finding.warning(place.file(), place.row(), place.column(), what, remedy));
  }

  /** Takes over what another reader found. */
  void addAll(List<Finding> others) {
    list.addAll(others);
  }

  boolean hasErrors() {
    return list.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  List<Finding> all() {
    return List.copyOf(list);
  }

  /** The errors as an exception. */
  InputException toException() {
    return new InputException(
        list.stream().filter(finding -> finding.severity() == Severity.ERROR).toList());
  }
}
