package org.lamarck.driver.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.zeppelin.interpreter.InterpreterOutput;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.InterpreterResultMessage;
import org.apache.zeppelin.notebook.Note;
import org.apache.zeppelin.notebook.Paragraph;
import org.apache.zeppelin.scheduler.Job;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.driver.Lamarck;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.HtmlReport;
import org.lamarck.driver.run.Budget;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.InputException;

/** Zeppelin itself reads the notebooks of the examples, and what their paragraphs print. */
class ZeppelinTest {
  private static final Path NOTES = Path.of("../examples/zeppelin");

  /** Interpreters that a Zeppelin with Spark has. */
  private static final List<String> INTERPRETERS = List.of("md", "spark", "spark.pyspark");

  @TestFactory
  List<DynamicTest> everyNotebookIsAsZeppelinWouldWriteIt() throws IOException {
    try (Stream<Path> notes = Files.list(NOTES)) {
      return notes
          .map(
              note ->
                  DynamicTest.dynamicTest(
                      note.getFileName().toString(), () -> requireWellFormed(note)))
          .toList();
    }
  }

  private static void requireWellFormed(Path file) throws IOException {
    assertThat(file.toString()).endsWith(".zpln");
    Note note = Note.fromJson("", Files.readString(file));
    assertThat(note.getId()).matches("[0-9A-Z]{9}");
    assertThat(note.getName()).isNotBlank();
    assertThat(note.getParagraphs()).hasSizeGreaterThan(3);
    for (Paragraph paragraph : note.getParagraphs()) {
      paragraph.parseText();
      assertThat(paragraph.getTitle()).isNotBlank();
      assertThat(paragraph.getIntpText()).isIn(INTERPRETERS);
      assertThat(paragraph.getScriptText()).isNotBlank();
      assertThat(paragraph.getStatus()).isEqualTo(Job.Status.READY);
      assertThat(paragraph.getReturn()).as("results are not kept").isNull();
    }
    Note again = Note.fromJson(note.getId(), note.toJson());
    assertThat(again.getParagraphs().stream().map(Paragraph::getText).toList())
        .isEqualTo(note.getParagraphs().stream().map(Paragraph::getText).toList());
  }

  @Test
  void whatAParagraphPrintsAreTablesAndPlots() throws IOException, InputException {
    RunRecord record =
        Lamarck.onThreads(1)
            .withBudget(Budget.UNLIMITED.withEvaluations(200))
            .fit(ProblemReader.read(Path.of("../examples/boehm/boehm.yaml")));
    List<InterpreterResultMessage> shown =
        shown(
            "9 parameters",
            Paragraphs.estimates(record),
            Paragraphs.trace(record),
            Paragraphs.plots(record));
    assertThat(shown.stream().map(InterpreterResultMessage::getType))
        .containsExactly(
            InterpreterResult.Type.TEXT,
            InterpreterResult.Type.TABLE,
            InterpreterResult.Type.TABLE,
            InterpreterResult.Type.HTML);
    assertThat(shown.get(1).getData().strip().lines()).hasSize(1 + 9);
    assertThat(shown.get(2).getData()).startsWith("evaluations\tobjective\n");
    assertThat(shown.get(3).getData().split("<svg", -1))
        .hasSize(1 + HtmlReport.plots(record).size());
  }

  /** As Spark's interpreter passes on what println prints. */
  private static List<InterpreterResultMessage> shown(String... printed) throws IOException {
    try (InterpreterOutput output = new InterpreterOutput()) {
      for (String text : printed) {
        output.write(text + "\n");
      }
      output.flush();
      return output.toInterpreterResultMessage();
    }
  }
}
