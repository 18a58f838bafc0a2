package org.lamarck.worker.petab.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.TableLines;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Scale;

/** Rows of parameter tables of both versions: what they mean, and what is said of wrong ones. */
class ParameterRowsTest {
  private static final String HEADER_1 =
      "parameterId parameterScale lowerBound upperBound nominalValue estimate"
          + " objectivePriorType objectivePriorParameters initializationPriorType"
          + " initializationPriorParameters parameterType";
  private static final String HEADER_2 =
      "parameterId lowerBound upperBound nominalValue estimate priorDistribution"
          + " priorParameters parameterType";

  private final Findings findings = new Findings();

  private Map<String, ParameterRow> version1(String... rows) {
    return Version1Parameters.read(
        List.of(TableLines.sound(TableLayout.PARAMETERS_1, withHeader(HEADER_1, rows))), findings);
  }

  private Map<String, ParameterRow> version2(ScaleChoice scales, String... rows) {
    return Version2Parameters.read(
        List.of(TableLines.sound(TableLayout.PARAMETERS_2, withHeader(HEADER_2, rows))),
        scales,
        RowExpansion.NONE,
        findings);
  }

  private static String[] withHeader(String header, String... rows) {
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(List.of(rows));
    return lines.toArray(String[]::new);
  }

  private List<String> told() {
    return TableLines.told(findings);
  }

  private static ParameterRow named(Map<String, ParameterRow> rows, String id) {
    return Objects.requireNonNull(rows.get(id));
  }

  private static Prior prior(Map<String, ParameterRow> rows) {
    return Objects.requireNonNull(named(rows, "a").parameter().prior());
  }

  private static Prior between(double lower, double upper, double from, double to) {
    return new Prior(Family.PARAMETER_SCALE_UNIFORM, from, to, Limits.clipping(lower, upper));
  }

  @Test
  void aRowOfTheFirstVersionIsWhatItsCellsSay() {
    Map<String, ParameterRow> rows =
        version1(
            "a log10 1e-2 100 1 1 _ _ _ _ _",
            "b lin -1 3 0 1 normal 1;2 laplace 0;1 offset",
            "c log _ _ 7 0 _ _ _ _ _");
    assertThat(told()).isEmpty();
    assertThat(named(rows, "a").parameter())
        .isEqualTo(
            new Parameter(
                "a", Scale.LOG10, 0.01, 100, 1, true, null, between(0.01, 100, -2, 2), Inner.NONE));
    assertThat(named(rows, "b").parameter())
        .isEqualTo(
            new Parameter(
                "b",
                Scale.LIN,
                -1,
                3,
                0,
                true,
                new Prior(Family.NORMAL, 1, 2, Limits.NONE),
                new Prior(Family.LAPLACE, 0, 1, Limits.clipping(-1, 3)),
                Inner.OFFSET));
    Parameter fixed = named(rows, "c").parameter();
    assertThat(fixed.estimated()).isFalse();
    assertThat(fixed.nominal()).isEqualTo(7);
    assertThat(named(rows, "b").place().row()).isEqualTo(3);
  }

  /** Nominal values of estimated parameters may be left out, bounds and those of fixed ones not. */
  @Test
  void missingCellsAreToldWhereTheyAreNeeded() {
    version1("a lin 0 1 _ 1 _ _ _ _ _", "b _ _ 1 _ 1 _ _ _ _ _", "c lin 0 1 _ 0 _ _ _ _ _");
    assertThat(told())
        .containsExactly(
            "t.tsv:3:2: error: parameterScale is missing; write lin, log or log10",
            "t.tsv:3:3: error: lowerBound is missing; write a number",
            "t.tsv:4:5: error: nominalValue is missing; write a number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9a lin 0 1 0 1 _ _ _ _ _|2:1|parameterId \"9a\" is not a valid id",
        "a Log10 1 2 1 1 _ _ _ _ _|2:2|parameterScale \"Log10\" is unknown; write lin, log or",
        "a lin 0,5 1 1 1 _ _ _ _ _|2:3|lowerBound \"0,5\" is not a number; write the decimal",
        "a lin 0 one 0 1 _ _ _ _ _|2:4|upperBound \"one\" is not a number; write a number such",
        "a lin 0 1 x 1 _ _ _ _ _|2:5|nominalValue \"x\" is not a number",
        "a lin 0 1 0 yes _ _ _ _ _|2:6|estimate \"yes\" is neither 0 nor 1",
        "a lin 0 1 0 2 _ _ _ _ _|2:6|estimate \"2\" is neither 0 nor 1",
        "a lin 3 1 2 1 _ _ _ _ _|2:3|the bounds of \"a\" are crossed: 3 > 1; exchange them",
        "a lin 0 inf 1 1 _ _ _ _ _|2:4|upperBound is infinite; give a finite bound to search",
        "a log -1 1 0.5 1 _ _ _ _ _|2:3|bound -1 of \"a\" has no logarithm, but its",
        "a log10 0 1 0.5 1 _ _ _ _ _|2:3|bound 0 of \"a\" has no logarithm, but its",
        "a lin 0 1 0 1 gauss 0;1 _ _ _|2:7|objectivePriorType \"gauss\" is unknown",
        "a lin 0 1 0 1 _ 0;1 _ _ _|2:7|objectivePriorParameters \"0;1\" are given without a type",
        "a lin 0 1 0 1 normal 0 _ _ _|2:8|objectivePriorParameters \"0\" must be two numbers",
        "a lin 0 1 0 1 normal 0;inf _ _ _|2:8|objectivePriorParameters \"0;inf\" must be two",
        "a lin 0 1 0 1 normal 0;0 _ _ _|2:8|the scale of the prior (0;0) is not positive",
        "a lin 0 1 0 1 uniform 1;1 _ _ _|2:8|the bounds 1;1 of the prior are crossed or equal",
        "a lin 0 1 0 1 _ _ laplace 0;-1 _|2:10|the scale of the prior (0;-1) is not positive",
        "a lin 0 1 0 1 _ _ _ _ scale|2:11|parameterType \"scale\" is unknown; write offset"
      })
  void aWrongCellOfTheFirstVersionIsToldAtItsPlace(String row, String place, String what) {
    version1(row);
    assertThat(told()).singleElement().asString().startsWith("t.tsv:" + place + ": error: " + what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a lin 1 1 1 1 _ _ _ _ _|2:3|the bounds of \"a\" are equal: nothing is left to search",
        "a lin 0 1 2 1 _ _ _ _ _|2:5|nominalValue 2 of \"a\" is outside its bounds [0.0, 1.0]",
        "a log10 1 2 -3 1 _ _ _ _ _|2:5|nominalValue -3 of \"a\" has no logarithm, but its",
        "a lin 0 1 0 0 normal 0;1 _ _ _|2:7|the prior of \"a\" has no effect, because it is not",
        "a lin 0 1 0 0 _ _ _ _ sigma|2:11|the parameterType of \"a\" has no effect, because"
      })
  void whatIsOddButUsableIsAWarning(String row, String place, String what) {
    version1(row);
    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("t.tsv:" + place + ": warning: " + what);
  }

  @Test
  void aNominalValueWithoutALogarithmIsTheEndOfTheScale() {
    assertThat(named(version1("a log10 1 2 -3 1 _ _ _ _ _"), "a").parameter().nominal()).isZero();
  }

  @Test
  void aPriorOfAParameterThatIsNotEstimatedIsNotReadAtAll() {
    ParameterRow row = named(version1("a lin 0 1 0 0 nonsense x;y _ _ _"), "a");
    assertThat(row.parameter().prior()).isNull();
    assertThat(told()).singleElement().asString().contains("warning: the prior of \"a\"");
  }

  @Test
  void parametersThatStandTwiceAreToldWithTheFirstPlace() {
    Map<String, ParameterRow> rows =
        version1("a lin 0 1 0.1 1 _ _ _ _ _", "b lin 0 1 0 1", "a lin 0 1 0.9 1");
    assertThat(named(rows, "a").parameter().nominal()).isEqualTo(0.1);
    assertThat(told())
        .containsExactly(
            "t.tsv:4:1: error: parameter \"a\" stands twice, first in t.tsv:2; remove one of the"
                + " rows");
  }

  @Test
  void innerParametersMayHaveInfiniteBoundsAndStartNearTheirNeutralValue() {
    Map<String, ParameterRow> rows =
        version1(
            "o lin -inf inf 0 1 _ _ _ _ offset",
            "s log10 1e-9 inf 1 1 _ _ _ _ scaling",
            "n lin 0 5 1 1 _ _ _ _ sigma");
    assertThat(told()).isEmpty();
    assertThat(named(rows, "o").parameter().initialization())
        .isEqualTo(
            new Prior(
                Family.NORMAL,
                0,
                1,
                Limits.clipping(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
    assertThat(named(rows, "s").parameter().initialization().family()).isEqualTo(Family.LOG_NORMAL);
    assertThat(named(rows, "n").parameter().initialization()).isEqualTo(between(0, 5, 0, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, 1, 10, LIN", // not more than ten times
    "AUTO, 1, 10.5, LOG10",
    "AUTO, 0, 1000, LIN",
    "AUTO, -1, 1000, LIN",
    "LIN, 1, 1e6, LIN",
    "LOG10, 1, 2, LOG10"
  })
  void scalesOfTheSecondVersionAreChosenByTheBounds(
      ScaleChoice choice, double lower, double upper, Scale expected) {
    assertThat(
            named(version2(choice, "a %s %s 1 true _ _ _".formatted(lower, upper)), "a")
                .parameter()
                .scale())
        .isEqualTo(expected);
  }

  @Test
  void parametersThatHaveNoLogarithmAreSearchedLinearly() {
    Map<String, ParameterRow> rows =
        version2(ScaleChoice.LOG10, "a 0 10 1 true _ _ _", "b 1 10 3 false _ _ _");
    assertThat(named(rows, "a").parameter().scale()).isEqualTo(Scale.LIN);
    assertThat(named(rows, "b").parameter().scale()).isEqualTo(Scale.LIN);
    assertThat(told())
        .containsExactly(
            "t.tsv:2:2: warning: bound 0 of \"a\" has no logarithm, so it is searched on the linear"
                + " scale; write a positive bound to search on the scale log10");
  }

  @Test
  void onePriorOfTheSecondVersionMakesTheOthersUniform() {
    Map<String, ParameterRow> without =
        version2(ScaleChoice.AUTO, "a 1 2 1 true _ _ _", "b 0 4 1 true _ _ _");
    assertThat(without.values()).allMatch(row -> row.parameter().prior() == null);
    Map<String, ParameterRow> with =
        version2(
            ScaleChoice.AUTO,
            "a 1 2 1 true _ _ _",
            "b 0 4 1 true normal 1;2 _",
            "c 0 4 1 false _ _ _");
    assertThat(named(with, "a").parameter().prior())
        .isEqualTo(new Prior(Family.UNIFORM, 1, 2, Limits.truncating(1, 2)));
    assertThat(named(with, "b").parameter().prior())
        .isEqualTo(new Prior(Family.NORMAL, 1, 2, Limits.truncating(0, 4)));
    assertThat(named(with, "c").parameter().prior()).isNull();
    assertThat(with.keySet()).containsExactly("a", "b", "c");
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exp 0 1 1 true _ _ _|2:1|parameterId \"exp\" is a word of formulas",
        "a 0 1 1 1 _ _ _|2:5|estimate \"1\" is neither true nor false",
        "a 0 1 1 _ _ _ _|2:5|estimate is missing",
        "a 0 1 _ false _ _ _|2:4|nominalValue is missing",
        "a 0 inf 1 true _ _ _|2:3|upperBound is infinite; give a finite bound to search within, or"
            + " a prior",
        "a 2 1 1 true normal 0;1 _|2:2|the bounds of \"a\" are crossed: 2 > 1",
        "a 0 1 1 true logNormal 0;1 _|2:6|priorDistribution \"logNormal\" is unknown; write"
            + " \"log-normal\"",
        "a 0 1 1 true gamma 0;1 _|2:7|shape and scale of the prior (0;1) are not both positive",
        "a 0 1 1 true exponential 0 _|2:7|the scale of the prior (0) is not positive",
        "a 0 1 1 true rayleigh 1;2 _|2:7|priorParameters \"1;2\" must be one number",
        "a 0 1 1 true chisquare 1.5 _|2:7|the degrees of freedom of the prior (1.5) are not a",
        "a 0 1 1 true log-uniform 0;1 _|2:7|the bounds 0;1 of the prior are not positive, crossed",
        "a 0 1 1 true uniform 2;3 _|2:6|the prior of \"a\" has no mass between the bounds 0.0 and",
        "a -2 -1 -1 true log-normal 0;1 _|2:6|the prior of \"a\" has no mass between"
      })
  void aWrongCellOfTheSecondVersionIsToldAtItsPlace(String row, String place, String what) {
    version2(ScaleChoice.AUTO, row);
    assertThat(told()).singleElement().asString().startsWith("t.tsv:" + place + ": error: " + what);
  }

  @ParameterizedTest
  @EnumSource(FormatVersion.class)
  void priorsOfEachFamilyAreReadBackAsTheyAreWritten(FormatVersion version) {
    version
        .families()
        .forEach(
            (name, family) -> {
              String numbers = family.arity() == 1 ? "2" : "1;2";
              boolean first = version == FormatVersion.V1;
              Prior prior =
                  first
                      ? prior(version1("a log10 0.5 4 1 1 %s %s _ _ _".formatted(name, numbers)))
                      : prior(
                          version2(
                              ScaleChoice.AUTO, "a 0.5 4 1 true %s %s _".formatted(name, numbers)));
              assertThat(prior)
                  .isEqualTo(
                      new Prior(
                          family,
                          family.arity() == 1 ? 2 : 1,
                          family.arity() == 1 ? 0 : 2,
                          first ? Limits.NONE : Limits.truncating(0.5, 4)));
              assertThat(version.familyName(prior)).isEqualTo(name);
            });
    assertThat(told()).isEmpty();
  }

  /** As rows of networks: one row is many parameters, whose starts have a spread. */
  @Test
  void aRowThatStandsForManyIsReadAsEachOfThem() {
    RowExpansion expansion =
        new RowExpansion() {
          @Override
          public List<Row> expanded(Row row) {
            return row.cell("parameterId").text().equals("net")
                ? List.of(
                    row.with(Map.of("parameterId", "net_1")),
                    row.with(Map.of("parameterId", "net_2", "nominalValue", "5")))
                : List.of(row);
          }

          @Override
          public OptionalDouble spread(String id) {
            return id.startsWith("net") ? OptionalDouble.of(0.25) : OptionalDouble.empty();
          }
        };
    Map<String, ParameterRow> rows =
        Version2Parameters.read(
            List.of(
                TableLines.sound(
                    TableLayout.PARAMETERS_2,
                    withHeader(
                        HEADER_2, "k 0 1 1 true normal 0;1 _", "net -inf inf 0 true _ _ _"))),
            ScaleChoice.AUTO,
            expansion,
            findings);
    assertThat(told()).isEmpty();
    assertThat(
            rows.values().stream()
                .collect(Collectors.toMap(r -> r.parameter().id(), r -> r.parameter().nominal())))
        .isEqualTo(Map.of("k", 1.0, "net_1", 0.0, "net_2", 5.0));
    Parameter weight = named(rows, "net_2").parameter();
    assertThat(weight.prior()).as("no uniform prior between infinite bounds").isNull();
    assertThat(weight.initialization().family()).isEqualTo(Family.NORMAL);
    assertThat(weight.initialization().second()).isEqualTo(0.25);
    assertThat(named(rows, "net_2").place().row()).isEqualTo(3);
  }
}
