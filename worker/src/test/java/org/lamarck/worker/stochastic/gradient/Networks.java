package org.lamarck.worker.stochastic.gradient;

import static org.lamarck.worker.stochastic.Jumps.apply;
import static org.lamarck.worker.stochastic.Jumps.birthDeath;
import static org.lamarck.worker.stochastic.Jumps.model;
import static org.lamarck.worker.stochastic.Jumps.parameters;
import static org.lamarck.worker.stochastic.Jumps.reaction;
import static org.lamarck.worker.stochastic.Jumps.reactions;
import static org.lamarck.worker.stochastic.Jumps.species;

import java.util.List;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.ReactionNetwork;

/** Networks whose expectations are known, each with numbers by which derivatives are. */
@SuppressWarnings("ImmutableEnumChecker") // its array is copied, its list is one of List.of
enum Networks {
  /** E X(2) = k/g (1 − e^(−2 g)) with k = 10, g = 1. */
  BIRTH_DEATH("X", 2, List.of("k", "g"), 10, 1) {
    @Override
    String[] content() {
      return birthDeath(0);
    }
  },

  /** A promoter that goes on at a and off at b; on, it makes messengers at k, which die at g. */
  TELEGRAPH("M", 3, List.of("a", "b", "k", "g"), 0.5, 1, 20, 1) {
    @Override
    String[] content() {
      return new String[] {
        species("Off=1 On=0 M=0"),
        parameters("a=0.5 b=1 k=20 g=1"),
        reactions(
            reaction("on", "Off -> On", apply("times", "a", "Off")),
            reaction("off", "On -> Off", apply("times", "b", "On")),
            reaction("make", "On -> On + M", apply("times", "k", "On")),
            reaction("decay", "M ->", apply("times", "g", "M")))
      };
    }
  },

  /** 2 P ⇌ D from 30 P. */
  DIMERISATION("D", 1, List.of("k", "u"), 0.02, 0.5) {
    @Override
    String[] content() {
      return new String[] {
        species("P=30 D=0"),
        parameters("k=0.02 u=0.5"),
        reactions(
            reaction("pair", "2 P -> D", apply("times", "k", "P", apply("minus", "P", "1"))),
            reaction("part", "D -> 2 P", apply("times", "u", "D")))
      };
    }
  };

  private final String observed;
  private final double time;
  private final List<String> given;
  private final double[] point;

  Networks(String observed, double time, List<String> given, double... values) {
    this.observed = observed;
    this.time = time;
    this.given = given;
    this.point = values;
  }

  abstract String[] content();

  double[] times() {
    return new double[] {time};
  }

  double[] point() {
    return point.clone();
  }

  List<String> given() {
    return given;
  }

  ReactionNetwork network() throws InputException {
    JumpModel model = model(content());
    return ReactionNetwork.of(
        JumpPlan.of(model, given), List.of(model.between().pool().symbol(observed)));
  }

  FiniteStateProjection.Distribution exact() throws InputException {
    return new FiniteStateProjection(network(), 20_000).solve(point, times(), 1e-10).orElseThrow();
  }
}
