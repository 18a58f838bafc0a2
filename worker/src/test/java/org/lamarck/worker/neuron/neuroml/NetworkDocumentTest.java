package org.lamarck.worker.neuron.neuroml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.simulation.Clamp;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Rollout;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.Finding;

class NetworkDocumentTest {
  private static final double STEP = 0.025;

  private static final String NETWORK =
      """
      <neuroml xmlns="http://www.neuroml.org/schema/neuroml2" id="doc">
        <ionChannelHH id="passive" conductance="10pS"/>
        <cell id="ball">
          <morphology id="m">
            <segment id="0"><proximal x="0" y="0" z="0" diameter="10"/><distal x="10" y="0" z="0" diameter="10"/></segment>
            <segment id="1"><parent segment="0"/><proximal x="10" y="0" z="0" diameter="2"/>
              <distal x="40" y="0" z="0" diameter="2"/></segment>
            <segment id="2"><parent segment="1"/><distal x="100" y="0" z="0" diameter="2"/></segment>
            <segmentGroup id="soma"><member segment="0"/></segmentGroup>
            <segmentGroup id="dendrite"><member segment="1"/><member segment="2"/></segmentGroup>
          </morphology>
          <biophysicalProperties id="b">
            <membraneProperties>
              <channelDensity id="leak" ionChannel="passive" condDensity="0.3 mS_per_cm2" erev="-65mV"/>
              <spikeThresh value="-20 mV"/>
            </membraneProperties>
          </biophysicalProperties>
        </cell>
        <cell id="other">
          <morphology id="m2">
            <segment id="0"><proximal x="0" y="0" z="0" diameter="10"/><distal x="10" y="0" z="0" diameter="10"/></segment>
          </morphology>
          <biophysicalProperties id="b2">
            <membraneProperties>
              <channelDensity id="leak" ionChannel="passive" condDensity="0.1 mS_per_cm2" erev="-60mV"/>
            </membraneProperties>
          </biophysicalProperties>
        </cell>
        <expOneSynapse id="fast" gbase="5nS" erev="0mV" tauDecay="3ms"/>
        <alphaSynapse id="alpha" gbase="500pS" erev="-80mV" tau="2ms"/>
        <expTwoSynapse id="two" gbase="1 nS" erev="0mV" tauRise="1ms" tauDecay="5ms"/>
        <gapJunction id="gap" conductance="2nS"/>
        <gradedSynapse id="graded" conductance="5pS" delta="5mV" Vth="-55mV" k="0.025per_ms" erev="0mV"/>
        <silentSynapse id="silent"/>
        <stpSynapse id="plastic" gbase="1nS" erev="0mV" tauRise="1ms" tauDecay="5ms"/>
        <izhikevich2007Cell id="izh"/>
        <pulseGenerator id="pulse" delay="2ms" duration="30ms" amplitude="0.1 nA"/>
        <sineGenerator id="sine" delay="0ms" phase="0" duration="9ms" amplitude="1nA" period="5ms"/>
        <network id="net">
          <notes>Two and one.</notes>
          <population id="first" component="ball" size="2"/>
          <population id="second" component="other" type="populationList">
            <instance id="0"><location x="0" y="0" z="9"/></instance>
          </population>
          <projection id="p1" presynapticPopulation="first" postsynapticPopulation="second" synapse="fast">
            <connection id="0" preCellId="../first/1/ball" postCellId="../second/0/other"/>
            <connectionWD id="1" preCellId="../first/0/ball" preSegmentId="1" preFractionAlong="0.9" postCellId="../second/0/other" weight="0.5" delay="2 ms"/>
          </projection>
          <projection id="p2" presynapticPopulation="second" postsynapticPopulation="first" synapse="alpha">
            <connection id="0" preCellId="../second/0/other" postCellId="../first/0/ball" postSegmentId="2" postFractionAlong="1"/>
          </projection>
          <projection id="p3" presynapticPopulation="first" postsynapticPopulation="first" synapse="two">
            <connection id="0" preCellId="../first/0/ball" postCellId="../first/1/ball"/>
          </projection>
          <electricalProjection id="e" presynapticPopulation="first" postsynapticPopulation="first">
            <electricalConnection id="0" preCell="0" postCell="1" synapse="gap"/>
          </electricalProjection>
          <continuousProjection id="c" presynapticPopulation="first" postsynapticPopulation="second">
            <continuousConnectionInstanceW id="0" preCell="../first/0/ball" postCell="../second/0/other" preComponent="silent" postComponent="graded" weight="3"/>
          </continuousProjection>
          <explicitInput target="first[0]" input="pulse"/>
          <inputList id="l" population="second" component="pulse">
            <inputW id="0" target="../second/0/other" segmentId="0" fractionAlong="0.5" destination="synapses" weight="2"/>
          </inputList>
        </network>
      </neuroml>
      """;

  @TempDir private Path folder;

  private Optional<ImportedNetwork> read(String text, Findings findings) throws IOException {
    Files.writeString(folder.resolve("net.nml"), text);
    return NetworkDocument.read(
        folder.resolve("net.nml"),
        new Place("problem.yaml", 3, 5),
        "net",
        new Division.Equal(4),
        findings);
  }

  private ImportedNetwork network() throws IOException {
    Findings findings = new Findings();
    Optional<ImportedNetwork> network = read(NETWORK, findings);
    assertThat(findings.all()).isEmpty();
    return network.orElseThrow();
  }

  /** The same with ohmic synapses on both sides where one was silent and one graded. */
  private ImportedNetwork linear() throws IOException {
    String text =
        NETWORK
            .replace(
                "<silentSynapse id=\"silent\"/>",
                "<linearGradedSynapse id=\"linear\" conductance=\"3nS\"/>")
            .replace("preComponent=\"silent\"", "preComponent=\"linear\"")
            .replace("postComponent=\"graded\"", "postComponent=\"linear\"");
    Findings findings = new Findings();
    Optional<ImportedNetwork> network = read(text, findings);
    assertThat(findings.all()).isEmpty();
    return network.orElseThrow();
  }

  private static ImportedNetwork.End end(int cell, int compartment) {
    return new ImportedNetwork.End(cell, compartment);
  }

  @Test
  void populationsAreCellsAndConnectionsTheirPlaces() throws IOException {
    ImportedNetwork network = network();
    assertThat(network.populations().stream().map(ImportedNetwork.Population::name))
        .containsExactly("first", "second");
    assertThat(network.populations().get(0).size()).isEqualTo(2);
    List<ImportedNetwork.Connection> all = network.connections();
    assertThat(all.stream().map(one -> one.synapse().name()))
        .containsExactly("fast", "fast", "alpha", "two", "gap", "gap", "graded");
    assertThat(all.get(0).from()).isEqualTo(end(1, 2)); // half-way along a soma of four
    assertThat(all.get(0).to()).isEqualTo(end(2, 2));
    assertThat(all.get(0).values()).containsEntry("threshold", -20.0).containsEntry("weight", 1.0);
    assertThat(all.get(1).from()).isEqualTo(end(0, 5)); // 27 of 90 µm of the second branch
    assertThat(all.get(1).delay()).isEqualTo(2);
    assertThat(all.get(1).values()).containsEntry("weight", 0.5);
    assertThat(all.get(2).to()).isEqualTo(end(0, 7));
    assertThat(all.get(2).values()).containsEntry("threshold", 0.0); // none is told
    assertThat(all.get(4).from()).isEqualTo(all.get(5).to());
    assertThat(all.get(6).values()).isEqualTo(Map.of("weight", 3.0));
    assertThat(network.pulses())
        .containsExactly(
            new ImportedNetwork.Pulse(end(0, 2), 2, 30, 0.1),
            new ImportedNetwork.Pulse(end(2, 2), 2, 30, 0.2));
  }

  @Test
  void cellsOfTwoKindsShareTheirChannels() throws IOException {
    ImportedNetwork network = network();
    assertThat(network.populations().get(0).cell().channels().get(0).mechanism())
        .isSameAs(network.populations().get(1).cell().channels().get(0).mechanism());
  }

  private Mechanism synapse(String name) throws IOException {
    ImportedNetwork network = name.equals("linear") ? linear() : network();
    return network.connections().stream()
        .map(ImportedNetwork.Connection::synapse)
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The current of a synapse onto a compartment held at −65 mV, when the presynaptic one is held at
   * −70 mV, but at 10 mV from 2 to 4 ms and from 6 to 7 ms; nA.
   */
  private double[] current(Mechanism synapse) {
    int steps = 800;
    double[] pre = new double[steps];
    Arrays.fill(pre, -70);
    Arrays.fill(pre, 80, 160, 10);
    Arrays.fill(pre, 240, 280, 10);
    double[] post = new double[steps];
    Arrays.fill(post, -65);
    Morphology ball = Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 5)));
    Insertion one = Insertion.synapses(synapse, new int[] {0}, new int[] {1}, new double[] {0});
    Network network = Network.of(List.of(ball, ball), List.of(one)).with("v", -65);
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(STEP), Set.of());
    List<Clamp> clamps = List.of(new Clamp("v", 0, pre), new Clamp("v", 1, post));
    int place = plan.current(synapse.name(), 0);
    return plan.newRollout(1 << 24)
        .run(network.numbers(), new Rollout.Protocol(steps, List.of(), clamps, List.of(place)))[0];
  }

  /** Against the conductance that two events leave, one at the end of each step that found it. */
  private void checkEvents(
      String name, double gbase, double reversal, DoubleUnaryOperator afterEvent)
      throws IOException {
    double[] current = current(synapse(name));
    int begin = firstAbove(current);
    assertThat(begin * STEP).isCloseTo(2, within(3 * STEP)); // held from 2 ms, seen a step later
    for (int k = 0; k < current.length; k++) {
      double first = k < begin ? 0 : afterEvent.applyAsDouble((k - begin) * STEP);
      int again = begin + 160; // 4 ms later
      double second = k < again ? 0 : afterEvent.applyAsDouble((k - again) * STEP);
      double expected = gbase * (first + second) * (-65 - reversal);
      assertThat(current[k]).as("step %d", k).isCloseTo(expected, within(1e-12)); // rounding
    }
  }

  private static int firstAbove(double[] current) {
    int k = 0;
    while (current[k] == 0) {
      k++;
    }
    return k;
  }

  @Test
  void anEventOpensASynapseThatClosesExponentially() throws IOException {
    checkEvents("fast", 5e-3, 0, t -> Math.exp(-t / 3));
  }

  @Test
  void twoExponentialsHaveTheirPeakAtOne() throws IOException {
    double peak = Math.log(5) * 5 / 4;
    double factor = 1 / (Math.exp(-peak / 5) - Math.exp(-peak));
    double[] current = current(synapse("two"));
    int begin = firstAbove(current) - 1; // 0 at the event itself
    for (int k = begin; k < begin + 160; k++) {
      double t = (k - begin) * STEP;
      double expected = 1e-3 * factor * (Math.exp(-t / 5) - Math.exp(-t)) * -65;
      assertThat(current[k]).isCloseTo(expected, within(1e-12)); // rounding
    }
    assertThat(factor * (Math.exp(-peak / 5) - Math.exp(-peak))).isCloseTo(1, within(1e-12));
  }

  /** By all numbers of a synapse and of both cells; the presynaptic one is held, so are events. */
  @ParameterizedTest
  @ValueSource(strings = {"fast", "alpha", "two", "gap", "graded", "linear"})
  void synapsesHaveTheDerivativesOfDifferences(String name) throws IOException {
    int steps = 320;
    double[] pre = new double[steps];
    Arrays.fill(pre, -70);
    Arrays.fill(pre, 40, 80, 10);
    Arrays.fill(pre, 160, 200, 10);
    Morphology ball = Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 5)));
    Insertion one =
        Insertion.synapses(synapse(name), new int[] {0}, new int[] {1}, new double[] {0.2});
    Network network = Network.of(List.of(ball, ball), List.of(one)).with("v", -65);
    Set<String> keys = network.layout().keys();
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(STEP), keys);
    Rollout rollout = plan.newRollout(1 << 24);
    Rollout.Protocol protocol =
        new Rollout.Protocol(
            steps,
            List.of(),
            List.of(new Clamp("v", 0, pre)),
            List.of(plan.voltage(1), plan.current(name, 0)));
    double[] at = network.numbers();
    double[][] adjoint = new double[2][steps + 1];
    for (int k = 0; k <= steps; k++) {
      adjoint[0][k] = Math.cos(0.05 * k);
      adjoint[1][k] = 100 * Math.sin(0.05 * k);
    }
    rollout.run(at, protocol);
    double[] gradient = rollout.pullBack(adjoint);
    for (int i = 0; i < at.length; i++) {
      double h = 1e-6 * Math.max(Math.abs(at[i]), 1e-3);
      double[] moved = at.clone();
      moved[i] = at[i] + h;
      double up = weighted(rollout.run(moved, protocol), adjoint);
      moved[i] = at[i] - h;
      double slope = (up - weighted(rollout.run(moved, protocol), adjoint)) / (2 * h);
      assertThat(gradient[i])
          .as("number %d", i)
          .isCloseTo(slope, within(1e-5 * Math.abs(slope) + 1.5e-11 / h)); // h² and rounding
    }
  }

  private static double weighted(double[][] trace, double[][] weights) {
    double sum = 0;
    for (int i = 0; i < trace.length; i++) {
      for (int k = 0; k < trace[i].length; k++) {
        sum += weights[i][k] * trace[i][k];
      }
    }
    return sum;
  }

  @Test
  void anAlphaFunctionHasItsPeakAfterItsTime() throws IOException {
    double[] current = current(synapse("alpha"));
    int begin = firstAbove(current) - 1;
    for (int k = begin; k < begin + 160; k++) {
      double t = (k - begin) * STEP;
      double expected = 5e-4 * t / 2 * Math.exp(1 - t / 2) * (-65 + 80);
      assertThat(current[k]).isCloseTo(expected, within(1e-12)); // rounding
    }
  }

  @Test
  void aGradedSynapseIsTheIonotropicOneOfTheLiterature() throws IOException {
    double[] graded = current(synapse("graded"));
    Mechanism ionotropic = Mechanisms.named("IonotropicSynapse");
    Morphology ball = Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 5)));
    int steps = 100;
    double[] pre = new double[steps];
    Arrays.fill(pre, -70);
    Arrays.fill(pre, 80, steps, 10);
    Insertion one = Insertion.synapses(ionotropic, new int[] {0}, new int[] {1}, new double[] {0});
    Network network =
        Network.of(List.of(ball, ball), List.of(one))
            .with("v", -65)
            .with("IonotropicSynapse.gS", 5e-6)
            .with("IonotropicSynapse.v_th", -55)
            .with("IonotropicSynapse.delta", 5)
            .with("IonotropicSynapse.s", 0);
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(STEP), Set.of());
    double[] post = new double[steps];
    Arrays.fill(post, -65);
    double[] expected =
        plan.newRollout(1 << 24)
            .run(
                network.numbers(),
                new Rollout.Protocol(
                    steps,
                    List.of(),
                    List.of(new Clamp("v", 0, pre), new Clamp("v", 1, post)),
                    List.of(plan.current("IonotropicSynapse", 0))))[0];
    assertThat(Arrays.copyOf(graded, steps))
        .containsExactly(Arrays.copyOf(expected, steps), within(1e-15));
  }

  @Test
  void aGapJunctionLetsACurrentThroughByTheDifference() throws IOException {
    double[] current = current(synapse("gap"));
    assertThat(current[70]).isCloseTo(2e-3 * (-65 + 70), within(1e-15));
    assertThat(current[120]).isCloseTo(2e-3 * (-65 - 10), within(1e-15));
  }

  /** An ohmic one: conductance times the difference of voltages, without a state. */
  @Test
  void aLinearGradedSynapseLetsACurrentThroughAtOnceOnTheSidesThatHaveIt() throws IOException {
    List<ImportedNetwork.Connection> all =
        linear().connections().stream()
            .filter(one -> one.synapse().name().equals("linear"))
            .toList();
    assertThat(all).hasSize(2).allMatch(one -> one.values().equals(Map.of("weight", 3.0)));
    assertThat(all.get(0).from()).isEqualTo(all.get(1).to()).isEqualTo(end(0, 2));
    assertThat(all.get(0).to()).isEqualTo(all.get(1).from()).isEqualTo(end(2, 2));
    double[] current = current(synapse("linear"));
    assertThat(current[0]).isZero(); // both begin at −65 mV
    for (int k = 1; k < current.length; k++) {
      double time = (k - 0.5) * STEP; // within the step that ends here
      double before = (time > 2 && time < 4) || (time > 6 && time < 7) ? 10 : -70;
      double expected = 3e-3 * (-65 - before);
      assertThat(current[k]).as("step %d", k).isCloseTo(expected, within(1e-15)); // rounding
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postsynapticPopulation=\"second\" synapse=\"fast\" |"
            + " postsynapticPopulation=\"second\" synapse=\"plastic\" | net.nml:35 |"
            + " <stpSynapse> has no counterpart here as a synapse of <projection>",
        "synapse=\"fast\" | synapse=\"gap\" | net.nml:32 | <gapJunction> has no counterpart",
        "synapse=\"fast\" | synapse=\"quick\" | net.nml:45 | names the synapse quick, which is"
            + " none",
        "component=\"other\" type | component=\"izh\" type | net.nml:36 | <izhikevich2007Cell> has"
            + " no counterpart here as a cell",
        "component=\"ball\" size | component=\"bal\" size | net.nml:41 | names the cell bal",
        "size=\"2\" | size=\"2.5\" | net.nml:41 | no whole number",
        "size=\"2\" | size=\"0\" | net.nml:41 | has no cells",
        "size=\"2\"/> | size=\"2\"/><population id=\"all\" component=\"ball\" size=\"2147483647\"/>"
            + " | net.nml:41 | has no cells, or too many",
        "population id=\"second\" | population id=\"first\" | net.nml:42 | has the id of another"
            + " population, first",
        "duration=\"30ms\" | duration=\"-30ms\" | net.nml:37 | has a duration below 0",
        "<instance id=\"0\"> | <instance id=\"4\"> | net.nml:43 | is number 0 and has another id",
        "preCellId=\"../first/1/ball\" | preCellId=\"../first/2/ball\" | net.nml:46 | names cell 2"
            + " of 2",
        "preCellId=\"../first/1/ball\" | preCellId=\"../third/1/ball\" | net.nml:46 | the"
            + " population third",
        "preSegmentId=\"1\" | preSegmentId=\"9\" | net.nml:47 | names the segment 9",
        "preFractionAlong=\"0.9\" | preFractionAlong=\"1.9\" | net.nml:47 | not from 0 to 1",
        "delay=\"2 ms\" | delay=\"-2 ms\" | net.nml:47 | a delay below 0",
        "delay=\"2 ms\" | delay=\"2 mm\" | net.nml:47 | delay=\"2 mm\"",
        "input=\"pulse\" | input=\"sine\" | net.nml:38 | <sineGenerator> has no counterpart here as"
            + " an input",
        "component=\"pulse\" | component=\"puls\" | net.nml:62 | names the input puls",
        "<explicitInput | <synapticConnection | net.nml:61 | <synapticConnection> has no"
            + " counterpart",
        "preCell=\"0\" | preCell=\"x y\" | net.nml:56 | names the cell",
        "tauRise=\"1ms\" | tauRise=\"6ms\" | net.nml:31 | tauRise that is not below",
        "tauDecay=\"3ms\" | tauDecay=\"0ms\" | net.nml:29 | tauDecay that is not above 0",
        "gbase=\"5nS\" | gbase=\"5mV\" | net.nml:29 | write a number with one of",
        "id=\"net\" | id=\"web\" | problem.yaml:3 | the document has no network net",
      })
  void whatHasNoCounterpartIsRefusedByNameAndPlace(
      String there, String instead, String place, String told) throws IOException {
    assertThat(NETWORK).contains(there);
    Findings findings = new Findings();
    Optional<ImportedNetwork> made = read(NETWORK.replace(there, instead), findings);
    assertThat(made).isEmpty();
    assertThat(findings.all().stream().map(Finding::toString))
        .anyMatch(line -> line.contains(place + ":") && line.contains(told));
  }
}
