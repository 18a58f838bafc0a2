package org.lamarck.worker.petab.sciml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.network.ArrayData;
import org.lamarck.worker.network.ArrayFile;
import org.lamarck.worker.objective.segment.ParameterMap;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.petab.parameter.ParameterChanges;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

/** How networks and models are joined, and what is told when they do not fit. */
class HybridizationTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    file(
        "model.xml",
        """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
        <model id="m"><listOfCompartments><compartment id="c" size="1" constant="true"
        spatialDimensions="3"/></listOfCompartments><listOfSpecies><species id="x" compartment="c"
        initialConcentration="1" hasOnlySubstanceUnits="false" boundaryCondition="false"
        constant="false"/></listOfSpecies><listOfParameters><parameter id="k" value="1"
        constant="true"/></listOfParameters><listOfReactions><reaction id="r" reversible="false">
        <listOfReactants><speciesReference species="x" stoichiometry="1" constant="true"/>
        </listOfReactants><kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply>
        <times/><ci>k</ci><ci>x</ci></apply></math></kineticLaw></reaction></listOfReactions>
        </model></sbml>
        """);
    file(
        "net.yaml",
        """
        nn_model_id: net
        inputs: [{input_id: a}]
        layers:
        - layer_id: one
          layer_type: Linear
          args: {in_features: 1, out_features: 1}
        forward:
        - {name: a, op: placeholder, target: a, args: []}
        - {name: y, op: call_module, target: one, args: [a]}
        - {name: output, op: output, target: output, args: [y]}
        """);
    file(
        "problem.yaml",
        """
        format_version: 2.0.0
        model_files: {m: {location: model.xml, language: sbml}}
        parameter_files: [parameters.tsv]
        observable_files: [observables.tsv]
        measurement_files: [measurements.tsv]
        mapping_files: [mapping.tsv]
        extensions:
          petab_sciml:
            version: 2.0.0
            required: true
            neural_networks: {net: {location: net.yaml, format: yaml, static: false}}
            hybridization_files: [hybridization.tsv]
            array_files: [arrays.hdf5]
        """);
    file(
        "parameters.tsv",
        """
        parameterId	lowerBound	upperBound	nominalValue	estimate
        net_ps				true
        """);
    file("observables.tsv", "observableId\tobservableFormula\tnoiseFormula\no\tx\t1\n");
    file("measurements.tsv", "observableId\texperimentId\ttime\tmeasurement\no\t\t1\t0.5\n");
    file(
        "mapping.tsv",
        """
        petabEntityId	modelEntityId
        in1	net.inputs[0][0]
        out1	net.outputs[0][0]
        net_ps	net.parameters
        """);
    file("hybridization.tsv", "targetId\ttargetValue\nin1\tx\nk\tout1\n");
    arrays(Shape.of(1, 1));
  }

  private void arrays(Shape weight) {
    ArrayFile.write(
        folder.resolve("arrays.hdf5"),
        Map.of(
            "parameters/net/one/weight", new ArrayData(weight, new double[weight.count()]),
            "parameters/net/one/bias", new ArrayData(Shape.of(1), new double[] {0.25})));
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void replace(String name, String old, String text) throws IOException {
    String all = Files.readString(folder.resolve(name));
    assertThat(all).contains(old);
    file(name, all.replace(old, text));
  }

  private EstimationProblem read() throws InputException {
    return ProblemReader.read(folder.resolve("problem.yaml"));
  }

  private String told() {
    try {
      return "nothing, but read " + read();
    } catch (InputException e) {
      return String.valueOf(e.getMessage()).replace(folder + "/", "");
    }
  }

  @Test
  void weightsBecomeParametersWithTheValuesOfTheArrays() throws InputException {
    assertThat(read().parameters().stream().map(Parameter::id))
        .containsExactly("net_one_weight_0_0", "net_one_bias_0");
    assertThat(read().parameters().get(1).nominal()).isEqualTo(0.25);
    assertThat(read().models().get(0).quantity("k").orElseThrow().isAssigned()).isTrue();
  }

  @Test
  void weightsWithoutBoundsHaveARangeToBeSearched() throws InputException, IOException {
    EstimationProblem problem = read();
    Parameter bias = problem.parameters().get(1);
    assertThat(bias.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
    SearchSpace space = new ParameterMap(problem).space();
    // 1e-7 of a standard normal distribution lies above 5.2
    assertThat(space.upper().get(1)).isCloseTo(5.2, within(0.01));
    assertThat(space.lower().get(1)).isCloseTo(-5.2, within(0.01));
    replace("parameters.tsv", "net_ps\t\t\t\t", "net_ps\t\t\t9\t");
    SearchSpace wider = new ParameterMap(read()).space();
    assertThat(wider.upper().get(1)).isCloseTo(9 + 5.2, within(0.01));
    assertThat(wider.lower().get(1)).isCloseTo(-5.2, within(0.01));
  }

  @Test
  void theMostSpecificRowCounts() throws IOException, InputException {
    replace("mapping.tsv", "net_ps", "bias\tnet.parameters[one].bias\nnet_ps");
    replace("parameters.tsv", "net_ps", "bias\t\t\t3\tfalse\nnet_ps");
    assertThat(read().parameters().stream().map(Parameter::id))
        .containsExactly("net_one_weight_0_0");
  }

  @Test
  void arraysOfOtherShapesAreTold() {
    arrays(Shape.of(2, 1));
    assertThat(told())
        .isEqualTo(
            "parameters.tsv:2:4: error: parameters/net/one/weight is of [2, 1], but the layer needs"
                + " [1, 1]; add the array, or write a number as nominal value");
  }

  @Test
  void inputsThatAreNotMappedAreTold() throws IOException {
    replace("mapping.tsv", "net.inputs[0][0]", "net.inputs[0][1]");
    assertThat(told())
        .contains("net.yaml:1:1: error: element [0] of input 0 of network \"net\" is not mapped;");
  }

  @Test
  void outputsThatAreNotThereAreTold() throws IOException {
    replace("mapping.tsv", "net.outputs[0][0]", "net.outputs[0][1]");
    assertThat(told())
        .contains("net.yaml:1:1: error: the network has no output that \"out1\" could be;");
  }

  @Test
  void partsOfNetworksThatMeanNothingAreTold() throws IOException {
    replace("mapping.tsv", "net.parameters", "net.parameters.weight");
    assertThat(told())
        .contains(
            "mapping.tsv:4:2: error: \"net.parameters.weight\" is no part of a network; write"
                + " net.inputs[0][0], net.outputs[0][0], or net.parameters[layer].array");
  }

  @Test
  void targetsThatAreNotThereAreTold() throws IOException {
    replace("hybridization.tsv", "k\tout1", "kk\tout1");
    assertThat(told())
        .contains(
            "hybridization.tsv:3:2: error: the model has no \"kk\" that a network could set; ");
  }

  @Test
  void formatsOfFrameworksAreTold() throws IOException {
    replace("problem.yaml", "format: yaml", "format: pytorch");
    assertThat(told())
        .isEqualTo(
            "problem.yaml:11:57: error: networks in the format \"pytorch\" are not read; export the"
                + " network as YAML, and write yaml here");
  }

  @Test
  void dropoutInALikelihoodIsTold() throws IOException {
    replace(
        "net.yaml",
        "forward:",
        "- layer_id: two\n  layer_type: Dropout\n  args: {p: 0.5}\nforward:");
    replace(
        "net.yaml",
        "- {name: y,",
        "- {name: d, op: call_module, target: two, args: [a]}\n- {name: y,");
    replace("net.yaml", "target: one, args: [a]", "target: one, args: [d]");
    assertThat(told())
        .contains("network \"net\" leaves out by chance, but a likelihood has no chance;");
  }

  @Test
  void rowsThatMeanNoWeightAreTold() throws IOException {
    for (String what : new String[] {"net.parameters[two]", "net.parameters[one].weight[0, 7]"}) {
      write();
      replace("mapping.tsv", "net_ps", "other\t" + what + "\nnet_ps");
      replace("parameters.tsv", "net_ps", "other\t\t\t3\tfalse\nnet_ps");
      assertThat(told())
          .isEqualTo(
              "parameters.tsv:2:1: error: \"other\" means no parameter of network \"net\"; map it"
                  + " to net.parameters[layer].array of a layer that the network has");
    }
  }

  @Test
  void indicesBeyondAllMemoryAreToldLikeOthers() throws IOException {
    replace("mapping.tsv", "net.inputs[0][0]", "net.inputs[0][99999, 999999999]");
    assertThat(told()).contains("element [0, 0] of input 0 of network \"net\" is not mapped;");
    write();
    replace("mapping.tsv", "net.inputs[0][0]", "net.inputs[0][12345678901]");
    assertThat(told())
        .contains("mapping.tsv:2:2: error: \"net.inputs[0][12345678901]\" is no part of a network");
    write();
    replace("mapping.tsv", "net.outputs[0][0]", "net.outputs[7]");
    assertThat(told()).contains("the network has no output that \"out1\" could be;");
  }

  @Test
  void outputsThatFollowConstantsAreConstantsAndMayBeNested() throws IOException, InputException {
    replace("hybridization.tsv", "in1\tx", "in1\t2");
    EstimationProblem problem = read();
    assertThat(problem.models().get(0).quantity("k").orElseThrow().isConstant()).isTrue();
    write();
    replace("hybridization.tsv", "k\tout1", "x\tout1");
    assertThat(told())
        .contains(
            "hybridization.tsv:3:2: error: \"x\" is computed by the model and cannot follow a"
                + " network;");
    write();
    replace("hybridization.tsv", "in1\tx\nk\tout1", "in1\t2\nx\tout1");
    assertThat(read().models().get(0).quantity("x").orElseThrow().isState())
        .as("an initial value that follows a network of constants")
        .isTrue();
  }

  @Test
  void whatIsSetTwiceOrCannotBeSetIsTold() throws IOException {
    replace("hybridization.tsv", "k\tout1", "k\tout1\nk\t1");
    assertThat(told()).contains("hybridization.tsv:4:1: error: \"k\" is set twice; remove one row");
    write();
    replace("hybridization.tsv", "k\tout1", "k\tout1\nout1\t1");
    assertThat(told()).contains("\"out1\" cannot be set; set an input, or a model's constant");
  }

  /** Of a row that stands for many weights each gets its own value, in the arrays. */
  @Test
  void copiesHaveTheNetworksWithTheirFittedWeights() throws IOException, InputException {
    for (String nominal : new String[] {"", "3"}) {
      write();
      replace("parameters.tsv", "net_ps\t\t\t\t", "net_ps\t\t\t" + nominal + "\t");
      Map<String, Double> fitted = Map.of("net_one_weight_0_0", 1.0 / 3, "net_one_bias_0", -2.5);
      Path copy =
          ProblemCopy.write(
              folder.resolve("problem.yaml"), folder.resolve("copy" + nominal), fitted);
      EstimationProblem again = ProblemReader.read(copy);
      assertThat(again.parameters()).extracting(Parameter::nominal).containsExactly(1.0 / 3, -2.5);
      assertThat(Files.readString(copy.resolveSibling("net.yaml")))
          .isEqualTo(Files.readString(folder.resolve("net.yaml")));
    }
    assertThat(Files.readString(folder.resolve("parameters.tsv")))
        .as("the original stays")
        .contains("net_ps\t\t\t3\ttrue");
  }

  @Test
  void changesOfOneWeightOfManyAreRefusedByName() {
    ParameterChanges fixed =
        new ParameterChanges(Map.of("net_one_bias_0", 1.0), Map.of(), Map.of());
    assertThatThrownBy(
            () -> ProblemCopy.write(folder.resolve("problem.yaml"), folder.resolve("c"), fixed))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "problem.yaml: error: parameter \"net_one_bias_0\" has no row and no array of its own;"
                + " give it one of them");
  }

  /** Each cell of the tables that join networks and models, spoilt. */
  @Test
  void oddCellsAreToldOrRead() throws IOException {
    List<String> odd =
        List.of(
            "", "nan", "x", "out1", "k/", "net.inputs[0]", "net.parameters[one].bias", "in1*in1");
    for (String table : List.of("mapping.tsv", "hybridization.tsv", "parameters.tsv")) {
      String[] lines = Files.readString(folder.resolve(table)).split("\n");
      for (int row = 0; row < lines.length; row++) {
        String[] cells = lines[row].split("\t", -1);
        for (int column = 0; column < cells.length; column++) {
          for (String other : odd) {
            String[] spoilt = lines.clone();
            String[] fields = cells.clone();
            fields[column] = other;
            spoilt[row] = String.join("\t", fields);
            file(table, String.join("\n", spoilt) + "\n");
            assertThat(told()) // another exception would end the test
                .as("%s:%d:%d \"%s\"", table, row + 1, column + 1, other)
                .matches("(?s)nothing, but read .*|.+(:\\d+:\\d+)?: error: .+; .+");
          }
        }
      }
      file(table, String.join("\n", lines) + "\n");
    }
  }

  @Test
  void networksThatFollowThemselvesAreTold() throws IOException {
    replace("hybridization.tsv", "in1\tx", "in1\tout1");
    assertThat(told())
        .isEqualTo(
            "hybridization.tsv:2:2: error: a network goes in a circle: out1 uses out1; set"
                + " its input to something that does not follow its output");
    write();
    replace("hybridization.tsv", "in1\tx", "in1\t2 * k");
    assertThat(told()).contains("a network goes in a circle: ").contains("k uses out1");
    write();
    replace("hybridization.tsv", "k\tout1", "k\tout1 + k");
    assertThat(told())
        .isEqualTo(
            "hybridization.tsv:3:2: error: a network goes in a circle: k uses k; set its input to"
                + " something that does not follow its output");
  }

  @Test
  void namesThatNothingDefinesAreTold() throws IOException {
    replace("hybridization.tsv", "k\tout1", "k\tout1 * in1");
    assertThat(told())
        .isEqualTo(
            "hybridization.tsv:3:2: error: \"k\" uses \"in1\", which is an input of a network;"
                + " write what that input is set to");
    write();
    replace("hybridization.tsv", "in1\tx", "in1\txx");
    assertThat(told()).contains("hybridization.tsv:2:2: error: \"in1\" uses \"xx\", which nothing");
  }

  private List<String> faults() {
    return catchThrowableOfType(
            InputException.class, () -> ProblemReader.read(folder.resolve("problem.yaml")))
        .findings()
        .stream()
        .map(finding -> finding.toString().replace(folder + "/", ""))
        .toList();
  }

  /** What an array file that cannot be read does not have is not told as well. */
  @Test
  void aBrokenArrayFileIsOneLine() throws IOException {
    Path arrays = folder.resolve("arrays.hdf5");
    byte[] whole = Files.readAllBytes(arrays);
    Files.write(arrays, Arrays.copyOf(whole, whole.length / 2));
    assertThat(faults())
        .containsExactly(
            "arrays.hdf5: error: the file ends after %d of %d bytes; copy it again"
                .formatted(whole.length / 2, whole.length));
    Files.writeString(arrays, "weights");
    assertThat(faults())
        .singleElement()
        .asString()
        .startsWith("arrays.hdf5: error: not a readable");
    Files.delete(arrays);
    assertThat(faults())
        .containsExactly(
            "problem.yaml:13:19: error: file \"arrays.hdf5\" does not exist; correct the name or"
                + " add the file");
    ArrayFile.write(
        arrays,
        Map.of(
            "parameters/net/one/weight", new ArrayData(Shape.of(1, 1), new double[] {Double.NaN}),
            "parameters/net/one/bias", new ArrayData(Shape.of(1), new double[] {0.25})));
    assertThat(faults())
        .containsExactly(
            "arrays.hdf5: error: element 0 of array parameters/net/one/weight is NaN; give a finite"
                + " number");
  }

  @Test
  void anArrayThatIsNotThereIsNamed() {
    ArrayFile.write(
        folder.resolve("arrays.hdf5"),
        Map.of("parameters/net/one/bias", new ArrayData(Shape.of(1), new double[] {0.25})));
    assertThat(faults())
        .containsExactly(
            "parameters.tsv:2:4: error: no array file has parameters/net/one/weight; add the array,"
                + " or write a number as nominal value");
  }
}
