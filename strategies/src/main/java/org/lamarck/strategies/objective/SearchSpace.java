package org.lamarck.strategies.objective;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * The box that is searched, on the coordinates the objective takes (a parameter on a log10 scale
 * has the logarithms of its bounds here).
 *
 * @param names the coordinates' names, each once
 * @param lower lower bounds, finite
 * @param upper upper bounds, finite, each at least its lower bound
 * @param starts how each coordinate is distributed of points that a search begins with
 */
public record SearchSpace(List<String> names, Vector lower, Vector upper, List<Marginal> starts)
    implements Serializable {
  public SearchSpace {
    names = List.copyOf(names);
    starts = List.copyOf(starts);
    if (starts.size() != names.size()) {
      throw new IllegalArgumentException(
          names.size() + " names need as many distributions of starts, not " + starts.size());
    }
    if (lower.size() != names.size() || upper.size() != names.size()) {
      throw new IllegalArgumentException(
          names.size() + " names need as many bounds, not " + lower.size() + ", " + upper.size());
    }
    for (int i = 0; i < lower.size(); i++) {
      if (!(lower.get(i) <= upper.get(i))
          || !Double.isFinite(lower.get(i))
          || !Double.isFinite(upper.get(i))) {
        throw new IllegalArgumentException(
            "bounds of %s [%s, %s] must be finite and in order"
                .formatted(names.get(i), lower.get(i), upper.get(i)));
      }
    }
  }

  /** A box whose every point is as good to begin with as another. */
  public SearchSpace(List<String> names, Vector lower, Vector upper) {
    this(names, lower, upper, Collections.nCopies(names.size(), new Marginal.Uniform()));
  }

  /** The box of coordinates, each on its scale. */
  public static SearchSpace of(List<Coordinate> coordinates) {
    return new SearchSpace(
        coordinates.stream().map(Coordinate::name).toList(),
        Vector.of(coordinates.stream().mapToDouble(c -> c.scale().toScale(c.lower())).toArray()),
        Vector.of(coordinates.stream().mapToDouble(c -> c.scale().toScale(c.upper())).toArray()),
        coordinates.stream().map(Coordinate::start).toList());
  }

  public int dimension() {
    return lower.size();
  }

  /** The coordinates that can move, in ascending order: those whose bounds differ. */
  public int[] free() {
    return IntStream.range(0, dimension()).filter(i -> lower.get(i) < upper.get(i)).toArray();
  }

  /**
   * The same box in which some coordinates have one value only.
   *
   * @param point of this space, which has their values
   */
  public SearchSpace holding(List<Integer> held, Vector point) {
    double[] low = lower.toArray();
    double[] high = upper.toArray();
    for (int i : held) {
      low[i] = point.get(i);
      high[i] = point.get(i);
    }
    return new SearchSpace(names, Vector.of(low), Vector.of(high), starts);
  }

  /** The widths of the box; of bounds too far apart for a number, the largest there is. */
  public Vector widths() {
    return upper.minus(lower).map(width -> Math.min(width, Double.MAX_VALUE));
  }

  public boolean contains(Vector x) {
    for (int i = 0; i < lower.size(); i++) {
      if (!(x.get(i) >= lower.get(i) && x.get(i) <= upper.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The point of the box that is nearest to {@code x}. */
  public Vector clip(Vector x) {
    double[] clipped = x.toArray();
    for (int i = 0; i < clipped.length; i++) {
      clipped[i] = Math.min(Math.max(clipped[i], lower.get(i)), upper.get(i));
    }
    return Vector.of(clipped);
  }

  /** From the unit cube to the box. */
  public Vector fromUnit(Vector u) {
    double[] x = u.toArray();
    for (int i = 0; i < x.length; i++) {
      double width = upper.get(i) - lower.get(i);
      x[i] =
          Double.isFinite(width)
              ? lower.get(i) + x[i] * width
              : (1 - x[i]) * lower.get(i) + x[i] * upper.get(i);
    }
    return Vector.of(x);
  }

  /** From the box to the unit cube; a coordinate without width becomes 0. */
  public Vector toUnit(Vector x) {
    double[] u = x.toArray();
    for (int i = 0; i < u.length; i++) {
      double width = upper.get(i) / 2 - lower.get(i) / 2; // halves do not overflow
      u[i] = width > 0 ? (u[i] / 2 - lower.get(i) / 2) / width : 0;
    }
    return Vector.of(u);
  }

  /**
   * How far apart the quartiles of starts are in a coordinate, as a part of how far apart they are
   * where the whole box is as likely: 1 there, and where all starts are one value.
   */
  public double startSpread(int i) {
    Marginal start = starts.get(i);
    double half = upper.get(i) / 2 - lower.get(i) / 2; // halves do not overflow
    if (start instanceof Marginal.Uniform || half == 0) {
      return 1;
    }
    double first = start.quantile(0.25, lower.get(i), upper.get(i));
    double third = start.quantile(0.75, lower.get(i), upper.get(i));
    double part = (third - first) / half;
    return part > 0 ? Math.min(1, part) : 1;
  }

  /** A point of the box drawn from the distribution of starts, its coordinates independent. */
  public Vector drawStart(RandomStream random) {
    double[] x = new double[dimension()];
    for (int i = 0; i < x.length; i++) {
      x[i] = starts.get(i).quantile(random.nextDouble(), lower.get(i), upper.get(i));
    }
    return Vector.of(x);
  }
}
