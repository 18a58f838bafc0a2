package org.lamarck.worker.objective.segment;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.Reassignment;
import org.lamarck.worker.sparse.SparsePattern;

/** How a segment goes on from another one, after a {@link Reassignment}. */
final class Continuation implements InitialConditions {
  private final double time;
  private final SegmentPlan before;
  private final Reassignment reassignment;
  private final int[] targets;
  private final SparsePattern jacobian;
  private final int[] slot;
  private final int states;
  private final int constants;
  private final boolean[] changes; // constants, then states
  private final ConstantPattern pattern;
  private final int[] place; // of the entries before, here; −1 of constants that change
  private final NavigableSet<Integer> stateCoordinates = new TreeSet<>();

  /**
   * Lays out a continuation.
   *
   * @param time of the change
   * @param slot of each input of the reassignment
   * @param before the segment it goes on from, whose end has n states and m constants
   */
  Continuation(
      double time,
      Reassignment reassignment,
      int[] slot,
      ParameterFormulas formulas,
      SegmentPlan before) {
    this.time = time;
    this.before = before;
    this.reassignment = reassignment;
    this.targets = reassignment.targets();
    this.jacobian = reassignment.jacobian();
    this.slot = slot;
    this.states = before.states();
    this.constants = before.constants();
    this.changes = new boolean[constants + states];
    NavigableMap<Integer, NavigableSet<Integer>> earlier = before.pattern().coordinates();
    NavigableMap<Integer, NavigableSet<Integer>> coordinates = before.pattern().coordinates();
    for (int target : targets) {
      changes[target] = true;
      coordinates.remove(target);
    }
    for (int k = 0; k < targets.length; k++) {
      NavigableSet<Integer> reached = reached(k, earlier, formulas);
      if (targets[k] >= constants) {
        stateCoordinates.addAll(reached);
      } else if (!reached.isEmpty()) {
        coordinates.put(targets[k], reached);
      }
    }
    this.pattern = new ConstantPattern(constants, coordinates);
    ConstantPattern old = before.pattern();
    this.place = new int[old.size()];
    for (int e = 0; e < place.length; e++) {
      place[e] = changes[old.constant(e)] ? -1 : pattern.place(old.constant(e), old.coordinate(e));
    }
  }

  /** The coordinates that the new value of a target depends on. */
  private NavigableSet<Integer> reached(
      int k, NavigableMap<Integer, NavigableSet<Integer>> earlier, ParameterFormulas formulas) {
    NavigableSet<Integer> reached = new TreeSet<>();
    for (int e = jacobian.start()[k]; e < jacobian.start()[k + 1]; e++) {
      int column = jacobian.column()[e];
      if (column < states) {
        Arrays.stream(before.coordinates()).forEach(reached::add);
      } else if (column < states + constants) {
        reached.addAll(earlier.getOrDefault(column - states, new TreeSet<>()));
      } else {
        int s = slot[column - states - constants];
        for (int q = formulas.firstEntry(s); q < formulas.firstEntry(s + 1); q++) {
          reached.add(formulas.coordinate(q));
        }
      }
    }
    return reached;
  }

  @Override
  public ConstantPattern constants() {
    return pattern;
  }

  @Override
  public NavigableSet<Integer> stateCoordinates() {
    return stateCoordinates;
  }

  @Override
  public Workspace newWorkspace(ParameterValues parameters, @Nullable SegmentState end) {
    return new AtPoint(parameters, Objects.requireNonNull(end, "nothing to go on from"));
  }

  /** The continuation at a point. */
  private final class AtPoint implements Workspace {
    private final ParameterValues parameters;
    private final SegmentState end;
    private final Kernel kernel;
    private final double[] given; // constants before, then inputs
    private final double[] out;
    private double[] row = {};

    AtPoint(ParameterValues parameters, SegmentState end) {
      this.parameters = parameters;
      this.end = end;
      kernel = reassignment.newKernel();
      given = new double[constants + slot.length];
      out = new double[targets.length + jacobian.size()];
    }

    @Override
    public void values(double[] p, double[] y) {
      System.arraycopy(end.p, 0, given, 0, constants);
      for (int i = 0; i < slot.length; i++) {
        given[constants + i] = parameters.value(slot[i]);
      }
      kernel.evaluate(time, end.y, given, out);
      System.arraycopy(end.p, 0, p, 0, constants);
      System.arraycopy(end.y, 0, y, 0, states);
      for (int k = 0; k < targets.length; k++) {
        if (targets[k] < constants) {
          p[targets[k]] = out[k];
        } else {
          y[targets[k] - constants] = out[k];
        }
      }
    }

    @Override
    public void differentiate(double[] entries) {
      double[] earlier = end.entries;
      for (int e = 0; e < place.length; e++) {
        if (place[e] >= 0) {
          entries[place[e]] = earlier[e];
        }
      }
      for (int k = 0; k < targets.length; k++) {
        if (targets[k] < constants) {
          fillRow(k);
          for (int e = pattern.start(targets[k]); e < pattern.start(targets[k] + 1); e++) {
            entries[e] = row[pattern.coordinate(e)];
          }
        }
      }
    }

    /** row ← the derivatives of the new value of a target, by coordinate. */
    private void fillRow(int k) {
      row = row.length == parameters.coordinates() ? row : new double[parameters.coordinates()];
      Arrays.fill(row, 0.0);
      ConstantPattern earlier = before.pattern();
      for (int e = jacobian.start()[k]; e < jacobian.start()[k + 1]; e++) {
        int column = jacobian.column()[e];
        double slope = out[targets.length + e];
        if (column < states) {
          int width = before.coordinates().length;
          for (int j = 0; j < width; j++) {
            row[before.coordinates()[j]] += slope * end.s[column * width + j];
          }
        } else if (column < states + constants) {
          int constant = column - states;
          for (int q = earlier.start(constant); q < earlier.start(constant + 1); q++) {
            row[earlier.coordinate(q)] += slope * end.entries[q];
          }
        } else {
          int s = slot[column - states - constants];
          for (int q = parameters.firstEntry(s); q < parameters.firstEntry(s + 1); q++) {
            row[parameters.coordinate(q)] += slope * parameters.derivative(q);
          }
        }
      }
    }

    @Override
    public void carry(int[] coordinates, double[] s) {
      int width = coordinates.length;
      int narrow = before.coordinates().length;
      Arrays.fill(s, 0.0);
      for (int j = 0; j < narrow; j++) {
        int column = Arrays.binarySearch(coordinates, before.coordinates()[j]);
        for (int i = 0; i < states; i++) {
          s[i * width + column] = end.s[i * narrow + j];
        }
      }
      for (int k = 0; k < targets.length; k++) {
        if (targets[k] >= constants) {
          fillRow(k);
          for (int j = 0; j < width; j++) {
            s[(targets[k] - constants) * width + j] = row[coordinates[j]];
          }
        }
      }
    }

    @Override
    public void transpose(double[] yBar, double[] pBar, double[] gradient) {
      for (int s = 0; s < states; s++) {
        end.yBar[s] += changes[constants + s] ? 0 : yBar[s];
      }
      for (int k = 0; k < constants; k++) {
        end.pBar[k] += changes[k] ? 0 : pBar[k];
      }
      for (int k = 0; k < targets.length; k++) {
        double bar = targets[k] < constants ? pBar[targets[k]] : yBar[targets[k] - constants];
        for (int e = jacobian.start()[k]; bar != 0 && e < jacobian.start()[k + 1]; e++) {
          pull(jacobian.column()[e], bar * out[targets.length + e], gradient);
        }
      }
    }

    private void pull(int column, double bar, double[] gradient) {
      if (column < states) {
        end.yBar[column] += bar;
      } else if (column < states + constants) {
        end.pBar[column - states] += bar;
      } else {
        int s = slot[column - states - constants];
        for (int q = parameters.firstEntry(s); q < parameters.firstEntry(s + 1); q++) {
          gradient[parameters.coordinate(q)] += bar * parameters.derivative(q);
        }
      }
    }
  }
}
