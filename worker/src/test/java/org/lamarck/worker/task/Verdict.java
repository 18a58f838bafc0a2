package org.lamarck.worker.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * What became of a case of the SBML test suite.
 *
 * @param id of the case
 * @param kind passed or how not
 * @param reason one line; empty when it passed
 */
record Verdict(String id, Kind kind, String reason) {
  /** As {@code lamarck simulate}: one for all cases. */
  static final Tolerances TOLERANCES = Simulator.TOLERANCES;

  private static final Duration LIMIT = Duration.ofSeconds(30); // the longest takes some seconds

  enum Kind {
    PASSED,
    /** It was simulated, with other values than the reference's. */
    WRONG,
    /** The reader or the compiler refused it. */
    REFUSED,
    /** The simulation could not be finished. */
    FAILED,
    /** An exception that nobody should see, or no end. */
    BROKEN
  }

  static Verdict of(Path folder) {
    String id = SuiteCase.name(folder);
    try {
      return TimeLimit.call(LIMIT, () -> judge(folder))
          .orElse(new Verdict(id, Kind.BROKEN, "not done after " + LIMIT.toSeconds() + " s"));
    } catch (ExecutionException e) {
      return new Verdict(id, Kind.BROKEN, String.valueOf(e.getCause()));
    }
  }

  private static Verdict judge(Path folder) {
    String id = SuiteCase.name(folder);
    try {
      SuiteCase one = SuiteCase.read(folder);
      OdeModel model = SbmlReader.read(one.model());
      Optional<String> unknown =
          one.settings().columns().stream()
              .map(Simulator.Column::id)
              .filter(column -> model.quantity(column).isEmpty())
              .findFirst();
      if (unknown.isPresent()) {
        return new Verdict(id, Kind.REFUSED, "the model has no " + unknown.get());
      }
      Simulator.Result result =
          new Simulator(model)
              .simulate(one.settings().times(), one.settings().columns(), TOLERANCES, () -> false);
      if (result instanceof Simulator.Result.Table table) {
        return difference(one, table)
            .map(difference -> new Verdict(id, Kind.WRONG, difference))
            .orElse(new Verdict(id, Kind.PASSED, ""));
      }
      Simulator.Result.Failed failed = (Simulator.Result.Failed) result;
      return new Verdict(id, Kind.FAILED, failed.outcome().detail());
    } catch (InputException e) {
      return new Verdict(
          id,
          Kind.REFUSED,
          e.findings().stream()
              .map(finding -> finding.what().replaceAll(" \\(the first of \\d+ is here\\)", ""))
              .distinct()
              .collect(Collectors.joining(", ")));
    } catch (IOException e) {
      throw new UncheckedIOException("case " + id + " cannot be read", e);
    }
  }

  /** The first value that does not pass against the reference's. */
  private static Optional<String> difference(SuiteCase one, Simulator.Result.Table table)
      throws IOException {
    List<List<Double>> reference = one.results();
    if (reference.size() != table.times().size()) {
      return Optional.of(table.times().size() + " rows, not " + reference.size());
    }
    for (int k = 0; k < reference.size(); k++) {
      List<Double> row = reference.get(k);
      if (row.size() != table.columns().size() + 1) {
        return Optional.of(table.columns().size() + 1 + " columns, not " + row.size());
      }
      for (int j = 0; j < table.columns().size(); j++) {
        double expected = row.get(j + 1);
        double value = table.values().get(k, j);
        if (!passes(expected, value, one.settings())) {
          return Optional.of(
              "%s at %s: %s, not %s"
                  .formatted(table.columns().get(j), table.times().get(k), value, expected));
        }
      }
    }
    return Optional.empty();
  }

  /** |c − u| ≤ Tₐ + Tᵣ·|c|; what is not finite must be the same. */
  static boolean passes(double c, double u, SuiteSettings tolerances) {
    if (!Double.isFinite(c)) {
      return Double.compare(c, u) == 0;
    }
    return Math.abs(c - u) <= tolerances.absolute() + tolerances.relative() * Math.abs(c);
  }
}
