package org.lamarck.driver.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SvgTest {
  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void aPlotSaysWhatItShowsToThoseWhoCannotSeeIt() throws Exception {
    Document plot = parsed(new Svg(100, "A <title>", "what & why").toString());
    assertThat(plot.getDocumentElement().getAttribute("aria-label")).isEqualTo("A <title>");
    assertThat(plot.getElementsByTagName("desc").item(0).getTextContent()).isEqualTo("what & why");
    assertThat(plot.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 400 100");
  }

  @Test
  void pixelsHaveOneDigitAtMost() {
    assertThat(Svg.pixel(12.04)).isEqualTo("12");
    assertThat(Svg.pixel(12.06)).isEqualTo("12.1");
    assertThat(Svg.pixel(-0.5)).isEqualTo("-0.5");
  }

  @Test
  void aMarkTellsWhatItIs() throws Exception {
    Document plot = parsed(new Svg(9, "t", "d").circle(1, 2, 3, "dot", "a < b").toString());
    assertThat(plot.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b");
  }

  @Test
  void aNameThatFitsIsNotPressed() {
    assertThat(new Svg(9, "t", "d").name(0, 0, 100, "tick", "k1", "").toString())
        .contains(">k1</text>")
        .doesNotContain("textLength");
  }

  @Test
  void aNameWithoutEndIsPressedAndCut() {
    String name = "k".repeat(100);
    String svg = new Svg(9, "t", "d").name(0, 0, 100, "tick", name, name).toString();
    assertThat(svg).contains("textLength=\"100\"", "k…</text>", "<title>" + name + "</title>");
  }
}
