package org.lamarck.driver.select;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.Parameter;

/**
 * One local search for the best parameters of a model.
 *
 * @param family the position of the problem that it is a variant of
 * @param model its name, for people
 * @param parameters of the problem, with those fixed that the model fixes
 * @param start on the linear scale, by parameter; parameters that are left out begin in the middle
 *     of their bounds. Empty for a random start
 * @param random of a random start
 */
record CalibrationTask(
    int family,
    String model,
    List<Parameter> parameters,
    Map<String, Double> start,
    RandomStream random)
    implements Serializable {
  CalibrationTask {
    parameters = List.copyOf(parameters);
    start = Map.copyOf(start);
  }
}
