package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.EventShape;
import org.lamarck.worker.system.PointFunction;

/** {@link HybridFormulas} for one thread. */
final class CompiledDiscontinuities implements Discontinuities {
  private final HybridFormulas formulas;
  private final Kernel comparisons;
  private final Kernel triggers;
  private final List<CompiledFunction> indicators = new ArrayList<>();
  private final List<CompiledEvent> events = new ArrayList<>();

  private record CompiledEvent(
      @Nullable CompiledFunction delay,
      @Nullable CompiledFunction priority,
      List<CompiledFunction> values,
      List<Optional<CompiledFunction>> factors) {}

  CompiledDiscontinuities(HybridFormulas formulas) {
    this.formulas = formulas;
    comparisons = formulas.comparisons().newKernel();
    triggers = formulas.triggers().newKernel();
    for (int k = 0; k < formulas.switches().size(); k++) {
      indicators.add(new CompiledFunction(formulas.indicator(k)));
    }
    for (HybridFormulas.EventFormulas event : formulas.events()) {
      PointFormula delay = event.delay();
      PointFormula priority = event.priority();
      events.add(
          new CompiledEvent(
              delay == null ? null : new CompiledFunction(delay),
              priority == null ? null : new CompiledFunction(priority),
              event.values().stream().map(CompiledFunction::new).toList(),
              event.factors().stream().map(one -> one.map(CompiledFunction::new)).toList()));
    }
  }

  @Override
  public int switches() {
    return indicators.size();
  }

  @Override
  public int firstMode() {
    return formulas.firstMode();
  }

  @Override
  public boolean isFloor(int k) {
    return formulas.switches().get(k).isFloor();
  }

  @Override
  public boolean isKink(int k) {
    return formulas.isKink(k);
  }

  @Override
  public boolean areTimed() {
    return formulas.areTimed();
  }

  @Override
  public void indicators(double t, double[] y, double[] p, double[] values) {
    comparisons.evaluate(t, y, p, values);
  }

  @Override
  public PointFunction indicator(int k) {
    return indicators.get(k);
  }

  @Override
  public List<EventShape> events() {
    return formulas.shapes();
  }

  @Override
  public int gate() {
    return formulas.gate();
  }

  @Override
  public void triggers(double t, double[] y, double[] p, double[] truths) {
    triggers.evaluate(t, y, p, truths);
  }

  @Override
  public @Nullable PointFunction delay(int event) {
    return events.get(event).delay();
  }

  @Override
  public @Nullable PointFunction priority(int event) {
    return events.get(event).priority();
  }

  @Override
  public PointFunction value(int event, int target) {
    return events.get(event).values().get(target);
  }

  @Override
  public @Nullable PointFunction factor(int event, int target) {
    return events.get(event).factors().get(target).orElse(null);
  }
}
