package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;

/**
 * A model, what was measured of it, and what is searched. A value: made whole by a reader, never
 * changed.
 *
 * @param id the problem's name, for reports
 * @param parameters those of the parameter table, in its order
 * @param experiments what was done
 * @param observables what can be measured
 * @param measurements what was measured, in the order of the file
 */
public record EstimationProblem(
    String id,
    OdeModel model,
    List<Parameter> parameters,
    List<Experiment> experiments,
    List<Observable> observables,
    List<Measurement> measurements,
    Loss loss)
    implements Serializable {
  public EstimationProblem {
    parameters = List.copyOf(parameters);
    experiments = List.copyOf(experiments);
    observables = List.copyOf(observables);
    measurements = List.copyOf(measurements);
  }

  /** The parameters that are searched, in the order of the table. */
  public List<Parameter> estimated() {
    return parameters.stream().filter(Parameter::estimated).toList();
  }

  /** The same with other parameters. */
  public EstimationProblem withParameters(List<Parameter> others) {
    return new EstimationProblem(id, model, others, experiments, observables, measurements, loss);
  }
}
