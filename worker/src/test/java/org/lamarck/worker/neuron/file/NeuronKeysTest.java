package org.lamarck.worker.neuron.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.train.NeuronObjective;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Finding;

/** Ions, groups, matrices, clamps of states and what is recorded, from files. */
class NeuronKeysTest {
  private static final String PROBLEM =
      """
      format: lamarck
      neurons:
        - {count: 2, branches: [{compartments: 2}, {parent: 0, compartments: 2}]}
      ions:
        ca: {valence: 2, initial: 5e-5, outside: 2, diffusion: 20, carries: {CaT: eCa, CaL: none}}
      groups:
        tips: ["*/1/1"]
        both: [tips, 0/0/0]
      channels:
        Potassium:
          parameters: {gK: 1e-4}
          states: {p: {steady: ca / (ca + 1e-4), tau: 2}}
          current: gK * p * (v + 90)
      insert:
        - {channel: HH, n: 0.5}
        - {channel: CaT, where: both, gCaT: 2e-4}
        - {channel: CaL, where: tips}
        - {channel: CaPump, decay: 30}
        - {channel: Potassium, where: both}
      connect:
        - {synapse: IonotropicSynapse, from: 0/0, to: tips, pattern: matrix, matrix: weights.csv, weight: gS}
      set:
        - {where: tips, ca: 1e-4, ca.depth: 0.2, axial_resistivity: 300}
      time: {end: 2, scheme: exponential-euler}
      record:
        soma: 0/0/0
        calcium: {at: 0/1/1, state: ca}
        inward: {at: 0/1/1, current: CaT}
        transmitted: {at: 1/1/1, from: 0/0/1, current: IonotropicSynapse}
        gate: {at: 0/0/0, state: HH.n}
      experiments:
        - clamps:
            - {at: 0/0/0, state: HH.n, from: 0.5, duration: 0.5, value: 0.4}
            - {at: 1/1/1, state: ca, duration: 1, value: 3e-4}
          stimuli: [{at: 0/0/0, from: 0.2, duration: 1, current: 0.5}]
          targets:
            - {record: soma, feature: maximum, value: 10}
            - {record: calcium, feature: maximum, value: 2e-4, scale: 1e-4}
      estimate:
        - {parameter: CaT.gCaT, lower: 1e-5, upper: 1e-3, scale: log10}
        - {parameter: ca.diffusion, lower: 1, upper: 100, scale: log10}
        - {parameter: ca.depth, where: tips, each: true, lower: 0.05, upper: 1}
      """;

  @TempDir private Path folder;

  private Optional<NeuronObjective> read(String yaml, Findings findings) throws IOException {
    Files.writeString(folder.resolve("weights.csv"), "1e-3,0\n2e-3,3e-3\n");
    YamlMapping root = YamlMapping.read(new SourceText("cell.yaml", yaml), findings).orElseThrow();
    OwnFile.check(root, new NeuronReader().keys(), findings);
    return new NeuronReader()
        .read(new OwnFile(folder.resolve("cell.yaml"), root, List.of()), findings);
  }

  private NeuronObjective problem() throws IOException {
    Findings findings = new Findings();
    Optional<NeuronObjective> objective = read(PROBLEM, findings);
    assertThat(findings.all()).isEmpty();
    return objective.orElseThrow();
  }

  @Test
  void everythingIsWhereTheFileSays() throws IOException {
    Network network = problem().task().network();
    double[] numbers = network.numbers();
    int calcium = network.layout().of("ca").begin();
    assertThat(numbers[calcium + 3]).isEqualTo(1e-4);
    assertThat(numbers[calcium + 2]).isEqualTo(5e-5);
    assertThat(network.layout().of("CaT.gCaT").count()).isEqualTo(3);
    assertThat(network.layout().keys()).contains("CaL.eCa").doesNotContain("CaT.eCa");
    assertThat(numbers[network.layout().of("HH.n").begin()]).isEqualTo(0.5); // told
    assertThat(numbers[network.layout().of("HH.m").begin()]).isNaN(); // steady
    Insertion synapses =
        network.insertions().stream()
            .filter(one -> one.mechanism().name().equals("IonotropicSynapse"))
            .findFirst()
            .orElseThrow();
    assertThat(List.of(synapses.pre(0), synapses.pre(1), synapses.pre(2))).containsExactly(0, 1, 1);
    assertThat(List.of(synapses.post(0), synapses.post(1), synapses.post(2)))
        .containsExactly(3, 3, 7);
    int weights = network.layout().of("IonotropicSynapse.gS").begin();
    assertThat(List.of(numbers[weights], numbers[weights + 1], numbers[weights + 2]))
        .containsExactly(1e-3, 2e-3, 3e-3);
  }

  @Test
  void statesAreRecordedAndHeld() throws IOException {
    NeuronObjective problem = problem();
    List<Exhibit> shown = problem.exhibits(Vector.of(Math.log10(2e-4), 1, 0.1, 0.1));
    assertThat(column(shown, "states", "gate", 0)).isEqualTo(0.5);
    assertThat(column(shown, "states", "gate", 40)).isEqualTo(0.4); // held from 0.5 ms to 1 ms
    assertThat(column(shown, "states", "gate", 80)).isNotEqualTo(0.4);
    assertThat(column(shown, "concentrations", "calcium", 0)).isEqualTo(1e-4);
    assertThat(column(shown, "currents", "inward", 0)).isLessThan(0);
    double s = 1 / (1 + Math.exp((-35 + 70) / 10.0));
    assertThat(column(shown, "currents", "transmitted", 0))
        .isCloseTo(3e-3 * s * -70, within(1e-12)); // gS·s∞·(v − e_syn) at −70 mV
  }

  private static double column(List<Exhibit> shown, String table, String label, int row) {
    Exhibit found =
        shown.stream().filter(one -> one.name().equals(table)).findFirst().orElseThrow();
    return found.values().get(row, found.columns().indexOf(label));
  }

  @Test
  void theGradientIsThatOfDifferencesOnTheScales() throws IOException {
    Objective objective = problem().open();
    double[] at = {-3.6, 1.2, 0.15, 0.25};
    Vector gradient =
        ((Evaluation.Differentiable) objective.evaluate(Vector.of(at), Derivatives.GRADIENT))
            .gradient();
    for (int i = 0; i < at.length; i++) {
      double[] moved = at.clone();
      moved[i] = at[i] + 1e-5;
      double up = value(objective, moved);
      moved[i] = at[i] - 1e-5;
      double slope = (up - value(objective, moved)) / 2e-5;
      assertThat(gradient.get(i)).isCloseTo(slope, within(1e-5 * Math.abs(slope) + 1e-7)); // h²
    }
  }

  private static double value(Objective objective, double[] at) {
    return ((Evaluation.Finite) objective.evaluate(Vector.of(at), Derivatives.NONE)).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valence: 2 | valence: 0.5 | cell.yaml:5 | whole number",
        "initial: 5e-5 | initial: -1 | cell.yaml:5 | initial must be above 0",
        "diffusion: 20 | diffusion: 0 | cell.yaml:5 | diffusion must be above 0",
        "outside: 2, | | cell.yaml:5 | \"outside\" is missing",
        "CaT: eCa | CaT: eK | cell.yaml:5 | CaT has no parameter eK",
        "CaT: eCa | CaTT: eCa | cell.yaml:5 | there is no channel CaTT; write CaT",
        "ca: {valence | v: {valence | cell.yaml:5 | cannot be the name of an ion",
        "tips: [ | all: [ | cell.yaml:7 | cannot be the name of a group",
        "both: [tips, | both: [tip, | cell.yaml:8 | \"tip\" names no cell by \"tip\"; write"
            + " \"tips\"",
        "ca / (ca + 1e-4) | na / (na + 1e-4) | cell.yaml:12 | \"na\" is no parameter",
        "parameters: {gK: 1e-4} | parameters: {gK: 1e-4, ca: 1} | cell.yaml:11 | declared twice",
        "current: gK * p | rates: {cl: 1}\\n    current: gK * p | cell.yaml:13 | cl",
        "ca.depth: 0.2 | ca.deep: 0.2 | cell.yaml:23 | \"ca.deep\" has no meaning",
        "weight: gS | weight: g | cell.yaml:21 | IonotropicSynapse has no parameter g",
        "from: 0/0, to | from: 0/0/0, to | cell.yaml:21 | 2 rows of 2 numbers, for 1 presynaptic",
        "pattern: matrix | pattern: all | cell.yaml:21 | belongs to the pattern matrix",
        "matrix: weights.csv | matrix: no.csv | cell.yaml:21 | does not exist",
        "state: ca} | state: cl} | cell.yaml:27 | the network has no state cl",
        "at: 0/1/1, current: CaT | at: 0/1/0, current: CaT | cell.yaml:28 | CaT is there 0 times",
        "current: CaT} | current: CaTs} | cell.yaml:28 | no mechanism CaTs; write CaT",
        "current: CaT} | current: CaT, state: ca} | cell.yaml:28 | a state or a current",
        "at: 0/1/1, current: CaT | at: 0/1/1, from: 0/0/0, current: CaT | cell.yaml:28 | no"
            + " synapse",
        "state: HH.n, from | state: HH.q, from | cell.yaml:33 | the network has no state HH.q",
        "value: 0.4 | voltage: 0.4 | cell.yaml:33 | voltage",
        "ca.diffusion, | ca.diffusions, | cell.yaml:41 | write \"ca.diffusion\"",
        "exponential-euler | explicit-euler | cell.yaml:24 | scheme",
      })
  void faultsAreToldWithTheirPlace(String there, String instead, String place, String told)
      throws IOException {
    Findings findings = new Findings();
    assertThat(PROBLEM).contains(there);
    String replaced = instead == null ? "" : instead.replace("\\n", "\n");
    Optional<NeuronObjective> objective = read(PROBLEM.replace(there, replaced), findings);
    assertThat(objective.isEmpty() || findings.hasErrors()).isTrue();
    assertThat(findings.all().stream().map(Finding::toString))
        .anyMatch(line -> line.startsWith(place + ":") && line.contains(told));
  }

  @Test
  void aRowOfAMatrixThatIsTooShortIsToldWithItsPlace() throws IOException {
    Findings findings = new Findings();
    Files.writeString(folder.resolve("short.csv"), "1,0\n1\n");
    read(PROBLEM.replace("weights.csv", "short.csv"), findings);
    assertThat(findings.all().get(0).toString())
        .contains("short.csv:2:0: error: 1 fields, and 2 in the first row");
  }
}
