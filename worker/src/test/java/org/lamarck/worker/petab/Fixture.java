package org.lamarck.worker.petab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.problem.Finding;

/** The files of a small sound problem, some of which a test breaks. */
final class Fixture {
  private final Path folder;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  Fixture(Path folder) {
    this.folder = folder;
    with(
        "problem.yaml",
        """
        format_version: 1
        parameter_file: parameters.tsv
        problems:
          - sbml_files: [model.xml]
            condition_files: [conditions.tsv]
            observable_files: [observables.tsv]
            measurement_files: [measurements.tsv]
        """);
    with(
        "model.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
          <model id="decay">
            <listOfCompartments>
              <compartment id="cell" spatialDimensions="3" size="1" constant="true"/>
            </listOfCompartments>
            <listOfSpecies>
              <species id="A" compartment="cell" initialConcentration="1"
                  hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
            </listOfSpecies>
            <listOfParameters>
              <parameter id="k" value="0.5" constant="true"/>
              <parameter id="dose" value="2" constant="true"/>
              <parameter id="twice" constant="false"/>
            </listOfParameters>
            <listOfRules>
              <assignmentRule variable="twice">
                <math xmlns="http://www.w3.org/1998/Math/MathML">
                  <apply><times/><cn>2</cn><ci>A</ci></apply>
                </math>
              </assignmentRule>
            </listOfRules>
            <listOfReactions>
              <reaction id="decay_of_A" reversible="false">
                <listOfReactants>
                  <speciesReference species="A" stoichiometry="1" constant="true"/>
                </listOfReactants>
                <kineticLaw>
                  <math xmlns="http://www.w3.org/1998/Math/MathML">
                    <apply><times/><ci>cell</ci><ci>k</ci><ci>A</ci></apply>
                  </math>
                </kineticLaw>
              </reaction>
            </listOfReactions>
          </model>
        </sbml>
        """);
    table(
        "conditions.tsv",
        "conditionId conditionName dose A",
        "low _ 1 start",
        "high _ 3 NaN",
        "before _ 0 _");
    table(
        "observables.tsv",
        "observableId observableFormula noiseFormula observableTransformation noiseDistribution",
        "obs observableParameter1_obs*A+observableParameter2_obs noiseParameter1_obs lin normal",
        "sum A+offset 0.1*sum+sd log10 laplace");
    table(
        "measurements.tsv",
        "observableId preequilibrationConditionId simulationConditionId measurement time"
            + " observableParameters noiseParameters",
        "obs _ low 0.7 0 1;offset 0.5",
        "obs _ low 0.2 10 2;0 sd",
        "sum _ high 0.3 5 _ _",
        "sum before high 0.1 inf _ _",
        "sum _ high 0.4 5 _ _");
    table(
        "parameters.tsv",
        "parameterId parameterScale lowerBound upperBound nominalValue estimate"
            + " objectivePriorType objectivePriorParameters",
        "k log10 1e-3 1e3 0.5 1 parameterScaleNormal 0;1",
        "start lin 0 10 1 0 _ _",
        "offset lin -1 1 0.25 1 _ _",
        "sd log 0.01 10 0.1 1 _ _");
  }

  /** The files of a small sound problem of version 2, of the same model. */
  static Fixture version2(Path folder) {
    Fixture fixture = new Fixture(folder);
    fixture.files.keySet().retainAll(List.of("model.xml"));
    fixture.with(
        "problem.yaml",
        """
        format_version: 2.0.0
        model_files:
          decay: {location: model.xml, language: sbml}
        parameter_files: [parameters.tsv]
        condition_files: [conditions.tsv]
        experiment_files: [experiments.tsv]
        observable_files: [observables.tsv]
        measurement_files: [measurements.tsv]
        mapping_files: [mapping.tsv]
        """);
    fixture.table(
        "conditions.tsv",
        "conditionId targetId targetValue",
        "low dose 1",
        "low A 2*start",
        "high dose 3",
        "refill A A+dose*time",
        "shifted shift offset+1");
    fixture.table(
        "experiments.tsv",
        "experimentId time conditionId",
        "course 20 refill",
        "course 5 low",
        "steady -inf high",
        "both 0 high",
        "both 0 shifted");
    fixture.table(
        "observables.tsv",
        "observableId observableFormula noiseFormula noiseDistribution observablePlaceholders"
            + " noisePlaceholders",
        "obs s*A+o n normal s;o n",
        "sum A+offset 0.1*sum+sd log-laplace _ _",
        "double 2*sum sd+0*obs2 log-normal _ _",
        "obs2 A sd laplace _ _",
        "moved A+shift sd _ _ _");
    fixture.table(
        "measurements.tsv",
        "modelId observableId experimentId time measurement observableParameters noiseParameters",
        "_ obs course 5 0.7 1;offset 0.5",
        "decay obs course 30 0.2 2;0 sd",
        "_ sum steady inf 0.3 _ _",
        "_ double _ 1 0.1 _ _",
        "_ obs2 _ 2 0.1 _ _",
        "_ moved both 3 0.4 _ _");
    fixture.table(
        "parameters.tsv",
        "parameterId lowerBound upperBound nominalValue estimate priorDistribution priorParameters",
        "k 1e-3 1e3 0.5 true log-normal 0;1",
        "start _ _ 1 false _ _",
        "offset -1 1 0.25 true _ _",
        "sd 0.01 10 0.1 true _ _");
    fixture.table(
        "mapping.tsv", "petabEntityId modelEntityId name", "A A substance", "remark _ something");
    return fixture;
  }

  /** Replaces or adds a file. */
  Fixture with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Fixture with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** Replaces or adds a table whose fields are separated by spaces; _ is an empty field. */
  Fixture table(String name, String... rows) {
    StringBuilder text = new StringBuilder();
    for (String row : rows) {
      String fields = row.replaceAll("(?<= |^)_(?= |$)", "");
      text.append(fields.replace(' ', '\t')).append('\n');
    }
    return with(name, text.toString());
  }

  /** Replaces a part of a file, which must be there. */
  Fixture replace(String name, String part, String other) {
    String text = text(name);
    if (!text.contains(part)) {
      throw new IllegalArgumentException(part + " is not in " + name);
    }
    return with(name, text.replace(part, other));
  }

  /** Replaces a field of a table. */
  Fixture field(String name, int row, int column, String value) {
    List<String> lines = new java.util.ArrayList<>(List.of(text(name).split("\n", -1)));
    String[] fields = lines.get(row - 1).split("\t", -1);
    fields[column - 1] = value;
    lines.set(row - 1, String.join("\t", fields));
    return with(name, String.join("\n", lines));
  }

  Fixture without(String name) {
    files.remove(name);
    return this;
  }

  String text(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes the files and answers with the one that names the others. */
  Path write() {
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.resolve("problem.yaml");
  }

  /** What the linter says, without the folder. */
  List<String> findings() {
    return PetabLint.check(write()).stream().map(this::shown).toList();
  }

  private String shown(Finding finding) {
    return finding.toString().replace(folder + "/", "");
  }
}
