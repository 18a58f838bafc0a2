package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Expression;

/**
 * A model whose reactions happen one at a time, at random: a Markov jump process between whose
 * jumps rules and events act as in any model.
 *
 * @param between the model without what reactions change: reacting species are states without a
 *     rate, as amounts
 * @param reactions in the order of the file
 * @param draws random numbers in formulas of events and initial values: each is a constant of the
 *     model {@code between}, drawn anew whenever a formula with it is evaluated
 * @param starts of each species what gives it its value at the start
 * @param file as the user named it
 */
public record JumpModel(
    OdeModel between,
    List<Reaction> reactions,
    List<Draw> draws,
    Map<String, Place> starts,
    String file)
    implements Serializable {
  public JumpModel {
    starts = Map.copyOf(starts);
    reactions = List.copyOf(reactions);
    draws = List.copyOf(draws);
  }

  /**
   * Where something stands in the file.
   *
   * @param row 1-based line
   */
  public record Place(int row, int column) implements Serializable {}

  /**
   * A reaction.
   *
   * @param propensity its probability per time, over quantities and time: the kinetic law
   * @param changes of states when it happens
   * @param reactants what must be there for it to happen
   */
  public record Reaction(
      String id, Expression propensity, List<Change> changes, List<Reactant> reactants, Place place)
      implements Serializable {
    public Reaction {
      changes = List.copyOf(changes);
      reactants = List.copyOf(reactants);
    }
  }

  /**
   * state ← state + coefficient · factor.
   *
   * @param state the id of an amount
   * @param factor over quantities and time, of the moment before; 1 for most
   */
  public record Change(String state, double coefficient, Expression factor)
      implements Serializable {}

  /**
   * A reactant.
   *
   * @param state the id of its amount
   * @param count how many molecules of it a reaction takes
   */
  public record Reactant(String state, double count) implements Serializable {}

  /**
   * A random number.
   *
   * @param id of the constant that stands for it in formulas
   * @param arguments over quantities, time and earlier draws
   */
  public record Draw(String id, RandomFamily family, List<Expression> arguments, Place place)
      implements Serializable {
    public Draw {
      arguments = List.copyOf(arguments);
    }
  }

  /** A finding where a species gets its value at the start; at the file for other ids. */
  public Finding errorAtStart(String id, String what, String remedy) {
    return error(starts.getOrDefault(id, new Place(0, 0)), what, remedy);
  }

  /** A finding at a place of the model's file. */
  public Finding error(Place place, String what, String remedy) {
    return Finding.error(file, place.row(), place.column(), what, remedy);
  }
}
