package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.sbml.Sbml.math;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.task.Simulator.SpeciesColumns;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Every way in which a species can change, beside its amount in closed form: a reaction makes 3 of
 * it per time, the compartment is 2 large at first, an event at 2 or a rule sets it.
 */
class SpeciesTest {
  private static final double MADE = 3;
  private static final double RESIZED_AT = 1.5;
  private static final double SET_AT = 2;
  private static final double END = 3;

  /** How the compartment changes. */
  enum Volume {
    FIXED,
    RATE_RULE,
    ASSIGNMENT_RULE,
    EVENT;

    double at(double time) {
      return switch (this) {
        case FIXED -> 2;
        case RATE_RULE, ASSIGNMENT_RULE -> 2 + 0.5 * time;
        case EVENT -> time <= RESIZED_AT ? 2 : 5;
      };
    }
  }

  /** What else changes the species. */
  enum Setting {
    NOTHING,
    EVENT,
    RATE_RULE,
    ASSIGNMENT_RULE,
    INITIAL_ASSIGNMENT;

    boolean isRule() {
      return this == RATE_RULE || this == ASSIGNMENT_RULE;
    }
  }

  /** A species and all that matters to it. */
  record Case(
      boolean boundary,
      boolean constant,
      boolean isAmount,
      boolean amountGiven,
      Volume volume,
      Setting setting) {

    /** Rules and reactions exclude each other, but for a boundary. */
    boolean reacts() {
      return boundary || !setting.isRule();
    }

    boolean isAllowed() {
      return !constant
          || (boundary && (setting == Setting.NOTHING || setting == Setting.INITIAL_ASSIGNMENT));
    }

    double amount(double end) {
      double size = volume.at(0);
      double given = amountGiven ? 8 : 4 * size;
      double amount = setting == Setting.INITIAL_ASSIGNMENT ? amountOf(6, size) : given;
      double time = 0;
      for (double next : new double[] {RESIZED_AT, SET_AT, END}) {
        double until = Math.min(next, end);
        if (reacts() && !boundary) {
          amount += MADE * (until - time);
        }
        if (setting == Setting.RATE_RULE && isAmount) {
          amount += 0.7 * (until - time);
        } else if (setting == Setting.RATE_RULE) {
          amount = (amount / size + 0.7 * (until - time)) * volume.at(until);
        }
        time = until;
        size = volume.at(Math.nextUp(time)); // and the amount stays
        if (setting == Setting.EVENT && time == SET_AT) {
          amount = amountOf(10, size);
        }
      }
      return setting == Setting.ASSIGNMENT_RULE ? amountOf(1 + end, volume.at(end)) : amount;
    }

    private double amountOf(double value, double size) {
      return isAmount ? value : value * size;
    }

    String document() {
      List<String> rules = new ArrayList<>();
      List<String> events = new ArrayList<>();
      switch (volume) {
        case FIXED -> {}
        case RATE_RULE -> rules.add(Sbml.rateRule("c", "<cn>0.5</cn>"));
        case ASSIGNMENT_RULE -> rules.add(Sbml.assignmentRule("c", sum(2, times(0.5))));
        case EVENT -> events.add(event(RESIZED_AT, "c", 5));
      }
      String start = "";
      switch (setting) {
        case NOTHING -> {}
        case EVENT -> events.add(event(SET_AT, "S", 10));
        case RATE_RULE -> rules.add(Sbml.rateRule("S", "<cn>0.7</cn>"));
        case ASSIGNMENT_RULE -> rules.add(Sbml.assignmentRule("S", sum(1, times(1))));
        case INITIAL_ASSIGNMENT -> start = Sbml.assignment("S", "<cn>6</cn>");
      }
      String attributes =
          "id='S' %s boundaryCondition='%s' hasOnlySubstanceUnits='%s'"
              .formatted(
                  amountGiven ? "initialAmount='8'" : "initialConcentration='4'",
                  boundary,
                  isAmount);
      return Sbml.document(
          Sbml.compartment("c", 2),
          Sbml.species(attributes).replace("constant=\"false\"", "constant=\"" + constant + "\""),
          start,
          rules.isEmpty() ? "" : Sbml.rules(rules.toArray(String[]::new)),
          reacts() ? Sbml.producing("1", "<cn>3</cn>") : "",
          events.isEmpty() ? "" : "<listOfEvents>" + String.join("", events) + "</listOfEvents>");
    }

    private static String times(double factor) {
      return "<apply><times/><cn>%s</cn>%s</apply>".formatted(factor, TIME);
    }

    private static String sum(double number, String other) {
      return "<apply><plus/><cn>%s</cn>%s</apply>".formatted(number, other);
    }

    private static String event(double time, String target, double value) {
      return """
          <event useValuesFromTriggerTime="true"><trigger initialValue="true" persistent="true">%s
          </trigger><listOfEventAssignments><eventAssignment variable="%s">%s</eventAssignment>
          </listOfEventAssignments></event>
          """
          .formatted(
              math("<apply><geq/>%s<cn>%s</cn></apply>".formatted(TIME, time)),
              target,
              math("<cn>%s</cn>".formatted(value)));
    }
  }

  private static final String TIME =
      "<csymbol definitionURL='http://www.sbml.org/sbml/symbols/time'/>";

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    boolean[] both = {false, true};
    for (boolean boundary : both) {
      for (boolean constant : both) {
        for (boolean isAmount : both) {
          for (boolean amountGiven : both) {
            for (Volume volume : Volume.values()) {
              for (Setting setting : Setting.values()) {
                cases.add(new Case(boundary, constant, isAmount, amountGiven, volume, setting));
              }
            }
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesByWhatMayChangeItAndKeepsItsAmountOtherwise(Case c) throws InputException {
    if (!c.isAllowed()) {
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(() -> Sbml.read(c.document()))
          .withMessageContaining("constant");
      return;
    }
    double[] times = {0, 1, 1.75, END};
    for (SpeciesColumns columns : SpeciesColumns.values()) {
      Simulator.Result.Table table =
          (Simulator.Result.Table)
              new Simulator(Sbml.read(c.document()))
                  .simulate(times, List.of("S"), columns, Tolerances.of(1e-10, 1e-12));
      for (int k = 0; k < times.length; k++) {
        double amount = c.amount(times[k]);
        boolean isAmount =
            columns == SpeciesColumns.AS_IN_MODEL
                ? c.isAmount()
                : columns == SpeciesColumns.AMOUNTS;
        double expected = isAmount ? amount : amount / c.volume().at(times[k]);
        // polynomials of low degree: exact but for rounding in some ten steps
        assertThat(table.values().get(k, 0))
            .as("%s at %s", columns, times[k])
            .isCloseTo(expected, within(1e-9));
      }
    }
  }
}
