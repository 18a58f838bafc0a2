package org.lamarck.worker.objective.segment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Parameter;

/**
 * The problem's parameters: estimated ones take their values from the coordinates of the search,
 * the others keep their nominal values.
 */
public final class ParameterMap {
  /** The share of starts left out on the side of an infinite bound: 5.2 σ of a normal prior. */
  private static final double SELDOM = 1e-7;

  private final List<Parameter> parameters;
  private final Map<String, Integer> index = new HashMap<>();

  /** For each parameter its coordinate, or −1 when it is not estimated. */
  private final int[] coordinate;

  private final List<Parameter> estimated = new ArrayList<>();

  public ParameterMap(EstimationProblem problem) {
    parameters = problem.parameters();
    coordinate = new int[parameters.size()];
    for (int i = 0; i < coordinate.length; i++) {
      Parameter parameter = parameters.get(i);
      index.put(parameter.id(), i);
      coordinate[i] = -1;
      if (parameter.estimated()) {
        coordinate[i] = estimated.size();
        estimated.add(parameter);
      }
    }
  }

  /**
   * For each coordinate that of another map of the same parameters, or −1 where it has none.
   *
   * @throws IllegalArgumentException when the other one has other parameters, or estimates more
   */
  int[] coordinatesIn(ParameterMap fewer) {
    if (!ids().equals(fewer.ids())) {
      throw new IllegalArgumentException(
          "the parameters are %s and not %s".formatted(fewer.ids(), ids()));
    }
    int[] narrow = new int[estimated.size()];
    for (int i = 0; i < coordinate.length; i++) {
      if (coordinate[i] >= 0) {
        narrow[coordinate[i]] = fewer.coordinate[i];
      } else if (fewer.coordinate[i] >= 0) {
        throw new IllegalArgumentException(
            parameters.get(i).id() + " is estimated, which was not foreseen");
      }
    }
    return narrow;
  }

  /** The number of parameters, estimated or not. */
  public int size() {
    return coordinate.length;
  }

  boolean contains(String id) {
    return index.containsKey(id);
  }

  /** The position of a parameter in the table. */
  public int indexOf(String id) {
    Integer position = index.get(id);
    if (position == null) {
      throw new IllegalArgumentException("there is no parameter " + id);
    }
    return position;
  }

  List<String> ids() {
    return parameters.stream().map(Parameter::id).toList();
  }

  /** The coordinate of a parameter, or −1 when it is not estimated. */
  public int coordinate(int parameter) {
    return coordinate[parameter];
  }

  public int coordinates() {
    return estimated.size();
  }

  /** Linear values of all parameters at the coordinates {@code x}. */
  public void linear(Vector x, double[] values) {
    for (int i = 0; i < coordinate.length; i++) {
      Parameter parameter = parameters.get(i);
      values[i] = coordinate[i] < 0 ? parameter.nominal() : parameter.linear(x.get(coordinate[i]));
    }
  }

  /** d linear / d scaled of every coordinate. */
  public void slopes(double[] linear, double[] slopes) {
    for (int i = 0; i < coordinate.length; i++) {
      if (coordinate[i] >= 0) {
        slopes[coordinate[i]] = parameters.get(i).scale().slope(linear[i]);
      }
    }
  }

  /** By id, the linear values of the estimated parameters, given those of all. */
  public Map<String, Double> estimates(double[] linear) {
    double[] values = new double[estimated.size()];
    for (int i = 0; i < coordinate.length; i++) {
      if (coordinate[i] >= 0) {
        values[coordinate[i]] = linear[i];
      }
    }
    return new Estimates(estimated, values);
  }

  /**
   * The box of the estimated parameters on their scales; starts follow initialisation priors. In
   * place of an infinite bound stands what an initialisation prior seldom goes beyond; a nominal
   * value that does has as much room again.
   */
  public SearchSpace space() {
    double[] lower = new double[estimated.size()];
    double[] upper = new double[estimated.size()];
    for (int i = 0; i < lower.length; i++) {
      Parameter parameter = estimated.get(i);
      lower[i] = finite(parameter, parameter.lower(), SELDOM);
      upper[i] = finite(parameter, parameter.upper(), 1 - SELDOM);
    }
    return new SearchSpace(
        estimated.stream().map(Parameter::id).toList(),
        Vector.of(lower),
        Vector.of(upper),
        estimated.stream().map(PriorStart::of).toList());
  }

  /**
   * A bound on the scale; where it is infinite, the prior's quantile or beyond the nominal value.
   */
  private static double finite(Parameter parameter, double bound, double u) {
    double scaled = parameter.scale().toScale(bound);
    if (Double.isFinite(scaled)) {
      return scaled;
    }
    double quantile = parameter.initialization().quantile(u, parameter.scale());
    double nominal = parameter.scale().toScale(parameter.nominal());
    double excess = u < 0.5 ? quantile - nominal : nominal - quantile;
    double other = parameter.initialization().quantile(1 - u, parameter.scale());
    double room = Math.abs(other - quantile) / 2;
    return excess > 0 && Double.isFinite(nominal)
        ? quantile + (u < 0.5 ? -1 : 1) * (excess + room)
        : quantile;
  }

  /** The estimated parameters in the order of the coordinates. */
  public List<Parameter> estimated() {
    return List.copyOf(estimated);
  }

  /** The nominal values on the search's scales; NaN where none is given. */
  public Vector nominal() {
    return Vector.of(estimated.stream().mapToDouble(p -> p.scale().toScale(p.nominal())).toArray());
  }

  /** The estimated parameters' linear values at the coordinates {@code x}. */
  public Vector toLinear(Vector x) {
    double[] values = new double[estimated.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = estimated.get(i).linear(x.get(i));
    }
    return Vector.of(values);
  }

  /** The coordinates of these linear values of the estimated parameters. */
  public Vector toScaled(Vector linear) {
    double[] values = new double[estimated.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = estimated.get(i).scale().toScale(linear.get(i));
    }
    return Vector.of(values);
  }
}
