package org.lamarck.worker.neuron.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Finding;

class MechanismReaderTest {
  /** Each kind of state, a formula of a formula, a reset and a pump. */
  private static final String CHANNEL =
      """
      Odd:
        parameters: {g: 2e-3, half: -40}
        formulas:
          drive: (v - half) / 10
          open: 1 / (1 + exp(-drive))
        states:
          m: {alpha: open, beta: 1 - open}
          h: {steady: 1 - open, tau: 3}
          r: {rate: -r / 5, initial: 0.25}
          n: {next: n + 1, initial: 0}
        current: g * m * h * (v - e_ca)
        voltage: piecewise(-70, v > 30, v)
        rates: {ca: -0.1 * (ca - 5e-5)}
      """;

  private static Map<String, Mechanism> read(
      String yaml, Mechanism.Kind kind, List<Ion> ions, Findings findings) {
    Map<String, Mechanism> mechanisms = new LinkedHashMap<>();
    YamlMapping.read(new SourceText("m.yaml", yaml), findings)
        .ifPresent(root -> MechanismReader.read(root, kind, ions, mechanisms, findings));
    return mechanisms;
  }

  private static Mechanism channel() {
    Findings findings = new Findings();
    Map<String, Mechanism> all =
        read(CHANNEL, Mechanism.Kind.CHANNEL, List.of(Ion.calcium()), findings);
    assertThat(findings.all()).isEmpty();
    return all.values().iterator().next();
  }

  private static double value(Expression formula, ToDoubleFunction<String> symbols) {
    return new Evaluator(List.of(formula)).evaluate(symbols, 0)[0];
  }

  @Test
  void everyKeyIsWhereTheFileSays() {
    Mechanism odd = channel();
    assertThat(odd.names()).containsExactly("g", "half", "m", "h", "r", "n");
    assertThat(odd.parameters())
        .containsExactly(new MechanismParameter("g", 2e-3), new MechanismParameter("half", -40));
    assertThat(odd.states().stream().map(StateVariable::initial))
        .containsExactly(Double.NaN, Double.NaN, 0.25, 0.0);
    assertThat(odd.states().stream().map(StateVariable::hasSteadyState))
        .containsExactly(true, true, false, false);
    assertThat(odd.state("h")).isEqualTo(1);
    assertThat(odd.state("g")).isEqualTo(-1); // a parameter
    assertThat(odd.resets()).isTrue();
    assertThat(odd.ions()).containsExactly(Ion.calcium());
    assertThat(odd.effects().rates().keySet()).isEqualTo(Set.of("ca"));
  }

  @Test
  void namedFormulasAndTheNernstPotentialStandInTheCurrent() {
    Map<String, Double> at =
        Map.of("g", 2e-3, "half", -40.0, "m", 0.5, "h", 0.2, "v", -30.0, "ca", 5e-5, "ca_out", 2.0);
    double nernst = 1e3 * 8.314462618 * 279.45 / (2 * 96485.33212) * Math.log(2 / 5e-5);
    assertThat(value(channel().current(), at::get))
        .isCloseTo(2e-3 * 0.5 * 0.2 * (-30 - nernst), within(1e-15)); // rounding of 0.03
    Expression alpha = ((Dynamics.Gate) channel().states().get(0).dynamics()).alpha();
    assertThat(value(alpha, at::get)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-15));
  }

  @Test
  void theVoltageIsReplacedAboveTheThresholdAlone() {
    Expression voltage = channel().effects().voltage();
    assertThat(value(voltage, name -> 31)).isEqualTo(-70);
    assertThat(value(voltage, name -> 29)).isEqualTo(29);
  }

  @Test
  void aChannelThatOnlyPumpsHasNoCurrent() {
    Findings findings = new Findings();
    Map<String, Mechanism> all =
        read(
            "Pump: {rates: {ca: 5e-5 - ca}}",
            Mechanism.Kind.CHANNEL,
            List.of(Ion.calcium()),
            findings);
    assertThat(findings.all()).isEmpty();
    Mechanism pump = all.values().iterator().next();
    assertThat(pump.current().is(0)).isTrue();
    assertThat(pump.resets()).isFalse();
  }

  @Test
  void ionsThatNothingReadsAreNotThoseOfAChannel() {
    Findings findings = new Findings();
    Ion sodium = new Ion("na", 1, 6.3, 10, 140, 0.1, Double.NaN);
    Map<String, Mechanism> all =
        read(
            "A: {current: ca_out * v}",
            Mechanism.Kind.CHANNEL,
            List.of(sodium, Ion.calcium()),
            findings);
    assertThat(all.values().iterator().next().ions()).containsExactly(Ion.calcium());
  }

  @Test
  void anIonCarriesACurrentInPlaceOfItsReversalPotential() {
    Findings findings = new Findings();
    Ion calcium = Ion.calcium();
    Mechanism plain =
        read(
                "A: {parameters: {g: 1, e: 120}, current: g * (v - e)}",
                Mechanism.Kind.CHANNEL,
                List.of(calcium),
                findings)
            .values()
            .iterator()
            .next();
    Mechanism carried = plain.carriedBy(calcium, "e");
    assertThat(carried.names()).containsExactly("g");
    assertThat(plain.names()).containsExactly("g", "e"); // as it was
    Map<String, Double> at =
        Map.of("g", 3.0, "v", 10.0, "ca", 2.0, "ca_out", 2.0, calcium.depthName(), 0.1);
    assertThat(value(carried.current(), at::get)).isEqualTo(30); // equal sides: no potential
    // Faraday: 30 mA/cm² of two charges out of a shell of 0.1 µm, mM/ms
    double faraday = -30 * 1e4 / (2 * 96485.33212 * 0.1);
    Expression rate = carried.effects().rates().getOrDefault("ca", carried.current());
    assertThat(value(rate, at::get)).isCloseTo(faraday, within(1e-12));
    Mechanism twice = carried.carriedBy(calcium, "");
    Expression doubled = twice.effects().rates().getOrDefault("ca", twice.current());
    assertThat(value(doubled, at::get)).isCloseTo(2 * faraday, within(1e-12)); // added up
    assertThat(twice.ions()).containsExactly(calcium);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parameters: | parametres: | 2:3 | \"parametres\" has no meaning here | write",
        "half: -40} | half: low} | 2:31 | \"low\" is not a number | write a number",
        "half: -40} | half: -40, v: 1} | 2:36 | \"v\" is declared twice | rename one of them",
        "half: -40} | half: -40, ca_out: 1} | 2:36 | \"ca_out\" is declared twice | rename",
        "half: -40} | half: -40, time: 1} | 2:36 | \"time\" cannot be a name | use letters",
        "half: -40} | half: -40, 2g: 1} | 2:36 | \"2g\" cannot be a name | use letters",
        "drive: (v - half) | drive: (v - half + open) | 4:12 | \"open\" is no parameter |"
            + " parameters",
        "drive: (v - half) / 10 | drive: (v - half / 10 | 4:12 | (v - half / 10: | )",
        "m: {alpha: open, beta: 1 - open} | g: {alpha: open, beta: 1 - open} | 7:5 | \"g\" is"
            + " declared twice | rename one",
        "beta: 1 - open | betta: 1 - open | 7:22 | \"betta\" has no meaning here | beta",
        "tau: 3} | initial: 3} | 8:8 | it is not told how state \"h\" changes | steady and tau",
        "-r / 5, initial: 0.25 | -r / 5 | 9:8 | state \"r\" has no value to begin with | add"
            + " initial: NUMBER",
        "n + 1, initial: 0} | n + 1, rate: 2, initial: 0} | 10:8 | in 2 ways how state \"n\""
            + " changes | keep alpha and beta",
        "h: {steady: 1 - open, tau: 3} | h: {steady: 1 - open, next: 3} | 8:8 | in 2 ways | keep",
        "initial: 0} | initial: none} | 10:31 | \"none\" is not a number | write a number",
        "current: g * m | current: g * time * m | 11:12 | \"time\" is no parameter | add it to"
            + " parameters",
        "current: g * m | current: g * vtrap(m) * m | 11:12 | vtrap takes 2 arguments, not 1 |"
            + " write vtrap(x, y)",
        "current: g * m | current: g * vtrap(m, 2 * m | 11:12 | a parenthesis is not closed |"
            + " close it",
        "current: g * m | curent: g * m | 11:3 | \"curent\" has no meaning here | write"
            + " \"current\"",
        "v > 30, v) | v > limit, v) | 12:12 | \"limit\" is no parameter and no state | add it",
        "rates: {ca: | rates: {na: | 13:11 | \"na\" has no meaning here | ca",
        "(ca - 5e-5) | (ca - c0) | 13:15 | \"c0\" is no parameter and no state | parameters",
      })
  void aFaultIsOneLineWithItsPlaceAndRemedy(
      String there, String instead, String place, String what, String remedy) {
    assertThat(CHANNEL).contains(there);
    Findings findings = new Findings();
    read(CHANNEL.replace(there, instead), Mechanism.Kind.CHANNEL, List.of(Ion.calcium()), findings);
    assertThat(findings.all())
        .first()
        .satisfies(
            one -> {
              assertThat(one.severity()).isEqualTo(Finding.Severity.ERROR);
              assertThat(one.row() + ":" + one.column()).isEqualTo(place);
              assertThat(one.what()).contains(what);
              assertThat(one.remedy()).contains(remedy);
              assertThat(one.toString()).startsWith("m.yaml:" + place).doesNotContain("\n");
            });
  }

  @ParameterizedTest
  @CsvSource({"voltage, v", "rates, {ca: 1}"})
  void aSynapseHasACurrentAlone(String key, String value) {
    Findings findings = new Findings();
    read(
        "S:\n  current: v_pre - v\n  %s: %s\n".formatted(key, value),
        Mechanism.Kind.SYNAPSE,
        List.of(),
        findings);
    assertThat(findings.all())
        .first()
        .hasToString("m.yaml:3:3: error: a synapse has a current alone; remove " + key);
  }

  @Test
  void aSynapseReadsBothVoltagesAndNoCapacitance() {
    Findings findings = new Findings();
    assertThat(read("S: {current: v_pre - v}", Mechanism.Kind.SYNAPSE, List.of(), findings))
        .hasSize(1);
    assertThat(findings.all()).isEmpty();
    read("S: {current: capacitance * v}", Mechanism.Kind.SYNAPSE, List.of(), findings);
    read("C: {current: v_pre - v}", Mechanism.Kind.CHANNEL, List.of(), findings);
    assertThat(findings.all().stream().map(Finding::what))
        .containsExactly(
            "\"capacitance\" is no parameter and no state",
            "\"v_pre\" is no parameter and no state");
  }

  @ParameterizedTest
  @CsvSource({"NaN", ".inf", "1e999", "0x1p3", "1d"})
  void whatIsNoFiniteDecimalNumberIsRefusedAndNotZero(String number) {
    Findings findings = new Findings();
    read(
        "A: {parameters: {g: %s}, current: g * v}".formatted(number),
        Mechanism.Kind.CHANNEL,
        List.of(),
        findings);
    assertThat(findings.all())
        .singleElement()
        .satisfies(
            one -> assertThat(one.what()).isEqualTo("\"%s\" is not a number".formatted(number)));
  }

  @Test
  void mechanismsOfTheLiteratureAreKnownByName() {
    assertThat(Mechanisms.all().keySet()).contains("HH", "Leak", "IonotropicSynapse");
    assertThatThrownBy(() -> Mechanisms.named("Hodgkin"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no mechanism Hodgkin");
    Ion other = new Ion("ca", 2, 34, 1e-4, 2, 0.2, Double.NaN);
    Mechanism pump = Mechanisms.all(List.of(other)).getOrDefault("CaPump", Mechanisms.named("HH"));
    assertThat(pump.ions()).containsExactly(other); // that of the problem, by its name
  }
}
