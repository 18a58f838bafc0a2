package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.PublicData;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** Every model of public collections is read, or refused for a construct that it really has. */
class PublishedModelsTest {
  private static final List<String> REASONS =
      List.of("the package qual is not supported", "no kinetic law");

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> paths = Files.walk(PublicData.at(folder))) {
      return paths.filter(path -> path.toString().endsWith(".xml")).sorted().toList();
    }
  }

  /** The models that are read; each of the others must be refused for known reasons only. */
  private static List<OdeModel> read(List<Path> files) {
    List<OdeModel> models = new ArrayList<>();
    for (Path file : files) {
      try {
        models.add(SbmlReader.read(file));
      } catch (InputException e) {
        assertThat(e.findings())
            .allSatisfy(
                finding -> {
                  assertThat(finding.row()).isPositive();
                  assertThat(REASONS).as(finding.toString()).anyMatch(finding.what()::contains);
                });
      }
    }
    return models;
  }

  /** All but the 34 cases of flux balance analysis. */
  @Tag("slow")
  @Test
  void semanticCasesAreReadOrRefusedByName() throws IOException {
    List<Path> cases =
        files("sbml-semantic").stream()
            .filter(file -> file.getFileName().toString().contains("-sbml-"))
            .toList();
    assertThat(read(cases)).hasSize(1787);
  }

  /** All of the 520 but two without kinetics and one of qual. */
  @Tag("slow")
  @Test
  void bioModelsAreReadOrRefusedByName() throws IOException {
    assertThat(read(files("biomodels"))).hasSize(517);
  }

  @Test
  void petabModelsAreRead() throws IOException {
    assertThat(read(files("petab-benchmark"))).hasSizeGreaterThanOrEqualTo(24);
  }

  @Test
  void boehmHasEightStatesAndItsParameters() throws IOException, InputException {
    OdeModel model =
        SbmlReader.read(
            PublicData.at("petab-benchmark")
                .resolve("Boehm_JProteomeRes2014/model_Boehm_JProteomeRes2014.xml"));
    assertThat(model.quantities()).filteredOn(Quantity.State.class::isInstance).hasSize(8);
    assertThat(model.quantity("k_phos")).containsInstanceOf(Quantity.Constant.class);
  }

  @Test
  void calciumModelHasFiveStates() throws IOException, InputException {
    OdeModel model = SbmlReader.read(PublicData.at("biomodels").resolve("BIOMD0000000145.xml"));
    assertThat(model.quantities()).filteredOn(Quantity.State.class::isInstance).hasSize(5);
  }

  /** What is found when one line of a real model is damaged stands in that line. */
  @Test
  void damageIsLocated() throws IOException {
    Path file = PublicData.at("biomodels").resolve("BIOMD0000000145.xml");
    String text = Files.readString(file);
    int at = text.indexOf("<kineticLaw");
    String damaged =
        text.substring(0, at)
            + text.substring(at).replaceFirst("<ci>\\s*\\w+\\s*</ci>", "<ci>nobody</ci>");
    int row =
        (int) damaged.substring(0, damaged.indexOf("nobody")).chars().filter(c -> c == '\n').count()
            + 1;
    Optional<Finding> finding = Optional.empty();
    try {
      SbmlReader.read("m.xml", damaged.getBytes(StandardCharsets.UTF_8));
    } catch (InputException e) {
      finding = Optional.of(e.findings().get(0));
    }
    assertThat(finding).map(Finding::row).contains(row);
  }
}
