package org.lamarck.strategies.evolution.hybrid;

import java.util.List;
import org.lamarck.strategies.evolution.CallCosts;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.cma.CmaEs;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.evolution.scatter.ScatterSearch;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * The hybrid of gradient and evolution that this project is about. It begins with one local search,
 * from the best of a few random points, until that has ended or proves long: all that easy problems
 * need. Then four arms share the effort, each with a floor and the rest by what it gains per cost:
 *
 * <ul>
 *   <li>multi-start: local searches from the best of many random points, in a race; it tells when
 *       it is over;
 *   <li>recombination: local searches in the same race from children of what searches of any arm
 *       ended at; what a child becomes by its search takes its parent's place, if it is better
 *       (Lamarck);
 *   <li>scatter search: local searches that begin between and beyond the best and the most diverse
 *       points; its islands hear of each best basin that others find;
 *   <li>CMA-ES with restarts, which needs no gradient, and which local searches look in on.
 * </ul>
 *
 * Differential evolution is a fifth of black boxes, where gradients cost as much as differences
 * would, takes part where gradients come without residuals and are not cheap, and can be one
 * elsewhere ({@link Shares}); docs/decisions/0025 tells why.
 *
 * <p>Where the curvature at known basins says that coordinates fall into blocks, as those that each
 * experiment has for itself do, {@link BlockArm} chooses them one by one.
 *
 * <p>A basin that is known is not refined again. Where an objective has no gradients all of the
 * effort goes to CMA-ES.
 *
 * @param starts how the local searches of multi-start are made: slots, slices, screening and race
 * @param scatter how scatter search is made
 * @param cma how CMA-ES samples
 * @param costs what calls cost, by which effort is shared
 * @param injection whether refined points are injected into CMA-ES
 * @param shapes how runs of CMA-ES begin
 * @param shares who takes part; for black boxes the defaults give way to others
 */
public record Hybrid(
    MultiStart starts,
    ScatterSearch scatter,
    CmaEs cma,
    CallCosts costs,
    Injection injection,
    Shapes shapes,
    Shares shares)
    implements Strategy {

  /** Whether refined points that are better than all samples are injected into CMA-ES. */
  public enum Injection {
    /** CMA-ES samples undisturbed: best on rugged landscapes. */
    NEVER,
    /** One point per probe, its step cut to a usual length. */
    WHEN_BETTER
  }

  /** How runs of CMA-ES begin. */
  public enum Shapes {
    /** Anywhere, as wide in each coordinate. */
    ROUND,
    /**
     * Short runs begin in basins that are known, with the shape that the curvature there tells:
     * (JᵀJ + εI)⁻¹.
     */
    BASINS
  }

  /**
   * Of the n + 1 values that differences take. A gradient that costs no more than this part leaves
   * the shares as they are; what sensitivities cost of many parameters.
   */
  private static final double CHEAP = 0.2;

  /** And one that costs so much, where it comes without residuals, is that of a black box. */
  private static final double DEAR = 1.0 / 3;

  /**
   * The first rung is far out: in long valleys values fall late. Gradients to within 1.92 on
   * Brannmark (six seeds, two searches side by side) without race, and with rungs at 10, 30, 90…:
   * 435 and 1,050.
   */
  private static final Racing RACING = new Racing(60, 3);

  /** The default settings. */
  public static Hybrid of(LocalSearch search) {
    return new Hybrid(
        MultiStart.of(search).with(RACING),
        ScatterSearch.of(search),
        CmaEs.BIPOP,
        CallCosts.TANGENTS,
        Injection.NEVER,
        Shapes.ROUND,
        Shares.DEFAULT);
  }

  /** The same at this pace of evaluations. */
  public Hybrid at(Pace pace) {
    return new Hybrid(starts.at(pace), scatter.at(pace), cma, costs, injection, shapes, shares);
  }

  /** The same with another count of costs. */
  public Hybrid with(CallCosts other) {
    return new Hybrid(starts, scatter, cma, other, injection, shapes, shares);
  }

  /** The same with or without injections. */
  public Hybrid with(Injection other) {
    return new Hybrid(starts, scatter, cma, costs, other, shapes, shares);
  }

  /** The same with other shares of the effort. */
  public Hybrid with(Shares other) {
    return new Hybrid(starts, scatter, cma, costs, injection, shapes, other);
  }

  /** The same with runs of CMA-ES that begin in this way. */
  public Hybrid with(Shapes other) {
    return new Hybrid(starts, scatter, cma, costs, injection, other, shares);
  }

  /**
   * The shares for a search in so many coordinates: the defaults give way to those of black boxes
   * where a gradient costs n + 1 values, and as far as it costs more than a fifth of that where the
   * objective tells nothing but gradients.
   */
  Shares sharesFor(int coordinates, Knowledge knowledge) {
    if (coordinates < 2 || !shares.equals(Shares.DEFAULT)) {
      return shares;
    }
    double ratio = costs.gradient(coordinates) / (coordinates + 1);
    boolean isBlind = knowledge == Knowledge.GRADIENTS;
    double part = isBlind ? (ratio - CHEAP) / (DEAR - CHEAP) : Math.floor(ratio);
    return shares.towards(Shares.BLACK_BOX, Math.max(0, Math.min(1, part)));
  }

  @Override
  public String name() {
    return "hybrid";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return space.free().length == 0
        ? OnePoint.of(space)
        : HybridGeneration.begin(this, space, random.copy(), guesses);
  }
}
