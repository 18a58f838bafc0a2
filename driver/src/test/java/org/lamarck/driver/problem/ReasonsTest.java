package org.lamarck.driver.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  @Test
  void javasBareNamesBecomeSentencesWithARemedy() {
    assertThat(Reasons.file(new NoSuchFileException("a.tsv")))
        .isEqualTo("a.tsv: there is no such file; correct its name");
    assertThat(Reasons.file(new FileNotFoundException("a.tsv")))
        .isEqualTo("a.tsv: there is no such file; correct its name");
    assertThat(Reasons.file(new AccessDeniedException("a.tsv")))
        .isEqualTo("a.tsv: access is denied; check its permissions");
    assertThat(Reasons.file(new FileAlreadyExistsException("a")))
        .isEqualTo("a: it exists and is not overwritten; choose another name");
    assertThat(Reasons.file(new NotDirectoryException("a")))
        .isEqualTo("a: it is no folder; choose another name");
  }

  @Test
  void othersAreOneLineHoweverManyTheyHave() {
    assertThat(Reasons.file(new IOException(" disk\r\n  is\u2028full \n")))
        .isEqualTo("disk is full");
    assertThat(Reasons.file(new IOException((String) null))).isEqualTo("null");
    assertThat(Reasons.internal(new IllegalStateException("a\nb")))
        .isEqualTo("internal error: java.lang.IllegalStateException: a b");
    assertThat(Reasons.oneLine("a  b")).isEqualTo("a  b"); // spaces within a line stay
  }

  @Test
  void aNameThatNoFileCanHaveIsToldWithTheReason() {
    assertThat(Reasons.name(new InvalidPathException("a\0b", "Nul character not allowed")))
        .isEqualTo("no file can be called \"a?b\" (Nul character not allowed); correct the name");
  }

  @Test
  void aStackTraceHasItsCauses() {
    String trace = Reasons.stackTrace(new IllegalStateException("outer", new IOException("inner")));
    assertThat(trace)
        .contains("java.lang.IllegalStateException: outer", "Caused by: java.io.IOException: inner")
        .contains("ReasonsTest");
  }
}
