package org.lamarck.driver.run;

import java.util.List;

/** Who keeps where a run stands. */
@FunctionalInterface
public interface Journal {
  /** Keeps nothing: a run that lives and dies with its process. */
  Journal NONE = (state, rows, last) -> {};

  /**
   * A generation is complete, or the run ends.
   *
   * @param state to go on from
   * @param rows {@link TraceRow}s and {@link RefinementRow}s that came with it
   * @param last whether no other will follow in this process: it must be kept now
   */
  void committed(RunState state, List<Row> rows, boolean last);

  /**
   * Some individuals of a generation came back.
   *
   * @param state to go on from, with them in its harvest
   */
  default void advanced(RunState state) {}
}
