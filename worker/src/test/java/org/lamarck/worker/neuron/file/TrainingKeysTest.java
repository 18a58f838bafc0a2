package org.lamarck.worker.neuron.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.neuron.train.DescentRule;
import org.lamarck.worker.neuron.train.NetworkTraining;
import org.lamarck.worker.neuron.train.NeuronObjective;
import org.lamarck.worker.neuron.train.Transform;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Finding;

/** Trainings and cells of NeuroML, from files. */
class TrainingKeysTest {
  private static final String PROBLEM =
      """
      format: lamarck
      neurons:
        - {branches: [{compartments: 3}]}
        - {count: 2, neuroml: ball.nml, compartments: 2}
      insert: [{channel: HH, where: 0}, {channel: pas, where: 1, g: 2e-3}]
      time: {end: 2, memory: 1}
      record: {soma: 0/0/0}
      experiments:
        - {targets: [{record: soma, value: -60}]}
        - {targets: [{record: soma, value: -61}]}
        - {targets: [{record: soma, value: -62}]}
      estimate:
        - {parameter: HH.gNa, lower: 0.01, upper: 1, scale: log10, rate: 0.2}
        - {parameter: HH.gK, lower: 1e-3, upper: 1, transform: softplus, masked: true}
        - {parameter: radius, where: 0, each: true, lower: 0.1, upper: 5, transform: [{affine: [2, 0.5]}, sigmoid]}
        - {parameter: HH.eK, lower: -90, upper: -60, transform: {sigmoid: [-95, -50]}}
      training: {optimiser: adam, rate: 0.05, batch: 2, epochs: 7}
      """;

  private static final String BALL =
      """
      <neuroml id="ball">
        <ionChannelPassive id="pas"/>
        <cell id="ball">
          <morphology id="m"><segment id="0"><proximal x="0" y="0" z="0" diameter="10"/>
            <distal x="0" y="0" z="0" diameter="10"/></segment></morphology>
          <biophysicalProperties id="b"><membraneProperties>
            <channelDensity id="p" ionChannel="pas" condDensity="1 mS_per_cm2" erev="-60mV" ion="non_specific"/>
            <initMembPotential value="-50mV"/></membraneProperties></biophysicalProperties>
        </cell>
      </neuroml>
      """;

  @TempDir private Path folder;

  private Optional<NeuronObjective> read(String yaml, Findings findings) throws IOException {
    Files.writeString(folder.resolve("ball.nml"), BALL);
    YamlMapping root = YamlMapping.read(new SourceText("cell.yaml", yaml), findings).orElseThrow();
    OwnFile.check(root, new NeuronReader().keys(), findings);
    return new NeuronReader()
        .read(new OwnFile(folder.resolve("cell.yaml"), root, List.of()), findings);
  }

  private NeuronObjective problem(String yaml) throws IOException {
    Findings findings = new Findings();
    Optional<NeuronObjective> objective = read(yaml, findings);
    assertThat(findings.all()).isEmpty();
    return objective.orElseThrow();
  }

  @Test
  void theTrainingIsAsTheFileSays() throws IOException {
    NetworkTraining training = (NetworkTraining) problem(PROBLEM).training().orElseThrow();
    assertThat(training.batch()).isEqualTo(2);
    assertThat(training.epochs()).isEqualTo(7);
    assertThat(training.rule())
        .isEqualTo(new DescentRule.OfAdam(List.of(0.2, 0.05, 0.05, 0.05, 0.05, 0.05)));
    Transform.Sigmoid radius = new Transform.Sigmoid(0.1, 5);
    Transform chain = new Transform.Chain(List.of(new Transform.Affine(2, 0.5), radius));
    assertThat(training.transforms())
        .containsExactly(
            new Transform.Sigmoid(-2, 0), // on the scale
            new Transform.Masked(new Transform.Softplus(1e-3), false),
            chain,
            chain,
            chain,
            new Transform.Sigmoid(-95, -50));
  }

  @Test
  void polyaksRuleHasItsPower() throws IOException {
    NetworkTraining training =
        (NetworkTraining)
            problem(PROBLEM.replace("adam, rate: 0.05, batch: 2", "polyak, rate: 0.1, power: 0.8"))
                .training()
                .orElseThrow();
    assertThat(training.batch()).isZero(); // all experiments
    assertThat(training.rule())
        .isEqualTo(new DescentRule.OfPolyak(0.1, 0.8, List.of(2.0, 1.0, 1.0, 1.0, 1.0, 1.0)));
  }

  @Test
  void cellsOfNeuromlBringTheirChannels() throws IOException {
    Network network = problem(PROBLEM).task().network();
    ParameterLayout layout = network.layout();
    double[] numbers = network.numbers();
    assertThat(network.compartments()).isEqualTo(7);
    int conductance = layout.of("pas.g").begin();
    assertThat(layout.of("pas.g").count()).isEqualTo(4);
    assertThat(numbers[conductance]).isEqualTo(2e-3); // set by the problem
    assertThat(numbers[conductance + 2]).isEqualTo(1e-3);
    assertThat(numbers[layout.of("v").begin() + 6]).isEqualTo(-50);
    assertThat(numbers[layout.of("length").begin() + 6]).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimiser: adam | optimiser: adamant | cell.yaml:17 | \"adamant\" is no optimiser",
        "epochs: 7 | epochs: 0 | cell.yaml:17 | epochs must be a whole number",
        "batch: 2 | batch: 4 | cell.yaml:17 | a batch of 4 of 3 experiments",
        "rate: 0.05 | rate: 0 | cell.yaml:17 | rate must be above 0",
        "epochs: 7 | power: 2 | cell.yaml:17 | power belongs to polyak",
        "rate: 0.2} | rate: -1} | cell.yaml:13 | rate must be above 0",
        "masked: true | masked: yes | cell.yaml:14 | neither true nor false",
        "transform: softplus | transform: softmax | cell.yaml:14 | \"softmax\" is no transform",
        "{affine: [2, 0.5]} | {affine: [0, 0.5]} | cell.yaml:15 | a scale of 0",
        "{affine: [2, 0.5]} | affine | cell.yaml:15 | affine has two numbers",
        "[-95, -50] | [-95] | cell.yaml:16 | sigmoid has 2 numbers",
        "[-95, -50] | [-50, -95] | cell.yaml:16 | not in order",
        "memory: 1} | memory: 0.001} | cell.yaml:6 | however they are divided; raise memory",
        "ball.nml | bull.nml | cell.yaml:4 | does not exist",
        "compartments: 2} | compartments: 2, cell: cube} | cell.yaml:4 | no cell cube; write cell:"
            + " ball",
        "insert: | channels: {pas: {current: v}}\\ninsert: | cell.yaml:4 | two channels pas",
      })
  void faultsAreToldWithTheirPlace(String there, String instead, String place, String told)
      throws IOException {
    Findings findings = new Findings();
    assertThat(PROBLEM).contains(there);
    Optional<NeuronObjective> objective =
        read(PROBLEM.replace(there, instead.replace("\\n", "\n")), findings);
    assertThat(objective.isEmpty() || findings.hasErrors()).isTrue();
    assertThat(findings.all().stream().map(Finding::toString))
        .anyMatch(line -> line.startsWith(place + ":") && line.contains(told));
  }

  @Test
  void whatBelongsToATrainingNeedsOne() throws IOException {
    Findings findings = new Findings();
    read(PROBLEM.substring(0, PROBLEM.indexOf("training:")), findings);
    assertThat(findings.all().stream().map(Finding::toString))
        .anyMatch(line -> line.startsWith("cell.yaml:13:") && line.contains("there is none"));
    assertThat(findings.all()).hasSize(5); // rate, transforms, masked
  }
}
