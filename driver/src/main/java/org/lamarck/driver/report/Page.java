package org.lamarck.driver.report;

/** The text of a page: well-formed XML, of which every part that was opened is closed. */
final class Page {
  private final StringBuilder html = new StringBuilder();

  /** Markup as it is. */
  Page raw(String markup) {
    html.append(markup);
    return this;
  }

  void section(String title) {
    html.append("<section><h2>").append(Numbers.escape(title)).append("</h2>\n");
  }

  void endSection() {
    html.append("</section>\n");
  }

  /** Remarks; {@code markup} is not escaped. */
  void note(String markup) {
    html.append("<p class=\"note\">").append(markup).append("</p>\n");
  }

  void verdict(String markup) {
    html.append("<p class=\"verdict\">").append(markup).append("</p>\n");
  }

  void tile(String name, double value, int digits) {
    tile(name, Numbers.number(value, digits), Double.toString(value));
  }

  void tile(String name, String value, String exact) {
    html.append(
        "<div><dt>%s</dt><dd title=\"%s\">%s</dd></div>"
            .formatted(name, Numbers.escape(exact), Numbers.escape(value)));
  }

  void figure(String title, String svg) {
    html.append("<figure>");
    if (!title.isEmpty()) {
      html.append("<figcaption>").append(Numbers.escape(title)).append("</figcaption>");
    }
    html.append(svg).append("</figure>\n");
  }

  void table(String caption, String... header) {
    html.append(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>"
            .formatted(caption));
    html.append("<thead><tr>");
    for (String name : header) {
      html.append("<th scope=\"col\">").append(name).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
  }

  void endTable() {
    html.append("</tbody></table></div>\n");
  }

  /** Begins a row of a table. */
  void row(String name) {
    html.append("<tr><th scope=\"row\">").append(Numbers.escape(name)).append("</th>");
  }

  void endRow() {
    html.append("</tr>\n");
  }

  void text(String words) {
    html.append("<td>").append(Numbers.escape(words)).append("</td>");
  }

  /** A cell of text that may be long. */
  void wrapped(String words) {
    html.append("<td class=\"wrap\">").append(Numbers.escape(words)).append("</td>");
  }

  void number(double value, int digits) {
    html.append(
        "<td class=\"n\" title=\"%s\">%s</td>"
            .formatted(Double.toString(value), Numbers.number(value, digits)));
  }

  void whole(long value) {
    html.append("<td class=\"n\">").append(Numbers.count(value)).append("</td>");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
