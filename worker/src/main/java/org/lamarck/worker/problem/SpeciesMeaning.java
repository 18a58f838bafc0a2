package org.lamarck.worker.problem;

import java.io.Serializable;

/**
 * How the number behind a species' id relates to its amount.
 *
 * @param species the species' id
 * @param compartment the id of its compartment
 * @param amount whether the id means an amount (SBML {@code hasOnlySubstanceUnits}, or a
 *     compartment without dimensions) and not a concentration
 */
public record SpeciesMeaning(String species, String compartment, boolean amount)
    implements Serializable {
  private static final String AMOUNT = ":amount";

  /**
   * The id of the amount behind a concentration in a compartment that changes: there the amount is
   * a quantity of its own, and the species' id follows a formula.
   */
  public static String amountId(String species) {
    return species + AMOUNT;
  }

  /** The species whose amount has this id; the id itself when it is none of an amount. */
  public static String speciesOf(String id) {
    return id.endsWith(AMOUNT) ? id.substring(0, id.length() - AMOUNT.length()) : id;
  }
}
