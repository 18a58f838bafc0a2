package org.lamarck.worker.jsbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.PublicData;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.sbml.jsbml.ASTNode;
import org.sbml.jsbml.Event;
import org.sbml.jsbml.Model;
import org.sbml.jsbml.Parameter;
import org.sbml.jsbml.SBMLDocument;
import org.sbml.jsbml.SBMLReader;
import org.sbml.jsbml.text.parser.ParseException;

/** A document of JSBML is the same model as its file. */
class ModelsTest {
  /** Every so many cases in the default build, with all levels and packages among them. */
  private static final int STRIDE = 15;

  @Test
  void casesOfTheSuiteAreTheSameModelBothWays() throws IOException {
    List<Path> files = suite();
    List<Path> sample = new ArrayList<>();
    for (int i = 0; i < files.size(); i += STRIDE) {
      sample.add(files.get(i));
    }
    assertThat(differences(sample)).isEmpty();
  }

  @Tag("slow")
  @Test
  void everyCaseOfTheSuiteIsTheSameModelBothWays() throws IOException {
    List<Path> files = suite();
    assertThat(files).hasSizeGreaterThan(1820);
    assertThat(differences(files)).isEmpty();
  }

  /** JSBML itself breaks on the annotations of five of them (ClassCastException in its reader). */
  @Tag("slow")
  @Test
  void bioModelsAreTheSameModelBothWays() throws IOException {
    Map<String, String> differences = differences(files("biomodels"));
    differences.values().removeIf("JSBML does not read it"::equals);
    assertThat(differences)
        .containsOnlyKeys("BIOMD0000000593.xml") // of species without dynamics, by package qual
        .allSatisfy((file, why) -> assertThat(why).contains("package qual"));
  }

  @Test
  void aDocumentMadeByAProgramIsAModel() throws InputException, ParseException {
    SBMLDocument document = decay(3, 2);
    OdeModel model = Models.of(document);
    assertThat(model.id()).isEqualTo("decay");
    assertThat(model.quantity("x").orElseThrow().isState()).isTrue();
    assertThat(model.quantity("k").orElseThrow().initial().value()).isEqualTo(0.1 + 0.2);
  }

  /** In Level 2 Version 5 the writer of JSBML 1.6.1 forgets the attribute. */
  @Test
  void valuesOfTheTimeOfExecutionAreKeptInEveryLevel() throws InputException, ParseException {
    for (int[] level : new int[][] {{2, 4}, {2, 5}, {3, 1}, {3, 2}}) {
      SBMLDocument document = decay(level[0], level[1]);
      addEvent(document.getModel(), "first", true);
      addEvent(document.getModel(), "second", false);
      OdeModel model = Models.of(document);
      assertThat(model.events())
          .as("Level %d Version %d", level[0], level[1])
          .extracting(org.lamarck.worker.problem.Event::valuesFromTriggerTime)
          .containsExactly(true, false);
    }
  }

  @Test
  void whatIsWrongIsToldWithTheElementItIsIn() throws ParseException {
    SBMLDocument document = decay(3, 2);
    document.getModel().getRuleByVariable("x").setMath(ASTNode.parseFormula("k * nobody"));
    InputException refused = catchThrowableOfType(InputException.class, () -> Models.of(document));
    assertThat(refused.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo("SBMLDocument, rateRule x");
              assertThat(finding.row()).isZero();
              assertThat(finding.what()).contains("nobody");
            });
  }

  @Test
  void aPackageThatJsbmlForgetsIsRefusedByName() throws XMLStreamException {
    SBMLDocument document =
        new SBMLReader()
            .readSBMLFromStream(
                new java.io.ByteArrayInputStream(
                    """
                    <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1"
                      xmlns:q="http://www.sbml.org/sbml/level3/version1/qual/version1"
                      q:required="true"><model id="m"/></sbml>
                    """
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    InputException refused = catchThrowableOfType(InputException.class, () -> Models.of(document));
    assertThat(refused).hasMessageContaining("package qual").hasMessageContaining("JSBML");
  }

  /** Its registry of packages is not made for that (its first use by two threads fails). */
  @Test
  void manyThreadsHandOverDocuments()
      throws InterruptedException, ExecutionException, ParseException, InputException {
    SBMLDocument document = decay(3, 1);
    byte[] expected = FittedModel.bytes(Models.of(document));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<OdeModel>> models = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        models.add(threads.submit(() -> Models.of(decay(3, 1))));
      }
      for (Future<OdeModel> model : models) {
        assertThat(FittedModel.bytes(model.get())).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** dx/dt = −k x. */
  static SBMLDocument decay(int level, int version) throws ParseException {
    SBMLDocument document = new SBMLDocument(level, version);
    Model model = document.createModel("decay");
    Parameter k = model.createParameter("k");
    k.setValue(0.1 + 0.2); // 17 digits
    k.setConstant(true);
    Parameter x = model.createParameter("x");
    x.setValue(1);
    x.setConstant(false);
    model.createRateRule().setVariable("x");
    model.getRuleByVariable("x").setMath(ASTNode.parseFormula("-k * x"));
    return document;
  }

  private static void addEvent(Model model, String id, boolean fromTriggerTime)
      throws ParseException {
    Event event = model.createEvent(id);
    event.setUseValuesFromTriggerTime(fromTriggerTime);
    event.createTrigger().setMath(ASTNode.parseFormula("x < 0.5"));
    event.createDelay(ASTNode.parseFormula("1"));
    event.createEventAssignment("x", ASTNode.parseFormula("x + 1"));
  }

  private static Map<String, String> differences(List<Path> files) throws IOException {
    Map<String, String> differences = new TreeMap<>();
    for (Path file : files) {
      String difference = difference(file);
      if (!difference.isEmpty()) {
        differences.put(file.getFileName().toString(), difference);
      }
    }
    return differences;
  }

  private static String difference(Path file) throws IOException {
    SBMLDocument document;
    try {
      document = new SBMLReader().readSBML(file.toFile());
    } catch (XMLStreamException | ClassCastException e) {
      return "JSBML does not read it";
    }
    byte[] ours = null;
    String refused = "";
    try {
      ours = FittedModel.bytes(SbmlReader.read(file));
    } catch (InputException e) {
      refused = words(e);
    }
    try {
      byte[] theirs = FittedModel.bytes(Models.of(document));
      return ours == null
          ? "the file is refused: " + refused
          : java.util.Arrays.equals(ours, theirs) ? "" : "other models";
    } catch (InputException e) {
      return words(e).equals(refused) ? "" : "the document is refused: " + words(e);
    }
  }

  private static String words(InputException e) {
    return e.findings().stream()
        .map(Finding::what)
        .map(what -> what.replaceAll("line \\d+", "line").replaceAll("file \\S+/", "file "))
        .distinct()
        .sorted()
        .toList()
        .toString();
  }

  private static List<Path> suite() throws IOException {
    return files("sbml-semantic");
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> paths = Files.walk(PublicData.at(folder))) {
      return paths.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    }
  }
}
