package org.lamarck.driver.config;

import java.util.List;

/** Settings that cannot be used: one line for each, with its place and what to do. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  public ConfigException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  public ConfigException(String line) {
    this(List.of(line));
  }

  /** One line for each fault. */
  public List<String> lines() {
    return lines;
  }
}
