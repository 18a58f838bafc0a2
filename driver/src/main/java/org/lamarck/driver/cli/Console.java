package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Progress;
import org.lamarck.driver.run.Watcher;

/**
 * Progress for a person: one line that changes on a terminal, a line every few seconds elsewhere.
 */
final class Console implements Watcher {
  private static final double TERMINAL_SECONDS = 0.25;
  private static final double LOG_SECONDS = 5;

  private final PrintWriter err;
  private final boolean terminal;
  private final Budget budget;
  private double next;
  private double begin = Double.NaN;
  private long evaluationsAtBegin;
  private int width;

  Console(PrintWriter err, boolean terminal, Budget budget) {
    this.err = err;
    this.terminal = terminal;
    this.budget = budget;
  }

  /** Whether standard error is a terminal: the launcher knows, Java does not. */
  static boolean onTerminal() {
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
    String line = line(progress);
    if (terminal) {
      err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      width = line.length();
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Leaves the line that changes. */
  void end() {
    if (terminal && width > 0) {
      err.println();
      err.flush();
    }
  }

  private String line(Progress progress) {
    long calls = progress.evaluations() + progress.gradients();
    double elapsed = progress.seconds() - begin;
    double rate = elapsed > 0 ? (calls - evaluationsAtBegin) / elapsed : 0;
    StringBuilder line = new StringBuilder();
    line.append(duration(progress.seconds()));
    line.append(
        Double.isFinite(progress.best())
            ? String.format(Locale.ROOT, "  best %.10g", progress.best())
            : "  no point yet");
    line.append("  ")
        .append(progress.basins())
        .append(progress.basins() == 1 ? " basin" : " basins");
    line.append(String.format(Locale.ROOT, "  %,d evaluations, %.0f/s", calls, rate));
    line.append("  generation ").append(progress.generation());
    line.append(" (").append(progress.done()).append('/').append(progress.tasks()).append(')');
    double left = secondsLeft(progress, calls, rate);
    if (Double.isFinite(left)) {
      line.append("  ").append(duration(left)).append(" left");
    }
    return line.toString();
  }

  private double secondsLeft(Progress progress, long calls, double rate) {
    double left = Double.POSITIVE_INFINITY;
    if (budget.limitsTime()) {
      left = budget.time().toNanos() * 1e-9 - progress.seconds();
    }
    if (budget.limitsEvaluations() && rate > 0) {
      left = Math.min(left, (budget.evaluations() - calls) / rate);
    }
    return Math.max(0, left);
  }

  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1fs", seconds);
    }
    if (whole < 3600) {
      return whole / 60 + "m" + whole % 60 + "s";
    }
    return whole / 3600 + "h" + whole % 3600 / 60 + "m";
  }
}
