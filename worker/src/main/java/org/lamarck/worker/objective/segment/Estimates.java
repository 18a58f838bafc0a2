package org.lamarck.worker.objective.segment;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lamarck.worker.problem.Parameter;

/** The values of parameters by their ids, as numbers: most evaluations are never asked for them. */
final class Estimates extends AbstractMap<String, Double> {
  private final List<Parameter> parameters;
  private final double[] values;

  /** Values of parameters, in their order; neither is changed from now on. */
  Estimates(List<Parameter> parameters, double[] values) {
    this.parameters = parameters;
    this.values = values;
  }

  @Override
  public Set<Entry<String, Double>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Double>> iterator() {
        return IntStream.range(0, values.length)
            .mapToObj(i -> Map.entry(parameters.get(i).id(), values[i]))
            .iterator();
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }
}
