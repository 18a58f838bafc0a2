package org.lamarck.driver.report;

import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Page;

/**
 * A part of the page about one side of a run; a run without that side has no such part. A jar on
 * the class path adds one for results of its own as a service: a public class with a constructor
 * without arguments, named in {@code META-INF/services/org.lamarck.driver.report.Section}.
 */
public interface Section {
  /** Whether the run has this side. */
  default boolean concerns(RunRecord record) {
    return true;
  }

  /** Writes the part. */
  void write(Judgement judgement, Page page);
}
