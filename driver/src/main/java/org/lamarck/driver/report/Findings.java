package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.RefinementRow;
import org.lamarck.driver.run.RunRecord;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.BasinArchive.Basin;
import org.lamarck.worker.problem.Parameter;

/** What a report says about a record, before it is drawn. */
final class Findings {
  /** The part of a parameter's range that counts as being at its bound. */
  private static final double AT_BOUND = 1e-3;

  /** A local search and the place of its basin among the basins, best first; −1 for none. */
  record Ended(RefinementRow row, int basin) {}

  private final RunRecord record;
  private final List<Parameter> searched;
  private final List<Ended> ended;

  Findings(RunRecord record) {
    this.record = record;
    searched = record.searched();
    ended = new ArrayList<>();
    for (RefinementRow row : record.outcome().refinements()) {
      if (Double.isFinite(row.value())) {
        ended.add(new Ended(row, basinOf(row)));
      }
    }
    ended.sort(Comparator.comparingDouble(end -> end.row().value())); // stable: order of asking
  }

  RunRecord record() {
    return record;
  }

  List<Parameter> searched() {
    return searched;
  }

  /** The searches that have a finite value, best first. */
  List<Ended> ended() {
    return ended;
  }

  List<Basin> basins() {
    return record.outcome().basins().basins();
  }

  Optional<Best> best() {
    return record.outcome().state().found();
  }

  /** The best value that any plot is measured from; 0 without one. */
  double floor() {
    return best().map(Best::value).filter(Double::isFinite).orElse(0.0);
  }

  /** Where a coordinate lies between its bounds, 0 to 1; NaN when a bound is not finite. */
  double position(Vector point, int i) {
    Parameter parameter = searched.get(i);
    double low = parameter.scale().toScale(parameter.lower());
    double high = parameter.scale().toScale(parameter.upper());
    return high == low ? 0.5 : Math.min(1, Math.max(0, (point.get(i) - low) / (high - low)));
  }

  /** {@code lower}, {@code upper}, {@code fixed} when its bounds are equal, or nothing. */
  String atBound(Vector point, int i) {
    Parameter parameter = searched.get(i);
    if (parameter.lower() == parameter.upper()) {
      return "fixed";
    }
    double position = position(point, i);
    return position <= AT_BOUND ? "lower" : position >= 1 - AT_BOUND ? "upper" : "";
  }

  /** How many parameters of the best point are at a bound. */
  long atBounds() {
    return best()
        .map(
            best -> {
              long count = 0;
              for (int i = 0; i < searched.size(); i++) {
                String bound = atBound(best.point(), i);
                count += bound.equals("lower") || bound.equals("upper") ? 1 : 0;
              }
              return count;
            })
        .orElse(0L);
  }

  /** The distance between two points in parts of the ranges: root of the mean of squares. */
  double distance(Vector a, Vector b) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < searched.size(); i++) {
      double difference = position(a, i) - position(b, i);
      if (!Double.isNaN(difference)) {
        sum += difference * difference;
        count++;
      }
    }
    return count == 0 ? Double.NaN : Math.sqrt(sum / count);
  }

  private int basinOf(RefinementRow row) {
    BasinArchive archive = record.outcome().basins();
    Refinement end =
        new Refinement(
            row.point(),
            row.startValue(),
            row.point(),
            new Evaluation.Value(row.value()),
            row.optimality(),
            null,
            row.termination(),
            row.iterations(),
            row.effort(),
            null);
    return archive.basinOf(end).map(archive.basins()::indexOf).orElse(-1);
  }
}
