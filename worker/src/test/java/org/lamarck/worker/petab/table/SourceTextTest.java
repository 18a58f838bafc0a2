package org.lamarck.worker.petab.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are text, and what is said of those that are none or cannot be read. */
class SourceTextTest {
  private static final Place NAMED = new Place("problem.yaml", 7, 3);

  @TempDir private Path folder;

  private final Findings findings = new Findings();

  private Optional<SourceText> read(byte[] content) throws IOException {
    return SourceText.read(Files.write(folder.resolve("a.tsv"), content), NAMED, findings);
  }

  private List<String> told() {
    return findings.all().stream()
        .map(one -> one.toString().replace(folder + "/", "").replace(folder + "\\", ""))
        .toList();
  }

  @Test
  void textIsAsItStandsInTheFile() throws IOException {
    String text = "µ\t∞\r\n𝛼\n";
    assertThat(read(text.getBytes(UTF_8)).orElseThrow().text()).isEqualTo(text);
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void aByteOrderMarkIsLeftOutWithAWarning() throws IOException {
    assertThat(read("\uFEFFa".getBytes(UTF_8)).orElseThrow().text()).isEqualTo("a");
    assertThat(told())
        .containsExactly(
            "a.tsv:1:1: warning: the file begins with a byte order mark, which other tools may not"
                + " accept; save it as UTF-8 without a byte order mark");
  }

  @Test
  void bytesOfAnotherEncodingAreToldInTheirRow() throws IOException {
    assertThat(read("id\nok\nµ".getBytes(ISO_8859_1))).isEmpty();
    assertThat(told())
        .containsExactly(
            "a.tsv:3:0: error: byte 0xB5 is not UTF-8 text; save the file with the encoding UTF-8");
  }

  @Test
  void whatStandsNowhereIsToldWhereItIsNamed() {
    Path missing = folder.resolve("b.tsv");
    assertThat(SourceText.read(missing, NAMED, findings)).isEmpty();
    assertThat(SourceText.read(missing, Place.of(missing.toString()), findings)).isEmpty();
    assertThat(SourceText.read(folder, NAMED, findings)).isEmpty();
    assertThat(told().get(0))
        .startsWith("problem.yaml:7:3: error: file \"")
        .endsWith("b.tsv\" does not exist; correct the name or add the file");
    assertThat(told().get(1))
        .isEqualTo("b.tsv: error: the file does not exist; correct the name or add the file");
    assertThat(told().get(2)).endsWith("is a folder; name a file in it");
  }

  @Test
  void anEmptyFileIsTold() throws IOException {
    assertThat(read(" \n\t\n".getBytes(UTF_8))).isEmpty();
    assertThat(told())
        .containsExactly("a.tsv: error: the file is empty; fill it or name another file");
  }
}
