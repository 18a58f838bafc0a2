package org.lamarck.worker.neuron.neuroml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Compartment;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Rollout;
import org.lamarck.worker.neuron.simulation.Stimulus;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.Finding;

class CellDocumentTest {
  /** Hodgkin and Huxley's axon in a soma with two dendrites, written as NeuroML writes it. */
  private static final String CELL =
      """
      <neuroml xmlns="http://www.neuroml.org/schema/neuroml2" id="doc">
        <include href="channels.nml"/>
        <cell id="pyramid">
          <notes>A soma and two dendrites.</notes>
          <morphology id="m">
            <segment id="0" name="soma">
              <proximal x="0" y="0" z="0" diameter="20"/>
              <distal x="20" y="0" z="0" diameter="20"/>
            </segment>
            <segment id="1"><parent segment="0"/><proximal x="20" y="0" z="0" diameter="2"/>
              <distal x="60" y="0" z="0" diameter="2"/></segment>
            <segment id="2"><parent segment="1"/><distal x="60" y="30" z="0" diameter="1"/></segment>
            <segment id="3"><parent segment="0" fractionAlong="0"/>
              <proximal x="0" y="0" z="0" diameter="4"/><distal x="-50" y="0" z="0" diameter="4"/></segment>
            <segmentGroup id="soma_group"><member segment="0"/></segmentGroup>
            <segmentGroup id="dendrites"><member segment="1"/><member segment="2"/><member segment="3"/></segmentGroup>
            <segmentGroup id="all"><include segmentGroup="soma_group"/><include segmentGroup="dendrites"/></segmentGroup>
          </morphology>
          <biophysicalProperties id="b">
            <membraneProperties>
              <channelDensity id="na" ionChannel="naChan" condDensity="120 mS_per_cm2" erev="50 mV" ion="na" segmentGroup="soma_group"/>
              <channelDensity id="k" ionChannel="kChan" condDensity="360 S_per_m2" erev="-77mV" ion="k" segmentGroup="soma_group"/>
              <channelDensity id="leak" ionChannel="passive" condDensity="0.3 mS_per_cm2" erev="-54.3mV" ion="non_specific"/>
              <spikeThresh value="0 mV"/>
              <specificCapacitance value="1.0 uF_per_cm2"/>
              <specificCapacitance value="0.02 F_per_m2" segmentGroup="dendrites"/>
              <initMembPotential value="-65mV"/>
            </membraneProperties>
            <intracellularProperties><resistivity value="0.15 kohm_cm"/></intracellularProperties>
          </biophysicalProperties>
        </cell>
      </neuroml>
      """;

  private static final String CHANNELS =
      """
      <neuroml xmlns="http://www.neuroml.org/schema/neuroml2" id="channels">
        <ionChannelHH id="passive" conductance="10pS"/>
        <ionChannelHH id="naChan" conductance="10pS" species="na">
          <gateHHrates id="m" instances="3">
            <forwardRate type="HHExpLinearRate" rate="1per_ms" midpoint="-40mV" scale="10mV"/>
            <reverseRate type="HHExpRate" rate="4per_ms" midpoint="-65mV" scale="-18mV"/>
          </gateHHrates>
          <gateHHrates id="h" instances="1">
            <forwardRate type="HHExpRate" rate="0.07per_ms" midpoint="-65mV" scale="-20mV"/>
            <reverseRate type="HHSigmoidRate" rate="1per_ms" midpoint="-35mV" scale="10mV"/>
          </gateHHrates>
        </ionChannelHH>
        <ionChannel id="kChan" type="ionChannelHH" conductance="10pS" species="k">
          <gate id="n" type="gateHHrates" instances="4">
            <forwardRate type="HHExpLinearRate" rate="0.1per_ms" midpoint="-55mV" scale="10mV"/>
            <reverseRate type="HHExpRate" rate="125per_s" midpoint="-65mV" scale="-80mV"/>
          </gate>
        </ionChannel>
        <ionChannelHH id="slow" conductance="10pS">
          <gateHHtauInf id="q" instances="2">
            <q10Settings type="q10Fixed" fixedQ10="2"/>
            <timeCourse type="fixedTimeCourse" tau="6ms"/>
            <steadyState type="HHSigmoidVariable" rate="1" midpoint="-30mV" scale="5mV"/>
          </gateHHtauInf>
        </ionChannelHH>
      </neuroml>
      """;

  @TempDir private Path folder;

  private Optional<ImportedCell> read(String cell, String channels, Findings findings)
      throws IOException {
    Files.writeString(folder.resolve("cell.nml"), cell);
    Files.writeString(folder.resolve("channels.nml"), channels);
    return CellDocument.read(
        folder.resolve("cell.nml"),
        new Place("problem.yaml", 3, 5),
        "",
        new Division.Equal(1),
        findings);
  }

  private ImportedCell cell() throws IOException {
    Findings findings = new Findings();
    Optional<ImportedCell> cell = read(CELL, CHANNELS, findings);
    assertThat(findings.all()).isEmpty();
    return cell.orElseThrow();
  }

  @Test
  void segmentsAreBranchesWithTheirMembrane() throws IOException {
    Morphology shape = cell().morphology();
    assertThat(shape.branches()).hasSize(3);
    assertThat(shape.groups().get("dendrites")).containsExactly(1, 2);
    assertThat(shape.groups().get("soma_group")).containsExactly(0);
    Compartment soma = shape.branches().get(0).compartments().get(0);
    assertThat(soma.area()).isCloseTo(400 * Math.PI, within(1e-9));
    Compartment dendrite = shape.branches().get(1).compartments().get(0); // two segments
    assertThat(dendrite.length()).isCloseTo(70, within(1e-9));
    double cone = Math.PI * 1.5 * Math.hypot(0.5, 30);
    assertThat(dendrite.area()).isCloseTo(80 * Math.PI + cone, within(1e-9));
    assertThat(shape.branches().get(2).parentEnd()).isFalse();
  }

  @Test
  void numbersAreInTheUnitsOfNetworks() throws IOException {
    ImportedCell cell = cell();
    assertThat(cell.channels().get(0).values()).containsEntry("g", 0.12).containsEntry("e", 50.0);
    assertThat(cell.channels().get(1).values().get("g")).isCloseTo(0.036, within(1e-15));
    assertThat(cell.channels().get(2).branches()).containsExactly(0, 1, 2);
    assertThat(cell.settings())
        .contains(
            new ImportedCell.Setting("capacitance", List.of(1, 2), 2),
            new ImportedCell.Setting("v", List.of(0, 1, 2), -65),
            new ImportedCell.Setting("axial_resistivity", List.of(0, 1, 2), 150));
  }

  @Test
  void itsChannelsAreHodgkinAndHuxleys() throws IOException {
    ImportedCell cell = cell();
    Morphology point = cell.morphology();
    List<Insertion> imported = new ArrayList<>();
    for (ImportedCell.Channel channel : cell.channels()) {
      imported.add(Insertion.channel(channel.mechanism(), 0, 1, 2));
    }
    Network theirs = Network.of(List.of(point), imported);
    for (ImportedCell.Channel channel : cell.channels()) {
      String name = channel.mechanism().name();
      theirs =
          theirs
              .with(name + ".g", channel.values().getOrDefault("g", 0.0))
              .with(name + ".e", channel.values().getOrDefault("e", 0.0));
    }
    Network ours =
        Network.of(List.of(point), List.of(Insertion.channel(Mechanisms.named("HH"), 0, 1, 2)));
    double[] one = voltages(theirs);
    double[] other = voltages(ours);
    assertThat(Arrays.stream(other).max().orElse(0)).isGreaterThan(20); // a spike
    for (int k = 0; k < one.length; k++) {
      assertThat(one[k]).isCloseTo(other[k], within(1e-8)); // rounding, through a spike
    }
  }

  private static double[] voltages(Network network) {
    Network ready = network.with("v", -65).with("axial_resistivity", 150).atSteadyStates();
    NetworkPlan plan = new NetworkPlan(ready, NetworkPlan.Settings.of(0.025), Set.of());
    Stimulus stimulus = Stimulus.step(0, 1, 1, 2, 0.025, 400);
    return plan.newRollout(1 << 24)
        .run(ready.numbers(), new Rollout.Protocol(400, List.of(stimulus), List.of(0)))[0];
  }

  @Test
  void gatesWithATimeCourseRelax() throws IOException {
    Findings findings = new Findings();
    ImportedCell cell =
        read(CELL.replace("ionChannel=\"kChan\"", "ionChannel=\"slow\""), CHANNELS, findings)
            .orElseThrow();
    assertThat(findings.all()).isEmpty();
    Network network =
        Network.of(
                List.of(cell.morphology()),
                List.of(Insertion.channel(cell.channels().get(1).mechanism(), 0)))
            .with("v", -30)
            .with("slow.q", 0.1);
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(0.5), Set.of());
    double[] q =
        plan.newRollout(1 << 20)
            .run(
                network.numbers(),
                new Rollout.Protocol(1, List.of(), List.of(plan.state("slow.q", 0))))[0];
    assertThat(q[1]).isCloseTo(0.5 - 0.4 * Math.exp(-0.5 / 3), within(1e-14)); // 6 ms over 2
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<notes>A soma and two dendrites.</notes> | <concentrationModel/> | cell.nml:4 |"
            + " <concentrationModel> has no counterpart",
        "fractionAlong=\"0\" | fractionAlong=\"0.5\" | cell.nml:13 | at 0.5 of its parent",
        "<parent segment=\"1\"/> | <parent segment=\"7\"/> | cell.nml:12 | no segment before it",
        "diameter=\"1\" | diameter=\"0\" | cell.nml:12 | not above 0",
        "diameter=\"1\" | diameter=\"1um\" | cell.nml:12 | write a number",
        "<member segment=\"0\"/> | <member segment=\"9\"/> | cell.nml:15 | names 9",
        "120 mS_per_cm2 | 120 nS | cell.nml:21 | condDensity=\"120 nS\"",
        "ionChannel=\"naChan\" | ionChannel=\"nachan\" | cell.nml:21 | names the channel nachan",
        "<channelDensity id=\"k\" | <channelDensityGHK id=\"k\" | cell.nml:22 | <channelDensityGHK>"
            + " has no counterpart",
        "F_per_m2\" segmentGroup=\"dendrites\" | F_per_m2\" segmentGroup=\"axon\" | cell.nml:26 |"
            + " the group axon",
        "href=\"channels.nml\" | href=\"no.nml\" | cell.nml:2 | does not exist",
        "</cell> | </sell> | cell.nml:31 | not well-formed XML",
      })
  void whatHasNoCounterpartIsRefusedByName(String there, String instead, String place, String told)
      throws IOException {
    check(CELL, there, instead, place, told, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HHExpLinearRate\" rate=\"1per_ms | HHGaussRate\" rate=\"1per_ms | channels.nml:5 |"
            + " HHGaussRate",
        "4per_ms | 4per_year | channels.nml:6 | rate=\"4per_year\"",
        "type=\"gateHHrates\" | type=\"gateKS\" | channels.nml:14 | of the type gateKS",
        "type=\"ionChannelHH\" | type=\"ionChannelKS\" | channels.nml:13 | of the type"
            + " ionChannelKS",
        "id=\"m\" instances=\"3\" | id=\"m\" | channels.nml:4 | no attribute instances",
        "<forwardRate type=\"HHExpLinearRate\" rate=\"0.1 | <q10ConductanceScaling q=\"0.1 |"
            + " channels.nml:15 | q10ConductanceScaling",
      })
  void channelsWithoutACounterpartAreRefusedByName(
      String there, String instead, String place, String told) throws IOException {
    check(CHANNELS, there, instead, place, told, false);
  }

  private void check(
      String document, String there, String instead, String place, String told, boolean isCell)
      throws IOException {
    assertThat(document).contains(there);
    Findings findings = new Findings();
    String changed = document.replace(there, instead);
    Optional<ImportedCell> made =
        read(isCell ? changed : CELL, isCell ? CHANNELS : changed, findings);
    assertThat(made).isEmpty();
    assertThat(findings.all().stream().map(Finding::toString))
        .anyMatch(line -> line.contains(place + ":") && line.contains(told));
  }
}
