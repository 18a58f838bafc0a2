package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/** What is wrong in one file, as it is found. */
final class Findings {
  private final String file;
  private final List<Finding> found;

  /** Thrown after a finding that makes further reading useless. */
  static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Findings(String file) {
    this(file, new ArrayList<>());
  }

  private Findings(String file, List<Finding> found) {
    this.file = file;
    this.found = found;
  }

  /** These findings, for another file. */
  Findings in(String other) {
    return new Findings(other, found);
  }

  void error(int row, int column, String what, String remedy) {
    found.add(Finding.error(file, row, column, what, remedy));
  }

  void error(XmlElement at, String what, String remedy) {
    error(at.place(), what, remedy);
  }

  void error(XmlElement.Place place, String what, String remedy) {
    found.add(Finding.error(place.file(), place.row(), place.column(), what, remedy));
  }

  /** Takes over what was found in another file. */
  void addAll(Findings others) {
    found.addAll(others.found);
  }

  /** The file as the user named it. */
  String file() {
    return file;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Ends the reading when something was found. */
  void enough() {
    if (!found.isEmpty()) {
      throw new Enough();
    }
  }

  /** Does nothing unless something was found. */
  void check() throws InputException {
    if (!found.isEmpty()) {
      throw new InputException(found.stream().distinct().toList());
    }
  }
}
