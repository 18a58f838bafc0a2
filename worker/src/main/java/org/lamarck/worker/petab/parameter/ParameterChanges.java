package org.lamarck.worker.petab.parameter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Spelling;

/**
 * Parameters of a problem that are to be what its table does not say.
 *
 * @param fixed values of those that are not estimated, on the linear scale
 * @param bounds of those that are estimated: lower and upper, on the linear scale
 * @param priors of those that are estimated
 */
public record ParameterChanges(
    Map<String, Double> fixed, Map<String, double[]> bounds, Map<String, GivenPrior> priors) {
  public ParameterChanges {
    fixed = new LinkedHashMap<>(fixed);
    bounds = new LinkedHashMap<>(bounds);
    priors = new LinkedHashMap<>(priors);
  }

  /** Whether all stays as it is. */
  public boolean isEmpty() {
    return fixed.isEmpty() && bounds.isEmpty() && priors.isEmpty();
  }

  /** The cells of the parameter table that change, by parameter and column. */
  public Map<String, Map<String, String>> cells(
      Path yaml, List<Parameter> parameters, FormatVersion version) throws InputException {
    List<Finding> findings = new ArrayList<>();
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    fixed.forEach(
        (id, value) -> {
          if (find(id, parameters, yaml, findings).isPresent()) {
            String no = version == FormatVersion.V1 ? "0" : "false";
            cells.put(id, Map.of("nominalValue", Double.toString(value), "estimate", no));
          }
        });
    bounds.forEach(
        (id, range) -> {
          Optional<Parameter> parameter = find(id, parameters, yaml, findings);
          if (parameter.isPresent()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("lowerBound", Double.toString(range[0]));
            row.put("upperBound", Double.toString(range[1]));
            row.put("estimate", version == FormatVersion.V1 ? "1" : "true");
            double nominal = parameter.get().nominal();
            if (nominal < range[0] || nominal > range[1]) {
              row.put("nominalValue", Double.toString(nominal < range[0] ? range[0] : range[1]));
            }
            cells.put(id, row);
          }
        });
    priors.forEach(
        (id, prior) -> {
          Optional<Parameter> parameter = find(id, parameters, yaml, findings);
          if (parameter.isPresent()) {
            findings.addAll(prior.faults(yaml.toString(), id, version));
            Map<String, String> row = new LinkedHashMap<>(cells.getOrDefault(id, Map.of()));
            row.putAll(prior.cells(version));
            cells.put(id, row);
            if (!row.containsKey("estimate") && !parameter.get().estimated()) {
              findings.add(
                  Finding.error(
                      yaml.toString(),
                      0,
                      0,
                      "prior of " + id + ": it is not estimated",
                      "give it bounds, or leave the prior out"));
            }
          }
        });
    if (!findings.isEmpty()) {
      throw new InputException(findings);
    }
    return cells;
  }

  private static Optional<Parameter> find(
      String id, List<Parameter> parameters, Path yaml, List<Finding> findings) {
    Optional<Parameter> found =
        parameters.stream().filter(parameter -> parameter.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      List<String> ids = parameters.stream().map(Parameter::id).toList();
      findings.add(
          Finding.error(
              yaml.toString(),
              0,
              0,
              "the problem has no parameter \"" + id + "\"",
              Spelling.suggest(id, ids, "name one of " + String.join(", ", ids))));
    }
    return found;
  }
}
