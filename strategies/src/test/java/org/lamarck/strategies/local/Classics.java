package org.lamarck.strategies.local;

import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * Problems of Moré, Garbow & Hillstrom (1981), "Testing unconstrained optimization software", with
 * their starts, data and minima (theirs are of rᵀr, ours of ½ rᵀr), in boxes around them.
 */
final class Classics {
  private static final double[] OSBORNE_1 = {
    .844, .908, .932, .936, .925, .908, .881, .850, .818, .784, .751, .718, .685, .658, .628, .603,
    .580, .558, .538, .522, .506, .490, .478, .467, .457, .448, .438, .431, .424, .420, .414, .411,
    .406
  };
  private static final double[] OSBORNE_2 = {
    1.366, 1.191, 1.112, 1.013, .991, .885, .831, .847, .786, .725, .746, .679, .608, .655, .616,
    .606, .602, .626, .651, .724, .649, .649, .694, .644, .624, .661, .612, .558, .533, .495, .500,
    .423, .395, .375, .372, .391, .396, .405, .428, .429, .523, .562, .607, .653, .672, .708, .633,
    .668, .645, .632, .591, .559, .597, .625, .739, .710, .729, .720, .636, .581, .428, .292, .162,
    .098, .054
  };
  private static final double[] MEYER = {
    34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307,
    2872
  };
  private static final double[] KOWALIK_Y = {
    .1957, .1947, .1735, .1600, .0844, .0627, .0456, .0342, .0323, .0235, .0246
  };
  private static final double[] KOWALIK_U = {4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625};
  private static final double[] BARD = {
    .14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39
  };

  private Classics() {}

  static LeastSquaresProblem rosenbrock() {
    return LeastSquaresProblem.of(
        "Rosenbrock", x -> new double[] {10 * (x[1] - x[0] * x[0]), 1 - x[0]}, -10, 10, 0, -1.2, 1);
  }

  static LeastSquaresProblem extendedRosenbrock(int n) {
    double[] start = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = i % 2 == 0 ? -1.2 : 1;
    }
    return LeastSquaresProblem.of(
        "Rosenbrock " + n + "-D chain",
        x -> {
          double[] r = new double[2 * n - 2];
          for (int i = 0; i < n - 1; i++) {
            r[2 * i] = 10 * (x[i + 1] - x[i] * x[i]);
            r[2 * i + 1] = 1 - x[i];
          }
          return r;
        },
        -10,
        10,
        0,
        start);
  }

  static LeastSquaresProblem powellSingular() {
    return LeastSquaresProblem.of(
        "Powell singular",
        x ->
            new double[] {
              x[0] + 10 * x[1],
              Math.sqrt(5) * (x[2] - x[3]),
              Math.pow(x[1] - 2 * x[2], 2),
              Math.sqrt(10) * Math.pow(x[0] - x[3], 2)
            },
        -10,
        10,
        0,
        3,
        -1,
        0,
        1);
  }

  static LeastSquaresProblem helicalValley() {
    return LeastSquaresProblem.of(
        "Helical valley",
        x -> {
          double angle = Math.atan(x[1] / x[0]) / (2 * Math.PI) + (x[0] < 0 ? 0.5 : 0);
          return new double[] {10 * (x[2] - 10 * angle), 10 * (Math.hypot(x[0], x[1]) - 1), x[2]};
        },
        -10,
        10,
        0,
        -1,
        0,
        0);
  }

  static LeastSquaresProblem freudensteinRoth() {
    return LeastSquaresProblem.of(
        "Freudenstein–Roth",
        x ->
            new double[] {
              -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1],
              -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]
            },
        -100,
        100,
        48.98425 / 2,
        .5,
        -2);
  }

  static LeastSquaresProblem bard() {
    return LeastSquaresProblem.of(
        "Bard",
        x -> {
          double[] r = new double[15];
          for (int i = 0; i < 15; i++) {
            double u = i + 1;
            double v = 15 - i;
            r[i] = BARD[i] - (x[0] + u / (v * x[1] + Math.min(u, v) * x[2]));
          }
          return r;
        },
        -10,
        10,
        8.214877e-3 / 2,
        1,
        1,
        1);
  }

  static LeastSquaresProblem kowalikOsborne() {
    return LeastSquaresProblem.of(
        "Kowalik–Osborne",
        x -> {
          double[] r = new double[11];
          for (int i = 0; i < 11; i++) {
            double u = KOWALIK_U[i];
            r[i] = KOWALIK_Y[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]);
          }
          return r;
        },
        -10,
        10,
        3.075056e-4 / 2,
        .25,
        .39,
        .415,
        .39);
  }

  static LeastSquaresProblem meyer() {
    LeastSquaresProblem wide =
        LeastSquaresProblem.of(
            "Meyer",
            x -> {
              double[] r = new double[16];
              for (int i = 0; i < 16; i++) {
                r[i] = x[0] * Math.exp(x[1] / (50 + 5 * i + x[2])) - MEYER[i];
              }
              return r;
            },
            0,
            1,
            87.9458551 / 2,
            .02,
            4000,
            250);
    SearchSpace space =
        new SearchSpace(wide.space().names(), Vector.zeros(3), Vector.of(1, 10_000, 1000));
    return new LeastSquaresProblem(
        wide.name(), wide.function(), space, wide.start(), wide.minimum());
  }

  static LeastSquaresProblem jennrichSampson() {
    return LeastSquaresProblem.of(
        "Jennrich–Sampson",
        x -> {
          double[] r = new double[10];
          for (int i = 0; i < 10; i++) {
            r[i] = 4 + 2 * i - Math.exp((i + 1) * x[0]) - Math.exp((i + 1) * x[1]);
          }
          return r;
        },
        -10,
        10,
        124.3621823 / 2,
        .3,
        .4);
  }

  static LeastSquaresProblem brownDennis() {
    return LeastSquaresProblem.of(
        "Brown–Dennis",
        x -> {
          double[] r = new double[20];
          for (int i = 0; i < 20; i++) {
            double t = (i + 1) / 5.0;
            r[i] =
                Math.pow(x[0] + t * x[1] - Math.exp(t), 2)
                    + Math.pow(x[2] + x[3] * Math.sin(t) - Math.cos(t), 2);
          }
          return r;
        },
        -100,
        100,
        85822.20163 / 2,
        25,
        5,
        -5,
        -1);
  }

  static LeastSquaresProblem biggsExp6() {
    return LeastSquaresProblem.of(
        "Biggs EXP6",
        x -> {
          double[] r = new double[13];
          for (int i = 0; i < 13; i++) {
            double t = (i + 1) / 10.0;
            double y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t);
            r[i] =
                x[2] * Math.exp(-t * x[0])
                    - x[3] * Math.exp(-t * x[1])
                    + x[5] * Math.exp(-t * x[4])
                    - y;
          }
          return r;
        },
        -20,
        20,
        0,
        1,
        2,
        1,
        1,
        1,
        1);
  }

  static LeastSquaresProblem osborne1() {
    return LeastSquaresProblem.of(
        "Osborne 1",
        x -> {
          double[] r = new double[33];
          for (int i = 0; i < 33; i++) {
            double t = 10 * i;
            r[i] = OSBORNE_1[i] - (x[0] + x[1] * Math.exp(-t * x[3]) + x[2] * Math.exp(-t * x[4]));
          }
          return r;
        },
        -5,
        5,
        5.464895e-5 / 2,
        .5,
        1.5,
        -1,
        .01,
        .02);
  }

  static LeastSquaresProblem osborne2() {
    return LeastSquaresProblem.of(
        "Osborne 2",
        x -> {
          double[] r = new double[65];
          for (int i = 0; i < 65; i++) {
            double t = i / 10.0;
            double sum = x[0] * Math.exp(-t * x[4]);
            for (int k = 1; k < 4; k++) {
              sum += x[k] * Math.exp(-Math.pow(t - x[k + 7], 2) * x[k + 4]);
            }
            r[i] = OSBORNE_2[i] - sum;
          }
          return r;
        },
        0,
        10,
        4.01377362e-2 / 2,
        1.3,
        .65,
        .65,
        .7,
        .6,
        3,
        5,
        7,
        2,
        4.5,
        5.5);
  }

  static LeastSquaresProblem brownAlmostLinear() {
    double[] start = new double[10];
    Arrays.fill(start, 0.5);
    return LeastSquaresProblem.of(
        "Brown almost-linear",
        x -> {
          double[] r = new double[10];
          double sum = -11;
          double product = 1;
          for (double value : x) {
            sum += value;
            product *= value;
          }
          for (int i = 0; i < 9; i++) {
            r[i] = x[i] + sum;
          }
          r[9] = product - 1;
          return r;
        },
        -10,
        10,
        0,
        start);
  }

  static List<LeastSquaresProblem> all() {
    return List.of(
        rosenbrock(),
        extendedRosenbrock(10),
        powellSingular(),
        helicalValley(),
        freudensteinRoth(),
        bard(),
        kowalikOsborne(),
        meyer(),
        jennrichSampson(),
        brownDennis(),
        biggsExp6(),
        osborne1(),
        osborne2(),
        brownAlmostLinear());
  }
}
