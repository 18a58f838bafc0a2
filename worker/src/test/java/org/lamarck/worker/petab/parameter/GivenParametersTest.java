package org.lamarck.worker.petab.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

/** Parameters and priors that a user gives. */
class GivenParametersTest {
  private static ParameterRow row(String id, Scale scale, double nominal, boolean estimated) {
    return new ParameterRow(
        new Parameter(id, scale, 0.01, 100, nominal, estimated, null), Place.of("p.tsv"));
  }

  private final GivenParameters given =
      GivenParameters.of(
          List.of(
              row("fixed", Scale.LOG10, 7, false),
              row("a", Scale.LOG10, 2, true),
              row("b", Scale.LOG, Double.NaN, true),
              row("c", Scale.LIN, 3, true)));

  @Test
  void searchedOnesAreFirst() {
    assertThat(given.ids()).containsExactly("a", "b", "c", "fixed");
    assertThat(given.coordinates()).extracting(Coordinate::name).containsExactly("a", "b", "c");
    assertThat(given.coordinates())
        .extracting(Coordinate::scale)
        .containsExactly(Coordinate.Scale.LOG10, Coordinate.Scale.LOG, Coordinate.Scale.LIN);
    assertThat(given.coordinates()).allMatch(one -> one.lower() == 0.01 && one.upper() == 100);
  }

  @Test
  void aPointIsOnTheScalesAndWhatIsGivenIsLinear() {
    double[] values = given.at(Vector.of(1, 0, -0.5));
    assertThat(values).containsExactly(10, 1, -0.5, 7);
  }

  @Test
  void onlySearchedOnesThatHaveANominalValueTellIt() {
    assertThat(given.nominal()).isEqualTo(Map.of("a", 2.0, "c", 3.0));
  }

  /** f = Σ (i + 1) g_i², whose derivatives by what is given are 2 (i + 1) g_i. */
  @Test
  void derivativesByCoordinatesAreThoseOfDifferences() {
    Vector x = Vector.of(0.3, -0.7, 1.5);
    double[] here = given.at(x);
    double[] byGiven = new double[here.length];
    for (int i = 0; i < here.length; i++) {
      byGiven[i] = 2 * (i + 1) * here[i];
    }
    Vector gradient = given.byCoordinates(x, byGiven);
    assertThat(gradient.size()).isEqualTo(3); // the fixed one moves nothing
    double h = 1e-6;
    for (int i = 0; i < 3; i++) {
      double[] step = new double[3];
      step[i] = h;
      double above = squares(x.plus(Vector.of(step)));
      double below = squares(x.minus(Vector.of(step)));
      // rounding of 200 over h
      assertThat(gradient.get(i)).isCloseTo((above - below) / (2 * h), within(1e-7));
    }
  }

  private double squares(Vector x) {
    double[] values = given.at(x);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (i + 1) * values[i] * values[i];
    }
    return sum;
  }

  @Test
  void aPriorIsInTheWordsOfTheVersion() {
    GivenPrior prior = new GivenPrior("normal", "1;2");
    assertThat(prior.cells(FormatVersion.V1))
        .isEqualTo(Map.of("objectivePriorType", "normal", "objectivePriorParameters", "1;2"));
    assertThat(prior.cells(FormatVersion.V2))
        .isEqualTo(Map.of("priorDistribution", "normal", "priorParameters", "1;2"));
  }

  @ParameterizedTest
  @EnumSource
  void aSoundPriorHasNoFaultsAndAWrongOneIsToldWithItsParameter(FormatVersion version) {
    assertThat(new GivenPrior("normal", "1;2").faults("own.yaml", "k", version)).isEmpty();
    for (GivenPrior wrong :
        List.of(
            new GivenPrior("normal", "1"),
            new GivenPrior("normal", "1;-2"),
            new GivenPrior("normal", "1;x"),
            new GivenPrior("normall", "1;2"))) {
      List<Finding> faults = wrong.faults("own.yaml", "k", version);
      assertThat(faults).as("%s", wrong).isNotEmpty();
      assertThat(faults)
          .allMatch(one -> one.toString().startsWith("own.yaml: error: prior of k: "));
      assertThat(faults).noneMatch(one -> one.remedy().isEmpty());
    }
  }
}
