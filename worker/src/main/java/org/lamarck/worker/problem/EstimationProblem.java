package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Models, what was measured of them, and what is searched. A value: made whole by a reader, never
 * changed. Most problems have one model; several share the parameters alone, and every experiment
 * and observable is of one of them.
 *
 * @param id the problem's name, for reports
 * @param models at least one; each has an expression pool of its own, which owns all formulas of
 *     its experiments, observables and measurements
 * @param parameters those of the parameter table, in its order
 * @param experiments what was done, to all models
 * @param observables what can be measured, of all models
 * @param measurements what was measured, in the order of the files
 * @param loss of the misfit; that of several models is the sum of theirs
 */
public record EstimationProblem(
    String id,
    List<OdeModel> models,
    List<Parameter> parameters,
    List<Experiment> experiments,
    List<Observable> observables,
    List<Measurement> measurements,
    Loss loss)
    implements Serializable {
  /**
   * Checks that all indices name something.
   *
   * @throws IllegalArgumentException when one does not, when a measurement's experiment and
   *     observable are of two models, or when the loss of several models is no sum
   */
  public EstimationProblem {
    models = List.copyOf(models);
    parameters = List.copyOf(parameters);
    experiments = List.copyOf(experiments);
    observables = List.copyOf(observables);
    measurements = List.copyOf(measurements);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("problem " + id + " needs at least one model");
    }
    if (models.size() > 1 && !loss.isLikelihood()) {
      throw new IllegalArgumentException(
          "the norm of %d models' misfits is not their sum; use NEGATIVE_LOG_LIKELIHOOD"
              .formatted(models.size()));
    }
    for (Experiment one : experiments) {
      require("model of experiment " + one.id(), one.model(), models.size());
    }
    for (Observable one : observables) {
      require("model of observable " + one.id(), one.model(), models.size());
    }
    for (Measurement measurement : measurements) {
      require("observable of a measurement", measurement.observable(), observables.size());
      require("experiment of a measurement", measurement.experiment(), experiments.size());
      Observable observable = observables.get(measurement.observable());
      Experiment experiment = experiments.get(measurement.experiment());
      if (observable.model() != experiment.model()) {
        throw new IllegalArgumentException(
            "a measurement of %s of model %d cannot be made in experiment %s of model %d"
                .formatted(
                    observable.id(), observable.model(), experiment.id(), experiment.model()));
      }
    }
  }

  /** A problem of one model. */
  public EstimationProblem(
      String id,
      OdeModel model,
      List<Parameter> parameters,
      List<Experiment> experiments,
      List<Observable> observables,
      List<Measurement> measurements,
      Loss loss) {
    this(id, List.of(model), parameters, experiments, observables, measurements, loss);
  }

  private static void require(String what, int index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "the %s has index %d, but there are %d".formatted(what, index, size));
    }
  }

  /** The only model, or the first. */
  public OdeModel model() {
    return models.get(0);
  }

  /** The parameters that are searched, in the order of the table. */
  public List<Parameter> estimated() {
    return parameters.stream().filter(Parameter::estimated).toList();
  }

  /** The estimated parameters that have a prior, in the order of the table. */
  public List<Parameter> withPriors() {
    return estimated().stream().filter(parameter -> parameter.prior() != null).toList();
  }

  /** The same with other parameters. */
  public EstimationProblem withParameters(List<Parameter> others) {
    return new EstimationProblem(id, models, others, experiments, observables, measurements, loss);
  }

  /** The positions of the measurements of one model, ascending. */
  public int[] partMeasurements(int model) {
    return IntStream.range(0, measurements.size())
        .filter(m -> observables.get(measurements.get(m).observable()).model() == model)
        .toArray();
  }

  /**
   * The problem of one model: its experiments, observables and measurements in their order, and all
   * parameters. A problem of one model is its own part.
   */
  public EstimationProblem part(int model) {
    if (models.size() == 1 && model == 0) {
      return this;
    }
    List<Experiment> ownExperiments = new ArrayList<>();
    int[] experimentIndices = new int[experiments.size()];
    for (int e = 0; e < experimentIndices.length; e++) {
      experimentIndices[e] = ownExperiments.size();
      if (experiments.get(e).model() == model) {
        ownExperiments.add(experiments.get(e).withModel(0));
      }
    }
    List<Observable> ownObservables = new ArrayList<>();
    int[] observableIndices = new int[observables.size()];
    for (int o = 0; o < observableIndices.length; o++) {
      observableIndices[o] = ownObservables.size();
      if (observables.get(o).model() == model) {
        ownObservables.add(observables.get(o).withModel(0));
      }
    }
    List<Measurement> own = new ArrayList<>();
    for (int m : partMeasurements(model)) {
      Measurement one = measurements.get(m);
      own.add(one.at(observableIndices[one.observable()], experimentIndices[one.experiment()]));
    }
    return new EstimationProblem(
        id, models.get(model), parameters, ownExperiments, ownObservables, own, loss);
  }

  /** In a few words, for shells, which show every value; all of a problem can be megabytes. */
  @Override
  public String toString() {
    return "EstimationProblem[%s: %d of %d parameters estimated, %d measurements, %s]"
        .formatted(
            id,
            estimated().size(),
            parameters.size(),
            measurements.size(),
            models.size() == 1 ? model() : models.size() + " models");
  }
}
