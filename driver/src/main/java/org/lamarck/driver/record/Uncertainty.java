package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.hessian.Hessian;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

/**
 * A first look at how well the data determine the parameters: what the curvature at the best point
 * says, as if the likelihood were normal around it. Profiles and samples see further; where these
 * numbers are large they are no more than a warning.
 *
 * @param estimates of all estimated parameters, in the order of the table
 * @param correlations of the estimates on their scales, row-major; NaN for one that is not found
 * @param conditionNumber largest over smallest eigenvalue of the information, each parameter in
 *     units of its range; infinite when it is singular
 * @param flat directions of which the data say less than the bounds, as unit vectors by id in these
 *     units, the flattest first; components below a tenth are left out
 * @param spectrum all eigenvectors of the information in these units, the sloppiest first; of
 *     parameters on no bound
 * @param method what the curvature is, for people
 * @param missing why there is none of this; empty when there is
 */
public record Uncertainty(
    List<Estimate> estimates,
    List<Double> correlations,
    double conditionNumber,
    List<Map<String, Double>> flat,
    List<Direction> spectrum,
    String method,
    String missing)
    implements Serializable {
  /** 97.5 % quantile of the normal distribution. */
  private static final double QUANTILE = 1.959963984540054;

  /** Of an eigenvalue beside the largest one, what rounding leaves. */
  private static final double NOTHING = 1e-13;

  /** Of a uniform distribution between the bounds, the inverse of the variance. */
  public static final double BOUNDS_ALONE = 12;

  /** Closer to a bound than this part of the range is on it. */
  private static final double ON_BOUND = 1e-3;

  private static final double WORTH_NAMING = 0.1;

  public Uncertainty {
    estimates = List.copyOf(estimates);
    correlations = List.copyOf(correlations);
    flat = List.copyOf(flat);
    spectrum = List.copyOf(spectrum);
  }

  /**
   * An eigenvector of the information, each parameter in units of its range.
   *
   * @param eigenvalue the inverse of the variance along it
   * @param components by estimate, of a unit vector whose largest component is positive; 0 of one
   *     that is held at its bound
   */
  public record Direction(double eigenvalue, List<Double> components) implements Serializable {
    public Direction {
      components = List.copyOf(components);
    }

    /** How far the data let one go along it, in ranges; +∞ where they say nothing. */
    public double deviation() {
      return eigenvalue > 0 ? 1 / Math.sqrt(eigenvalue) : Double.POSITIVE_INFINITY;
    }
  }

  /** By id, the components of a direction that are worth a name, a tenth or more. */
  public Map<String, Double> named(Direction direction) {
    return named(estimates, direction);
  }

  private static Map<String, Double> named(List<Estimate> estimates, Direction direction) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < estimates.size(); i++) {
      double component = direction.components().get(i);
      if (Math.abs(component) >= WORTH_NAMING) {
        named.put(estimates.get(i).id(), component);
      }
    }
    return named;
  }

  /**
   * The covariance of two estimates on their scales; NaN where one has no standard error.
   *
   * @param i the first one's place among the estimates
   * @param j the other one's
   */
  public double covariance(int i, int j) {
    return correlations.get(i * estimates.size() + j)
        * estimates.get(i).standardError()
        * estimates.get(j).standardError();
  }

  /** What can be said of an estimate. */
  public enum Status {
    /** It has a standard error. */
    FOUND,
    /** It is on a bound and held there. */
    BOUND,
    /** The data leave it more than half of the spread that its bounds alone would. */
    FLAT
  }

  /**
   * An estimate.
   *
   * @param value on the linear scale
   * @param standardError on the parameter's scale, such as in decades; NaN when it is not found
   * @param lower end of the 95 % interval on the linear scale, from 1.96 standard errors; NaN when
   *     it is not found
   * @param upper its other end
   */
  public record Estimate(
      String id,
      Scale scale,
      double value,
      double standardError,
      double lower,
      double upper,
      Status status)
      implements Serializable {}

  /** Nothing can be said. */
  public static Uncertainty none(String why) {
    return new Uncertainty(List.of(), List.of(), Double.NaN, List.of(), List.of(), "", why);
  }

  /**
   * The uncertainty at a point.
   *
   * @param parameters of the coordinates
   * @param point on the parameters' scales, a minimum of the objective but for its bounds
   */
  public static Uncertainty at(Objective objective, List<Parameter> parameters, Vector point) {
    double[] widths = new double[parameters.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(parameters.get(i), point.get(i));
    }
    int[] free =
        IntStream.range(0, widths.length)
            .filter(i -> !isOnBound(parameters.get(i), point.get(i), widths[i]))
            .toArray();
    if (free.length == 0) {
      return none(
          widths.length == 0 ? "nothing was searched" : "every parameter is on one of its bounds");
    }
    return Curvature.at(objective, point, parameters, free, widths)
        .map(one -> of(parameters, point, one))
        .orElseGet(() -> none("the objective has no derivatives there"));
  }

  /**
   * The uncertainty that second derivatives mean.
   *
   * @param parameters of the coordinates
   * @param point on the parameters' scales
   */
  public static Uncertainty of(Hessian hessian, List<Parameter> parameters, Vector point) {
    int n = parameters.size();
    double[] widths = new double[n];
    for (int i = 0; i < n; i++) {
      widths[i] = width(parameters.get(i), point.get(i));
    }
    int[] free =
        IntStream.range(0, n)
            .filter(i -> !isOnBound(parameters.get(i), point.get(i), widths[i]))
            .toArray();
    if (free.length == 0) {
      return none("every parameter is on one of its bounds");
    }
    return Curvature.isOfMinimum(hessian.matrix(), free, widths)
        ? of(parameters, point, new Curvature(hessian.matrix(), "Hessian, " + hessian.method()))
        : none("the objective curves downwards there: the point is no minimum");
  }

  /** The uncertainty that a curvature means. */
  static Uncertainty of(List<Parameter> parameters, Vector point, Curvature curvature) {
    return new Analysis(parameters, point, curvature).result();
  }

  private static double width(Parameter parameter, double at) {
    double range = upper(parameter) - lower(parameter);
    return Double.isFinite(range) && range > 0 ? range : Math.max(1, Math.abs(at));
  }

  private static double lower(Parameter parameter) {
    return parameter.scale().toScale(parameter.lower());
  }

  private static double upper(Parameter parameter) {
    return parameter.scale().toScale(parameter.upper());
  }

  private static boolean isOnBound(Parameter parameter, double at, double width) {
    return Math.min(at - lower(parameter), upper(parameter) - at) <= ON_BOUND * width;
  }

  /** The work on one matrix. */
  private static final class Analysis {
    private final List<Parameter> parameters;
    private final Vector point;
    private final Curvature curvature;

    /** The coordinates that are on no bound. */
    private final int[] free;

    /** The ranges of their parameters. */
    private final double[] width;

    /** Eigenvectors in the columns, of the information in units of the ranges. */
    private final double[] q;

    private final double[] lambda;

    Analysis(List<Parameter> parameters, Vector point, Curvature curvature) {
      this.parameters = parameters;
      this.point = point;
      this.curvature = curvature;
      int[] inside = new int[parameters.size()];
      int n = 0;
      for (int i = 0; i < inside.length; i++) {
        Parameter parameter = parameters.get(i);
        double at = point.get(i);
        if (!isOnBound(parameter, at, width(parameter, at))) {
          inside[n++] = i;
        }
      }
      free = Arrays.copyOf(inside, n);
      width = new double[n];
      q = new double[n * n];
      lambda = new double[n];
      for (int i = 0; i < n; i++) {
        width[i] = width(parameters.get(free[i]), point.get(free[i]));
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          q[i * n + j] = width[i] * width[j] * curvature.matrix().get(free[i], free[j]);
        }
      }
    }

    Uncertainty result() {
      int n = free.length;
      if (!SymmetricEigen.decompose(n, q, lambda, new double[n])) {
        return none("the information matrix is not finite");
      }
      double largest = Arrays.stream(lambda).max().orElse(0);
      double smallest = Arrays.stream(lambda).min().orElse(0);
      double[] covariance = covariance();
      List<Estimate> estimates = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        estimates.add(estimate(i, covariance));
      }
      List<Direction> spectrum = spectrum();
      double flat = Math.max(BOUNDS_ALONE, NOTHING * largest);
      return new Uncertainty(
          estimates,
          correlations(covariance),
          smallest > NOTHING * largest ? largest / smallest : Double.POSITIVE_INFINITY,
          spectrum.stream()
              .filter(one -> one.eigenvalue() <= flat)
              .map(one -> named(estimates, one))
              .toList(),
          spectrum,
          curvature.method(),
          "");
    }

    /**
     * On the parameters' scales. Along a direction that the data do not determine nothing varies
     * more than the bounds allow: the information is local, and far along such a direction, where a
     * rate has vanished or saturated, nothing more would happen.
     */
    private double[] covariance() {
      int n = free.length;
      double[] covariance = new double[n * n];
      for (int e = 0; e < n; e++) {
        double variance = 1 / Math.max(lambda[e], BOUNDS_ALONE);
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            covariance[i * n + j] += q[i * n + e] * q[j * n + e] * width[i] * width[j] * variance;
          }
        }
      }
      return covariance;
    }

    private Estimate estimate(int i, double[] covariance) {
      Parameter parameter = parameters.get(i);
      Scale scale = parameter.scale();
      double at = point.get(i);
      double value = parameter.linear(at);
      int position = Arrays.binarySearch(free, i);
      if (position < 0) {
        return new Estimate(
            parameter.id(), scale, value, Double.NaN, Double.NaN, Double.NaN, Status.BOUND);
      }
      double error = Math.sqrt(covariance[position * free.length + position]);
      if (2 * error * Math.sqrt(BOUNDS_ALONE) >= width[position]) {
        return new Estimate(
            parameter.id(), scale, value, Double.NaN, Double.NaN, Double.NaN, Status.FLAT);
      }
      return new Estimate(
          parameter.id(),
          scale,
          value,
          error,
          scale.toLinear(at - QUANTILE * error),
          scale.toLinear(at + QUANTILE * error),
          Status.FOUND);
    }

    private List<Double> correlations(double[] covariance) {
      int n = parameters.size();
      double[] correlations = new double[n * n];
      Arrays.fill(correlations, Double.NaN);
      for (int i = 0; i < free.length; i++) {
        for (int j = 0; j < free.length; j++) {
          double product = covariance[i * free.length + i] * covariance[j * free.length + j];
          if (product > 0 && Double.isFinite(product)) {
            double value = covariance[i * free.length + j] / Math.sqrt(product);
            correlations[free[i] * n + free[j]] = i == j ? 1 : Math.min(Math.max(value, -1), 1);
          }
        }
      }
      return Arrays.stream(correlations).boxed().toList();
    }

    private List<Direction> spectrum() {
      List<Direction> directions = new ArrayList<>();
      for (int e : ascending()) {
        double sign = sign(e);
        Double[] components = new Double[parameters.size()];
        Arrays.fill(components, 0.0);
        for (int i = 0; i < free.length; i++) {
          components[free[i]] = q[i * free.length + e] * sign;
        }
        directions.add(new Direction(lambda[e], List.of(components)));
      }
      return directions;
    }

    /** Places of eigenvalues, the least first. */
    private Integer[] ascending() {
      Integer[] order = new Integer[free.length];
      Arrays.setAll(order, e -> e);
      Arrays.sort(order, (a, b) -> Double.compare(lambda[a], lambda[b]));
      return order;
    }

    /** The one that makes the largest component positive. */
    private double sign(int e) {
      int n = free.length;
      double main = 0;
      for (int i = 0; i < n; i++) {
        main = Math.abs(q[i * n + e]) > Math.abs(main) ? q[i * n + e] : main;
      }
      return Math.signum(main);
    }
  }
}
