package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.worker.problem.Parameter;

/** The report shows a circuit that was learned as a graph. */
class CircuitSectionTest {
  private static final Map<String, Double> WEIGHTS =
      Map.of("w_A_A", 0.0, "w_A_Bb", -10.0, "w_Bb_A", 2.0, "w_Bb_Bb", 0.5);

  private static RunRecord record(String... ids) {
    List<Parameter> parameters = Parts.parameters(ids);
    return Records.record("p", parameters, List.of(1.0), List.of());
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void aRecordWithAllWeightsIsOfACircuit() {
    assertThat(CircuitSection.genes(record("k_A", "w_A_A", "w_A_Bb", "w_Bb_A", "w_Bb_Bb")))
        .containsExactly("A", "Bb");
    assertThat(CircuitSection.genes(record("w_A_A", "w_A_Bb", "w_Bb_Bb"))).isEmpty();
    assertThat(CircuitSection.genes(record("w_1", "w_max", "k"))).isEmpty();
  }

  /** −10 is strong and represses, 2 is plain, 0.5 weak, and 0 is not drawn. */
  @Test
  void eachEffectThatMattersIsACurveWithAnEnd() {
    String svg = CircuitSection.draw(List.of("A", "Bb"), WEIGHTS);
    assertThat(count(svg, "class=\"effect strong alarm\"")).isEqualTo(2);
    assertThat(count(svg, "class=\"effect plain c0\"")).as("with the end of the weak").isEqualTo(3);
    assertThat(count(svg, "class=\"effect weak c0\"")).isEqualTo(1);
    assertThat(count(svg, "class=\"gene\"")).isEqualTo(2);
    assertThat(svg).contains(">-10<", ">2.0<", ">0.50<").doesNotContain("NaN", ">0.0<");
  }

  @Test
  void theReportHasTheGraph() {
    String page = HtmlReport.write(record("w_A_A", "w_A_B", "w_B_A", "w_B_B"));
    assertThat(page).contains("The circuit at the best point", "aria-label=\"Circuit of A, B\"");
    assertThat(HtmlReport.write(record("k_A"))).doesNotContain("The circuit at the best point");
  }
}
