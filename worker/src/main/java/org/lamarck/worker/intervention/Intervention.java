package org.lamarck.worker.intervention;

import java.util.List;
import java.util.Map;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.problem.OdeModel;

/**
 * What is done to a model at some times.
 *
 * @param model the one that it is done to, with what it needs
 * @param parameters those values that are searched, by id
 * @param changes in the order of their times
 */
public record Intervention(
    OdeModel model, Map<String, ParameterRow> parameters, List<Agenda.Change> changes) {
  public Intervention {
    changes = List.copyOf(changes);
  }
}
