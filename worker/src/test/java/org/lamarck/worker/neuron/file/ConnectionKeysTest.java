package org.lamarck.worker.neuron.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.simulation.Stimulus;
import org.lamarck.worker.neuron.train.Experiment;
import org.lamarck.worker.neuron.train.Feature;
import org.lamarck.worker.neuron.train.NeuronObjective;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;

/** Patterns of synapses, windows of time and ions of a network of thirty points. */
class ConnectionKeysTest {
  private static final String PROBLEM =
      """
      neurons: [{count: 30, branches: [{compartments: 1}]}]
      ions: {na: {valence: 1, initial: 10, outside: 140, temperature: 37}}
      insert: [{channel: Leak}]
      connect:
        - {synapse: IonotropicSynapse, from: 0-19, to: 20-29, pattern: random, probability: 0.3, seed: 5, delay: 1}
      time: {end: 10, step: 0.5}
      record: {one: 0/0/0}
      experiments:
        - stimuli: [{at: 0/0/0, from: 2, duration: 3, current: 0.1 * time}]
          targets: [{record: one, feature: mean, from: 4, to: 6, value: 0}]
      estimate: [{parameter: Leak.gLeak, lower: 1e-5, upper: 1e-3}]
      """;

  @TempDir private Path folder;

  private Optional<NeuronObjective> read(String yaml, Findings findings) {
    YamlMapping root = YamlMapping.read(new SourceText("net.yaml", yaml), findings).orElseThrow();
    return new NeuronReader()
        .read(new OwnFile(folder.resolve("net.yaml"), root, List.of()), findings);
  }

  private NeuronObjective sound(String yaml) {
    Findings findings = new Findings();
    Optional<NeuronObjective> objective = read(yaml, findings);
    assertThat(findings.all()).isEmpty();
    return objective.orElseThrow();
  }

  /** Pairs of compartments that are connected. */
  private List<List<Integer>> pairs(String yaml) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (Insertion one : sound(yaml).task().network().insertions()) {
      if (one.mechanism().kind().isSynapse()) {
        for (int i = 0; i < one.count(); i++) {
          pairs.add(List.of(one.pre(i), one.post(i)));
        }
      }
    }
    return pairs;
  }

  @Test
  void theSameSeedConnectsTheSamePairsAndAnotherOneOthers() {
    List<List<Integer>> pairs = pairs(PROBLEM);
    assertThat(pairs).doesNotHaveDuplicates().isEqualTo(pairs(PROBLEM));
    assertThat(pairs(PROBLEM.replace("seed: 5", "seed: 6"))).isNotEqualTo(pairs);
    // of 200 with 0.3: 60, a standard deviation of 6.5
    assertThat((double) pairs.size()).isCloseTo(60, within(4 * 6.5));
    assertThat(pairs).allMatch(pair -> pair.get(0) < 20 && pair.get(1) >= 20);
  }

  @Test
  void certainChanceIsThePatternOfAllAndFewerConnectionsAreAmongMore() {
    String certain = PROBLEM.replace("probability: 0.3", "probability: 1");
    String all = PROBLEM.replace("random, probability: 0.3, seed: 5", "all");
    assertThat(pairs(certain)).isEqualTo(pairs(all)).hasSize(200);
    assertThat(pairs(PROBLEM.replace("probability: 0.3", "probability: 0.5")))
        .containsAll(pairs(PROBLEM)); // one number for each pair, whatever the probability
  }

  @Test
  void aSingleCompartmentIsPairedWithEachOfMany() {
    String one =
        PROBLEM.replace(
            "0-19, to: 20-29, pattern: random, probability: 0.3, seed: 5", "3, to: 7-8");
    assertThat(pairs(one)).containsExactly(List.of(3, 7), List.of(3, 8));
    assertThat(pairs(one.replace("from: 3, to: 7-8", "from: 3-4, to: 8")))
        .containsExactly(List.of(3, 8), List.of(4, 8));
  }

  @Test
  void stimuliAndWindowsAreInTheSamplesOfTheirTimes() {
    Experiment experiment = sound(PROBLEM).task().experiments().get(0);
    Stimulus stimulus = experiment.stimuli().get(0);
    for (int k = 0; k < 20; k++) {
      double t = 0.5 * k;
      assertThat(stimulus.at(k)).isEqualTo(t >= 2 && t < 5 ? 0.1 * t : 0);
    }
    assertThat(experiment.targets().get(0).feature()).isEqualTo(new Feature.Mean(8, 13));
  }

  @Test
  void numbersOfATableHoldUntilTheNext() throws IOException {
    Files.writeString(folder.resolve("i.csv"), "time,current\n1,0.5\n2.2,-1\n");
    Stimulus stimulus =
        sound(PROBLEM.replace("from: 2, duration: 3, current: 0.1 * time", "data: i.csv"))
            .task()
            .experiments()
            .get(0)
            .stimuli()
            .get(0);
    double[] expected = {0, 0, 0.5, 0.5, 0.5, -1, -1};
    for (int k = 0; k < expected.length; k++) {
      assertThat(stimulus.at(k)).isEqualTo(expected[k]);
    }
    assertThat(stimulus.at(19)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count: 30 | count: 0 | 1 | count must be a whole number of at least 1 | correct the"
            + " number",
        "count: 30 | count: 1000001 | 1 | 1000001 cells are too many | lower the count",
        "compartments: 1 | compartment: 1 | 1 | \"compartment\" has no meaning here | compartments",
        "valence: 1 | valence: 1.5 | 2 | a valence is a whole number other than 0 | such as 2",
        "valence: 1 | valence: 0 | 2 | a valence is a whole number other than 0 | such as 2",
        "initial: 10 | initial: 0 | 2 | initial must be above 0.0 | change it",
        "outside: 140, | | 2 | \"outside\" is missing | add it",
        "temperature: 37 | temperature: -300 | 2 | there is no such temperature | write °C",
        "temperature: 37 | depth: 0 | 2 | depth must be above 0 | correct the number",
        "temperature: 37 | diffusion: -1 | 2 | diffusion must be above 0 | correct the number",
        "{na: | {v: | 2 | \"v\" cannot be the name of an ion | use letters, such as ca",
        "temperature: 37 | carries: {Lek: none} | 2 | there is no channel Lek | write Leak",
        "temperature: 37 | carries: {Leak: eLek} | 2 | Leak has no parameter eLek | write eLeak",
        "probability: 0.3 | probability: 1.1 | 5 | needs a probability from 0 to 1 | probability:"
            + " 0.1",
        "probability: 0.3, | | 5 | needs a probability from 0 to 1 | write probability: 0.1",
        "pattern: random | pattern: chance | 5 | \"chance\" is no pattern | random",
        "pattern: random, | | 5 | probability belongs to the pattern random | write pattern:"
            + " random",
        "pattern: random, probability: 0.3 | pattern: all | 5 | seed belongs to the pattern random"
            + " | write pattern: random",
        "seed: 5 | seed: 1.5 | 5 | seed must be a whole number | change it",
        "delay: 1 | delay: -1 | 5 | a delay is at least 0 ms | correct delay",
        "step: 0.5 | step: 0 | 6 | step must be above 0 | correct the number",
        "step: 0.5 | step: 1e-9 | 6 | are 10000000000 steps | correct end or step",
        "end: 10, | | 6 | \"end\" is missing | add it",
        "step: 0.5 | linearisation: secant | 6 | \"secant\" is no linearisation | write",
        "step: 0.5 | initial: steadily | 6 | \"steadily\" is no initial | steady",
        "step: 0.5 | memory: 0 | 6 | memory must be above 0 | correct the number",
        "duration: 3 | duration: -3 | 9 | duration must be above 0.0 | change it",
        "duration: 3 | duration: 0 | 9 | duration must be above 0.0 | change it",
        "0.1 * time | 0.1 * tim | 9 | \"tim\" is no column of the table | write",
        "from: 4, to: 6 | from: 6, to: 6 | 10 | has less than two samples | correct from and to",
        "feature: mean | feature: voltage | 10 | \"at\" is missing | add it",
        "feature: mean | feature: spikes, width: -1 | 10 | width must be above 0 | correct",
        "value: 0 | value: 0, scale: 0 | 10 | scale must be above 0 | correct the number",
        "lower: 1e-5 | lower: 1e-2 | 11 | are not in order | correct lower and upper",
        "upper: 1e-3 | upper: 1e-3, scale: log2 | 11 | \"log2\" is no scale | write log",
      })
  void aFaultIsToldWithItsPlaceAndRemedy(
      String there, String instead, int row, String what, String remedy) {
    assertThat(PROBLEM).contains(there);
    Findings findings = new Findings();
    read(PROBLEM.replace(there, instead == null ? "" : instead), findings);
    assertThat(findings.hasErrors()).isTrue();
    assertThat(findings.all())
        .anySatisfy(
            one -> {
              assertThat(one.row()).isEqualTo(row);
              assertThat(one.column()).isPositive();
              assertThat(one.what()).contains(what);
              assertThat(one.remedy()).contains(remedy);
              assertThat(one.toString()).startsWith("net.yaml:" + row).doesNotContain("\n");
            });
  }
}
