package org.lamarck.driver.select;

import java.util.Locale;
import java.util.function.Consumer;
import org.lamarck.driver.config.Durations;
import org.lamarck.strategies.selection.ModelSearch;
import org.lamarck.worker.petab.select.SelectionProblem;

/** Progress for a person: a line for each step, and one every few seconds within long ones. */
public final class SelectionProgress implements SelectionRun.Watching {
  private static final double SECONDS = 5;

  private final Consumer<String> lines;
  private final SelectionProblem problem;
  private double last = Double.NEGATIVE_INFINITY;

  /**
   * Progress of a selection.
   *
   * @param lines are told
   */
  public SelectionProgress(Consumer<String> lines, SelectionProblem problem) {
    this.lines = lines;
    this.problem = problem;
  }

  @Override
  public void step(ModelSearch search, int unknown) {
    String best =
        search
            .best()
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        ", best %s %.8g of %s",
                        problem.settings().criterion().label(),
                        one.value(),
                        one.model()))
            .orElse("");
    int all = search.candidates().size();
    lines.accept(
        "step %d  %s from %s: %d %s%s%s"
            .formatted(
                search.iteration(),
                search.method().word(),
                search.comparedWith().map(Object::toString).orElse("the beginning"),
                all,
                all == 1 ? "model" : "models",
                unknown < all ? ", %d known".formatted(all - unknown) : "",
                best));
    last = Double.NEGATIVE_INFINITY;
  }

  @Override
  public void progress(int done, int models, double seconds) {
    if (last == Double.NEGATIVE_INFINITY) {
      last = seconds;
    }
    if (done < models && seconds >= last + SECONDS) {
      last = seconds;
      lines.accept("  %d of %d, %s".formatted(done, models, Durations.text(seconds)));
    }
  }
}
