package org.lamarck.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on Lamarck from Java shows code that compiles. */
class DocsTest {
  private static final Path PAGE = Path.of("..", "docs", "java.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

  /** What a reader's editor imports, and what the page takes as given. */
  private static final String HEAD =
      """
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import org.lamarck.driver.*;
      import org.lamarck.driver.checkpoint.*;
      import org.lamarck.driver.config.*;
      import org.lamarck.driver.config.ObjectiveChoice.*;
      import org.lamarck.driver.record.*;
      import org.lamarck.driver.report.*;
      import org.lamarck.driver.run.*;
      import org.lamarck.strategies.objective.*;
      import org.lamarck.worker.archive.*;
      import org.lamarck.worker.draft.*;
      import org.lamarck.worker.integrate.*;
      import org.lamarck.worker.jsbml.*;
      import org.lamarck.worker.objective.*;
      import org.lamarck.worker.petab.*;
      import org.lamarck.worker.problem.*;
      import org.lamarck.worker.sbml.*;
      import org.lamarck.worker.simulation.*;
      import org.lamarck.worker.task.*;

      class Page {
        EstimationProblem problem;
        RunRecord record;
        OdeModel model;
        org.sbml.jsbml.SBMLDocument document;
        Path emptyFolder;
      """;

  @TempDir Path folder;

  @Test
  void everyBlockOfThePageCompiles() throws IOException {
    List<MatchResult> blocks = BLOCK.matcher(Files.readString(PAGE)).results().toList();
    assertThat(blocks).hasSizeGreaterThan(3);
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < blocks.size(); i++) {
      text.append("void block").append(i).append("() throws Exception {\n");
      text.append(blocks.get(i).group(1)).append("}\n");
    }
    Path source = Files.writeString(folder.resolve("Page.java"), text.append("}\n"));
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                words,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(code).as(words.toString(StandardCharsets.UTF_8)).isZero();
  }
}
