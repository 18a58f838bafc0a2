package org.lamarck.worker.problem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileKindTest {
  @ParameterizedTest
  @CsvSource({
    "manifest.xml, COMBINE",
    "[Content_Types].xml, SPREADSHEET",
    "xl/workbook.xml, SPREADSHEET",
    "problem.yaml, ZIP"
  })
  void anArchiveIsKnownByTheNameOfItsFirstEntry(String entry, FileKind kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write("text".getBytes(UTF_8));
    }
    assertThat(FileKind.of(bytes.toByteArray())).contains(kind);
  }

  @Test
  void anEmptyArchiveIsOneToo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ZipOutputStream(bytes).close();
    assertThat(FileKind.of(bytes.toByteArray())).contains(FileKind.ZIP);
  }

  @Test
  void whatIsCompressedIsKnownByItsFirstBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("parameterId\n".getBytes(UTF_8));
    }
    assertThat(FileKind.of(bytes.toByteArray())).contains(FileKind.GZIP);
    assertThat(FileKind.of("BZh91AY&SY..".getBytes(ISO_8859_1))).contains(FileKind.BZIP2);
    assertThat(FileKind.of("\u00FD7zXZ\0\0".getBytes(ISO_8859_1))).contains(FileKind.XZ);
    assertThat(FileKind.of("(\u00B5/\u00FD$".getBytes(ISO_8859_1))).contains(FileKind.ZSTANDARD);
  }

  @Test
  void aTarArchiveIsKnownByTheNameOfItsFormatBehindTheFirstHeader() {
    byte[] header = new byte[512];
    byte[] name = "problem/model.xml".getBytes(UTF_8);
    System.arraycopy(name, 0, header, 0, name.length);
    assertThat(FileKind.of(header)).isEmpty();
    System.arraycopy("ustar".getBytes(UTF_8), 0, header, 257, 5);
    assertThat(FileKind.of(header)).contains(FileKind.TAR);
  }

  @Test
  void textOfTwoBytesACharacterIsKnownWithAndWithoutAMark() {
    assertThat(FileKind.of("\uFEFFparameterId".getBytes(UTF_16LE))).contains(FileKind.UTF_16);
    assertThat(FileKind.of("parameterId".getBytes(UTF_16LE))).contains(FileKind.UTF_16);
    assertThat(FileKind.of("\uFEFFparameterId".getBytes(UTF_8))).isEmpty();
  }

  /** Also beginnings of the marks of others, and words that occur in archives. */
  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PK", "BZh9 is no archive", "manifest.xml", "k\t1\n", "(µ"})
  void textIsNoneOfThem(String text) {
    assertThat(FileKind.of(text.getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachKindSaysWhatItIsAndWhatToDo(FileKind kind) {
    // they stand in "FILE: error: what; remedy"
    assertThat(kind.what()).matches("th(is|e) [^;]+");
    assertThat(kind.remedy()).matches("(unpack|save|export|name) [^;]+");
  }
}
