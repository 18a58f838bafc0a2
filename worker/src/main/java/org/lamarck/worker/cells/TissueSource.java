package org.lamarck.worker.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.petab.parameter.GivenParameters;

/**
 * A tissue whose parameters are searched.
 *
 * @param given the parameters by their places in steps
 * @param draws of which an evaluation is the mean
 */
public record TissueSource(
    String id, Beginning beginning, List<Step> steps, int repeats, GivenParameters given, int draws)
    implements ObjectiveSource {
  public TissueSource {
    steps = List.copyOf(steps);
  }

  @Override
  public List<Coordinate> coordinates() {
    return given.coordinates();
  }

  @Override
  public Objective open() {
    return new TissueObjective(this);
  }

  @Override
  public Map<String, Double> nominal() {
    return given.nominal();
  }

  /** The cells of one draw at the end. */
  @Override
  public List<Exhibit> exhibits(Vector x) {
    Tissue end = new TissueObjective(this).end(x, RandomStream.of(0).split("shown", 0));
    List<String> axes = List.of("x", "y", "z").subList(0, end.dimensions());
    List<String> columns = new ArrayList<>(List.of("cell"));
    columns.addAll(axes);
    columns.add("radius");
    double[] values = new double[end.cells() * columns.size()];
    int at = 0;
    for (int i = 0; i < end.cells(); i++) {
      values[at++] = i;
      for (int c = 0; c < end.dimensions(); c++) {
        values[at++] = end.positions().get(i, c);
      }
      values[at++] = end.radii().get(i);
    }
    return List.of(
        new Exhibit(
            "cells",
            "Where the cells of one draw are at the end",
            columns,
            Matrix.of(end.cells(), columns.size(), values)));
  }
}
