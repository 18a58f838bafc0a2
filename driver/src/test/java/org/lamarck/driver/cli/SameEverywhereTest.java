package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a budget of evaluations, where a fit is computed has no part in what it finds. */
@Tag("slow")
class SameEverywhereTest {
  @TempDir Path folder;

  @Test
  void oneThreadTwoThreadsAndSparkWriteTheSameBytes() throws Exception {
    String oneThread = fit("one", "--threads", "1");
    assertThat(fit("two", "--threads", "2")).isEqualTo(oneThread);
    assertThat(fit("spark", "--engine", "spark", "--master", "local[2]")).isEqualTo(oneThread);
  }

  private String fit(String name, String... engine) throws Exception {
    return FitFolder.in(folder.resolve(name)).fitted(engine);
  }
}
