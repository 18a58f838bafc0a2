package org.lamarck.driver.report.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.report.Parts;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.worker.problem.Parameter;

class SampleFilesTest {
  private static final List<Parameter> TWO = Parts.parameters("k_a", "k_b");
  private static final Samples GOOD = Parts.samples(TWO, 4, 500, false);

  @TempDir Path folder;

  @Test
  void aChainIsInTheColumnsOfCmdStan() {
    List<Draw> draws = GOOD.sampled().chains().get(1);
    List<String> lines = SampleFiles.chain(GOOD, draws).lines().toList();
    assertThat(lines.get(0)).isEqualTo("lp__,accept_stat__,n_leapfrog__,divergent__,k_a,k_b");
    assertThat(lines).hasSize(501);
    for (int k = 0; k < draws.size(); k++) {
      String[] cells = lines.get(k + 1).split(",", -1);
      assertThat(Double.parseDouble(cells[0])).isEqualTo(-draws.get(k).value()); // a density
      assertThat(cells[2]).isEqualTo("3");
      assertThat(cells[3]).isEqualTo("0");
      assertThat(Double.parseDouble(cells[5])).isEqualTo(GOOD.linear(draws.get(k), 1));
    }
  }

  @Test
  void namesThatACommaWouldBreakAreQuoted() {
    // coordinates of objectives of one's own may be called anything
    List<Parameter> odd = Parts.parameters("rate, fast", "the \"slow\" one");
    Samples samples = Parts.samples(odd, 2, 4, false);
    String csv = SampleFiles.chain(samples, samples.sampled().chains().get(0));
    assertThat(csv.lines().findFirst().orElseThrow())
        .isEqualTo(
            "lp__,accept_stat__,n_leapfrog__,divergent__,\"rate, fast\",\"the \"\"slow\"\" one\"");
  }

  @Test
  void allDrawsAreInOneTableWithTheirChainAndPlace() {
    List<String> lines = SampleFiles.draws(GOOD).lines().toList();
    assertThat(lines).hasSize(2001);
    assertThat(lines.get(0)).isEqualTo("chain\tdraw\tlp\tk_a\tk_b");
    String[] cells = lines.get(1 + 500 + 6).split("\t", -1); // the seventh of the second chain
    Draw draw = GOOD.sampled().chains().get(1).get(6);
    assertThat(cells[0]).isEqualTo("2");
    assertThat(cells[1]).isEqualTo("7");
    assertThat(Double.parseDouble(cells[2])).isEqualTo(-draw.value());
    assertThat(Double.parseDouble(cells[4])).isEqualTo(Math.pow(10, draw.point().get(1)));
  }

  @Test
  void theSummaryHasMomentsAndQuantilesOnTheLinearScale() {
    List<String> lines = SampleFiles.summary(GOOD).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo("parameterId\tmean\tsd\tmcse\tq5\tq50\tq95\trhat\tessBulk\tessTail");
    String[] cells = lines.get(2).split("\t", -1);
    assertThat(cells[0]).isEqualTo("k_b");
    double[] all = GOOD.draws().mapToDouble(draw -> GOOD.linear(draw, 1)).sorted().toArray();
    assertThat(number(cells, 1)).isCloseTo(StatUtils.mean(all), within(1e-12));
    double deviation = Math.sqrt(StatUtils.variance(all));
    assertThat(number(cells, 2)).isCloseTo(deviation, within(1e-12));
    assertThat(number(cells, 5)).isCloseTo((all[999] + all[1000]) / 2, within(1e-12));
    // draws of one after the other are independent: √2000 of them, a fifth for chance
    assertThat(number(cells, 3) * Math.sqrt(2000) / deviation).isCloseTo(1, within(0.2));
    assertThat(Arrays.stream(cells).skip(7).mapToDouble(Double::parseDouble))
        .allMatch(x -> x > 0.9);
  }

  private static double number(String[] cells, int i) {
    return Double.parseDouble(cells[i]);
  }

  @Test
  void filesOfMoreChainsBeforeAreRemovedAndThoseOfOthersFound() throws Exception {
    Store store = Stores.at(folder.toString());
    SampleFiles.write(GOOD, store);
    assertThat(store.list()).contains("sample-4.csv", "draws.tsv", "summary.tsv");
    SampleFiles.write(Parts.samples(TWO, 2, 500, false), store);
    assertThat(store.list())
        .containsExactly("draws.tsv", "sample-1.csv", "sample-2.csv", "summary.tsv");
    assertThat(SampleFiles.stranger(store)).isEmpty();
    Files.writeString(folder.resolve("thesis.docx"), "");
    assertThat(SampleFiles.stranger(store)).contains("thesis.docx");
  }
}
