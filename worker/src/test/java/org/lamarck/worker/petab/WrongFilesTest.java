package org.lamarck.worker.petab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.problem.Finding;

/** Files of another kind than the one that is asked for: one finding says which. */
class WrongFilesTest {
  private static final String M = "measurements.tsv";

  @TempDir private Path folder;

  private Fixture fixture() {
    return new Fixture(folder);
  }

  private static byte[] zip(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write("content".getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String begin, int length) {
    return (begin + "x".repeat(length)).getBytes(StandardCharsets.ISO_8859_1);
  }

  static Stream<Arguments> kinds() throws IOException {
    return Stream.of(
        Arguments.of(zip("manifest.xml", "problem.yaml"), "this is an archive (COMBINE, zip)"),
        Arguments.of(zip("[Content_Types].xml", "xl/workbook.xml"), "this is a spreadsheet"),
        Arguments.of(zip("problem.yaml"), "this is an archive (zip)"),
        Arguments.of(gzip(bytes("a", 9)), "this file is compressed (gzip)"),
        Arguments.of(bytes("BZh91AY&SY", 9), "this file is compressed (bzip2)"),
        Arguments.of(bytes("\u00FD7zXZ\0", 9), "this file is compressed (xz)"),
        Arguments.of(bytes("(\u00B5/\u00FD", 9), "this file is compressed (zstd)"),
        Arguments.of(bytes("7z\u00BC\u00AF", 9), "this is an archive (7z)"),
        Arguments.of(
            bytes("problem.yaml" + "\0".repeat(245) + "ustar", 9), "this is an archive (tar)"),
        Arguments.of(bytes("\u00D0\u00CF\u0011\u00E0", 9), "this is a document of an office"),
        Arguments.of(bytes("\u0089HDF", 9), "this is an HDF5 file"),
        Arguments.of(bytes("%PDF-1.4", 9), "this is a PDF document"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsNoTextIsTold(byte[] content, String what) {
    for (String name : List.of("problem.yaml", M, "model.xml")) {
      assertThat(fixture().with(name, content).findings())
          .singleElement()
          .asString()
          .startsWith(name + ": error: " + what);
    }
  }

  @Test
  void otherEncodingsAreTold() {
    Fixture fixture = fixture();
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] content = fixture().text(M).getBytes(charset);
      assertThat(fixture.with(M, content).findings())
          .singleElement()
          .asString()
          .startsWith(M + ": error: the text is encoded in UTF-16");
    }
  }

  @Test
  void modelOrTableInThePlaceOfAProblemIsTold() throws IOException {
    Fixture fixture = fixture();
    fixture.write();
    assertThat(PetabLint.check(folder.resolve("model.xml")))
        .singleElement()
        .asString()
        .contains("model.xml: error: this is an SBML model, not a problem");
    assertThat(PetabLint.check(folder.resolve(M)))
        .singleElement()
        .asString()
        .contains("this is a table, not a problem");
    Path html = Files.writeString(folder.resolve("page.html"), "<!DOCTYPE html><html/>");
    assertThat(PetabLint.check(html)).singleElement().asString().contains("this is XML");
  }

  @Test
  void rowBeforeTheHeaderIsToldOnce() {
    String text = fixture().text(M);
    assertThat(fixture().with(M, "# measured in March\n" + text).findings())
        .singleElement()
        .asString()
        .startsWith(M + ":1:0: error: the header is missing: row 1 has none of the columns obs")
        .contains("remove the row");
    String headless = text.substring(text.indexOf('\n') + 1);
    assertThat(fixture().with(M, headless).findings())
        .singleElement()
        .asString()
        .startsWith(M + ":1:0: error: the header is missing");
  }

  @Test
  void commentsBetweenRowsAreToldEachAtItsRow() {
    String text = fixture().text(M) + "# the rest was lost\n";
    assertThat(fixture().with(M, text).findings())
        .singleElement()
        .asString()
        .startsWith(M + ":7:1: error: a line that begins with # is no comment");
  }

  @Test
  void longQuotationsAreCut() {
    String million = "a".repeat(1_000_000);
    List<String> findings =
        fixture().field("observables.tsv", 3, 2, million + "+").field(M, 3, 1, million).findings();
    assertThat(findings).hasSize(2).allSatisfy(one -> assertThat(one).hasSizeLessThan(400));
    assertThat(findings).anySatisfy(one -> assertThat(one).contains("… (1000001 characters)\""));
    Finding unquoted = Finding.error("f", 1, 1, million, million);
    assertThat(unquoted.toString()).hasSizeLessThan(2100);
  }

  @Test
  void oneRunTellsFaultsOfSeveralTables() {
    for (Fixture fixture : List.of(fixture(), Fixture.version2(folder))) {
      String text = fixture.text("parameters.tsv");
      assertThat(
              fixture
                  .with(
                      "parameters.tsv", text + text.lines().toList().get(1).replace("k\t", "kk\t"))
                  .replace(M, "sum\t", "summ\t")
                  .findings())
          .anySatisfy(one -> assertThat(one).contains("\"summ\" is not in the observable table"))
          .anySatisfy(one -> assertThat(one).contains("parameter \"kk\" is used nowhere"));
    }
  }

  @Test
  void localParameterOfAReactionIsToldAsSuch() {
    String local =
        "<listOfLocalParameters><localParameter id=\"vi\" value=\"1\"/></listOfLocalParameters>";
    String text = fixture().text("parameters.tsv") + "vi\tlin\t0\t1\t1\t1\t\t\n";
    assertThat(
            fixture()
                .replace("model.xml", "</kineticLaw>", local + "</kineticLaw>")
                .with("parameters.tsv", text)
                .findings())
        .singleElement()
        .asString()
        .contains("parameter \"vi\" is used nowhere")
        .contains("it is local to reaction decay_of_A");
  }
}
