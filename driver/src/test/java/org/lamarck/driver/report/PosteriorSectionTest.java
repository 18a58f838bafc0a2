package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Samples;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.Parameter;

/** The report shows what was drawn: marginals, the pairs that go together, traces. */
class PosteriorSectionTest {
  private static final List<Parameter> THREE = Parts.parameters("k_a", "k_b", "k_c");

  /** Of three normal coordinates the first two go together, with correlation 0.8. */
  private static Samples correlated(int chains, int draws) {
    List<List<Draw>> all = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      RandomStream random = RandomStream.of(5).split("chain", c);
      List<Draw> chain = new ArrayList<>();
      for (int k = 0; k < draws; k++) {
        double z = random.nextGaussian();
        Vector point =
            Vector.of(z, 0.8 * z + 0.6 * random.nextGaussian(), 2 + 0.1 * random.nextGaussian());
        chain.add(new Draw(point, 10 + random.nextDouble(), 0.8, 3, false));
      }
      all.add(chain);
    }
    return Parts.samples(THREE, all, 500, true);
  }

  private static RunRecord record(Samples samples) {
    return Records.record("p", THREE, List.of(1.0), List.of()).with(samples);
  }

  @Test
  void aReportOfDrawsHasMarginalsPairsAndTraces() {
    String page = HtmlReport.write(record(correlated(4, 1000)));
    assertThat(page)
        .contains(
            "What the posterior looks like",
            "The chains agree, and each parameter has effective draws enough.",
            "aria-label=\"Marginal of k_a\"",
            "aria-label=\"Marginal of k_c\"",
            "<figcaption>k_a and k_b</figcaption>",
            "aria-label=\"Traces of the log-density\"",
            "aria-label=\"Traces of k_b\"")
        .doesNotContain("<figcaption>k_a and k_c</figcaption>");
    assertThat(page.substring(0, page.indexOf("<script>"))).doesNotContain("NaN");
  }

  @Test
  void columnsOfAMarginalAreAsHighAsTheirDrawsAreMany() {
    String plot = PosteriorSection.marginal(correlated(2, 500), 2, 2);
    List<MatchResult> columns =
        Pattern.compile("height=\"([0-9.]+)\"><title>([0-9]+) draws")
            .matcher(plot)
            .results()
            .toList();
    assertThat(columns).hasSize(24);
    double most = columns.stream().mapToInt(one -> Integer.parseInt(one.group(2))).max().orElse(0);
    assertThat(columns.stream().mapToInt(one -> Integer.parseInt(one.group(2))).sum())
        .isEqualTo(1000);
    for (MatchResult one : columns) {
      assertThat(Double.parseDouble(one.group(1)))
          .isCloseTo(140 * Integer.parseInt(one.group(2)) / most, within(0.06)); // a digit is drawn
    }
    assertThat(plot).as("the best point").contains("class=\"curve c1\"");
    assertThat(PosteriorSection.marginal(correlated(2, 500), 2, Double.NaN))
        .doesNotContain("class=\"curve c1\"");
  }

  /** A fit may have computed some of what is drawn, and searched the others alone. */
  @Test
  void theBestPointHasAValueOfAllThatIsDrawn() {
    List<Parameter> drawn = Parts.parameters("k_c", "k_a");
    RunRecord record =
        Records.record("p", THREE, List.of(1.0), List.of())
            .with(Parts.samples(drawn, 2, 10, false));
    double[] best = PosteriorSection.best(record);
    assertThat(drawn.get(0).linear(best[0])).isEqualTo(record.estimates().get("k_c"));
    assertThat(drawn.get(1).linear(best[1])).isEqualTo(record.estimates().get("k_a"));
    RunRecord other = record.with(Parts.samples(Parts.parameters("new"), 2, 10, false));
    assertThat(PosteriorSection.best(other)).containsExactly(Double.NaN);
  }

  @Test
  void onlyPairsThatGoTogetherAreShown() {
    List<PosteriorSection.Pair> pairs = PosteriorSection.pairs(correlated(4, 1000));
    assertThat(pairs).hasSize(1);
    assertThat(pairs.get(0).first()).isZero();
    assertThat(pairs.get(0).second()).isEqualTo(1);
    assertThat(pairs.get(0).correlation())
        .as("of 4000 draws to 4 standard errors, (1 - r²)/√n")
        .isCloseTo(0.8, within(4 * 0.36 / Math.sqrt(4000)));
    double[] a = {1, 2, 3, 4};
    assertThat(PosteriorSection.correlation(a, new double[] {2, 4, 6, 8}))
        .isCloseTo(1, within(1e-15));
    assertThat(PosteriorSection.correlation(a, new double[] {4, 3, 2, 1}))
        .isCloseTo(-1, within(1e-15));
    assertThat(PosteriorSection.correlation(a, new double[] {1, -1, -1, 1}))
        .isCloseTo(0, within(1e-15));
  }

  @Test
  void tracesAreThoseOfTheParametersThatMixWorst() {
    List<List<Draw>> chains = new ArrayList<>();
    for (int c = 0; c < 2; c++) {
      RandomStream random = RandomStream.of(9).split("chain", c);
      List<Draw> chain = new ArrayList<>();
      double[] x = new double[6];
      for (int k = 0; k < 300; k++) {
        for (int i = 0; i < 6; i++) { // an autoregression, the slower the later
          double kept = 0.18 * i;
          x[i] = kept * x[i] + Math.sqrt(1 - kept * kept) * random.nextGaussian();
        }
        chain.add(new Draw(Vector.of(x), 0, 0.8, 3, false));
      }
      chains.add(chain);
    }
    List<Parameter> six = new ArrayList<>(THREE);
    six.addAll(THREE);
    Samples samples = Parts.samples(six, chains, 500, true);
    assertThat(PosteriorSection.slowest(samples.marginals())).containsExactly(2, 3, 4, 5);
    assertThat(PosteriorSection.slowest(correlated(2, 100).marginals())).containsExactly(0, 1, 2);
  }

  @Test
  void drawsThatDoNotAgreeAreSaidToDoSo() {
    List<List<Draw>> chains = new ArrayList<>(correlated(3, 300).sampled().chains());
    chains.set(
        0,
        chains.get(0).stream()
            .map(draw -> new Draw(draw.point().plus(Vector.of(9, 0, 0)), 10, 0.8, 3, false))
            .toList());
    Samples apart = Parts.samples(THREE, chains, 500, false);
    assertThat(HtmlReport.write(record(apart)))
        .contains("The chains do not agree on k_a", "the chains have not come to their ends");
  }

  @Test
  void drawsTooFewToTellHaveNoSection() {
    assertThat(HtmlReport.write(record(correlated(2, 3))))
        .doesNotContain("What the posterior looks like");
  }
}
