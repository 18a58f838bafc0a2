package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Uncertainty.Direction;
import org.lamarck.driver.record.Uncertainty.Estimate;
import org.lamarck.driver.record.Uncertainty.Status;
import org.lamarck.worker.problem.Scale;

class UncertaintyPlotsTest {
  private static Uncertainty pair(double correlation) {
    return new Uncertainty(
        List.of(
            new Estimate("k_1", Scale.LOG10, 10, 0.1, 6.4, 15.7, Status.FOUND),
            new Estimate("k_2", Scale.LOG10, 10, 0.1, 6.4, 15.7, Status.FOUND)),
        List.of(1.0, correlation, correlation, 1.0),
        1e4,
        List.of(),
        List.of(new Direction(1e2, List.of(0.8, -0.6)), new Direction(1e6, List.of(0.6, 0.8))),
        "",
        "");
  }

  private static long count(String text, String part) {
    return text.split(part, -1).length - 1L;
  }

  @Test
  void theSpectrumGoesFromStiffToSloppyAndMarksWhatTheDataDoNotDetermine() {
    String known = UncertaintyPlots.spectrum(pair(0.5));
    assertThat(known.indexOf("1e6: 0.6 k_1, 0.8 k_2")).isPositive();
    assertThat(known.indexOf("100: 0.8 k_1, −0.6 k_2"))
        .isGreaterThan(known.indexOf("1e6: 0.6 k_1, 0.8 k_2"));
    assertThat(count(known, "<circle class=\"dot c0\"")).isEqualTo(2);
    String flat = UncertaintyPlots.spectrum(Parts.uncertainty());
    assertThat(count(flat, "<circle class=\"dot c1\"")).isEqualTo(1);
    assertThat(flat).contains("0: 1 k_3").doesNotContain("NaN", "Infinity");
  }

  @Test
  void squaresAreAsLargeAsCorrelationsAndTellTheirSign() {
    String against = UncertaintyPlots.correlations(pair(-0.25));
    assertThat(count(against, "<rect class=\"dot c0\"")).isEqualTo(2); // of the diagonal
    assertThat(against)
        // rows of 18 pixels, a square of 17 √0.25
        .containsPattern("<rect class=\"dot c1\"[^>]*width=\"8\\.5\"[^>]*>.*k_1 and k_2: −0.25");
    assertThat(count(UncertaintyPlots.correlations(Parts.uncertainty()), "<rect")).isEqualTo(1);
  }

  @Test
  void theReportSaysWhichDirectionsAreStiffAndSloppy() {
    String page = HtmlReport.write(Parts.with(Records.of(3, 2, 40), pair(0.5)));
    assertThat(page)
        .contains(
            "The stiffest direction, 0.6 k_1, 0.8 k_2, is known to 0.001 of the ranges, the"
                + " sloppiest, 0.8 k_1, −0.6 k_2, to 0.1: their eigenvalues lie 4 decades apart.");
    assertThat(Map.of("k_1", 0.6, "k_2", 0.8)).isEqualTo(pair(0).named(pair(0).spectrum().get(1)));
  }
}
