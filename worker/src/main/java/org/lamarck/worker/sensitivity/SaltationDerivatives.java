package org.lamarck.worker.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;
import org.lamarck.worker.system.SystemStructure;

/**
 * Derivatives through instants, whose time τ may depend on the parameters θ. Along the moving
 * instant the states change by dŷ/dθ = s + f⁻ τ′; what is computed there is differentiated as any
 * other computation; after it s = dŷ/dθ − f⁺ τ′. Where an indicator g reaches a threshold,
 *
 * <pre>τ′ = −(g_y s + g_p p′) / (g_t + g_y f⁻).</pre>
 *
 * <p>For one assignment y ← h(t, y, p) this is s⁺ = h_y s + h_p p′ + (h_y f⁻ + h_t − f⁺) τ′, the
 * saltation of hybrid systems (Hiskens &amp; Pai 2000). Events that wait take along in slots the
 * derivatives of their time and values. {@link #transpose} is the exact transpose.
 */
final class SaltationDerivatives {
  private final int states;
  private final ConstraintDerivatives constraints;
  private final double[] partials;
  private final List<double[]> slotRows = new ArrayList<>(); // of tangents
  private double[] slotBars = {};
  private double[] tauRow = {};
  private RowMatrix s = new RowMatrix(0, 0); // n × P, of the instant that is gone through
  private Seeds seeds = new Seeds(0, 0, new int[0], new int[0]);

  SaltationDerivatives(OdeSystem system) {
    SystemStructure structure = system.structure();
    constraints = new ConstraintDerivatives(system);
    states = structure.states();
    partials = new double[states + structure.constants()];
  }

  /** Forgets what waits from an earlier integration. */
  void clear() {
    slotRows.clear();
    Arrays.fill(slotBars, 0.0);
  }

  /**
   * Carries sensitivities over an instant.
   *
   * @param sensitivities n × P, changed in place
   * @return whether there is a derivative
   */
  boolean carry(Transition instant, RowMatrix sensitivities, Seeds constants) {
    s = sensitivities;
    seeds = constants;
    int directions = s.columns();
    tauRow = tauRow.length == directions ? tauRow : new double[directions];
    if (!differentiateTime(instant)) {
      return false;
    }
    shift(instant.slopeBefore(), 1);
    for (Transition.Operation operation : instant.operations()) {
      if (operation instanceof Transition.Remember remember) {
        double[] row = new double[directions];
        if (remember.function() != null) {
          addRow(remember.function(), remember.moment(), row);
        }
        addScaled(remember.fromNow() ? 1 : 0, tauRow, row);
        keep(remember.slot(), row);
      } else if (operation instanceof Transition.Assign assign) {
        assign(assign);
      } else if (operation instanceof Transition.Restore restore
          && !constraints.carry(restore, s, seeds, tauRow)) {
        return false;
      }
    }
    shift(instant.slopeAfter(), -1);
    return true;
  }

  /** τ′ into tauRow; false when it does not exist. */
  private boolean differentiateTime(Transition instant) {
    Arrays.fill(tauRow, 0.0);
    if (instant.cause() instanceof Transition.Cause.Scheduled scheduled) {
      System.arraycopy(slotRows.get(scheduled.slot()), 0, tauRow, 0, tauRow.length);
    } else if (instant.cause() instanceof Transition.Cause.Crossing crossing) {
      if (!matters(instant)) {
        return true;
      }
      Point before = instant.before();
      double rate = rate(crossing.indicator(), instant);
      addRow(crossing.indicator(), before, tauRow);
      // addRow knows nothing of τ′ yet: the row is g_y s + g_p p′
      for (int j = 0; j < tauRow.length; j++) {
        tauRow[j] = tauRow[j] == 0 ? 0 : -tauRow[j] / rate;
        if (!Double.isFinite(tauRow[j])) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether anything depends on when the instant is. */
  private boolean matters(Transition instant) {
    return !instant.operations().isEmpty()
        || !Arrays.equals(instant.slopeBefore(), instant.slopeAfter());
  }

  /** dg/dt along the flow before the instant. */
  private double rate(PointFunction g, Transition instant) {
    double rate = g.gradient(instant.before(), partials);
    int[] arguments = g.arguments();
    for (int e = 0; e < arguments.length; e++) {
      if (arguments[e] < states) {
        rate += partials[e] * instant.slopeBefore()[arguments[e]];
      }
    }
    return rate;
  }

  /** s ← s + sign · slope τ′. */
  private void shift(double[] slope, double sign) {
    double[] values = s.values();
    for (int i = 0; i < states; i++) {
      double factor = sign * slope[i];
      if (factor != 0) {
        int row = s.row(i);
        for (int j = 0; j < tauRow.length; j++) {
          values[row + j] += factor * tauRow[j];
        }
      }
    }
  }

  /** row ← row + f_y ŝ + f_p p′ + f_t τ′, for τ′ as it stands. */
  private void addRow(PointFunction f, Point at, double[] row) {
    double[] values = s.values();
    double byTime = f.gradient(at, partials);
    boolean isOwn = row == tauRow;
    if (byTime != 0 && !isOwn) {
      addScaled(byTime, tauRow, row);
    }
    int[] arguments = f.arguments();
    for (int e = 0; e < arguments.length; e++) {
      double partial = partials[e];
      int argument = arguments[e];
      if (argument < states) {
        int from = s.row(argument);
        for (int j = 0; j < row.length; j++) {
          row[j] += partial * values[from + j];
        }
      } else {
        int k = argument - states;
        for (int q = seeds.start()[k]; q < seeds.start()[k + 1]; q++) {
          row[seeds.direction()[q]] += partial * seeds.values()[seeds.position()[q]];
        }
      }
    }
  }

  private static void addScaled(double factor, double[] x, double[] row) {
    if (factor != 0) {
      for (int j = 0; j < row.length; j++) {
        row[j] += factor * x[j];
      }
    }
  }

  private void keep(int slot, double[] row) {
    while (slotRows.size() <= slot) {
      slotRows.add(new double[0]);
    }
    slotRows.set(slot, row);
  }

  private void assign(Transition.Assign assign) {
    int directions = s.columns();
    List<double[]> rows = new ArrayList<>();
    for (Transition.Target target : assign.targets()) {
      double[] row = new double[directions];
      double factor = factor(target, assign.moment());
      if (target.function() == null) {
        addScaled(1, slotRows.get(target.slot()), row);
      } else {
        addRow(target.function(), assign.moment(), row);
      }
      if (target.factor() != null) {
        double[] ofFactor = new double[directions];
        addRow(target.factor(), assign.moment(), ofFactor);
        for (int j = 0; j < directions; j++) {
          row[j] = factor * row[j] + target.base() * ofFactor[j];
        }
      }
      rows.add(row);
    }
    for (int i = 0; i < rows.size(); i++) {
      int to = s.row(assign.targets().get(i).state());
      System.arraycopy(rows.get(i), 0, s.values(), to, directions);
    }
  }

  /**
   * The transpose of {@link #carry}, for the last instants first.
   *
   * @param bars after the instant, become those before it
   * @return whether there is a derivative
   */
  boolean transpose(Transition instant, Bars bars) {
    double[] stateBar = bars.state();
    double tauBar = -dot(instant.slopeAfter(), stateBar);
    List<Transition.Operation> operations = instant.operations();
    for (int i = operations.size() - 1; i >= 0; i--) {
      if (operations.get(i) instanceof Transition.Remember remember) {
        double bar = slotBar(remember.slot());
        slotBars[remember.slot()] = 0;
        if (remember.fromNow()) {
          tauBar += bar;
        }
        tauBar += addTransposed(remember.function(), remember.moment(), bar, bars);
      } else if (operations.get(i) instanceof Transition.Assign assign) {
        tauBar += transpose(assign, bars);
      } else if (operations.get(i) instanceof Transition.Restore restore) {
        double byTime = constraints.transpose(restore, bars);
        if (Double.isNaN(byTime)) {
          return false;
        }
        tauBar += byTime;
      }
    }
    tauBar += dot(instant.slopeBefore(), stateBar);
    if (instant.cause() instanceof Transition.Cause.Scheduled scheduled) {
      slotBar(scheduled.slot());
      slotBars[scheduled.slot()] += tauBar;
    } else if (instant.cause() instanceof Transition.Cause.Crossing crossing
        && tauBar != 0
        && matters(instant)) {
      double bar = -tauBar / rate(crossing.indicator(), instant);
      if (!Double.isFinite(bar)) {
        return false;
      }
      addTransposed(crossing.indicator(), instant.before(), bar, bars);
    }
    return true;
  }

  private double transpose(Transition.Assign assign, Bars bars) {
    double[] stateBar = bars.state();
    double[] before = new double[assign.targets().size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = stateBar[assign.targets().get(i).state()];
    }
    for (Transition.Target target : assign.targets()) {
      stateBar[target.state()] = 0;
    }
    double tauBar = 0;
    for (int i = 0; i < before.length; i++) {
      Transition.Target target = assign.targets().get(i);
      Point at = assign.moment();
      double bar = before[i] * factor(target, at);
      if (target.function() == null) {
        slotBar(target.slot());
        slotBars[target.slot()] += bar;
      } else {
        tauBar += addTransposed(target.function(), at, bar, bars);
      }
      tauBar += addTransposed(target.factor(), at, before[i] * target.base(), bars);
    }
    return tauBar;
  }

  private static double factor(Transition.Target target, Point at) {
    PointFunction factor = target.factor();
    return factor == null ? 1 : factor.value(at);
  }

  /** Adds bar · f_y and bar · f_p; bar · f_t. */
  private double addTransposed(@Nullable PointFunction f, Point at, double bar, Bars bars) {
    if (f == null || bar == 0) {
      return 0;
    }
    double byTime = f.gradient(at, partials);
    int[] arguments = f.arguments();
    for (int e = 0; e < arguments.length; e++) {
      if (arguments[e] < states) {
        bars.state()[arguments[e]] += bar * partials[e];
      } else {
        bars.constants()[arguments[e] - states] += bar * partials[e];
      }
    }
    return bar * byTime;
  }

  private double slotBar(int slot) {
    if (slot >= slotBars.length) {
      slotBars = Arrays.copyOf(slotBars, Math.max(slot + 1, 2 * slotBars.length));
    }
    return slotBars[slot];
  }

  private double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < states; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
