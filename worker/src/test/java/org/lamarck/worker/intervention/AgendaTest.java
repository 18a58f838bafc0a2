package org.lamarck.worker.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;

class AgendaTest {
  private final ExpressionPool pool = new ExpressionPool();
  private final Assignment first = set("first", 1);
  private final Assignment second = set("second", 2);
  private final Assignment third = set("third", 3);
  private final Experiment plain =
      new Experiment("e", List.of(new Period("c", 0, List.of(set("begin", 0)))), 4);

  private Assignment set(String id, double value) {
    return new Assignment(id, pool.constant(value));
  }

  private static Agenda.Change at(double time, Assignment... all) {
    return new Agenda.Change(time, List.of(all));
  }

  private List<Period> periods(List<Double> samples, Agenda.Change... changes) {
    Agenda agenda = new Agenda(samples);
    agenda.addAll(List.of(changes));
    return agenda.appliedTo(plain).periods();
  }

  @Test
  void nothingToDoLeavesTheExperimentAsItIs() {
    assertThat(new Agenda(List.of(1.0)).appliedTo(plain)).isEqualTo(plain);
  }

  @Test
  void changesAreFurtherPeriodsInTheOrderOfTheirTimes() {
    Agenda agenda = new Agenda(List.of());
    agenda.addAll(List.of(at(5, second)));
    agenda.addAll(List.of(at(2, first)));
    Experiment changed = agenda.appliedTo(plain);
    assertThat(changed.id()).isEqualTo("e");
    assertThat(changed.model()).isEqualTo(4);
    assertThat(changed.periods())
        .containsExactly(
            plain.periods().get(0),
            new Period("c", 2, List.of(first)),
            new Period("c", 5, List.of(second)));
  }

  @Test
  void whatIsDoneAtTheStartComesAfterWhatTheConditionSets() {
    List<Period> periods = periods(List.of(), at(0, first), at(0, second));
    assertThat(periods).hasSize(1);
    assertThat(periods.get(0).assignments()).containsExactly(set("begin", 0), first, second);
  }

  /** 0.1 + 0.2 is a rounding above 0.3. */
  @Test
  void timesThatDifferByRoundingAreOne() {
    assertThat(periods(List.of(), at(0.1 + 0.2, first), at(0.3, second)))
        .element(1)
        .isEqualTo(new Period("c", 0.1 + 0.2, List.of(first, second)));
    assertThat(periods(List.of(), at(0.3, first), at(0.1 + 0.2, second)))
        .element(1)
        .isEqualTo(new Period("c", 0.3, List.of(first, second)));
  }

  /** A sample is looked at after the change there, not a rounding before it. */
  @Test
  void aChangeNextToASampleIsAtTheSample() {
    List<Period> periods = periods(List.of(0.3, 1e6), at(0.1 + 0.2, first), at(1e6 + 1e-4, second));
    assertThat(periods).extracting(Period::start).containsExactly(0.0, 0.3, 1e6);
  }

  @Test
  void timesThatDifferByMoreStayApart() {
    List<Period> periods = periods(List.of(1.0), at(1 + 1e-8, first), at(1 - 1e-8, second));
    assertThat(periods).extracting(Period::start).containsExactly(0.0, 1 - 1e-8, 1 + 1e-8);
    assertThat(periods.get(1).assignments()).containsExactly(second);
  }

  @Test
  void aChangeIsNotChangedByWhoGaveIt() {
    List<Assignment> given = new ArrayList<>(List.of(first));
    Agenda.Change change = new Agenda.Change(1, given);
    given.add(third);
    assertThat(change.assignments()).containsExactly(first);
  }
}
