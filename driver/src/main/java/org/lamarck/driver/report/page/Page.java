package org.lamarck.driver.report.page;

/** The text of a page: well-formed XML, of which every part that was opened is closed. */
public final class Page {
  private final StringBuilder html = new StringBuilder();

  /** A whole page under this title, of which the parts follow. */
  public static Page titled(String title) {
    return titled(title, "");
  }

  /**
   * One that a browser reads again by itself.
   *
   * @param seconds after which it does
   */
  public static Page renewed(String title, int seconds) {
    return titled(title, "<meta http-equiv=\"refresh\" content=\"" + seconds + "\"/>");
  }

  private static Page titled(String title, String further) {
    return new Page()
        .raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>")
        .raw("<meta charset=\"utf-8\"/>" + further)
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
        .raw("<title>" + Numbers.escape(title) + " · Lamarck</title>\n<style>")
        .raw(Style.ofPage())
        .raw("</style></head>\n<body><main>\n");
  }

  /** The whole page, with its script. */
  public String closed() {
    return raw("</main><script>").raw(Style.script()).raw("</script></body></html>\n").toString();
  }

  /** Markup as it is. */
  public Page raw(String markup) {
    html.append(markup);
    return this;
  }

  public void section(String title) {
    html.append("<section><h2>").append(Numbers.escape(title)).append("</h2>\n");
  }

  public void endSection() {
    html.append("</section>\n");
  }

  /** Remarks; {@code markup} is not escaped. */
  public void note(String markup) {
    html.append("<p class=\"note\">").append(markup).append("</p>\n");
  }

  public void verdict(String markup) {
    html.append("<p class=\"verdict\">").append(markup).append("</p>\n");
  }

  public void tile(String name, double value, int digits) {
    tile(name, Numbers.number(value, digits), Double.toString(value));
  }

  public void tile(String name, String value, String exact) {
    html.append(
        "<div><dt>%s</dt><dd title=\"%s\">%s</dd></div>"
            .formatted(name, Numbers.escape(exact), Numbers.escape(value)));
  }

  public void figure(String title, String svg) {
    html.append("<figure>");
    if (!title.isEmpty()) {
      html.append("<figcaption>").append(Numbers.escape(title)).append("</figcaption>");
    }
    html.append(svg).append("</figure>\n");
  }

  public void table(String caption, String... header) {
    html.append(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>"
            .formatted(caption));
    html.append("<thead><tr>");
    for (String name : header) {
      html.append("<th scope=\"col\">").append(name).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
  }

  public void endTable() {
    html.append("</tbody></table></div>\n");
  }

  /** Begins a row of a table. */
  public void row(String name) {
    html.append("<tr><th scope=\"row\">").append(Numbers.escape(name)).append("</th>");
  }

  public void endRow() {
    html.append("</tr>\n");
  }

  public void text(String words) {
    html.append("<td>").append(Numbers.escape(words)).append("</td>");
  }

  /** A cell of text that may be long. */
  public void wrapped(String words) {
    html.append("<td class=\"wrap\">").append(Numbers.escape(words)).append("</td>");
  }

  public void number(double value, int digits) {
    html.append(
        "<td class=\"n\" title=\"%s\">%s</td>"
            .formatted(Double.toString(value), Numbers.number(value, digits)));
  }

  public void whole(long value) {
    html.append("<td class=\"n\">").append(Numbers.count(value)).append("</td>");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
