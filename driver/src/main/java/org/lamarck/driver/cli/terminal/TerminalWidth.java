package org.lamarck.driver.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How many columns the terminal has: what {@code stty} says of it, asked every few seconds since
 * windows change, and at most what {@code COLUMNS} says. Where neither says anything 80.
 */
public final class TerminalWidth implements IntSupplier {
  private static final int USUAL = 80;
  private static final long ASKED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private long asked;
  private OptionalInt answer = OptionalInt.empty();
  private boolean silent; // stty is not there or has no terminal

  @Override
  public int getAsInt() {
    long now = System.nanoTime();
    if (!silent && (answer.isEmpty() || now - asked > ASKED_EVERY_NANOS)) {
      asked = now;
      answer = columns(stty());
      silent = answer.isEmpty();
    }
    OptionalInt environment = number(System.getenv().getOrDefault("COLUMNS", ""));
    int width = answer.orElse(environment.orElse(USUAL));
    return Math.min(width, environment.orElse(width));
  }

  /** The answer of {@code stty size}: rows and columns; empty when it gave none. */
  private static String stty() {
    ProcessBuilder command = new ProcessBuilder("stty", "size");
    command.redirectInput(new File("/dev/tty"));
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = command.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.waitFor() == 0 ? text : "";
    } catch (IOException e) {
      return ""; // no such program, or no terminal of this process
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** The second of two numbers. */
  public static OptionalInt columns(String size) {
    int space = size.strip().indexOf(' ');
    return space < 0 ? OptionalInt.empty() : number(size.strip().substring(space));
  }

  /** A width that something can be written in; terminals that know none say 0. */
  private static OptionalInt number(String text) {
    return text.strip().matches("[1-9]\\d{0,4}")
        ? OptionalInt.of(Integer.parseInt(text.strip()))
        : OptionalInt.empty();
  }
}
