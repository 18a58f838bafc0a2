package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Drawing;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.ObjectiveSource;

/**
 * What a source shows, at its best point and of itself.
 *
 * @param failure why it could show nothing; empty when it could
 */
public record Shown(List<Exhibit> exhibits, List<Drawing> drawings, String failure)
    implements Serializable {
  /** Nothing, of what has nothing to show. */
  public static final Shown NOTHING = new Shown(List.of(), List.of(), "");

  public Shown {
    exhibits = List.copyOf(exhibits);
    drawings = List.copyOf(drawings);
  }

  /** Asks a source, whose own code must not cost the results of a run. */
  @SuppressWarnings("checkstyle:IllegalCatch") // user code may throw anything
  public static Shown of(ObjectiveSource source, Vector point) {
    try {
      return new Shown(source.exhibits(point), source.drawings(), "");
    } catch (RuntimeException e) {
      return new Shown(List.of(), List.of(), e.toString());
    }
  }
}
