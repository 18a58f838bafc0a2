package org.lamarck.worker.stochastic.fit;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.worker.problem.Parameter;

/**
 * Parameters of a fit as what a process is given: searched ones first, then those that are fixed.
 */
record GivenValues(List<Parameter> searched, List<Parameter> fixed) implements Serializable {
  GivenValues {
    searched = List.copyOf(searched);
    fixed = List.copyOf(fixed);
  }

  List<String> ids() {
    return Stream.concat(searched.stream(), fixed.stream()).map(Parameter::id).toList();
  }

  /** The linear values at a point. */
  double[] at(Vector x) {
    double[] given = new double[searched.size() + fixed.size()];
    for (int i = 0; i < searched.size(); i++) {
      given[i] = searched.get(i).linear(x.get(i));
    }
    for (int i = 0; i < fixed.size(); i++) {
      given[searched.size() + i] = fixed.get(i).nominal();
    }
    return given;
  }

  /** Derivatives by linear values as derivatives by coordinates; those of fixed ones go. */
  Vector byCoordinates(Vector x, double[] byGiven) {
    double[] gradient = new double[searched.size()];
    for (int i = 0; i < gradient.length; i++) {
      Parameter parameter = searched.get(i);
      gradient[i] = byGiven[i] * parameter.scale().slope(parameter.linear(x.get(i)));
    }
    return Vector.of(gradient);
  }

  List<Coordinate> coordinates() {
    return searched.stream().map(GivenValues::coordinate).toList();
  }

  private static Coordinate coordinate(Parameter parameter) {
    return new Coordinate(
        parameter.id(),
        Coordinate.Scale.valueOf(parameter.scale().name()),
        parameter.lower(),
        parameter.upper(),
        new Marginal.Uniform());
  }
}
