package org.lamarck.strategies.sampling;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.evolution.Report;

/**
 * What chains have drawn so far.
 *
 * @param chains the draws of each, in their order
 * @param tempered what was learnt at other temperatures; absent where there were none
 */
public record Sampled(List<List<Draw>> chains, @Nullable Tempered tempered) implements Report {
  public Sampled {
    chains = List.copyOf(chains);
  }

  /** Draws of chains at one temperature. */
  public Sampled(List<List<Draw>> chains) {
    this(chains, null);
  }

  /** Steps in which energy was lost: where there are any, a part of the posterior is missed. */
  public long divergences() {
    return chains.stream().flatMap(List::stream).filter(Draw::isDivergent).count();
  }

  /**
   * How well a function of the draws is known, by as many draws of each chain as all have.
   *
   * @param function such as a coordinate, or its square
   */
  public Convergence of(ToDoubleFunction<Draw> function) {
    int length = chains.stream().mapToInt(List::size).min().orElse(0);
    return Convergence.of(
        chains.stream()
            .map(chain -> chain.subList(0, length).stream().mapToDouble(function).toArray())
            .toList());
  }
}
