package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.engine.Wire;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.Program;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.profile.End;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Reading;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Records as values: written, read, and told from others. */
class RecordTest {
  private static final RunRecord RUN =
      Records.of(3, 2, 20)
          .with(
              Parts.profiles(
                  0.95,
                  Parts.parameters("k_0", "k_1", "k_2"),
                  List.of(
                      Parts.curve(
                          1,
                          3,
                          Parts.end(End.Kind.BOUND, -5, 1),
                          Parts.end(End.Kind.FAILED, 2, 1)))))
          .with(Parts.samples(Parts.parameters("k_0", "k_1", "k_2"), 2, 10, true));

  @TempDir Path folder;

  private CheckpointFolder checkpoints() throws Exception {
    return CheckpointFolder.in(Stores.at(folder.toString()));
  }

  @Test
  void whatIsReadMakesTheSameFiles() {
    RunRecord read = Wire.fromBytes(Wire.toBytes(RUN), RunRecord.class);
    assertThat(Json.write(ResultFolder.result(new Judgement(read))))
        .isEqualTo(Json.write(ResultFolder.result(new Judgement(RUN))));
    assertThat(HtmlReport.write(read)).isEqualTo(HtmlReport.write(RUN));
    assertThat(read.estimates()).isEqualTo(RUN.estimates());
    assertThat(read.profiles().orElseThrow().profiled().curves())
        .isEqualTo(RUN.profiles().orElseThrow().profiled().curves());
    assertThat(read.samples()).isEqualTo(RUN.samples());
  }

  @Test
  void aRecordIsKeptBesideItsCheckpoints() throws Exception {
    checkpoints().saveResult(RUN);
    assertThat(checkpoints().result(RunRecord.class).orElseThrow().estimates())
        .isEqualTo(RUN.estimates());
    checkpoints().forgetResult();
    assertThat(checkpoints().result(RunRecord.class)).isEmpty();
  }

  @Test
  void oneByteThatWasChangedIsToldInALine() throws Exception {
    checkpoints().saveResult(RUN);
    Path file = folder.resolve("result.bin");
    byte[] bytes = Files.readAllBytes(file);
    for (int at : new int[] {0, 9, 14, 20, 24, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> checkpoints().result(RunRecord.class))
          .as("byte %d", at)
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageEndingWith("; delete it and try again")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }

  @Test
  void shellsShowARecordInALine() {
    assertThat(RUN)
        .hasToString(
            "RunRecord[boehm: objective %s, 3 parameters searched, finished]"
                .formatted(RUN.outcome().state().bestValue()));
  }

  @Test
  void priorsAreWhatTheObjectiveHasBesideTheLikelihood() {
    assertThat(RUN.logPrior()).isEmpty(); // they do not count
  }

  @Test
  void aPointIsShownOnTheLinearScaleInTheTablesOrder() {
    assertThat(RUN.linear(Vector.of(0, 1, -2)))
        .containsExactly(Map.entry("k_0", 1.0), Map.entry("k_1", 10.0), Map.entry("k_2", 0.01));
  }

  @Test
  void bandsAreOnTheScaleOfTheNoise() {
    FitPoint linear = new FitPoint("y", "e", 1, 3, 2, Noise.NORMAL, 0.5, 2, new Reading.Exact());
    assertThat(linear.shifted(2)).isEqualTo(3);
    FitCurve curve =
        new FitCurve(
            "y", "e", Vector.of(0, 1), Vector.of(2, 4), Vector.of(0.5, 0.25), Noise.LOG_NORMAL);
    assertThat(curve.shifted(1, -2)).isCloseTo(4 * Math.exp(-0.5), within(1e-15));
    assertThatThrownBy(
            () ->
                new FitCurve(
                    "y", "e", Vector.of(0, 1), Vector.of(2), Vector.of(1, 1), Noise.NORMAL))
        .hasMessage("2 times, 1 values and 2 sigmas");
  }

  @Test
  void theProgramKnowsItsVersionAndItsJava() {
    assertThat(Program.version()).isNotBlank();
    assertThat(Program.java()).contains(Integer.toString(Runtime.version().feature()));
  }

  @Test
  void profilesAreDrawnInAPageThatIsWellFormed() throws Exception {
    String page = HtmlReport.write(RUN);
    for (String part : List.of("Profiles", "k_1", "step limit", "not known")) {
      assertThat(page.contains(part)).as(part).isTrue();
    }
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(page)));
    NodeList headings = document.getElementsByTagName("h2");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < headings.getLength(); i++) {
      texts.add(headings.item(i).getTextContent());
    }
    assertThat(texts).contains("How far each parameter can go").doesNotHaveDuplicates();
    // the script asks for it, nothing before does
    assertThat(page.substring(0, page.indexOf("<script")).contains("NaN")).isFalse();
  }
}
