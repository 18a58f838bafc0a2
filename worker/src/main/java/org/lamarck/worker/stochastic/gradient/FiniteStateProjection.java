package org.lamarck.worker.stochastic.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.stochastic.ReactionNetwork;

/**
 * B. Munsky and M. Khammash (2006), The finite state projection algorithm for the solution of the
 * chemical master equation: the probabilities of a finite set of states, solved for by
 * uniformisation, with their derivatives. What flows out of the set is lost, and the loss bounds
 * the error of every probability. The set grows by the states that can be reached until the loss is
 * as small as asked for.
 */
public final class FiniteStateProjection {
  private final ReactionNetwork network;
  private final int mostStates;

  /**
   * What came of it.
   *
   * @param states of which there are probabilities
   * @param probabilities of the states at each time
   * @param value expectations, times × observables
   * @param gradient derivatives of these, (times × observables) × parameters
   * @param lost probability at the last time that is in none of the states
   */
  @SuppressWarnings("ArrayRecordComponent") // large, and made for one reader
  public record Distribution(
      List<double[]> states,
      double[][] probabilities,
      double[] value,
      double[] gradient,
      double lost) {}

  /**
   * A projection.
   *
   * @param mostStates how many states there may be
   */
  public FiniteStateProjection(ReactionNetwork network, int mostStates) {
    this.network = network;
    this.mostStates = mostStates;
  }

  /**
   * Solves the master equation.
   *
   * @param loss of probability that is allowed
   * @return nothing when that needs more states than there may be
   * @throws IllegalArgumentException when the model cannot start so, or a propensity is negative
   */
  public Optional<Distribution> solve(double[] given, double[] times, double loss) {
    for (int size = 64; ; size *= 2) {
      Space space = new Space(given, Math.min(size, mostStates));
      Distribution found = space.solve(times);
      if (found.lost <= loss) {
        return Optional.of(found);
      }
      if (space.isWhole || size >= mostStates) {
        return space.isWhole ? Optional.of(found) : Optional.empty();
      }
    }
  }

  private record State(List<Double> numbers) {}

  /** A set of states with the rates between them, as lists of (from, to, rate, derivatives). */
  private final class Space {
    private final int parameters = network.parameters();
    private final ReactionNetwork.Rates rates = network.newRates();
    private final List<double[]> states = new ArrayList<>();
    private final int[] from;
    private final int[] to; // −1: out of the set
    private final double[] weight; // edge by edge, the rate and its derivatives
    private boolean isWhole = true;
    private double fastest;

    Space(double[] given, int most) {
      Map<State, Integer> known = new HashMap<>();
      List<int[]> edges = new ArrayList<>(); // to −1: out of the set
      List<double[]> weights = new ArrayList<>();
      double[] y = new double[network.states()];
      rates.begin(given, y);
      known.put(key(y), 0);
      states.add(y);
      for (int place = 0; place < states.size(); place++) {
        double[] state = states.get(place);
        ReactionNetwork.Part at = rates.propensities(state);
        double sum = 0;
        for (int j = 0; j < network.reactions(); j++) {
          network.requirePropensity(j, at.value(j));
          if (network.isPossible(j, state) && at.value(j) > 0) {
            double[] next = state.clone();
            network.fire(j, next);
            State key = key(next);
            Integer target = known.get(key);
            if (target == null && states.size() < most) {
              target = states.size();
              known.put(key, target);
              states.add(next);
            }
            isWhole &= target != null;
            edges.add(new int[] {place, target == null ? -1 : target});
            weights.add(rate(at, j));
            sum += at.value(j);
          }
        }
        fastest = Math.max(fastest, sum);
      }
      from = edges.stream().mapToInt(edge -> edge[0]).toArray();
      to = edges.stream().mapToInt(edge -> edge[1]).toArray();
      weight = weights.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private State key(double[] y) {
      return new State(Arrays.stream(y).boxed().toList());
    }

    private double[] rate(ReactionNetwork.Part at, int j) {
      double[] rate = new double[parameters + 1];
      rate[0] = at.value(j);
      for (int i = 0; i < parameters; i++) {
        rate[i + 1] = at.byParameter(j, i);
      }
      return rate;
    }

    Distribution solve(double[] times) {
      int n = states.size();
      double[][] p = new double[parameters + 1][n]; // and its derivatives
      p[0][0] = 1;
      double[][] all = new double[times.length][];
      double[] value = new double[times.length * network.observables()];
      double[] gradient = new double[value.length * parameters];
      double t = 0;
      for (int k = 0; k < times.length; k++) {
        p = advance(p, times[k] - t);
        t = times[k];
        all[k] = p[0].clone();
        observe(k, p, value, gradient);
      }
      double left = Arrays.stream(all[times.length - 1]).sum();
      return new Distribution(List.copyOf(states), all, value, gradient, Math.max(1 - left, 0));
    }

    /** Σ Poisson(k; Λ t) Pᵏ p with P = 1 + A/Λ, in pieces of Λ t ≤ 100. */
    private double[][] advance(double[][] before, double duration) {
      if (fastest == 0 || duration == 0) {
        return before;
      }
      int pieces = (int) Math.ceil(fastest * duration / 100);
      double[][] p = before;
      for (int piece = 0; piece < pieces; piece++) {
        p = uniformised(p, fastest * duration / pieces);
      }
      return p;
    }

    private double[][] uniformised(double[][] before, double mean) {
      double[][] term = before;
      double[][] sum = new double[before.length][];
      double share = Math.exp(-mean);
      for (int d = 0; d < sum.length; d++) {
        sum[d] = new double[before[d].length];
      }
      double rest = 1;
      for (int k = 0; rest > 1e-16 && k < 100_000; k++) {
        for (int d = 0; d < sum.length; d++) {
          for (int s = 0; s < sum[d].length; s++) {
            sum[d][s] += share * term[d][s];
          }
        }
        rest -= share;
        if (k > mean && share < 1e-18) {
          break;
        }
        term = times(term);
        share *= mean / (k + 1);
      }
      return sum;
    }

    /** P p and, by the rule of products, its derivatives. */
    private double[][] times(double[][] p) {
      double[][] result = new double[p.length][];
      for (int d = 0; d < p.length; d++) {
        result[d] = p[d].clone();
      }
      for (int d = 0; d < p.length; d++) {
        double[] own = p[d];
        double[] into = result[d];
        for (int e = 0; e < from.length; e++) {
          int first = e * (parameters + 1);
          double flow = weight[first] * own[from[e]];
          if (d > 0) {
            flow += weight[first + d] * p[0][from[e]];
          }
          flow /= fastest;
          into[from[e]] -= flow;
          if (to[e] >= 0) {
            into[to[e]] += flow;
          }
        }
      }
      return result;
    }

    private void observe(int k, double[][] p, double[] value, double[] gradient) {
      int m = network.observables();
      for (int s = 0; s < states.size(); s++) {
        ReactionNetwork.Part at = rates.observables(states.get(s));
        for (int o = 0; o < m; o++) {
          int place = k * m + o;
          value[place] += p[0][s] * at.value(o);
          for (int i = 0; i < parameters; i++) {
            gradient[place * parameters + i] +=
                p[i + 1][s] * at.value(o) + p[0][s] * at.byParameter(o, i);
          }
        }
      }
    }
  }
}
