package org.lamarck.worker.event;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.system.Point;

/** Where an integration stands, and a copy of that for as long as nothing has changed. */
final class Present {
  private final Point at;
  private @Nullable Point copy;

  /**
   * The present.
   *
   * @param at which whoever integrates moves
   */
  Present(Point at) {
    this.at = at;
  }

  /** Where the integration stands, to be written to. */
  Point at() {
    return at;
  }

  /** What is there now, to be kept. */
  Point moment() {
    Point now = copy;
    if (now == null) {
      now = at.copy();
      copy = now;
    }
    return now;
  }

  /** A state, a constant or the time has changed. */
  void changed() {
    copy = null;
  }
}
