package org.lamarck.worker.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.memory.MemoryBudget;
import org.lamarck.worker.tolerance.Tolerances;

class AdjointMemoryTest {
  private static final double[] START = {1, 1};
  private static final double[] CONSTANTS = {1.5, 1, 1, 3};

  @Test
  void aRecordThatDoesNotFitIsAFailureWithAReason() {
    // 20 periods are some 400 steps of 8 increments of 2 states: 60 kB
    MemoryBudget small = new MemoryBudget(0, 20_000);
    AdjointIntegrator adjoint =
        new AdjointIntegrator(Models.lotkaVolterra(), Tolerances.defaults(), small);
    double[] y = new double[2];
    Outcome outcome = adjoint.forward(TimeGrid.of(0, 60), START, CONSTANTS, y);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.reason()).isEqualTo(Reason.OUT_OF_MEMORY);
    assertThat(failed.detail()).containsPattern("^[0-9]+ steps and 0 events").contains("forward");
    // what a record gives back serves the next one
    assertThat(adjoint.forward(TimeGrid.of(0, 1), START, CONSTANTS, y))
        .isInstanceOf(Outcome.Completed.class);
  }
}
