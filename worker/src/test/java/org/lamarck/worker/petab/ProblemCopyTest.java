package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

final class ProblemCopyTest {
  @TempDir private Path folder;

  private static Map<String, Double> thirds(EstimationProblem problem) {
    Map<String, Double> values = new HashMap<>();
    // values without a short decimal form
    problem.estimated().forEach(p -> values.put(p.id(), p.lower() + (p.upper() - p.lower()) / 3));
    return values;
  }

  private static void assertCopied(Path yaml, Path target) throws IOException, InputException {
    EstimationProblem problem = ProblemReader.read(yaml);
    Map<String, Double> values = thirds(problem);
    values.values().removeIf(value -> !Double.isFinite(value));
    Path copy = ProblemCopy.write(yaml, target, values);
    EstimationProblem again = ProblemReader.read(copy);
    assertThat(again.measurements()).hasSameSizeAs(problem.measurements());
    for (int i = 0; i < problem.parameters().size(); i++) {
      Parameter before = problem.parameters().get(i);
      Parameter after = again.parameters().get(i);
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.nominal()).isEqualTo(values.getOrDefault(before.id(), before.nominal()));
      assertThat(after.prior()).isEqualTo(before.prior());
      assertThat(after.lower()).isEqualTo(before.lower());
    }
  }

  @Test
  void copiesOfTheSuitesReadBackWithTheNewValues() throws IOException, InputException {
    int copied = 0;
    for (String version : List.of("v1.0.0", "v2.0.0")) {
      for (Path yaml :
          PublicProblems.problems(PublicProblems.folder("petab-suite/" + version + "/sbml"))) {
        assertCopied(yaml, folder.resolve(version + "-" + copied));
        copied++;
      }
    }
    assertThat(copied).isEqualTo(51);
  }

  @Test
  void copiesOfTheCollectionReadBackWithTheNewValues() throws IOException, InputException {
    for (String name :
        List.of("Boehm_JProteomeRes2014", "Schwen_PONE2014", "Fujita_SciSignal2010")) {
      Path source = PublicProblems.folder("petab-benchmark").resolve(name);
      assertCopied(source.resolve(name + ".yaml"), folder.resolve(name));
    }
  }

  @Test
  void examplesOfEitherFormatAreCopied() throws IOException, InputException {
    Path examples = Path.of("..", "examples");
    assertCopied(examples.resolve("boehm/boehm.yaml"), folder.resolve("boehm"));
    assertCopied(examples.resolve("calcium/calcium.yaml"), folder.resolve("calcium"));
  }

  @Test
  void modelsThatAModelIsMadeOfAreCopied() throws IOException, InputException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Fixture fixture = Fixture.version2(in);
    fixture.with("part.xml", fixture.text("model.xml"));
    fixture.with("mapping.tsv", "petabEntityId\tmodelEntityId\nremark\t\n");
    for (String table : List.of("conditions.tsv", "observables.tsv")) {
      fixture.with(table, fixture.text(table).replaceAll("\\b(A|dose)\\b", "part__$1"));
    }
    fixture.with("parameters.tsv", fixture.text("parameters.tsv").replace("k\t", "part__k\t"));
    fixture.with(
        "model.xml",
        """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1"
            xmlns:comp="http://www.sbml.org/sbml/level3/version1/comp/version1" comp:required="true">
          <model id="whole">
            <comp:listOfSubmodels>
              <comp:submodel comp:id="part" comp:modelRef="outside"/>
            </comp:listOfSubmodels>
          </model>
          <comp:listOfExternalModelDefinitions>
            <comp:externalModelDefinition comp:id="outside" comp:source="part.xml"/>
          </comp:listOfExternalModelDefinitions>
        </sbml>
        """);
    Path copy = ProblemCopy.write(fixture.write(), folder.resolve("out"), Map.of("sd", 0.5));
    assertThat(copy.resolveSibling("part.xml")).hasSameBinaryContentAs(in.resolve("part.xml"));
    assertThat(ProblemReader.read(copy).parameters().get(3).nominal()).isEqualTo(0.5);
  }

  @Test
  void onlyCellsOfNominalValuesChange() throws IOException, InputException {
    Fixture fixture = Fixture.version2(Files.createDirectory(folder.resolve("in")));
    String table =
        "\uFEFF"
            + fixture
                .text("parameters.tsv")
                .replace("estimate", "note\testimate")
                .replace("\ttrue", "\t\"a\tb \"\"c\"\"\"\ttrue")
                .replace("\tfalse", "\t \tfalse")
                .replace("\n", "\r\n");
    Path yaml = fixture.with("parameters.tsv", table).write();
    Path copy = ProblemCopy.write(yaml, folder.resolve("out"), Map.of("k", 0.1 + 0.2));
    assertThat(Files.readString(copy.resolveSibling("parameters.tsv"), StandardCharsets.UTF_8))
        .isEqualTo(table.replace("\t0.5\t", "\t" + (0.1 + 0.2) + "\t"));
    try (Stream<Path> files = Files.list(folder.resolve("in"))) {
      for (Path file : files.filter(f -> !f.endsWith("parameters.tsv")).toList()) {
        assertThat(copy.resolveSibling(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void aColumnIsAddedWhereNoneIsForNominalValues() throws IOException, InputException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Path yaml =
        new Fixture(in)
            .table(
                "parameters.tsv",
                "parameterId parameterScale lowerBound upperBound estimate",
                "k log10 1e-3 1e3 1",
                "start lin 0 10 1",
                "offset lin -1 1 1",
                "sd log 0.01 10 1")
            .write();
    Path copy = ProblemCopy.write(yaml, folder.resolve("out"), Map.of("offset", -0.5));
    assertThat(ProblemReader.read(copy).parameters().get(2).nominal()).isEqualTo(-0.5);
    assertThat(ProblemReader.read(copy).parameters().get(0).nominal()).isNaN();
  }

  @Test
  void nothingIsOverwritten() throws IOException, InputException {
    Path yaml = Fixture.version2(folder).write();
    byte[] before = Files.readAllBytes(folder.resolve("parameters.tsv"));
    assertThatThrownBy(() -> ProblemCopy.write(yaml, folder, Map.of("k", 1.0)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve("parameters.tsv")).hasBinaryContent(before);
  }

  @Test
  void valuesOfUnknownParametersAreRefused() {
    Path yaml = Fixture.version2(folder).write();
    assertThatThrownBy(() -> ProblemCopy.write(yaml, folder.resolve("out"), Map.of("kk", 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kk");
  }

  @Test
  void filesOutsideOfTheFolderAreRefusedByName() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Fixture fixture = Fixture.version2(in).replace("problem.yaml", "model.xml", "../model.xml");
    Files.writeString(folder.resolve("model.xml"), fixture.text("model.xml"));
    Path yaml = fixture.write();
    assertThatThrownBy(() -> ProblemCopy.write(yaml, folder.resolve("out"), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("problem.yaml:3:")
        .hasMessageContaining("lies outside of the problem's folder");
  }
}
