package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark would pass over in silence is told before it starts. */
class SparkStartTest {
  @TempDir Path folder;

  @Test
  void jarsThatLieElsewhereAreSparksAffair() {
    assertThatCode(() -> SparkStart.requireJars("")).doesNotThrowAnyException();
    assertThatCode(() -> SparkStart.requireJars("hdfs://host/a.jar, local:/opt/b.jar"))
        .doesNotThrowAnyException();
  }

  @Test
  void aJarThatCannotBeReadIsNamed() throws Exception {
    Path there = Files.createFile(folder.resolve("it is there.jar"));
    assertThatCode(() -> SparkStart.requireJars(there + "," + there.toUri()))
        .doesNotThrowAnyException();
    Path nowhere = folder.resolve("nowhere.jar");
    assertThatThrownBy(() -> SparkStart.requireJars(there + "," + nowhere.toUri()))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "spark.jars (--jars) names %s, which cannot be read; correct it".formatted(nowhere));
  }
}
