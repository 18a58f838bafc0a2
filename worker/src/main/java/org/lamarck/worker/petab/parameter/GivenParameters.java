package org.lamarck.worker.petab.parameter;

import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.worker.problem.Parameter;

/**
 * Parameters of a fit as what a simulation is given: searched ones first, then those that are
 * fixed.
 */
public record GivenParameters(List<Parameter> searched, List<Parameter> fixed)
    implements Serializable {
  private static final double GOLDEN = 0.6180339887498949;

  public GivenParameters {
    searched = List.copyOf(searched);
    fixed = List.copyOf(fixed);
  }

  /** Those of a table. */
  public static GivenParameters of(Collection<ParameterRow> rows) {
    List<Parameter> all = rows.stream().map(ParameterRow::parameter).toList();
    return new GivenParameters(
        all.stream().filter(Parameter::estimated).toList(),
        all.stream().filter(one -> !one.estimated()).toList());
  }

  public List<String> ids() {
    return Stream.concat(searched.stream(), fixed.stream()).map(Parameter::id).toList();
  }

  /** The linear values at a point. */
  public double[] at(Vector x) {
    double[] given = new double[searched.size() + fixed.size()];
    for (int i = 0; i < searched.size(); i++) {
      given[i] = searched.get(i).linear(x.get(i));
    }
    for (int i = 0; i < fixed.size(); i++) {
      given[searched.size() + i] = fixed.get(i).nominal();
    }
    return given;
  }

  /** The nominal values; NaN where a searched one has none. */
  public double[] atNominal() {
    return Stream.concat(searched.stream(), fixed.stream())
        .mapToDouble(Parameter::nominal)
        .toArray();
  }

  /**
   * Somewhere between the bounds of a searched parameter, on its linear scale: a value like most
   * others, which no whole number is.
   */
  public double usual(int searchedOne) {
    Parameter one = searched.get(searchedOne);
    double lower = one.scale().toScale(one.lower());
    double upper = one.scale().toScale(one.upper());
    return one.linear(lower + GOLDEN * (upper - lower));
  }

  /** Derivatives by linear values as derivatives by coordinates; those of fixed ones go. */
  public Vector byCoordinates(Vector x, double[] byGiven) {
    double[] gradient = new double[searched.size()];
    for (int i = 0; i < gradient.length; i++) {
      Parameter parameter = searched.get(i);
      gradient[i] = byGiven[i] * parameter.scale().slope(parameter.linear(x.get(i)));
    }
    return Vector.of(gradient);
  }

  public List<Coordinate> coordinates() {
    return searched.stream().map(GivenParameters::coordinate).toList();
  }

  private static Coordinate coordinate(Parameter parameter) {
    return new Coordinate(
        parameter.id(),
        Coordinate.Scale.valueOf(parameter.scale().name()),
        parameter.lower(),
        parameter.upper(),
        new Marginal.Uniform());
  }

  /** Nominal values of the searched ones that have one. */
  public Map<String, Double> nominal() {
    Map<String, Double> nominal = new LinkedHashMap<>();
    for (Parameter parameter : searched) {
      if (!Double.isNaN(parameter.nominal())) {
        nominal.put(parameter.id(), parameter.nominal());
      }
    }
    return nominal;
  }
}
