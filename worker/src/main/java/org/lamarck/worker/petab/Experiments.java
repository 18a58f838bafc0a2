package org.lamarck.worker.petab;

import java.util.List;
import java.util.OptionalInt;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.problem.Experiment;

/** The experiments that the rows of a measurement table refer to. */
interface Experiments {
  /** The index of a row's experiment; an error and nothing when there is none. */
  OptionalInt index(Row row);

  /** The experiments referred to so far, in the order of their indices. */
  List<Experiment> experiments();

  /** The first finite time of an experiment. */
  default double start(int index) {
    return 0;
  }
}
