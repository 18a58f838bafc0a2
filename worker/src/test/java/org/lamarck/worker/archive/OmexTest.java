package org.lamarck.worker.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.problem.InputException;

class OmexTest {
  private static final String SBML = "http://identifiers.org/combine.specifications/sbml";

  @TempDir private Path folder;

  @Test
  void theOnlyProblemAndModelAreFound() throws IOException, InputException {
    Omex archive =
        unpack(
            Map.of(
                "a/problem.yaml", "x",
                "a/model.xml", "<sbml/>",
                "notes.txt", "n",
                "manifest.xml",
                    manifest(
                        "./a/model.xml|" + SBML + "|false",
                        "./a/problem.yaml|http://purl.org/NET/mediatypes/text/x-yaml|false",
                        "./notes.txt|text|false")));
    assertThat(archive.problem()).hasContent("x");
    assertThat(archive.model()).hasContent("<sbml/>");
    assertThat(archive.contents()).hasSize(3);
  }

  @Test
  void ofSeveralTheMasterCounts() throws IOException, InputException {
    Map<String, String> files = new TreeMap<>();
    files.put("one.xml", "1");
    files.put("two.xml", "2");
    files.put("manifest.xml", manifest("one.xml|" + SBML + "|false", "two.xml|" + SBML + "|true"));
    assertThat(unpack(files).model()).hasContent("2");
  }

  @Test
  void severalWithoutAMasterAreToldByName() throws IOException, InputException {
    Map<String, String> files = new TreeMap<>();
    files.put("one.xml", "1");
    files.put("two.xml", "2");
    files.put("manifest.xml", manifest("one.xml|" + SBML + "|false", "two.xml|" + SBML + "|false"));
    Omex archive = unpack(files);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(archive::model)
        .withMessageContaining("one.xml, two.xml");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(archive::problem)
        .withMessageContaining("no PEtab problem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.txt", "a/../../evil.txt", "/evil.txt", "..\\evil.txt", "C:evil"})
  void nothingIsWrittenOutsideOfTheFolder(String name) throws IOException {
    Path archive = zip(Map.of(name, "evil", "manifest.xml", manifest()));
    Path target = Files.createDirectories(folder.resolve("in/target"));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Omex.unpack(archive, target))
        .withMessageContaining("outside of the archive");
    assertThat(folder.resolve("in/evil.txt")).doesNotExist();
    assertThat(folder.resolve("evil.txt")).doesNotExist();
    assertThat(Path.of("/evil.txt")).doesNotExist();
  }

  @Test
  void aManifestCannotNameWhatIsOutside() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () -> unpack(Map.of("manifest.xml", manifest("../archive.omex|" + SBML + "|true"))))
        .withMessageContaining("outside of the archive");
  }

  /** 1100 MiB of zeros are a megabyte when packed. */
  @Test
  void anArchiveThatUnpacksWithoutEndIsRefused() throws IOException {
    Path archive = folder.resolve("bomb.omex");
    byte[] zeros = new byte[1 << 20];
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      out.putNextEntry(new ZipEntry("zeros"));
      for (int i = 0; i < 1100; i++) {
        out.write(zeros);
      }
    }
    assertThat(Files.size(archive)).isLessThan(2_000_000);
    Path target = Files.createDirectories(folder.resolve("target"));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Omex.unpack(archive, target))
        .withMessageContaining("more than 1024 MiB");
  }

  @Test
  void whatIsNoArchiveIsToldSo() throws IOException {
    Path text = Files.writeString(folder.resolve("text.omex"), "PK but no zip");
    assertThat(Omex.isArchive(text)).isFalse();
    Path broken = Files.write(folder.resolve("broken.omex"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThat(Omex.isArchive(broken)).isTrue();
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Omex.unpack(broken, Files.createDirectories(folder.resolve("t1"))))
        .withMessageContaining("no zip file");
    Path empty = zip(Map.of("a.txt", "a"));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Omex.unpack(empty, Files.createDirectories(folder.resolve("t2"))))
        .withMessageContaining("no manifest.xml");
  }

  private static String manifest(String... contents) {
    StringBuilder text =
        new StringBuilder(
            "<omexManifest xmlns=\"http://identifiers.org/combine.specifications/omex-manifest\">");
    text.append("<content location=\".\" format=\"omex\"/>");
    for (String content : contents) {
      String[] parts = content.split("\\|", -1);
      text.append(
          "<content location=\"%s\" format=\"%s\" master=\"%s\"/>"
              .formatted(parts[0], parts[1], parts[2]));
    }
    return text.append("</omexManifest>").toString();
  }

  private Omex unpack(Map<String, String> files) throws IOException, InputException {
    return Omex.unpack(zip(files), Files.createDirectories(folder.resolve("target")));
  }

  private Path zip(Map<String, String> files) throws IOException {
    Path archive = folder.resolve("archive.omex");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(UTF_8));
      }
    }
    return archive;
  }
}
