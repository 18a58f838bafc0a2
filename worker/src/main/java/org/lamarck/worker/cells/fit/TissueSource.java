package org.lamarck.worker.cells.fit;

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
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.Tissue;
import org.lamarck.worker.objective.segment.PriorStart;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.problem.Parameter;

/**
 * A tissue whose parameters are searched.
 *
 * @param given the parameters by their places in steps
 * @param runs of which a draw is made
 * @param draws of which an evaluation is the mean
 */
public record TissueSource(
    String id, TissuePlan plan, Aim aim, GivenParameters given, int runs, int draws)
    implements ObjectiveSource {

  @Override
  public List<Coordinate> coordinates() {
    return given.searched().stream().map(TissueSource::coordinate).toList();
  }

  private static Coordinate coordinate(Parameter one) {
    return new Coordinate(
        one.id(),
        Coordinate.Scale.valueOf(one.scale().name()),
        one.lower(),
        one.upper(),
        new PriorStart(one.initialization(), one.scale()));
  }

  @Override
  public Objective open() {
    return new TissueObjective(this);
  }

  @Override
  public Map<String, Double> nominal() {
    return given.nominal();
  }

  /** The cells of one run at the end, the target over time, and the cells in its course. */
  @Override
  public List<Exhibit> exhibits(Vector x) {
    Observed run = new Observed(plan, aim);
    Film film = new Film(plan);
    run.run(given.at(x), RandomStream.of(0).split("shown", 0), false, film);
    return List.of(cells(run.rollout().end()), course(run.values()), film.exhibit());
  }

  private static Exhibit cells(Tissue end) {
    List<String> axes = List.of("x", "y", "z").subList(0, end.dimensions());
    List<String> columns = new ArrayList<>(List.of("cell"));
    columns.addAll(axes);
    columns.addAll(List.of("radius", "type"));
    Matrix types = end.of(Property.TYPE);
    double[] values = new double[end.cells() * columns.size()];
    int at = 0;
    for (int i = 0; i < end.cells(); i++) {
      values[at++] = i;
      for (int c = 0; c < end.dimensions(); c++) {
        values[at++] = end.positions().get(i, c);
      }
      values[at++] = end.radii().get(i);
      values[at++] = type(types, i);
    }
    return new Exhibit(
        "cells",
        "Where the cells of one run are at the end",
        columns,
        Matrix.of(end.cells(), columns.size(), values),
        Exhibit.Look.NONE);
  }

  /** The type that a cell is most of, from 1 on. */
  static int type(Matrix types, int cell) {
    int most = 0;
    for (int t = 1; t < types.columns(); t++) {
      most = types.get(cell, t) > types.get(cell, most) ? t : most;
    }
    return most + 1;
  }

  private static Exhibit course(double[] target) {
    double[] values = new double[2 * target.length];
    for (int repeat = 0; repeat < target.length; repeat++) {
      values[2 * repeat] = repeat;
      values[2 * repeat + 1] = target[repeat];
    }
    return new Exhibit(
        "target",
        "What is minimised, in the course of one run",
        List.of("repeat", "target"),
        Matrix.of(target.length, 2, values));
  }
}
