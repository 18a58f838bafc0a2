package org.lamarck.worker.objective.inner;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.lamarck.worker.noise.Distribution.ClosedForm;
import org.lamarck.worker.objective.inner.InputRoles.Role;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.problem.Reading;

/**
 * Inner parameters that are solved together, with the measurements that depend on them.
 *
 * @param locations the offsets and scalings, in the order of the table
 * @param sigmas the noise parameters
 * @param measurements positions of measurements
 * @param form how they are computed, when the noise of all measurements agrees in that
 * @param isMixed whether it does not
 */
public record InnerGroup(
    List<String> locations,
    List<String> sigmas,
    List<Integer> measurements,
    ClosedForm form,
    boolean isMixed) {
  public InnerGroup {
    locations = List.copyOf(locations);
    sigmas = List.copyOf(sigmas);
    measurements = List.copyOf(measurements);
  }

  /** The groups of parameters that meet in measurements. */
  static List<InnerGroup> connected(ProblemPlan plan, Set<String> inner, Map<String, Role> roles) {
    Map<String, String> parents = new LinkedHashMap<>();
    inner.forEach(id -> parents.put(id, id));
    for (MeasurementPlan measurement : plan.measurements()) {
      String first = "";
      for (String id : measurement.parameters()) {
        if (inner.contains(id)) {
          String root = root(parents, id);
          if (first.isEmpty()) {
            first = root;
          } else {
            parents.put(root, first);
          }
        }
      }
    }
    Map<String, Set<String>> members = new LinkedHashMap<>();
    for (String id : inner) {
      members.computeIfAbsent(root(parents, id), unknown -> new LinkedHashSet<>()).add(id);
    }
    List<InnerGroup> groups = new ArrayList<>();
    members.values().forEach(ids -> groups.add(of(plan, ids, roles)));
    return groups;
  }

  private static String root(Map<String, String> parents, String id) {
    String at = id;
    String parent = parents.getOrDefault(at, at);
    while (!parent.equals(at)) {
      at = parent;
      parent = parents.getOrDefault(at, at);
    }
    return at;
  }

  private static InnerGroup of(ProblemPlan plan, Set<String> ids, Map<String, Role> roles) {
    List<Integer> measurements = new ArrayList<>();
    Set<ClosedForm> forms = EnumSet.noneOf(ClosedForm.class);
    for (int m = 0; m < plan.measurements().size(); m++) {
      MeasurementPlan measurement = plan.measurements().get(m);
      boolean isOrdinal = measurement.reading() instanceof Reading.Category; // without noise
      if (!isOrdinal && measurement.parameters().stream().anyMatch(ids::contains)) {
        measurements.add(m);
        forms.add(measurement.noise().distribution().closedForm());
      }
    }
    return new InnerGroup(
        ids.stream().filter(id -> roles.get(id) != Role.SIGMA).toList(),
        ids.stream().filter(id -> roles.get(id) == Role.SIGMA).toList(),
        measurements,
        forms.size() == 1 ? forms.iterator().next() : ClosedForm.NONE,
        forms.size() > 1);
  }

  /** Whether every measurement of the group has this noise parameter. */
  private boolean isEverywhere(ProblemPlan plan, String sigma) {
    return measurements.stream()
        .allMatch(m -> plan.measurements().get(m).parameters().contains(sigma));
  }

  /**
   * Refuses what cannot be solved in this group.
   *
   * @return whether something was refused
   */
  boolean refuse(ProblemPlan plan, BiConsumer<String, String> refusal) {
    boolean any = false;
    boolean isShared = !locations.isEmpty() && !sigmas.isEmpty();
    for (String sigma : isShared ? sigmas : List.<String>of()) {
      if (sigmas.size() > 1 || !isEverywhere(plan, sigma)) {
        refusal.accept(
            sigma, "measurements that share an offset or a scaling have different noise");
        any = true;
      }
    }
    if (isMixed) {
      for (String location : locations) {
        refusal.accept(location, "its measurements have both normal and Laplace noise");
        any = true;
      }
    } else if (form == ClosedForm.MEDIAN && locations.size() > 1) {
      for (String location : locations.subList(1, locations.size())) {
        refusal.accept(location, "with Laplace noise only one such parameter can be solved");
        any = true;
      }
    }
    return any;
  }
}
