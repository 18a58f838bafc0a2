package org.lamarck.worker.neuron.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.simulation.Stimulus;
import org.lamarck.worker.neuron.train.NeuronObjective;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Finding;

/** Networks of NeuroML within problems, by the example of them. */
class NetworkFileTest {
  private static final Path EXAMPLE = Path.of("../examples/neurons/circuit.yaml");

  private static Optional<NeuronObjective> read(String yaml, Findings findings) {
    YamlMapping root = YamlMapping.read(new SourceText("c.yaml", yaml), findings).orElseThrow();
    return new NeuronReader().read(new OwnFile(EXAMPLE, root, List.of()), findings);
  }

  private static NeuronObjective problem() throws IOException {
    Findings findings = new Findings();
    Optional<NeuronObjective> read = read(Files.readString(EXAMPLE), findings);
    assertThat(findings.all()).isEmpty();
    return read.orElseThrow();
  }

  @Test
  void cellsSynapsesAndCurrentsAreInTheNetwork() throws IOException {
    NeuronObjective problem = problem();
    Network network = problem.task().network();
    assertThat(network.cells()).hasSize(3);
    assertThat(network.layout().of("excite.gbase").count()).isEqualTo(2);
    double[] numbers = network.numbers();
    int weight = network.layout().of("excite.weight").begin();
    assertThat(numbers[weight]).isEqualTo(1);
    assertThat(numbers[weight + 1]).isEqualTo(0.5);
    assertThat(network.layout().of("gap.conductance").count()).isEqualTo(2); // both ways
    List<Stimulus> stimuli = problem.task().experiments().get(0).stimuli();
    assertThat(stimuli).hasSize(1);
    assertThat(stimuli.get(0).at(79)).isZero();
    assertThat(stimuli.get(0).at(80)).isEqualTo(2); // from 2 ms
    assertThat(stimuli.get(0).at(119)).isEqualTo(2);
    assertThat(stimuli.get(0).at(120)).isZero();
    assertThat(problem.task().trainables().get(2).instances()).hasSizeGreaterThan(0);
  }

  @Test
  void gradientsByConductancesOfSynapsesAreThoseOfDifferences() throws IOException {
    NeuronObjective problem = problem();
    Objective objective = problem.open();
    double[] at = {Math.log10(8e-3), Math.log10(2e-4), Math.log10(0.12)};
    Vector gradient =
        ((Evaluation.Differentiable) objective.evaluate(Vector.of(at), Derivatives.GRADIENT))
            .gradient();
    for (int i = 0; i < 3; i++) {
      double[] moved = at.clone();
      moved[i] = at[i] + 1e-5;
      double up = value(objective, moved);
      moved[i] = at[i] - 1e-5;
      double slope = (up - value(objective, moved)) / 2e-5;
      assertThat(gradient.get(i)).isCloseTo(slope, within(1e-4 * Math.abs(slope))); // h²
    }
  }

  private static double value(Objective objective, double[] at) {
    return ((Evaluation.Finite) objective.evaluate(Vector.of(at), Derivatives.NONE)).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network: chain | network: chains | c.yaml:3:21 | the document has no network chains; write"
            + " network: chain",
        "network: chain | network: chain, count: 2 | c.yaml:3:50 | count",
        "where: receivers | where: receiver | c.yaml:18:34 | write \"receivers\"",
        "{neuroml: circuit.nml, network: chain | {network: chain | c.yaml:3 | neuroml",
      })
  void whatIsWrongIsTold(String there, String instead, String place, String told)
      throws IOException {
    String yaml = Files.readString(EXAMPLE);
    assertThat(yaml).contains(there);
    Findings findings = new Findings();
    assertThat(read(yaml.replace(there, instead), findings)).isEmpty();
    assertThat(findings.all().stream().map(Finding::toString))
        .anyMatch(line -> line.contains(place + ":") && line.contains(told));
  }
}
