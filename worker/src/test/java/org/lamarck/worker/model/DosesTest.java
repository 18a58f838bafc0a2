package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Repeated doses into chains of up to four states, in random units, at random times, washed out in
 * between or not: piecewise infusions, events that switch an infusion on and off, delayed ones, and
 * boluses. Values are compared with matrix exponentials from dose to dose.
 */
class DosesTest {
  private static final int OUTPUTS = 60;

  @Test
  void hundredsOfModelsAreIntegrated() {
    check(0, 400);
  }

  @Tag("slow")
  @Test
  void tenThousandModelsAreIntegrated() {
    check(0, 10_000);
  }

  private static void check(int from, int to) {
    for (int k = from; k < to; k++) {
      Doses doses = new Doses(RandomStream.of(20_261_129).split("model", k));
      double[] out = new double[OUTPUTS * doses.states];
      CompiledModel compiled = CompiledModel.of(doses.model(), Set.of());
      double[] p = new double[compiled.constants().size()];
      double[] y0 = new double[compiled.states().size()];
      double[] all = new double[OUTPUTS * y0.length];
      Outcome outcome =
          new OdeIntegrator(compiled.newSystem(), Tolerances.exact())
              .integrate(TimeGrid.of(doses.times[0], doses.times), y0, p, all);
      assertThat(outcome).as("model %s: %s", k, doses).isInstanceOf(Outcome.Completed.class);
      for (int i = 0; i < OUTPUTS; i++) {
        System.arraycopy(all, i * y0.length, out, i * doses.states, doses.states);
      }
      doses.compare(k, out);
    }
  }

  /** A model and its solution. */
  private static final class Doses {
    private final int states;
    private final int kind;
    private final double unit;
    private final double[] rate; // of elimination, to the next state
    private final double[] begin;
    private final double[] end;
    private final double size; // of the infusion's rate, or of a bolus
    private final double[] times = new double[OUTPUTS];

    Doses(RandomStream random) {
      states = 1 + random.nextInt(4);
      kind = random.nextInt(4);
      unit = Math.pow(10, -15 + 30 * random.nextDouble());
      double start = new double[] {0, 0, 1, 1e3, 1e6}[random.nextInt(5)];
      double day = Math.pow(10, -1 + 2.5 * random.nextDouble());
      int doses = 2 + random.nextInt(4);
      rate = new double[states];
      for (int s = 0; s < states; s++) {
        rate[s] = Math.pow(10, -1.5 + 3 * random.nextDouble()) / day;
      }
      begin = new double[doses];
      end = new double[doses];
      for (int d = 0; d < doses; d++) {
        begin[d] = start + day * (d == 0 && random.nextInt(2) == 0 ? 0.25 : 4 * d + 1);
        end[d] = begin[d] + day * (0.1 + 0.5 * random.nextDouble());
      }
      size = unit * (1 + 9 * random.nextDouble()) / (kind == 3 ? 1 : day);
      double last = end[doses - 1] + 3 * day;
      for (int i = 0; i < OUTPUTS; i++) {
        times[i] = start + (last - start) * i / (OUTPUTS - 1);
      }
    }

    OdeModel model() {
      FormulaModel builder = new FormulaModel();
      StringBuilder on = new StringBuilder();
      for (int d = 0; d < begin.length; d++) {
        on.append(d == 0 ? "" : " || ");
        on.append("(time >= %s && time < %s)".formatted(begin[d], end[d]));
      }
      String input =
          kind == 0 ? "piecewise(%s, %s, 0)".formatted(size, on) : kind == 3 ? "0" : "infusion";
      for (int s = 0; s < states; s++) {
        String gain = s == 0 ? input : "%s * x%d".formatted(rate[s - 1], s - 1);
        builder.state("x" + s, 0, "%s - %s * x%d".formatted(gain, rate[s], s));
      }
      if (kind == 1 || kind == 2) {
        builder.state("infusion", 0, "0");
      }
      for (int d = 0; d < begin.length; d++) {
        double early = kind == 2 ? 0.0625 * (end[d] - begin[d]) : 0;
        String delay = kind == 2 ? Double.toString(early) : null;
        if (kind == 1 || kind == 2) {
          builder.event("time >= " + (begin[d] - early), delay, "infusion = " + size);
          builder.event("time >= " + (end[d] - early), delay, "infusion = 0");
        } else if (kind == 3) {
          builder.event("time >= " + begin[d], null, "x0 = x0 + " + size);
        }
      }
      return builder.build();
    }

    /** Compares with the solution from dose to dose. */
    void compare(int k, double[] out) {
      double[] y = new double[states];
      double[] largest = new double[states];
      double t = times[0];
      int d = 0;
      boolean isOn = false;
      for (int i = 0; i < OUTPUTS; i++) {
        while (d < begin.length && (isOn ? end[d] : begin[d]) <= times[i]) {
          double next = isOn ? end[d] : begin[d];
          y = flow(y, next - t, isOn && kind != 3);
          t = next;
          if (!isOn && kind == 3) {
            y[0] += size;
          }
          note(y, largest);
          d += isOn ? 1 : 0;
          isOn = !isOn;
        }
        y = flow(y, times[i] - t, isOn && kind != 3);
        t = times[i];
        note(y, largest);
        for (int s = 0; s < states; s++) {
          // times of 1e6 resolve a dose of 0.01 to 1e-8 of its length
          double bound = 1e-6 * Math.abs(y[s]) + 1e-7 * largest[s];
          assertThat(Math.abs(out[i * states + s] - y[s]))
              .as("model %s, %s: x%s at %s is %s", k, this, s, t, out[i * states + s])
              .isLessThanOrEqualTo(bound);
        }
      }
    }

    private static void note(double[] y, double[] largest) {
      for (int s = 0; s < y.length; s++) {
        largest[s] = Math.max(largest[s], Math.abs(y[s]));
      }
    }

    /** exp(A h) of the chain with a constant input, by squaring. */
    private double[] flow(double[] y, double h, boolean isFed) {
      int n = states + 1;
      double[][] a = new double[n][n];
      double norm = 0;
      for (int s = 0; s < states; s++) {
        a[s][s] = -rate[s] * h;
        if (s > 0) {
          a[s][s - 1] = rate[s - 1] * h;
        }
        norm = Math.max(norm, Math.abs(rate[s] * h));
      }
      a[0][states] = isFed ? size / unit * h : 0;
      norm = Math.max(norm, a[0][states]);
      int squarings = norm > 0.25 ? Math.getExponent(norm) + 3 : 0;
      double scale = Math.scalb(1.0, -squarings);
      double[][] power = identity(n);
      double[][] sum = identity(n);
      for (int m = 1; m < 14; m++) {
        power = times(power, a, scale / m);
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            sum[i][j] += power[i][j];
          }
        }
      }
      for (int m = 0; m < squarings; m++) {
        sum = times(sum, sum, 1);
      }
      double[] result = new double[states];
      for (int i = 0; i < states; i++) {
        result[i] = sum[i][states] * unit;
        for (int j = 0; j < states; j++) {
          result[i] += sum[i][j] * y[j];
        }
      }
      return result;
    }

    private static double[][] identity(int n) {
      double[][] one = new double[n][n];
      for (int i = 0; i < n; i++) {
        one[i][i] = 1;
      }
      return one;
    }

    private static double[][] times(double[][] a, double[][] b, double factor) {
      int n = a.length;
      double[][] c = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < n; k++) {
            c[i][j] += factor * a[i][k] * b[k][j];
          }
        }
      }
      return c;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "kind %d, unit %g, rates %s, doses %s to %s",
          kind,
          unit,
          Arrays.toString(rate),
          Arrays.toString(begin),
          Arrays.toString(end));
    }
  }
}
