package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.RunRecord;
import org.xml.sax.InputSource;

class SeedReportTest {
  private static final double SAME = 0.1;

  private static RunRecord ending(Double... values) {
    return Records.record(
        "p", List.of(Records.parameter("k", 1e-5, 1e5)), List.of(values), List.of());
  }

  private static String page(RunRecord... records) throws Exception {
    Map<Long, RunRecord> runs = new LinkedHashMap<>();
    for (RunRecord record : records) {
      runs.put(runs.size() + 1L, record);
    }
    String page = SeedReport.write(runs, SAME);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page))); // well-formed
    return page;
  }

  @Test
  void theHeadLineSaysHowManySeedsAgree() throws Exception {
    assertThat(page(ending(3.0, 9.0), ending(3.05), ending(7.0)))
        .contains("<strong>2</strong> of 3 runs came within 0.1 of the best value, 3.");
  }

  @Test
  void oneThatNoOtherReachesIsSaidToBeAlone() throws Exception {
    assertThat(page(ending(3.0), ending(7.0)))
        .contains("<strong>1</strong> of 2 runs")
        .contains("nothing says that there is no better one");
  }

  @Test
  void eachRunIsARowThatLeadsToItsReport() throws Exception {
    assertThat(page(ending(3.0), ending(7.0)))
        .contains("href=\"seed-1/report.html\"", "href=\"seed-2/report.html\"")
        .contains("seed 2: 7.0"); // and a mark of the plot
  }

  @Test
  void runsWithoutAnyPointAreCountedAndNotDrawn() throws Exception {
    assertThat(page(ending(Double.POSITIVE_INFINITY), ending(2.0)))
        .contains("of 2 runs came within");
    assertThat(page(ending(Double.POSITIVE_INFINITY))).contains("No run found a point");
  }

  @Test
  void rangesAreOfRunsThatAgreeOnly() throws Exception {
    // each value has a point of its own: the third run's does not count
    String two = page(ending(3.0), ending(3.05));
    String three = page(ending(3.0), ending(3.05), ending(900.0));
    String table = "Parameters of the runs that agree";
    assertThat(three.substring(three.indexOf(table))).isEqualTo(two.substring(two.indexOf(table)));
  }
}
