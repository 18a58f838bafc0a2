package org.lamarck.worker.cells;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.Parameter;

/**
 * A tissue whose parameters are searched.
 *
 * @param searched parameters, the first places among those of steps
 * @param fixed parameters, the places behind them
 * @param draws of which an evaluation is the mean
 */
public record TissueSource(
    String id,
    Beginning beginning,
    List<Step> steps,
    int repeats,
    List<Parameter> searched,
    List<Parameter> fixed,
    int draws)
    implements ObjectiveSource {
  public TissueSource {
    steps = List.copyOf(steps);
    searched = List.copyOf(searched);
    fixed = List.copyOf(fixed);
  }

  @Override
  public List<Coordinate> coordinates() {
    return searched.stream()
        .map(
            one ->
                new Coordinate(
                    one.id(),
                    Coordinate.Scale.valueOf(one.scale().name()),
                    one.lower(),
                    one.upper(),
                    new Marginal.Uniform()))
        .toList();
  }

  /** The numbers of steps at a point. */
  double[] given(Vector x) {
    double[] given = new double[searched.size() + fixed.size()];
    for (int i = 0; i < given.length; i++) {
      given[i] =
          i < searched.size()
              ? searched.get(i).linear(x.get(i))
              : fixed.get(i - searched.size()).nominal();
    }
    return given;
  }

  @Override
  public Objective open() {
    return new TissueObjective(this);
  }

  @Override
  public Map<String, Double> nominal() {
    Map<String, Double> nominal = new LinkedHashMap<>();
    for (Parameter parameter : searched) {
      if (!Double.isNaN(parameter.nominal())) {
        nominal.put(parameter.id(), parameter.nominal());
      }
    }
    return nominal;
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
