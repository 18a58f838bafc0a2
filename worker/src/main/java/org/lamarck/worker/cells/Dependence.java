package org.lamarck.worker.cells;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What derivatives go through a step: from properties that it reads to those that it writes, and
 * from its parameters to those. Steps that nothing searched comes to need no way back (activity
 * analysis: Griewank and Walther 2008, section 6.2).
 *
 * @param reads properties by which there are derivatives
 * @param writes properties that change with those or with parameters of the step
 * @param hasParameters whether one of the step's numbers is searched
 * @param changesCells whether cells are born or die, which is taken back in any case
 */
public record Dependence(
    Set<Property> reads, Set<Property> writes, boolean hasParameters, boolean changesCells) {
  public Dependence {
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
  }

  /** Of a step that births and deaths leave alone. */
  public static Dependence of(
      Collection<Property> reads, Collection<Property> writes, List<Setting> settings) {
    return new Dependence(Set.copyOf(reads), Set.copyOf(writes), isSearched(settings), false);
  }

  static boolean isSearched(List<Setting> settings) {
    return settings.stream().anyMatch(one -> one.parameter() >= 0);
  }

  /** Whether derivatives go through it when some properties change with parameters. */
  private boolean goesBack(Set<Property> varied) {
    return hasParameters || reads.stream().anyMatch(varied::contains);
  }

  /**
   * For each of some steps that are made again and again whether it is gone through on the way
   * back, when the start changes with no parameter.
   */
  static boolean[] waysBack(List<Step> steps) {
    Set<Property> varied = EnumSet.noneOf(Property.class);
    int before;
    do {
      before = varied.size();
      for (Step step : steps) {
        Dependence dependence = step.dependence();
        if (dependence.goesBack(varied)) {
          varied.addAll(dependence.writes);
        }
      }
    } while (varied.size() > before);
    boolean[] ways = new boolean[steps.size()];
    for (int n = 0; n < ways.length; n++) {
      Dependence dependence = steps.get(n).dependence();
      ways[n] = dependence.changesCells || dependence.goesBack(varied);
    }
    return ways;
  }
}
