package org.lamarck.driver.report;

import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Page;

/** A section as a jar of someone else's would bring it: of problems of one name. */
public final class Remarked implements Section {
  @Override
  public boolean concerns(RunRecord record) {
    return record.provenance().source().id().equals("remarked");
  }

  @Override
  public void write(Judgement judgement, Page page) {
    page.section("Remarks of another jar");
    page.note(judgement.record().searched().size() + " parameters");
    page.endSection();
  }
}
