package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/** What is wrong in one file, as it is found. */
final class Findings {
  private final String file;
  private final List<Finding> found = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void error(int row, int column, String what, String remedy) {
    found.add(Finding.error(file, row, column, what, remedy));
  }

  void error(XmlElement at, String what, String remedy) {
    error(at.row(), at.column(), what, remedy);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Does nothing unless something was found. */
  void check() throws InputException {
    if (!found.isEmpty()) {
      throw new InputException(found.stream().distinct().toList());
    }
  }
}
