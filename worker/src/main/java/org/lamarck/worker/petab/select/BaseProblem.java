package org.lamarck.worker.petab.select;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.Setting;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Parameter;

/**
 * A problem that models are variants of.
 *
 * @param path of its YAML file, absolute
 * @param widest the problem in which everything is estimated that any model estimates: it is
 *     compiled once for all
 * @param estimated the parameters that its table says are estimated
 * @param groups of parameters that a model treats as one (metaparameters), by their names
 */
public record BaseProblem(
    String path,
    EstimationProblem widest,
    Set<String> estimated,
    Map<String, List<String>> groups) {
  public BaseProblem {
    estimated = Set.copyOf(estimated);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /** What a model does with each parameter that it says something of, groups written out. */
  private Map<String, Setting> settings(CandidateModel model) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    model
        .settings()
        .forEach(
            (id, setting) ->
                groups.getOrDefault(id, List.of(id)).forEach(one -> settings.put(one, setting)));
    return settings;
  }

  /**
   * The parameters of a model: those of {@link #widest}, of which some are fixed.
   *
   * @throws IllegalArgumentException when the model estimates what the widest problem does not
   */
  public List<Parameter> parameters(CandidateModel model) {
    Map<String, Setting> settings = settings(model);
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : widest.parameters()) {
      Setting setting = settings.get(parameter.id());
      boolean estimate = setting == null ? estimated.contains(parameter.id()) : setting.estimated();
      if (estimate && !parameter.estimated()) {
        throw new IllegalArgumentException(
            "model %s estimates %s, which was not foreseen".formatted(model, parameter.id()));
      }
      parameters.add(
          estimate
              ? parameter
              : setting == null ? parameter.fixed() : parameter.fixedAt(setting.value()));
    }
    return parameters;
  }

  /** How large a model is beside its data. */
  public Criterion.Size size(CandidateModel model) {
    List<Parameter> free = parameters(model).stream().filter(Parameter::estimated).toList();
    int priors = (int) free.stream().filter(one -> one.prior() != null).count();
    return new Criterion.Size(free.size(), widest.measurements().size(), priors);
  }

  /** The values that a model fixes, by parameter. */
  public Map<String, Double> fixed(CandidateModel model) {
    return settings(model).entrySet().stream()
        .filter(one -> !one.getValue().estimated())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, one -> one.getValue().value(), (a, b) -> a, LinkedHashMap::new));
  }
}
