package org.lamarck.driver.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheets, one of plots, which may stand anywhere, and one of the page; the script. */
public final class Style {
  private Style() {}

  /** Rules that hold within plots alone. */
  public static String ofPlots() {
    return colours(".lamarck-plot") + read("plot.css");
  }

  /** The style of a whole page with plots. */
  public static String ofPage() {
    return colours(":root") + read("page.css") + read("plot.css");
  }

  /** The script of a whole page, of which no character needs escaping in XML. */
  public static String script() {
    return read("page.js");
  }

  /** The colours' names, known within an element. */
  private static String colours(String element) {
    return read("colours.css").replace("ELEMENT", element);
  }

  private static String read(String name) {
    try (InputStream file = Style.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not beside the report's classes");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
