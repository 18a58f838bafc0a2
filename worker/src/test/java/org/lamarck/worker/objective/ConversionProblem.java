package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Scale;

/**
 * A ⇌ B with rates k1 A and k2 B: A(t) = A∞ + (a0 − A∞) e^{−(k1 + k2) t}, A∞ = k2 (a0 + b0)/(k1 +
 * k2). Two conditions, parameters on all scales, a scaling and a noise parameter outside the model.
 */
final class ConversionProblem {
  static final double[] TIMES = {0, 0.5, 1, 2, 5, 10};

  private ConversionProblem() {}

  /** The problem with this noise model and loss; data are a model's values with a fixed misfit. */
  static EstimationProblem of(Noise noise, Loss loss) {
    ExpressionPool pool = new ExpressionPool();
    Expression k1 = pool.symbol("k1");
    Expression k2 = pool.symbol("k2");
    Expression a = pool.symbol("A");
    Expression b = pool.symbol("B");
    Expression forth = pool.multiply(k1, a);
    Expression back = pool.multiply(k2, b);
    OdeModel model =
        new OdeModel(
            "conversion",
            pool,
            List.of(
                new Quantity.Constant("k1", pool.constant(0.8)),
                new Quantity.Constant("k2", pool.constant(0.6)),
                new Quantity.Constant("a0", pool.constant(1)),
                new Quantity.State(
                    "A",
                    pool.symbol("a0"),
                    List.of(new Quantity.Term(-1, forth), new Quantity.Term(1, back))),
                new Quantity.State(
                    "B",
                    pool.constant(0.1),
                    List.of(new Quantity.Term(1, forth), new Quantity.Term(-1, back))),
                new Quantity.Assigned("total", pool.add(a, b))),
            List.of(),
            List.of("A", "B"));
    Observable observable =
        new Observable(
            "obsA",
            pool.add(pool.multiply(pool.symbol("scaling"), a), pool.symbol("offset")),
            pool.add(pool.symbol("sigma"), pool.multiply(pool.constant(0.1), pool.symbol("obsA"))),
            noise,
            List.of("offset"),
            List.of("sigma"));
    List<Measurement> measurements = new ArrayList<>();
    for (int experiment = 0; experiment < 2; experiment++) {
      for (int i = 0; i < TIMES.length; i++) {
        measurements.add(
            new Measurement(
                0,
                experiment,
                TIMES[i],
                0.7 + 0.2 * Math.cos(3 * i + experiment),
                List.of(experiment == 0 ? pool.symbol("offset1") : pool.constant(0.05)),
                List.of(pool.symbol("sd"))));
      }
    }
    return new EstimationProblem(
        "conversion",
        model,
        List.of(
            parameter("k1", Scale.LOG10, 0.9, true),
            parameter("k2", Scale.LOG, 0.5, true),
            parameter("a0", Scale.LIN, 1.2, true),
            parameter("scaling", Scale.LIN, 0.95, true),
            parameter("offset1", Scale.LIN, 0.1, true),
            parameter("sd", Scale.LOG10, 0.2, true),
            parameter("b0", Scale.LOG10, 0.3, true)),
        List.of(
            new Experiment("control", List.of(new Experiment.Period("control", 0, List.of()))),
            new Experiment(
                "treated",
                List.of(
                    new Experiment.Period(
                        "treated",
                        0,
                        List.of(
                            new Assignment("B", pool.symbol("b0")),
                            new Assignment("k2", pool.constant(0.25))))))),
        List.of(observable),
        measurements,
        loss);
  }

  private static Parameter parameter(String id, Scale scale, double nominal, boolean estimated) {
    return new Parameter(id, scale, 1e-3, 1e3, nominal, estimated, null);
  }
}
