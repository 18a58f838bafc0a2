package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.lamarck.worker.sbml.Composed.definition;
import static org.lamarck.worker.sbml.Composed.deletion;
import static org.lamarck.worker.sbml.Composed.document;
import static org.lamarck.worker.sbml.Composed.external;
import static org.lamarck.worker.sbml.Composed.parameter;
import static org.lamarck.worker.sbml.Composed.replaced;
import static org.lamarck.worker.sbml.Composed.submodel;
import static org.lamarck.worker.sbml.Composed.submodels;
import static org.lamarck.worker.sbml.Sbml.assignmentRule;
import static org.lamarck.worker.sbml.Sbml.parameters;
import static org.lamarck.worker.sbml.Sbml.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

class CompositionFindingsTest {
  private static final String INNER = definition("inner", parameters(Sbml.parameter("p", 2)));

  @TempDir private Path folder;

  private static Finding finding(String document) {
    return only(catchThrowableOfType(InputException.class, () -> Sbml.read(document)).findings());
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private Path write(String name, String document) throws IOException {
    return Files.writeString(folder.resolve(name), document);
  }

  private Finding finding(Path file) {
    return only(catchThrowableOfType(InputException.class, () -> SbmlReader.read(file)).findings());
  }

  @Test
  void missingModelsAreLocated() {
    Finding finding = finding(document("\n" + submodels(submodel("A", "nobody")), INNER));
    assertThat(finding.row()).isEqualTo(5);
    assertThat(finding.what()).contains("there is no model nobody");
  }

  @Test
  void referencesToNothingAreLocated() {
    Finding replacement =
        finding(
            document(
                parameters(
                        parameter("k", 1, "\n" + replaced("comp:submodelRef='A' comp:idRef='x'")))
                    + submodels(submodel("A", "inner")),
                INNER));
    assertThat(replacement.row()).isEqualTo(5);
    assertThat(replacement.what()).isEqualTo("A has nothing of idRef x");
    Finding deletion =
        finding(
            document(submodels(submodel("A", "inner", "", deletion("comp:portRef='x'"))), INNER));
    assertThat(deletion.what()).isEqualTo("A has nothing of portRef x");
    assertThat(deletion.row()).isEqualTo(4);
  }

  @Test
  void referencesMustBeOne() {
    assertThat(finding(document(submodels(submodel("A", "inner", "", deletion(""))), INNER)).what())
        .isEqualTo("<deletion> refers to nothing");
    String both = deletion("comp:idRef='p' comp:portRef='p'");
    assertThat(finding(document(submodels(submodel("A", "inner", "", both)), INNER)).what())
        .isEqualTo("<deletion> has both portRef and idRef");
  }

  @Test
  void replacingTwiceIsRefused() {
    String p = replaced("comp:submodelRef='A' comp:idRef='p'");
    assertThat(
            finding(
                    document(
                        parameters(parameter("k", 1, p), parameter("l", 1, p))
                            + submodels(submodel("A", "inner")),
                        INNER))
                .what())
        .contains("has replaced this one already");
  }

  @Test
  void whatUsesDeletedElementsIsLocated() {
    String inner =
        definition(
            "inner",
            parameters(Sbml.parameter("p", 2), Sbml.parameter("q", 2)),
            rules("\n" + assignmentRule("q", "<ci>p</ci>")));
    Finding finding =
        finding(document(submodels(submodel("A", "inner", "", deletion("comp:idRef='p'"))), inner));
    assertThat(finding.row()).isEqualTo(8);
    assertThat(finding.what()).contains("A__p");
  }

  @Test
  void modelsThatContainThemselvesAreRefused() {
    String a = definition("a", submodels(submodel("B", "b")));
    String b = definition("b", submodels(submodel("A", "a")));
    assertThat(finding(document(submodels(submodel("A", "a")), a + b)).what())
        .contains("contains itself");
    assertThat(finding(document(submodels(submodel("A", "m")), "")).what())
        .contains("contains itself");
  }

  /** 2^40 submodels. */
  @Test
  void modelsDoNotGrowWithoutEnd() {
    StringBuilder definitions = new StringBuilder(INNER);
    String inside = "inner";
    for (int i = 0; i < 40; i++) {
      definitions.append(
          definition("d" + i, submodels(submodel("A", inside), submodel("B", inside))));
      inside = "d" + i;
    }
    String document = document(submodels(submodel("A", inside)), definitions.toString());
    // a second on a busy machine; the bound tells it from no end at all
    assertThat(
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> finding(document))
                .what())
        .contains("grow beyond all bounds");
  }

  @Test
  void modelsDoNotNestWithoutEnd() {
    StringBuilder definitions = new StringBuilder(INNER);
    String inside = "inner";
    for (int i = 0; i < 20_000; i++) {
      definitions.append(definition("d" + i, submodels(submodel("A", inside))));
      inside = "d" + i;
    }
    String document = document(submodels(submodel("A", inside)), definitions.toString());
    assertThat(finding(document).what()).contains("grow beyond all bounds");
  }

  @Test
  void externalModelsAreReadFromTheirFolder() throws IOException, InputException {
    Files.createDirectory(folder.resolve("parts of it"));
    write("parts of it/leaf.xml", document("", INNER));
    write(
        "parts of it/middle.xml",
        document(
            submodels(submodel("B", "leaf")),
            "",
            external("leaf", "comp:source='leaf.xml' comp:modelRef='inner'")));
    Path whole =
        write(
            "whole.xml",
            document(
                submodels(submodel("A", "x")),
                "",
                external("x", "comp:source='parts%20of%20it/middle.xml'")));
    assertThat(SbmlReader.read(whole).quantity("A__B__p")).isPresent();
  }

  @Test
  void faultsInExternalModelsAreLocatedThere() throws IOException {
    write(
        "part.xml",
        document(
            "", definition("d", parameters("\n<parameter id='p' value='x' constant='true'/>"))));
    Path whole =
        write(
            "whole.xml",
            document(
                submodels(submodel("A", "x")),
                "",
                external("x", "comp:source='part.xml' comp:modelRef='d'")));
    Finding finding = finding(whole);
    assertThat(finding.file()).isEqualTo(folder.resolve("part.xml").toString());
    assertThat(finding.row()).isEqualTo(7);
  }

  @Test
  void externalFilesThatCannotBeHadAreOneLine() throws IOException {
    for (String source :
        List.of(
            "missing.xml", "http://example.org/m.xml", "urn:miriam:x", ".", "", "//host/m.xml")) {
      Path whole =
          write(
              "whole.xml",
              document(
                  submodels(submodel("A", "x")),
                  "",
                  "\n" + external("x", "comp:source='" + source + "'")));
      assertThat(finding(whole).row()).as(source).isEqualTo(8);
    }
  }

  @Test
  void otherFilesAreNotSbml() throws IOException {
    write("part.xml", "<html/>");
    Path whole =
        write(
            "whole.xml",
            document(submodels(submodel("A", "x")), "", external("x", "comp:source='part.xml'")));
    assertThat(finding(whole).what()).contains("<html>, not SBML");
  }

  @Test
  void externalDefinitionsThatLeadBackAreRefused() throws IOException {
    String back = external("x", "comp:source='whole.xml' comp:modelRef='x'");
    Path whole = write("whole.xml", document(submodels(submodel("A", "x")), "", back));
    assertThat(finding(whole).what()).contains("leads back to itself");
    Path itself =
        write(
            "itself.xml",
            document(submodels(submodel("A", "x")), "", external("x", "comp:source='itself.xml'")));
    assertThat(finding(itself).what()).contains("contains itself");
  }

  @Test
  void bytesAloneCannotNameOtherFiles() {
    assertThat(
            finding(
                    document(
                        submodels(submodel("A", "x")), "", external("x", "comp:source='y.xml'")))
                .what())
        .contains("in another file, y.xml");
  }
}
