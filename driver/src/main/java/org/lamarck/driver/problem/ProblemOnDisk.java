package org.lamarck.driver.problem;

/** A problem of any kind, as it was read. */
public sealed interface ProblemOnDisk permits ReadProblem, ReadSource {
  /** Where, as the user wrote it. */
  String place();

  /** Where it is now, which is the same but for a problem that was moved. */
  String file();
}
