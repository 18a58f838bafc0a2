package org.lamarck.driver.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.lamarck.driver.config.Durations;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Progress;
import org.lamarck.driver.run.Watcher;

/**
 * Progress for a person: one line that changes on a terminal, a line every few seconds elsewhere.
 */
public final class Console implements Watcher {
  private static final double TERMINAL_SECONDS = 0.25;
  private static final double LOG_SECONDS = 5;

  /** ECMA-48: from the cursor to the end of the line. */
  private static final String ERASE_REST = "\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final Budget budget;
  private double next;
  private double begin = Double.NaN;
  private long evaluationsAtBegin;
  private final IntSupplier width;
  private boolean written;

  /**
   * A console.
   *
   * @param terminal whether a line can be written over
   * @param width the terminal's columns at the time
   */
  Console(PrintWriter err, boolean terminal, IntSupplier width, Budget budget) {
    this.err = err;
    this.terminal = terminal;
    this.width = width;
    this.budget = budget;
  }

  /** On this process's standard error. */
  public static Console of(PrintWriter err, Budget budget) {
    boolean terminal = onTerminal();
    return new Console(err, terminal, terminal ? new TerminalWidth() : () -> 0, budget);
  }

  /** Whether standard error is a terminal: the launcher knows, Java does not. */
  private static boolean onTerminal() {
    return Boolean.getBoolean("lamarck.terminal");
  }

  @Override
  public void progress(Progress progress) {
    if (Double.isNaN(begin)) {
      begin = progress.seconds();
      evaluationsAtBegin = progress.evaluations() + progress.gradients();
      next = begin + (terminal ? TERMINAL_SECONDS : LOG_SECONDS);
    }
    if (progress.seconds() < next) {
      return;
    }
    next = progress.seconds() + (terminal ? TERMINAL_SECONDS : LOG_SECONDS);
    if (terminal) {
      // the last column stays free: some terminals wrap as soon as it is written
      err.print("\r" + line(progress, width.getAsInt() - 1) + ERASE_REST);
      written = true;
    } else {
      err.println(line(progress, Integer.MAX_VALUE));
    }
    err.flush();
  }

  /** Leaves the line that changes. */
  public void end() {
    if (written) {
      err.println();
      err.flush();
    }
  }

  /** As much as there is room for; what matters most to who waits goes last. */
  String line(Progress progress, int columns) {
    long calls = progress.evaluations() + progress.gradients();
    double elapsed = progress.seconds() - begin;
    double rate = elapsed > 0 ? (calls - evaluationsAtBegin) / elapsed : 0;
    String best =
        Double.isFinite(progress.best())
            ? String.format(Locale.ROOT, "best %.10g", progress.best())
            : "no point yet";
    String basins = progress.basins() + (progress.basins() == 1 ? " basin" : " basins");
    String evaluations = String.format(Locale.ROOT, "%,d evaluations", calls);
    double left = secondsLeft(progress, calls, rate);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(0, Durations.text(progress.seconds())));
    parts.add(new Part(1, best));
    parts.add(new Part(4, basins));
    parts.add(new Part(3, evaluations + String.format(Locale.ROOT, ", %.0f/s", rate)));
    parts.add(new Part(5, "generation %d".formatted(progress.generation())));
    parts.add(new Part(6, "task %d/%d".formatted(progress.done(), progress.tasks())));
    if (progress.waiting()) {
      parts.add(new Part(2, "waiting for an executor"));
    } else if (Double.isFinite(left)) {
      parts.add(new Part(2, Durations.text(left) + " left"));
    }
    while (parts.size() > 1 && joined(parts).length() > columns) {
      parts.remove(Collections.max(parts, Comparator.comparingInt(Part::rank)));
    }
    String line = joined(parts);
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
  }

  /**
   * A part of the line.
   *
   * @param rank the higher, the sooner it is left out
   */
  private record Part(int rank, String words) {}

  private static String joined(List<Part> parts) {
    return parts.stream().map(Part::words).collect(Collectors.joining("  "));
  }

  private double secondsLeft(Progress progress, long calls, double rate) {
    double left = Double.POSITIVE_INFINITY;
    if (budget.limitsTime()) {
      left = budget.time().toNanos() / 1e9 - progress.seconds();
    }
    if (budget.limitsEvaluations() && rate > 0) {
      left = Math.min(left, (budget.evaluations() - calls) / rate);
    }
    return Math.max(0, left);
  }
}
