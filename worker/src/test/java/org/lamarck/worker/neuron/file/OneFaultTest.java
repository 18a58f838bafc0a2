package org.lamarck.worker.neuron.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Finding;

/** What is wrong is told once, at its place, and not where something else relies on it. */
class OneFaultTest {
  private static final String PROBLEM =
      """
      neurons: [{count: 2, branches: [{compartments: 3}, {parent: 0, compartments: 2}]}]
      channels:
        Slow: {parameters: {gMax: 1e-4}, states: {p: {steady: 0.5, tau: 3}}, current: gMax * p * (v + 90)}
      insert: [{channel: HH}, {channel: Slow, where: 0/1}]
      connect: [{synapse: IonotropicSynapse, from: 0/1/1, to: 1/0/0}]
      time: {end: 10, step: 0.5}
      record: {a: 0/0/0, p: {at: 0/1/0, state: Slow.p}, i: {at: 1/0/0, current: IonotropicSynapse}}
      experiments:
      - stimuli: [{at: 0/0/0, from: 1, duration: 3, current: 0.1}]
        clamps: [{at: 0/1/1, state: Slow.p, value: 0.2}]
        targets: [{record: a, feature: mean, value: -60}, {record: p, feature: maximum, value: 0}]
      estimate:
      - {parameter: HH.gNa, lower: 0.01, upper: 1}
      - {parameter: Slow.gMax, lower: 1e-5, upper: 1e-3}
      - {parameter: IonotropicSynapse.gS, lower: 1e-5, upper: 1e-3}
      """;

  @TempDir private Path folder;

  private List<Finding> findings(String yaml) throws IOException {
    Files.writeString(folder.resolve("late.csv"), "time,value\n1,-60\n200,-50\n");
    Files.writeString(folder.resolve("none.csv"), "time,value\n1,-60\n2,nan\n");
    Files.writeString(folder.resolve("unsorted.csv"), "time,current\n1,0.5\n0.5,1\n");
    Files.writeString(folder.resolve("cell.swc"), "1 1 0 0 0 5 -1\n2 3 50 0 0 1 1\n");
    Files.writeString(folder.resolve("type.swc"), "1 1 0 0 0 5 -1\n2 -3 50 0 0 1 1\n");
    Findings findings = new Findings();
    YamlMapping root = YamlMapping.read(new SourceText("net.yaml", yaml), findings).orElseThrow();
    assertThat(
            new NeuronReader()
                .read(new OwnFile(folder.resolve("net.yaml"), root, List.of()), findings)
                .isEmpty())
        .isEqualTo(findings.hasErrors());
    return findings.all();
  }

  @Test
  void theProblemItselfIsSound() throws IOException {
    assertThat(findings(PROBLEM)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what others rely on
        "(v + 90) | (w + 90) | net.yaml:3 | \"w\" is no parameter and no state",
        "channel: HH | channel: Hh | net.yaml:4 | there is no channel Hh; write HH",
        "where: 0/1} | where: 0/9} | net.yaml:4 | names branch 9 of 2",
        "to: 1/0/0} | to: 3/0/0} | net.yaml:5 | names cell 3 of 2",
        "synapse: Iono | synapse: Ino | net.yaml:5 | there is no synapse Inotropic",
        "a: 0/0/0, | a: 0/0/3, | net.yaml:7 | names compartment 3 of 3",
        "state: Slow.p} | state: Slow.q} | net.yaml:7 | no state Slow.q; write \"Slow.p\"",
        "HH.gNa | HH.gNaa | net.yaml:13 | the network has no \"HH.gNaa\"",
        // times that a run does not have
        "mean, value | voltage, at: 100, value | net.yaml:11 | 100.0 ms is not between 0 and 10.0",
        "mean, value | mean, from: 30, to: 40, value | net.yaml:11 | 30.0 ms is not between",
        "mean, value | mean, to: 11, value | net.yaml:11 | 11.0 ms is not between",
        "from: 1, duration | from: -1, duration | net.yaml:9 | -1.0 ms is not between",
        "from: 1, duration | from: 12, duration | net.yaml:9 | 12.0 ms is not between",
        "feature: mean, value: -60 | data: late.csv | net.yaml:11 | 200.0 ms is not between",
        "feature: mean, value: -60 | data: none.csv | none.csv:3:2 | \"nan\" is no number",
        "from: 1, duration: 3, current: 0.1 | data: unsorted.csv | net.yaml:9 | 0.5 follows 1.0",
        // more than fits into any memory
        "compartments: 3 | compartments: 400000000 | net.yaml:1 | 400000000 compartments are too",
        "count: 2 | count: 1000000 | net.yaml:1 | compartments are too many",
        "{count: 2, branches: [{compartments: 3}, {parent: 0, compartments: 2}]} |"
            + " {swc: cell.swc, compartments: 1000000} | net.yaml:1 | write at most 10000",
        "{count: 2, branches: [{compartments: 3}, {parent: 0, compartments: 2}]} |"
            + " {swc: cell.swc, d_lambda: 1e-9} | net.yaml:1 | are too short",
        "{count: 2, branches: [{compartments: 3}, {parent: 0, compartments: 2}]} |"
            + " {swc: type.swc} | type.swc:2:2 | -3 is no type of a point"
      })
  void isToldOnceAtItsPlace(String there, String instead, String place, String told)
      throws IOException {
    assertThat(PROBLEM).contains(there);
    List<Finding> findings = findings(PROBLEM.replace(there, instead));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).toString()).contains(place + ":").contains(told);
  }

  @Test
  void synapsesBeyondAnyMemoryAreRefusedBeforeTheyAreMade() throws IOException {
    String many = PROBLEM.replace("count: 2", "count: 2000");
    for (String pattern : List.of("all", "random, probability: 0.9")) {
      List<Finding> findings =
          findings(
              many.replace("from: 0/1/1, to: 1/0/0", "from: all, to: all, pattern: " + pattern));
      assertThat(findings).hasSize(1);
      assertThat(findings.get(0).toString())
          .startsWith("net.yaml:5:")
          .contains("0 synapses are too many");
    }
  }
}
