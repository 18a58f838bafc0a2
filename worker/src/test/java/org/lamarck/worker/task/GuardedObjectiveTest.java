package org.lamarck.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

class GuardedObjectiveTest {
  /** Opens objectives whose coarse one throws where x is negative. */
  private record Source(boolean hasCoarse) implements ObjectiveSource {
    @Override
    public String id() {
      return "twofold";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(new Coordinate("x", Coordinate.Scale.LIN, -1, 1, new Marginal.Uniform()));
    }

    @Override
    public Objective open() {
      Objective exact = (x, derivatives) -> new Evaluation.Value(x.get(0));
      Objective rough =
          (x, derivatives) -> {
            if (x.get(0) < 0) {
              throw new IllegalStateException("rough");
            }
            return new Evaluation.Value(x.get(0) + 0.5);
          };
      return hasCoarse
          ? new Objective() {
            @Override
            public Evaluation evaluate(Vector x, Derivatives derivatives) {
              return exact.evaluate(x, derivatives);
            }

            @Override
            public Objective coarse() {
              return rough;
            }

            @Override
            public Objective withoutRows() {
              return (x, derivatives) -> rough.evaluate(x.map(u -> -u), derivatives);
            }
          }
          : exact;
    }
  }

  @Test
  void guardsTheCoarseObjectiveAsItself() {
    Objective guarded = GuardedObjective.of(new Source(true));
    Objective rough = guarded.coarse();
    assertThat(rough.evaluate(Vector.of(0.25), Derivatives.NONE))
        .isEqualTo(new Evaluation.Value(0.75));
    assertThat(guarded.evaluate(Vector.of(0.25), Derivatives.NONE))
        .isEqualTo(new Evaluation.Value(0.25));
    assertThat(rough.evaluate(Vector.of(-0.5), Derivatives.NONE))
        .isInstanceOf(Evaluation.Failed.class);
    // the one in which it was thrown is replaced, and both go on
    assertThat(rough.evaluate(Vector.of(0.5), Derivatives.NONE)).isEqualTo(new Evaluation.Value(1));
  }

  @Test
  void guardsTheOneWithoutRowsAsItself() {
    Objective lean = GuardedObjective.of(new Source(true)).withoutRows();
    assertThat(lean.evaluate(Vector.of(-0.25), Derivatives.RESIDUALS))
        .isEqualTo(new Evaluation.Value(0.75));
    assertThat(lean.evaluate(Vector.of(0.5), Derivatives.RESIDUALS))
        .isInstanceOf(Evaluation.Failed.class);
    Objective none = GuardedObjective.of(new Source(false));
    assertThat(none.withoutRows()).isSameAs(none);
  }

  /** Opens objectives that throw where x is negative, alone or among others. */
  private record Together() implements ObjectiveSource {
    @Override
    public String id() {
      return "together";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -1, 1));
    }

    @Override
    public Objective open() {
      return new Objective() {
        @Override
        public Evaluation evaluate(Vector x, Derivatives derivatives) {
          if (x.get(0) < 0) {
            throw new IllegalStateException("negative");
          }
          return new Evaluation.Value(x.get(0));
        }

        @Override
        public int together() {
          return 4;
        }
      };
    }
  }

  @Test
  void whereOneOfSeveralPointsThrowsTheOthersAreEvaluated() {
    Objective guarded = GuardedObjective.of(new Together());
    assertThat(guarded.together()).isEqualTo(4);
    List<Vector> points = List.of(Vector.of(0.5), Vector.of(-0.5), Vector.of(0.25));
    List<Evaluation> all = guarded.evaluateAll(points, Derivatives.NONE);
    assertThat(all.get(0)).isEqualTo(new Evaluation.Value(0.5));
    assertThat(all.get(1)).isInstanceOf(Evaluation.Failed.class);
    assertThat(all.get(2)).isEqualTo(new Evaluation.Value(0.25));
    assertThat(all.get(1)).isEqualTo(guarded.evaluate(points.get(1), Derivatives.NONE));
  }

  @Test
  void hasNoCoarseObjectiveWhereThereIsNone() {
    Objective guarded = GuardedObjective.of(new Source(false));
    assertThat(guarded.coarse()).isSameAs(guarded);
  }
}
