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
    implements Serializable {}
