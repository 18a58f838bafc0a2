package org.lamarck.driver.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.FittedScale;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemEvaluation.Simulated;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MonotoneScale;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Reading;

/**
 * Measurements beside what was simulated, on the scale on which they are compared: numbers of an
 * unknown scale on that, categories as intervals of simulated values.
 */
record ComparedValues(EstimationProblem problem, ProblemEvaluation evaluation) {
  /** In the order of the measurements, but for those that nothing is compared with. */
  List<FitPoint> points() {
    List<FitPoint> points = new ArrayList<>();
    for (int m = 0; m < problem.measurements().size(); m++) {
      if (!Double.isNaN(problem.measurements().get(m).value())) {
        points.add(point(problem.measurements().get(m), evaluation.measurements().get(m)));
      }
    }
    return points;
  }

  private FitPoint point(Measurement measurement, Simulated simulated) {
    Observable observable =
        problem.loss().compared(problem.observables().get(measurement.observable()));
    MonotoneScale scale = evaluation.scales().get(measurement.observable());
    double measured = measurement.value();
    double value = simulated.value();
    double sigma = simulated.sigma();
    Reading reading = measurement.reading();
    if (scale instanceof MonotoneScale.Spline spline) {
      value = spline.apply(value);
    } else if (scale instanceof MonotoneScale.Categories categories
        && reading instanceof Reading.Category category) {
      int c = category.rank() - 1;
      measured = value + simulated.residual() * sigma; // the nearest of the category
      reading = new Reading.Censored(categories.lower().get(c), categories.upper().get(c));
      sigma = 0; // there is no noise to draw
    }
    return new FitPoint(
        observable.id(),
        problem.experiments().get(measurement.experiment()).id(),
        measurement.time(),
        measured,
        value,
        observable.noise(),
        sigma,
        simulated.residual(),
        reading);
  }

  /** Curves of simulated values, on the same scales. */
  List<FitCurve> onScales(List<FitCurve> curves) {
    Map<String, MonotoneScale> byId = new LinkedHashMap<>();
    evaluation
        .scales()
        .forEach(
            (observable, scale) -> byId.put(problem.observables().get(observable).id(), scale));
    return curves.stream().map(curve -> onScale(curve, byId)).toList();
  }

  private static FitCurve onScale(FitCurve curve, Map<String, MonotoneScale> scales) {
    MonotoneScale scale = scales.get(curve.observable());
    if (scale == null) {
      return curve;
    }
    double[] values = curve.simulated().toArray();
    double[] sigmas = curve.sigmas().toArray();
    for (int i = 0; i < values.length; i++) {
      if (scale instanceof MonotoneScale.Spline spline) {
        values[i] = spline.apply(values[i]);
      } else {
        sigmas[i] = 0;
      }
    }
    return new FitCurve(
        curve.observable(),
        curve.experiment(),
        curve.times(),
        Vector.of(values),
        Vector.of(sigmas),
        curve.noise());
  }

  /** The functions with their data. */
  List<FittedScale> scales() {
    List<FittedScale> scales = new ArrayList<>();
    evaluation
        .scales()
        .forEach(
            (observable, scale) -> {
              int[] own =
                  IntStream.range(0, problem.measurements().size())
                      .filter(m -> problem.measurements().get(m).observable() == observable)
                      .toArray();
              double[] simulated = new double[own.length];
              double[] measured = new double[own.length];
              for (int i = 0; i < own.length; i++) {
                simulated[i] = evaluation.measurements().get(own[i]).value();
                measured[i] = problem.measurements().get(own[i]).value();
              }
              String id = problem.observables().get(observable).id();
              scales.add(new FittedScale(id, scale, Vector.of(simulated), Vector.of(measured)));
            });
    return scales;
  }
}
