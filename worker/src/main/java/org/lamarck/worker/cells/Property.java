package org.lamarck.worker.cells;

import java.util.Locale;

/** What a cell has; each is some columns of its row in a {@link State}, in this order. */
public enum Property {
  /** One column for each dimension. */
  POSITION,
  RADIUS,
  /** How much the cell is of each type: 1 of one of them. */
  TYPE,
  /** What holds on to cells: of each type, where both are of it, and last to those of others. */
  CADHERINS,
  /** How readily it divides, or with which probability. */
  DIVISION,
  /** Of each chemical, in a unit of time. */
  SECRETION,
  /** How much there is of each chemical. */
  CHEMICAL,
  /** What it senses of the slope of chemicals: dimension after dimension, all chemicals of each. */
  GRADIENT,
  /** Mechanical. */
  STRESS,
  /** A field from outside. */
  FIELD,
  /** What a network keeps from step to step. */
  GENES;

  /** The name in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many columns it has. */
  public int count(Fields fields) {
    return switch (this) {
      case POSITION -> fields.dimensions();
      case TYPE -> fields.types();
      case CADHERINS -> fields.cadherins();
      case SECRETION, CHEMICAL -> fields.chemicals();
      case GRADIENT -> fields.chemicals() * fields.dimensions();
      case GENES -> fields.genes();
      case RADIUS, DIVISION, STRESS, FIELD -> 1;
    };
  }

  /** Its first column. */
  public int first(Fields fields) {
    int first = 0;
    for (Property before : values()) {
      if (before == this) {
        break;
      }
      first += before.count(fields);
    }
    return first;
  }
}
