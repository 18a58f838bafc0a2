package org.lamarck.worker.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Input that cannot be used; carries every finding, each with its place and what to do. */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  public InputException(List<Finding> findings) {
    super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  public InputException(Finding finding) {
    this(List.of(finding));
  }

  public List<Finding> findings() {
    return findings;
  }
}
