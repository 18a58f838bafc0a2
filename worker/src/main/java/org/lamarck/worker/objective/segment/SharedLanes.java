package org.lamarck.worker.objective.segment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.lanes.LanePlan;
import org.lamarck.worker.model.CompiledModel;

/** Copies of a model as one system, compiled when they are first asked for; for all threads. */
final class SharedLanes {
  private final CompiledModel model;
  private final int count;
  private @Nullable LanePlan plan;
  private boolean isAsked;

  SharedLanes(CompiledModel model, int count) {
    this.model = model;
    this.count = count;
  }

  /** None where the model cannot be copied in this way. */
  synchronized Optional<LanePlan> plan() {
    if (!isAsked) {
      plan = LanePlan.of(model, count).orElse(null);
      isAsked = true;
    }
    return Optional.ofNullable(plan);
  }
}
