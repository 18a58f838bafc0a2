package org.lamarck.driver.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.problem.Finding;

class OpenedFileTest {
  @TempDir Path folder;

  @Test
  void aLocalFileIsTakenAsItIs() throws Exception {
    Path file = folder.resolve("p.yaml");
    Files.writeString(file, "format_version: 1\n");
    for (String location : List.of(file.toString(), file.toUri().toString())) {
      try (OpenedFile opened = OpenedFile.problem(location)) {
        assertThat(opened.file()).isEqualTo(file);
        List<Finding> findings = List.of(Finding.error(file + "", 1, 2, "what", "remedy"));
        assertThat(opened.named(findings)).isSameAs(findings);
      }
      assertThat(file).exists(); // it is not ours to remove
    }
  }

  @Test
  void deletingTakesAllOfAFolderAndNothingWhereThereIsNone() throws Exception {
    Path inner = folder.resolve("a/b/c");
    Files.createDirectories(inner);
    Files.writeString(inner.resolve("x"), "x");
    Files.writeString(folder.resolve("a/y"), "y");
    Files.writeString(folder.resolve("z"), "z");
    OpenedFile.delete(folder.resolve("a"));
    assertThat(folder.resolve("a")).doesNotExist();
    assertThat(folder.resolve("z")).exists();
    OpenedFile.delete(folder.resolve("a"));
  }

  @Test
  void aLinkIsDeletedAndNotWhatItPointsTo() throws Exception {
    Path kept = folder.resolve("kept");
    Files.createDirectories(kept);
    Files.writeString(kept.resolve("precious"), "x");
    Path gone = folder.resolve("gone");
    Files.createDirectories(gone);
    Files.createSymbolicLink(gone.resolve("link"), kept);
    OpenedFile.delete(gone);
    assertThat(gone).doesNotExist();
    assertThat(kept.resolve("precious")).exists();
  }
}
