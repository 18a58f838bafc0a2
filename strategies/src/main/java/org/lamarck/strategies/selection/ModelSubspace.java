package org.lamarck.strategies.selection;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Models of one problem: all combinations of what can be done with some of its parameters.
 *
 * @param id its name
 * @param problem the problem's
 * @param options by parameter or group of parameters, at least one each, in the order of the file
 * @param others parameters without options that the problem estimates
 * @param fixed how many parameters there are without options that it does not estimate
 */
public record ModelSubspace(
    String id, String problem, Map<String, List<Setting>> options, Set<String> others, int fixed)
    implements Serializable {
  public ModelSubspace {
    Map<String, List<Setting>> copy = new LinkedHashMap<>();
    options.forEach((parameter, list) -> copy.put(parameter, List.copyOf(list)));
    if (copy.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("subspace " + id + " has a parameter without options");
    }
    options = Collections.unmodifiableMap(copy);
    others = Collections.unmodifiableSet(new LinkedHashSet<>(others));
  }

  /** The number of its models; +∞ where there are more than can be counted. */
  public double size() {
    return options.values().stream().mapToDouble(List::size).reduce(1, (a, b) -> a * b);
  }

  /** The number of parameters, a group as one, whatever is done with them. */
  int parameters() {
    return options.size() + others.size() + fixed;
  }

  /** Parameters that some of its models estimate, with those that all do. */
  Set<String> canEstimate() {
    return with(list -> list.contains(Setting.ESTIMATE));
  }

  /** Parameters that all of its models estimate. */
  Set<String> mustEstimate() {
    return with(list -> list.stream().allMatch(Setting::estimated));
  }

  /** Those with options of a kind, and those that the problem estimates. */
  private Set<String> with(Predicate<List<Setting>> kind) {
    Set<String> ids = new LinkedHashSet<>(others);
    options.forEach(
        (id, list) -> {
          if (kind.test(list)) {
            ids.add(id);
          }
        });
    return ids;
  }

  /**
   * The model with these options.
   *
   * @param indices of the options, parameter by parameter
   * @throws IllegalArgumentException when there is none
   */
  public CandidateModel model(List<Integer> indices) {
    if (indices.size() != options.size()) {
      throw new IllegalArgumentException(
          "subspace %s has %d parameters, not %d".formatted(id, options.size(), indices.size()));
    }
    Map<String, Setting> settings = new LinkedHashMap<>();
    int place = 0;
    for (Map.Entry<String, List<Setting>> one : options.entrySet()) {
      int index = indices.get(place++);
      if (index < 0 || index >= one.getValue().size()) {
        throw new IllegalArgumentException(
            "%s has %d options in subspace %s, none has the index %d"
                .formatted(one.getKey(), one.getValue().size(), id, index));
      }
      settings.put(one.getKey(), one.getValue().get(index));
    }
    return new CandidateModel(ModelHash.of(id, indices), problem, settings, others);
  }

  /** All its models, the last parameter's options first. */
  List<CandidateModel> models() {
    return models(option -> true, Set.of());
  }

  /**
   * The models that estimate exactly these of its parameters.
   *
   * @param estimated may have others
   */
  List<CandidateModel> estimating(Set<String> estimated) {
    return models(option -> !option.estimated(), estimated);
  }

  /**
   * Models of options of a kind.
   *
   * @param estimated parameters that are estimated whatever the kind
   */
  private List<CandidateModel> models(Predicate<Setting> kind, Set<String> estimated) {
    List<List<Integer>> all = List.of(List.of());
    for (Map.Entry<String, List<Setting>> one : options.entrySet()) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> begun : all) {
        for (int index = 0; index < one.getValue().size(); index++) {
          Setting option = one.getValue().get(index);
          if (estimated.contains(one.getKey()) ? option.estimated() : kind.test(option)) {
            List<Integer> next = new ArrayList<>(begun);
            next.add(index);
            longer.add(next);
          }
        }
      }
      all = longer;
    }
    return all.stream().map(this::model).toList();
  }

  /**
   * The model that does the contrary with every parameter that it can do both with.
   *
   * @param model of this subspace
   * @param also what is to be estimated in any case, where that can be
   */
  CandidateModel opposite(CandidateModel model, Set<String> also) {
    List<Integer> indices = new ArrayList<>();
    options.forEach(
        (id, list) -> {
          Setting now = model.settings().getOrDefault(id, list.get(0));
          boolean estimate = !now.estimated() || also.contains(id);
          int other =
              (int) list.stream().takeWhile(option -> option.estimated() != estimate).count();
          indices.add(other < list.size() ? other : list.indexOf(now));
        });
    return model(indices);
  }
}
