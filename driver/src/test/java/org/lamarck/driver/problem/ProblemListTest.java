package org.lamarck.driver.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.driver.config.ConfigException;

class ProblemListTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.toAbsolutePath().resolve("..").normalize());
    Files.writeString(file, text);
    return file;
  }

  @Test
  void aProblemIsNamedAfterItsFolder() throws Exception {
    Path b = file("b/problem.yaml", "format_version: 1\n");
    Path a = file("a/other.yml", "problems: []\nformat_version : 2\n");
    assertThat(ProblemList.of(folder)).containsExactly(Map.entry("a", a), Map.entry("b", b));
  }

  @Test
  void severalInOneFolderAreNamedAfterTheirFilesToo() throws Exception {
    Path one = file("a/one.yaml", "format_version: 1\n");
    Path two = file("a/two.yaml", "format: lamarck\n");
    assertThat(ProblemList.of(folder))
        .containsExactly(Map.entry("a-one", one), Map.entry("a-two", two));
  }

  @Test
  void filesThatAreNoProblemsAreLeftOut() throws Exception {
    Path real = file("a/problem.yaml", "format_version: 1\n");
    file("a/visualization.yaml", "title: format_version\n");
    file("a/notes.txt", "format_version: 1\n");
    file("top.yaml", "format_version: 1\n"); // in no folder of its own
    file("empty/readme.md", "");
    assertThat(ProblemList.of(folder)).containsOnlyKeys("a").containsValue(real);
  }

  @Test
  void aFileThatIsNoTextIsLeftToItsReader() throws Exception {
    Path file = file("a/problem.yaml", "");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(ProblemList.of(folder)).containsOnlyKeys("a");
  }

  @Test
  void aFolderWithoutProblemsIsRefusedInALine() throws Exception {
    file("a/notes.yaml", "a: 1\n");
    assertThatThrownBy(() -> ProblemList.of(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "error: %s has no problem NAME/*.yaml; name a folder that has a folder for each problem"
                .formatted(folder));
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> ProblemList.of(missing))
        .hasMessage("error: there is no folder " + missing + "; correct its name");
  }

  @ParameterizedTest
  @CsvSource({
    "boehm.yaml, boehm",
    "/a/b/boehm.v2.yaml, boehm.v2",
    "hdfs://host:9000/a/boehm.yaml, boehm",
    "noending, noending",
    ".hidden, .hidden",
    "a.b/c, c"
  })
  void aNameIsTheFilesWithoutFolderAndEnding(String location, String name) {
    assertThat(ProblemFiles.name(location)).isEqualTo(name);
  }
}
