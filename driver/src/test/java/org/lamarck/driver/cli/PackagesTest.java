package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jars and poms of this build in a repository of files: spark-submit resolves them by {@code
 * --packages}, and a program of others runs with what it resolved, without Spark.
 */
@Tag("slow")
@Tag("process")
class PackagesTest {
  private static final String GROUP = "org/lamarck";

  /** Nothing is asked of the network: what is not ours lies in Maven's own repository. */
  private static final String SETTINGS =
      """
      <ivysettings>
        <settings defaultResolver="all"/>
        <resolvers>
          <chain name="all">
            <ibiblio name="ours" m2compatible="true" root="%s"/>
            <ibiblio name="others" m2compatible="true" root="%s"/>
          </chain>
        </resolvers>
      </ivysettings>
      """;

  private static final String PROGRAM =
      """
      import java.nio.file.Path;
      import org.lamarck.driver.Lamarck;
      import org.lamarck.driver.checkpoint.Stores;
      import org.lamarck.driver.record.RunRecord;
      import org.lamarck.driver.report.ResultFolder;
      import org.lamarck.driver.run.Budget;
      import org.lamarck.worker.petab.ProblemReader;

      public class Program {
        public static void main(String[] names) throws Exception {
          Class.forName("org.apache.commons.math3.special.Erf"); // truncated priors want it
          RunRecord record =
              Lamarck.onThreads(2)
                  .withSeed(1)
                  .withBudget(Budget.UNLIMITED.withEvaluations(40))
                  .fit(ProblemReader.read(Path.of(names[0])));
          ResultFolder.write(record, Stores.at(names[1]));
          System.out.println(record.estimates().size() + " estimates");
        }
      }
      """;

  private static final Pattern UNREACHABLE =
      Pattern.compile("Unknown host|Could not transfer|Connection refused|Cannot access");

  private static final String POM =
      """
      <project><modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId><artifactId>outside</artifactId><version>1</version>
        <properties>
          <maven.compiler.source>17</maven.compiler.source>
          <maven.compiler.target>17</maven.compiler.target>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <repositories><repository>
          <id>ours</id><url>%s</url><snapshots><enabled>true</enabled></snapshots>
        </repository></repositories>
        <dependencies><dependency>
          <groupId>org.lamarck</groupId><artifactId>lamarck-driver</artifactId><version>%s</version>
        </dependency></dependencies>
      </project>
      """;

  @TempDir Path folder;
  private @Nullable Processes processes;

  @AfterEach
  void endProcesses() {
    if (processes != null) {
      processes.close();
    }
  }

  @Test
  void packagesFromARepositoryServeSparkSubmitAndPrograms() throws Exception {
    List<Path> sparkJars = Processes.sparkJars();
    Path home = Files.createDirectory(folder.resolve("spark-home"));
    processes =
        new Processes(Files.createDirectory(folder.resolve("logs")), SparkHome.environment(home));
    String spark = String.join(File.pathSeparator, sparkJars.stream().map(Path::toString).toList());
    Path settings =
        Files.writeString(
            folder.resolve("ivysettings.xml"),
            SETTINGS.formatted(published().toUri(), mavens().toUri()));
    Path ivy = folder.resolve("ivy");

    Processes.Started fit =
        processes.java(
            spark,
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[1]",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.serializer=org.apache.spark.serializer.JavaSerializer",
            "--conf",
            "spark.jars.ivy=" + ivy,
            "--conf",
            "spark.jars.ivySettings=" + settings,
            "--packages",
            "org.lamarck:lamarck-driver:" + version(),
            "--class",
            Main.class.getName(),
            "spark-internal", // Spark's word for: the classes are in the packages
            "help",
            "fit");
    assertThat(fit.exitCode()).as(fit.errors()).isZero();
    assertThat(fit.output()).contains("--evaluations");

    Path source = Files.writeString(folder.resolve("Program.java"), PROGRAM);
    String jars = classPath(ivy.resolve("jars"));
    assertThat(jars).as(fit.errors()).contains("lamarck-driver").doesNotContain("spark-core");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), "-cp", jars, source.toString());
    assertThat(code).isZero();
    requireFit(processes, jars + File.pathSeparator + folder);
  }

  /** Has the program fit the example. */
  private void requireFit(Processes started, String classPath) throws Exception {
    Path run = folder.resolve("run");
    Processes.Started program =
        started.java(classPath, "Program", FitFolder.EXAMPLE.get(0), run.toString());
    assertThat(program.exitCode()).as(program.errors()).isZero();
    assertThat(program.output()).contains("9 estimates");
    assertThat(run.resolve("report.html")).exists();
  }

  /**
   * With a local repository of its own, so that nothing of ours is found but what was published.
   */
  @Test
  void aMavenProjectOutsideDependsOnIt() throws Exception {
    Path project = Files.createDirectories(folder.resolve("outside/src/main/java"));
    Files.writeString(project.resolve("Program.java"), PROGRAM);
    Path pom =
        Files.writeString(
            folder.resolve("outside/pom.xml"), POM.formatted(published().toUri(), version()));
    processes = new Processes(Files.createDirectory(folder.resolve("logs")), Map.of());
    Path classPath = folder.resolve("class-path");
    Processes.Started build =
        processes.start(
            List.of(
                "/bin/sh",
                "-c",
                "exec mvn -B -ntp -f \"$0\" \"$@\"",
                pom.toString(),
                "-Dmaven.repo.local=" + folder.resolve("m2"),
                "compile",
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                "-Dmdep.outputFile=" + classPath));
    int code = build.exitCode();
    Assumptions.assumeFalse(
        code != 0 && UNREACHABLE.matcher(build.output()).find(), "no repository is reached");
    assertThat(code).as(build.output()).isZero();
    String jars = Files.readString(classPath).strip();
    assertThat(jars).contains("lamarck-driver").doesNotContain("spark-core");
    requireFit(processes, folder.resolve("outside/target/classes") + File.pathSeparator + jars);
  }

  private static String classPath(Path folder) throws IOException {
    try (Stream<Path> jars = Files.list(folder)) {
      return String.join(File.pathSeparator, jars.map(Path::toString).sorted().toList());
    }
  }

  private static String version() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(name -> name.matches("lamarck-driver-[\\d.]+(-SNAPSHOT)?\\.jar"))
          .map(name -> name.substring("lamarck-driver-".length(), name.length() - ".jar".length()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What deploy would write: the parent's pom, and pom and jar of each module. */
  private Path published() throws IOException {
    Path repository = folder.resolve("repository");
    String version = version();
    List<String> names = new ArrayList<>(List.of("strategies", "worker", "driver"));
    for (String module : names) {
      Path jar = Path.of("..", module, "target", "lamarck-" + module + "-" + version + ".jar");
      Assumptions.assumeTrue(Files.exists(jar), jar + " is not built; run mvn verify -Pslow");
      Path place = place(repository, "lamarck-" + module, version);
      Files.copy(jar, place.resolve(jar.getFileName()));
      Files.copy(
          Path.of("..", module, "pom.xml"),
          place.resolve("lamarck-" + module + "-" + version + ".pom"));
    }
    Files.copy(
        Path.of("..", "pom.xml"),
        place(repository, "lamarck", version).resolve("lamarck-" + version + ".pom"));
    return repository;
  }

  private static Path place(Path repository, String artifact, String version) throws IOException {
    return Files.createDirectories(repository.resolve(GROUP).resolve(artifact).resolve(version));
  }

  /** The repository from which the build took Spark. */
  private static Path mavens() throws URISyntaxException {
    Path core =
        Path.of(SparkContext.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // org/apache/spark/spark-core_…/version/jar
    return core.getRoot().resolve(core.subpath(0, core.getNameCount() - 6));
  }
}
