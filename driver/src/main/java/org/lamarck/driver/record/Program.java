package org.lamarck.driver.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which program this is. */
public final class Program {
  private Program() {}

  /** Lamarck's version, as the build wrote it. */
  public static String version() {
    try (InputStream in = Program.class.getResourceAsStream("program.properties")) {
      if (in == null) {
        throw new IllegalStateException("program.properties is missing beside " + Program.class);
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("the program's version cannot be read", e);
    }
  }

  /** The Java that runs it. */
  public static String java() {
    return System.getProperty("java.vendor") + " " + Runtime.version();
  }
}
