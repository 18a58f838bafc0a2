package org.lamarck.strategies.chain;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.local.Effort;

/**
 * What came of some steps of a chain.
 *
 * @param draws one for each step; none when the chain could not begin
 * @param state from which to go on
 * @param effort calls of the objective
 */
public record Trace(List<Draw> draws, ChainState state, Effort effort) implements Serializable {
  public Trace {
    draws = List.copyOf(draws);
  }

  /**
   * The draws that are beyond the warmup.
   *
   * @param before steps that the chain had made
   */
  public List<Draw> kept(int warmup, long before) {
    int learnt = (int) Math.min(Math.max(0, warmup - before), draws.size());
    return draws.subList(learnt, draws.size());
  }
}
