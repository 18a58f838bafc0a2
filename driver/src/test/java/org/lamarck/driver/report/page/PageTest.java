package org.lamarck.driver.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PageTest {
  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  @Test
  void aPageOfAllPartsIsWellFormed() throws Exception {
    Page page = Page.titled("<p> & q");
    page.section("A & B");
    page.note("<em>markup</em> stays");
    page.verdict("so it is");
    page.raw("<dl>");
    page.tile("chi", 1.25, 3);
    page.raw("</dl>");
    page.figure("a > b", new Svg(10, "t", "d").toString());
    page.table("Table", "name", "value");
    page.row("<row>");
    page.number(1e-9, 3);
    page.whole(12_345);
    page.text("a&b");
    page.wrapped("long");
    page.endRow();
    page.endTable();
    page.endSection();
    Document document = parsed(page.closed());
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("<p> & q · Lamarck");
    assertThat(document.getElementsByTagName("em").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("th").item(2).getTextContent()).isEqualTo("<row>");
    assertThat(document.getElementsByTagName("script").getLength()).isEqualTo(1);
  }

  @Test
  void aRoundedNumberKeepsAllDigitsForSortingAndPointing() throws Exception {
    Page page = Page.titled("t");
    page.table("Table", "value");
    page.raw("<tr>");
    page.number(138.22197598085654, 4);
    page.endRow();
    page.endTable();
    var cell = parsed(page.closed()).getElementsByTagName("td").item(0);
    assertThat(cell.getTextContent()).isEqualTo("138.2");
    assertThat(cell.getAttributes().getNamedItem("title").getNodeValue())
        .isEqualTo("138.22197598085654");
  }
}
