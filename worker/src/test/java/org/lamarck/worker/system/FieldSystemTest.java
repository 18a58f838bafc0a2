package org.lamarck.worker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lamarck.worker.sparse.SparsePattern;

/** A field as integrators take it: N is the unit matrix, J its own, and no more is claimed. */
class FieldSystemTest {
  /** y₀′ = p₀ y₁, y₁′ = −y₀ + t. */
  private static class Plain implements VectorField {
    @Override
    public int states() {
      return 2;
    }

    @Override
    public int constants() {
      return 1;
    }

    @Override
    public void slopes(Point at, double[] f) {
      f[0] = at.constants()[0] * at.state()[1];
      f[1] = -at.state()[0] + at.time();
    }
  }

  /** The same with its Jacobian, whose pattern has no diagonal. */
  private static class WithJacobian extends Plain implements Linearised {
    @Override
    public SparsePattern jacobian() {
      return new SparsePattern(new int[] {0, 1, 2}, new int[] {1, 0});
    }

    @Override
    public void linearise(Point at, double[] f, double[] fy, double[] ft) {
      slopes(at, f);
      fy[0] = at.constants()[0];
      fy[1] = -1;
      if (ft.length > 0) {
        ft[0] = 0;
        ft[1] = 1;
      }
    }
  }

  private static final double[] STATE = {2, 5};
  private static final double[] CONSTANTS = {3};

  @Test
  void theRightHandSideIsTheField() {
    OdeSystem system = FieldSystem.of(new Plain());
    double[] v = new double[2];
    double[] f = {Double.NaN, Double.NaN};
    system.rates(4, STATE, CONSTANTS, v);
    system.patterns().rightHandSide().assemble(v, f);
    assertThat(f).containsExactly(15, 2);
    assertThat(system.structure().rates()).isEqualTo(2);
    assertThat(system.structure().constants()).isEqualTo(1);
  }

  @Test
  void theJacobianIsTheOneOfTheFieldInItsPattern() {
    OdeSystem system = FieldSystem.of(new WithJacobian());
    assertThat(system.isLinearised()).isTrue();
    double[] v = new double[2];
    double[] vy = new double[2];
    double[] vt = new double[2];
    system.stateDerivatives(4, STATE, CONSTANTS, v, vy, vt);
    Assembly jacobian = system.patterns().stateJacobian();
    double[] values = new double[2];
    jacobian.assemble(vy, values);
    assertThat(jacobian.pattern().column()).containsExactly(1, 0);
    assertThat(values).containsExactly(3, -1);
    double[] ft = new double[2];
    system.patterns().timeDerivative().assemble(vt, ft);
    assertThat(ft).containsExactly(0, 1);
    assertThat(v).containsExactly(15, 2);
  }

  @Test
  void aFieldWithoutTimeHasNoDerivativeByIt() {
    OdeSystem system =
        FieldSystem.of(
            new WithJacobian() {
              @Override
              public boolean isAutonomous() {
                return true;
              }
            });
    assertThat(system.structure().timedRates().size()).isZero();
    double[] vy = new double[2];
    system.stateDerivatives(0, STATE, CONSTANTS, new double[2], vy, new double[0]);
    assertThat(vy).containsExactly(3, -1);
  }

  @Test
  void aFieldThatHasNoJacobianClaimsNone() {
    VectorField field = new Plain();
    OdeSystem system = FieldSystem.of(field);
    assertThat(system.isLinearised()).isFalse();
    assertThat(system.field()).isSameAs(field);
    assertThat(system.structure().rateStates().size()).isZero();
    assertThat(system.structure().timedRates().size()).isZero();
    double[] v = new double[2];
    system.stateDerivatives(4, STATE, CONSTANTS, v, new double[0], new double[0]);
    assertThat(v).as("the slopes at least").containsExactly(15, 2);
  }

  @Test
  void derivativesOfRatesAreRefusedAndNotLeftAtZero() {
    OdeSystem system = FieldSystem.of(new WithJacobian());
    double[] none = new double[0];
    assertThatThrownBy(
            () -> system.firstDerivatives(0, STATE, CONSTANTS, new double[2], none, none, none))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("a field gives products with f_p, not its entries");
    assertThatThrownBy(() -> system.secondDerivatives(0, STATE, CONSTANTS, none, none, none, none))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("a field has no second derivatives");
  }

  @Test
  void noStateIsAnAmountAndNothingIsInterrupted() {
    OdeSystem system = FieldSystem.of(new Plain());
    assertThat(system.isAmount(0)).isFalse();
    assertThat(system.lags()).isEmpty();
    Discontinuities smooth = system.discontinuities();
    assertThat(smooth.switches()).isZero();
    assertThat(smooth.events()).isEmpty();
    assertThat(smooth.gate()).as("no fast reactions").isEqualTo(-1);
    assertThat(smooth.areTimed()).isTrue();
    assertThatThrownBy(() -> smooth.isKink(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
