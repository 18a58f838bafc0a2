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
import org.lamarck.strategies.objective.BatchedObjective;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Drawing;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.Sent;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.train.NeuronObjective;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Finding;

class NeuronReaderTest {
  private static final String PROBLEM =
      """
      format: lamarck
      neurons:
        - count: 2
          branches: [{compartments: 2}, {parent: 0, compartments: 3, length: 60, radius: 0.5}]
      channels:
        Rectifier:
          parameters: {gMax: 1e-4, half: -40}
          states:
            q: {steady: 1 / (1 + exp(-(v - half) / 5)), tau: 3}
          current: gMax * q * (v + 80)
      set:
        - {axial_resistivity: 200}
        - {where: 1, capacitance: 2}
      insert:
        - {channel: HH, where: "*/0"}
        - {channel: Rectifier, where: 0/1/1-2, gMax: 2e-4}
      connect:
        - {synapse: TanhRateSynapse, from: 0/1/2, to: 1/0, gS: 5e-4}
      time: {end: 3}
      record: {soma: 0/0/0, far: 1/1/2, gate: {at: 0/0/1, state: HH.n}}
      experiments:
        - table: stimuli.csv
          clamps: [{at: 1/0/0, from: 0, duration: 0.2, voltage: -60 - strength}]
          stimuli: [{at: 0/0/0, from: 0.5, duration: 1, current: strength * (1 + 0 * time)}]
          targets:
            - {record: soma, feature: maximum, value: peak, scale: 10}
            - {record: far, feature: deviation, from: 1, to: 2.5, value: 1}
            - {record: soma, feature: spikes, value: 1}
            - {record: far, feature: voltage, at: 2.01, value: -60, scale: 5}
      estimate:
        - {parameter: HH.gNa, lower: 0.01, upper: 1, scale: log10}
        - {parameter: Rectifier.gMax, each: true, lower: 1e-5, upper: 1e-3, scale: log10}
        - {parameter: radius, name: thin, where: "*/1", lower: 0.1, upper: 3}
      """;

  @TempDir private Path folder;

  private Optional<NeuronObjective> read(String yaml, Findings findings) throws IOException {
    Files.writeString(folder.resolve("stimuli.csv"), "strength,peak\n0.3,20\n0.1,-60\n");
    Path path = folder.resolve("cell.yaml");
    YamlMapping root = YamlMapping.read(new SourceText("cell.yaml", yaml), findings).orElseThrow();
    OwnFile file = new OwnFile(path, root, List.of());
    OwnFile.check(root, new NeuronReader().keys(), findings);
    return new NeuronReader().read(file, findings);
  }

  private NeuronObjective problem() throws IOException {
    Findings findings = new Findings();
    Optional<NeuronObjective> objective = read(PROBLEM, findings);
    assertThat(findings.all()).isEmpty();
    return objective.orElseThrow();
  }

  @Test
  void everythingIsWhereTheFileSays() throws IOException {
    NeuronObjective objective = problem();
    Network network = objective.task().network();
    double[] numbers = network.numbers();
    assertThat(network.compartments()).isEqualTo(10);
    int capacitance = network.layout().of("capacitance").begin();
    assertThat(numbers[capacitance + 4]).isEqualTo(1);
    assertThat(numbers[capacitance + 5]).isEqualTo(2);
    assertThat(numbers[network.layout().of("length").begin() + 3]).isEqualTo(20);
    assertThat(network.layout().of("HH.gNa").count()).isEqualTo(4);
    assertThat(numbers[network.layout().of("Rectifier.gMax").begin() + 1]).isEqualTo(2e-4);
    assertThat(network.layout().of("TanhRateSynapse.gS").count()).isEqualTo(2);
    assertThat(numbers[network.layout().of("HH.m").begin()]).isNaN(); // steady
    assertThat(objective.task().steps()).isEqualTo(120);
    assertThat(objective.task().experiments()).hasSize(2);
    assertThat(objective.coordinates().stream().map(one -> one.name()))
        .containsExactly("HH_gNa", "Rectifier_gMax_0", "Rectifier_gMax_1", "thin");
    assertThat(objective.nominal()).containsEntry("thin", 0.5).containsEntry("HH_gNa", 0.12);
  }

  @Test
  void theGradientIsThatOfDifferencesOnTheScales() throws IOException {
    NeuronObjective problem = problem();
    Objective objective = problem.open();
    double[] at = {-1, -3.8, -3.5, 0.6};
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

  @Test
  void whatTravelsIsTheSameObjective() throws IOException, ClassNotFoundException {
    NeuronObjective problem = problem();
    NeuronObjective arrived = Sent.copy(problem);
    // by which a run knows its source
    assertThat(Sent.bytes(problem())).isEqualTo(Sent.bytes(problem));
    Vector at = Vector.of(-1, -3.8, -3.5, 0.6);
    assertThat(arrived.open().evaluate(at, Derivatives.GRADIENT))
        .isEqualTo(problem.open().evaluate(at, Derivatives.GRADIENT));
  }

  @Test
  void theMeanOfItsPartsIsTheObjective() throws IOException {
    BatchedObjective objective = (BatchedObjective) problem().open();
    Vector at = Vector.of(-1, -3.8, -3.5, 0.6);
    assertThat(objective.parts()).isEqualTo(2);
    double mean = 0;
    for (int part = 0; part < 2; part++) {
      Evaluation one = objective.evaluate(at, Derivatives.GRADIENT, new int[] {part});
      mean += ((Evaluation.Gradient) one).value() / 2;
    }
    double all = ((Evaluation.Finite) objective.evaluate(at, Derivatives.NONE)).value();
    assertThat(mean).isCloseTo(all, within(1e-12 * all));
  }

  @Test
  void residualsAreThoseOfTheGradient() throws IOException {
    NeuronObjective problem = problem();
    Objective objective = problem.open();
    Vector at = Vector.of(-1, -3.8, -3.5, 0.6);
    Evaluation.Gradient one = (Evaluation.Gradient) objective.evaluate(at, Derivatives.GRADIENT);
    Evaluation.LeastSquares all =
        (Evaluation.LeastSquares) objective.evaluate(at, Derivatives.RESIDUALS);
    assertThat(all.residuals().size()).isEqualTo(8); // two experiments of four targets
    assertThat(all.value()).isCloseTo(one.value(), within(1e-12 * one.value()));
    for (int i = 0; i < 4; i++) {
      double slope = one.gradient().get(i);
      assertThat(all.gradient().get(i)).isCloseTo(slope, within(1e-10 * Math.abs(slope) + 1e-12));
    }
  }

  private static double value(Objective objective, double[] at) {
    return ((Evaluation.Finite) objective.evaluate(Vector.of(at), Derivatives.NONE)).value();
  }

  @Test
  void voltagesOfEachExperimentAreShown() throws IOException {
    NeuronObjective problem = problem();
    List<Exhibit> exhibits = problem.exhibits(Vector.of(-1, -3.8, -3.5, 0.6));
    assertThat(exhibits.stream().map(Exhibit::name))
        .containsExactly("voltages-1", "states-1", "voltages-2", "states-2");
    assertThat(exhibits.get(0).columns()).containsExactly("time", "soma", "far", "far (data)");
    assertThat(exhibits.get(0).values().get(80, 3)).isEqualTo(-60); // at 2.01 ms
    assertThat(exhibits.get(0).values().get(79, 3)).isNaN();
    assertThat(exhibits.get(1).columns()).containsExactly("time", "gate");
    assertThat(exhibits.get(1).values().get(0, 1)).isBetween(0.2, 0.4); // n∞ at −70 mV
    assertThat(exhibits.get(0).values().rows()).isEqualTo(121);
    assertThat(exhibits.get(0).values().get(0, 1)).isEqualTo(-70);
  }

  @Test
  void cellsAreDrawnWithTheirLengths() throws IOException {
    Drawing drawing = problem().drawings().get(0);
    assertThat(drawing.strokes()).hasSize(10);
    Drawing.Stroke thin = drawing.strokes().get(2);
    assertThat(Math.hypot(thin.x2() - thin.x1(), thin.y2() - thin.y1()))
        .isCloseTo(20, within(1e-9));
    assertThat(thin.width()).isEqualTo(1);
    assertThat(thin.x1()).isEqualTo(drawing.strokes().get(1).x2()); // joined
    assertThat(drawing.strokes().get(9).group()).isEqualTo("cell 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "channel: HH, where | chanel: HH, where | cell.yaml:15 | channel",
        "channel: HH | channel: HHH | cell.yaml:15 | there is no channel HHH; write HH",
        "where: 0/1/1-2 | where: 0/1/1-3 | cell.yaml:16 | names compartment 1-3 of 3",
        "where: 0/1/1-2 | where: 0/dendrite | cell.yaml:16 | names no branch by",
        "gMax: 2e-4 | gMx: 2e-4 | cell.yaml:16 | write \"gMax\"",
        "gMax: 2e-4 | gMax: much | cell.yaml:16 | much",
        "current: gMax * q | current: gMax * r | cell.yaml:10 | \"r\" is no parameter",
        "current: gMax * q | current: gMax * * q | cell.yaml:10 | *",
        "tau: 3 | tao: 3 | cell.yaml:9 | tau",
        "{parent: 0, compartments: 3 | {parent: 1, compartments: 3 | cell.yaml:4 | write parent: 0",
        "length: 60 | length: -60 | cell.yaml:4 | length must be above 0",
        "end: 3 | end: 0 | cell.yaml:19 | 0 steps",
        "soma: 0/0/0, | soma: 0/0, | cell.yaml:20 | is 2 compartments",
        "record: soma, feature: maximum | record: some, feature: maximum | cell.yaml:26 | \"some\"",
        "feature: deviation | feature: median | cell.yaml:27 | \"median\" is no feature",
        "value: peak | value: peek | cell.yaml:26 | \"peek\" is no column",
        "table: stimuli.csv | table: no.csv | cell.yaml:22 | does not exist",
        "parameter: HH.gNa | parameter: HH.gN | cell.yaml:31 | the network has no \"HH.gN\"",
        "lower: 0.01 | lower: -0.01 | cell.yaml:31 | not above 0",
        "name: thin | name: thin-ones | cell.yaml:33 | cannot be a name in tables",
        "each: true | each: maybe | cell.yaml:32 | neither true nor false",
        "state: HH.n | state: HH.gNa | cell.yaml:20 | the network has no state HH.gNa",
        "at: 0/0/1, state | at: 0/1/1, state | cell.yaml:20 | HH.n is there 0 times",
        "voltage: -60 | current: -60 | cell.yaml:23 | voltage",
        "from: 0/1/2, to: 1/0 | from: 0/1, to: 1/0 | cell.yaml:18 | 3 and 2 compartments",
      })
  void faultsAreToldWithTheirPlace(String there, String instead, String place, String told)
      throws IOException {
    Findings findings = new Findings();
    assertThat(PROBLEM).contains(there);
    Optional<NeuronObjective> objective = read(PROBLEM.replace(there, instead), findings);
    assertThat(objective.isEmpty() || findings.hasErrors()).isTrue();
    assertThat(findings.all().stream().map(Finding::toString))
        .anyMatch(line -> line.startsWith(place + ":") && line.contains(told));
  }

  @Test
  void aTableWithAFaultIsToldWithItsRowAndColumn() throws IOException {
    Findings findings = new Findings();
    Files.writeString(folder.resolve("other.csv"), "strength,peak\n0.3,20\n0.1,high\n");
    read(PROBLEM.replace("stimuli.csv", "other.csv"), findings);
    assertThat(findings.all().get(0).toString())
        .contains("other.csv:3:2: error: \"high\" is no number");
  }
}
