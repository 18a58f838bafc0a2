package org.lamarck.worker.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.sbml.SbmlReader;

/** A file with an algebraic rule that cannot be solved for its variable. */
class AlgebraicSimulationTest {
  /** x′ = −x, and z³ + z = x. */
  private static OdeModel model(double x) throws InputException {
    String document =
        """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
        <model id="m">
        <listOfParameters>
        <parameter id="x" value="%s" constant="false"/>
        <parameter id="z" constant="false"/>
        </listOfParameters>
        <listOfRules>
        <rateRule variable="x"><math xmlns="http://www.w3.org/1998/Math/MathML">
        <apply><minus/><ci>x</ci></apply></math></rateRule>
        <algebraicRule><math xmlns="http://www.w3.org/1998/Math/MathML">
        <apply><minus/><apply><plus/><apply><power/><ci>z</ci><cn>3</cn></apply><ci>z</ci></apply>
        <ci>x</ci></apply></math></algebraicRule>
        </listOfRules>
        </model></sbml>
        """
            .formatted(x == Double.POSITIVE_INFINITY ? "INF" : x);
    return SbmlReader.read("m.xml", document.getBytes(UTF_8));
  }

  private static Simulator.Result simulate(OdeModel model) throws InputException {
    return new Simulator(model)
        .simulate(
            new double[] {0, Math.log(5)},
            List.of("x", "z"),
            Simulator.SpeciesColumns.AS_IN_MODEL,
            Simulator.TOLERANCES);
  }

  @Test
  void theTableHasTheSolutionFromTheStartOn() throws InputException {
    OdeModel model = model(10);
    assertThat(model.quantity("z")).containsInstanceOf(Quantity.Algebraic.class);
    Simulator.Result.Table table = (Simulator.Result.Table) simulate(model);
    // z³ + z = 10 at z = 2, and 2 at z = 1
    assertThat(table.values().get(0, 1)).isCloseTo(2, within(1e-12));
    assertThat(table.values().get(1, 0)).isCloseTo(2, within(1e-8));
    assertThat(table.values().get(1, 1)).isCloseTo(1, within(1e-8));
  }

  @Test
  void aStartWithoutASolutionIsAFailure() throws InputException {
    Simulator.Result.Failed failed =
        (Simulator.Result.Failed) simulate(model(Double.POSITIVE_INFINITY));
    assertThat(failed.outcome().reason()).isEqualTo(Reason.SINGULAR_MATRIX);
    assertThat(failed.outcome().time()).isZero();
  }
}
