package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FindingTest {
  @Test
  void itIsOneLineWithThePlaceThatItIsAbout() {
    assertThat(Finding.error("p.tsv", 3, 2, "lowerBound is \"x\"", "write a number"))
        .hasToString("p.tsv:3:2: error: lowerBound is \"x\"; write a number");
    assertThat(Finding.warning("p.yaml", 0, 0, "no parameter is estimated", "set estimate"))
        .hasToString("p.yaml: warning: no parameter is estimated; set estimate");
  }

  @Test
  void aLongQuotationIsCutAndSaysHowLongItWas() {
    String long121 = "a".repeat(121);
    Finding finding = Finding.error("f", 1, 1, "no \"" + long121 + "\" here", "name another");
    assertThat(finding.what()).isEqualTo("no \"" + "a".repeat(60) + "… (121 characters)\" here");
    String long120 = "a".repeat(120);
    assertThat(Finding.error("f", 1, 1, "no \"" + long120 + "\"", "").what()).contains(long120);
  }

  @Test
  void eachLongQuotationIsCutAndNoShortOne() {
    String what = "'%s' is not 'b' but \"%s\"".formatted("$1\\".repeat(50), "c".repeat(300));
    assertThat(Finding.error("f", 1, 1, what, "").what())
        .isEqualTo(
            "'%s… (150 characters)' is not 'b' but \"%s… (300 characters)\""
                .formatted("$1\\".repeat(20), "c".repeat(60)));
  }

  @Test
  void aLongMessageKeepsItsBeginningAndItsEnd() {
    String remedy = "begin " + "word ".repeat(1000) + "end";
    String cut = Finding.error("f", 1, 1, "wrong", remedy).remedy();
    // half of 1,000 from the beginning, a quarter from the end, and what is left out
    assertThat(cut).startsWith("begin word").endsWith("word end").contains("characters)");
    assertThat(cut).hasSizeLessThan(800);
  }
}
