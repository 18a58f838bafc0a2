package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.Lamarck;
import org.lamarck.driver.Programs;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;

/**
 * A report, and plots in a notebook, as Chromium shows them: wide and narrow, light and dark. Needs
 * {@code chromium} on the PATH.
 */
@Tag("slow")
@Tag("process")
class BrowserTest {
  private static final Pattern SEEN = Pattern.compile("(?s)<pre id=\"seen\">(.*?)\nend</pre>");
  private static final Map<String, RunRecord> FITTED = new LinkedHashMap<>();

  @TempDir private Path folder;

  private static RunRecord fitted(String example) throws Exception {
    RunRecord known = FITTED.get(example);
    if (known == null) {
      String file = example.equals("boehm") ? "boehm.yaml" : "problem.yaml";
      known =
          Lamarck.onThreads(2)
              .withStarts(List.of(Map.of()))
              .withBudget(Budget.UNLIMITED.withEvaluations(500))
              .fit(Path.of("../examples", example, file));
      FITTED.put(example, known);
    }
    return known;
  }

  private static String script() throws IOException {
    try (InputStream in = BrowserTest.class.getResourceAsStream("browser.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What the script has to say of a page, a line each. */
  private List<String> seen(String body, boolean dark) throws Exception {
    Path page =
        Files.writeString(
            folder.resolve("page.html"),
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>%s<script>%s</script></body></html>"
                .formatted(body, script()));
    Path out = folder.resolve("dom.html");
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.onPath("chromium").toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--allow-file-access-from-files",
                "--user-data-dir=" + folder.resolve("profile"),
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--window-size=1400,3000",
                "--virtual-time-budget=10000",
                "--dump-dom",
                page.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String dom = Files.readString(out);
    Matcher seen = SEEN.matcher(dom);
    assertThat(seen.find()).as("the script came to its end").isTrue();
    return seen.group(1).lines().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"boehm", "doses", "blots", "mapk", "receptor"})
  void aReportHasItsNamesWholeAndAnswersThePointer(String example) throws Exception {
    Files.writeString(folder.resolve("report.html"), HtmlReport.write(fitted(example)));
    for (int width : new int[] {1280, 400}) {
      for (boolean dark : new boolean[] {false, true}) {
        String frame =
            "<iframe id=\"report\" src=\"report.html\" style=\"border:0;width:%dpx;height:2800px\"></iframe>"
                .formatted(width);
        assertThat(seen(frame, dark))
            .as("%s, %d pixels, dark %s", example, width, dark)
            .containsExactly(
                "ok width",
                "ok names whole",
                "ok names apart",
                "ok sorting",
                "ok hovering",
                "ok curves",
                "ok enlarging");
      }
    }
  }

  /** A page in the manner of a notebook, with a style of its own. */
  private static final String NOTEBOOK =
      """
      <style>body{font:14px sans-serif;margin:20px;width:660px} table{border-collapse:collapse}
      td,th{border:1px solid silver;padding:3px} .box{border:1px solid silver;padding:8px}</style>
      <h1>A notebook</h1><p>Some words, <code>code</code> and <a href="#">a link</a>.</p>
      <table><thead><tr><th>name</th><th>remark</th></tr></thead><tbody><tr><td>k1</td><td>a long remark that
      wraps where its cell ends, as remarks in notebooks do when their window is narrow enough</td></tr></tbody></table>
      <pre>val x = 1</pre><figure><figcaption>not ours</figcaption><svg width="50" height="20"><text x="2" y="14"
      class="name">own</text><circle cx="40" cy="10" r="5"/></svg></figure><section><h2>Next</h2><button>run</button></section>
      <div class="box" id="plot"></div><p class="note">After it.</p><dl><dt>a</dt><dd>b</dd></dl>
      <script type="text/plain" id="plots">%s</script>
      """;

  @Test
  void aPlotInANotebookChangesNothingAroundIt() throws Exception {
    String plots = String.join("\n", HtmlReport.plots(fitted("boehm")).values());
    for (boolean dark : new boolean[] {false, true}) {
      assertThat(seen(NOTEBOOK.formatted(plots), dark))
          .as("dark %s", dark)
          .containsExactly("ok around", "ok width", "ok plots");
    }
  }
}
