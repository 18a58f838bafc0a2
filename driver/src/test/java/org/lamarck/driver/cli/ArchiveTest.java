package org.lamarck.driver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command does with a COMBINE archive is what it does with the files in it. */
class ArchiveTest {
  private static final Path BOEHM = Path.of("../examples/boehm");

  @TempDir private Path folder;

  @Test
  void everyCommandTakesAnArchive() throws IOException {
    String archive = archive("");
    assertThat(lamarck("evaluate", archive).out())
        .isEqualTo(
            lamarck("evaluate", BOEHM + "/boehm.yaml")
                .out()
                .replace("../examples/boehm/boehm.yaml", archive));
    assertThat(lamarck("lint", archive).code()).isZero();
    String[] course = {"--times", "0,10", "--variables", "STAT5A"};
    assertThat(lamarck("simulate", archive, course[0], course[1], course[2], course[3]).out())
        .isEqualTo(
            lamarck("simulate", BOEHM + "/model.xml", course[0], course[1], course[2], course[3])
                .out());
  }

  @Test
  void aFitOfAnArchiveIsWrittenLikeAnyOther() throws IOException {
    String run = folder.resolve("run").toString();
    Terminal terminal =
        lamarck("fit", archive(""), "--start", "nominal", "--evaluations", "30", "--out", run);
    assertThat(terminal.code()).isZero();
    assertThat(Path.of(run, "model.xml")).exists();
    assertThat(lamarck("lint", run + "/petab/boehm.yaml").code()).isZero();
    Terminal again = lamarck("resume", run, "--evaluations", "60");
    assertThat(again.code()).as(again.err()).isZero();
  }

  @Test
  void findingsNameTheFileInTheArchive() throws IOException {
    String archive = archive("nobody\tlog10\t1\t2\t1\t1\n");
    assertThat(lamarck("lint", archive).out())
        .contains("boehm.omex: study/parameters.tsv:")
        .doesNotContain("lamarck-archive-");
  }

  /** The example as an archive, with a line more in its parameter table. */
  private String archive(String line) throws IOException {
    Path archive = folder.resolve("boehm.omex");
    StringBuilder manifest = new StringBuilder("<omexManifest>");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive));
        var files = Files.list(BOEHM)) {
      for (Path file : files.sorted().toList()) {
        String name = "study/" + file.getFileName();
        String format = name.endsWith(".xml") ? "sbml" : "text";
        manifest.append("<content location=\"./%s\" format=\"%s\"/>".formatted(name, format));
        out.putNextEntry(new ZipEntry(name));
        out.write(Files.readAllBytes(file));
        if (name.endsWith("parameters.tsv")) {
          out.write(line.getBytes(UTF_8));
        }
      }
      out.putNextEntry(new ZipEntry("manifest.xml"));
      out.write(manifest.append("</omexManifest>").toString().getBytes(UTF_8));
    }
    return archive.toString();
  }
}
