package org.example;

import java.util.List;
import org.lamarck.strategies.objective.*;

/** A function in ten lines, without a gradient; least at k = 1, where its logarithm is 0. */
public record Bump() implements ObjectiveSource {
  @Override public String id() { return "bump"; }

  @Override public List<Coordinate> coordinates() {
    return List.of(Coordinate.log10("k", 1e-3, 1e3), Coordinate.linear("shift", -1, 1));
  }

  @Override public Objective open() {
    return (x, derivatives) -> new Evaluation.Value(Math.pow(x.get(0) - x.get(1), 2) + x.get(1) * x.get(1));
  }
}
