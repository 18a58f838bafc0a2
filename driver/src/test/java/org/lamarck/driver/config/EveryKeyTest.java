package org.lamarck.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.driver.config.ObjectiveChoice.Goal;
import org.lamarck.driver.config.ObjectiveChoice.Hierarchy;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** Each key means the same on the command line, in a file and in Spark's properties. */
class EveryKeyTest {
  private static final Properties NONE = new Properties();

  @TempDir Path folder;

  private static FitSettings ofOption(Key key, String text) throws ConfigException {
    return SettingsReader.read(Map.of(key, text), Optional.empty(), NONE);
  }

  private FitSettings ofFile(Key key, String text) throws ConfigException, IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, key.yaml() + ": \"" + text + "\"\n");
    return SettingsReader.read(Map.of(), Optional.of(file), NONE);
  }

  private static FitSettings ofSpark(Key key, String text) throws ConfigException {
    Properties properties = new Properties();
    properties.setProperty(SettingsReader.SPARK_PREFIX + key.yaml(), text);
    return SettingsReader.read(Map.of(), Optional.empty(), properties);
  }

  private static Arguments of(
      Key key, String text, Function<FitSettings, Object> read, Object expected) {
    return Arguments.of(key, text, read, expected);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        of(Key.STRATEGY, "bipop", FitSettings::strategy, "bipop"),
        of(Key.SEED, "-9223372036854775808", FitSettings::seed, Long.MIN_VALUE),
        of(Key.START, "nominal", FitSettings::start, "nominal"),
        of(Key.TIME_LIMIT, "1h", s -> s.budget().time().toSeconds(), 3600L),
        of(Key.EVALUATIONS, "12", s -> s.budget().evaluations(), 12L),
        of(Key.TARGET, "-1e3", FitSettings::targetValue, -1000.0),
        of(Key.CONFIDENCE, "0.99", s -> s.budget().confidence(), 0.99),
        of(Key.ENGINE, "spark", FitSettings::engine, new EngineChoice.Spark(null)),
        of(Key.THREADS, "3", FitSettings::engine, new EngineChoice.Threads(3)),
        of(Key.MASTER, "local[2]", FitSettings::engine, new EngineChoice.Spark("local[2]")),
        of(Key.OUT, "my run", FitSettings::folder, Optional.of("my run")),
        of(Key.OBJECTIVE, "likelihood", s -> s.objective().goal(), Goal.LIKELIHOOD),
        of(Key.HIERARCHICAL, "off", s -> s.objective().hierarchy(), Hierarchy.OFF),
        of(Key.PARAMETER_SCALE, "log10", s -> s.objective().scales(), ScaleChoice.LOG10),
        of(Key.RTOL, "1e-6", s -> s.objective().relativeTolerance(), 1e-6),
        of(Key.ATOL, "1e-9", s -> s.objective().absoluteTolerance(), 1e-9),
        of(Key.INTEGRATOR, "tsit5", s -> s.objective().stepping(), Stepping.TSIT5),
        of(Key.METHOD, "adjoint", s -> s.objective().method(), GradientMethod.ADJOINT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void meansTheSameWhereverItIsWritten(
      Key key, String text, Function<FitSettings, Object> read, Object expected) throws Exception {
    assertThat(read.apply(ofOption(key, text))).isEqualTo(expected);
    assertThat(read.apply(ofFile(key, text))).isEqualTo(expected);
    assertThat(read.apply(ofSpark(key, text))).isEqualTo(expected);
  }

  @Test
  void everyKeyIsTriedHere() {
    assertThat(Stream.concat(values().map(one -> one.get()[0]), Stream.of(Key.JAR)))
        .containsExactlyInAnyOrder((Object[]) Key.values());
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void aKeyHasAnOptionAWordForItsValueAndADescription(Key key) {
    assertThat(key.option()).matches("--[a-z]+(-[a-z]+)*");
    assertThat(key.yaml()).matches("[a-z]+([A-Z][a-z]+)*");
    assertThat(key.label()).isNotBlank();
    assertThat(key.description()).endsWith(".").doesNotContain("\n");
    assertThat(Key.names()).contains(key.yaml());
    assertThat(Key.of(key.yaml())).contains(key);
    assertThat(key.words()).allMatch(word -> word.matches("[a-z0-9]+"));
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void everyWordOfAKeyIsTaken(Key key) throws Exception {
    for (String word : key.words()) {
      if (key != Key.START) { // which is tried when the problem is there
        assertThat(ofOption(key, word)).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RTOL | 0       | out of range; write a number above 0 and at most 0.1",
        "RTOL | 0.11    | out of range; write a number above 0 and at most 0.1",
        "RTOL | NaN     | out of range; write a number above 0 and at most 0.1",
        "RTOL | tight   | is not a number; write one such as -138.2 or 1e-8",
        "ATOL | -1e-9   | out of range; write a number above 0 and finite",
        "ATOL | Infinity| out of range; write a number above 0 and finite",
        "CONFIDENCE | 0 | out of range; write a number above 0 and at most 1",
        "CONFIDENCE | 1.01 | out of range; write a number above 0 and at most 1",
        "CONFIDENCE | 95% | is not a number",
        "EVALUATIONS | 0 | must be at least 1; write a larger number or leave it out",
        "EVALUATIONS | 1e19 | is not a whole number",
        "SEED | 9223372036854775808 | is not a whole number; write one such as 42",
        "THREADS | two | is not a whole number",
        "INTEGRATOR | rodas | is unknown; write rodas5p",
        "METHOD | foward | is unknown; write forward",
        "HIERARCHICAL | tabel | is unknown; write table",
        "PARAMETER_SCALE | ln | is unknown",
        "STRATEGY | '' | is empty; give it a value or leave it out",
        "START | ' ' | is empty; give it a value or leave it out",
      })
  void aFaultIsTheSameWhereverItIsWritten(Key key, String text, String fault) throws Exception {
    String option = line(() -> ofOption(key, text));
    String file = line(() -> ofFile(key, text));
    String spark = line(() -> ofSpark(key, text));
    assertThat(option).startsWith(key.option() + ": error: ").contains(fault);
    String rest = option.substring(key.option().length());
    assertThat(spark).isEqualTo(SettingsReader.SPARK_PREFIX + key.yaml() + rest);
    assertThat(file.replaceFirst("^.*run\\.yaml:1:\\d+", "")).isEqualTo(rest);
  }

  private interface Reading {
    FitSettings read() throws Exception;
  }

  private static String line(Reading reading) {
    List<String> lines = catchThrowableOfType(ConfigException.class, reading::read).lines();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void allFaultsAreToldAtOnceEachInItsLine() {
    Map<Key, String> many =
        Map.of(Key.RTOL, "x", Key.SEED, "1.5", Key.METHOD, "magic", Key.TIME_LIMIT, "soon");
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> SettingsReader.read(many, Optional.empty(), NONE));
    assertThat(e.lines()).hasSize(4).allMatch(line -> line.contains(": error: "));
    assertThat(Objects.requireNonNull(e.getMessage()).lines().toList()).hasSize(4);
  }

  @Test
  void propertiesThatAreNotOursAreLeftAlone() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("spark.executor.cores", "99");
    properties.setProperty("lamarck.seed", "8");
    assertThat(SettingsReader.read(Map.of(), Optional.empty(), properties).seed()).isEqualTo(1);
  }

  @Test
  void aPropertyOfOursThatIsMisspeltIsAFault() {
    Properties properties = new Properties();
    properties.setProperty("spark.lamarck.sede", "8");
    assertThat(line(() -> SettingsReader.read(Map.of(), Optional.empty(), properties)))
        .isEqualTo("spark.lamarck.sede: error: there is no such setting; write seed");
  }

  @Test
  void anEmptyFileSetsNothing() throws Exception {
    Path file = folder.resolve("empty.yaml");
    for (String text : List.of("", "# nothing\n", "---\n", "{}\n")) {
      Files.writeString(file, text);
      assertThat(SettingsReader.read(Map.of(), Optional.of(file), NONE))
          .as(text)
          .isEqualTo(SettingsReader.read(Map.of(), Optional.empty(), NONE));
    }
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws Exception {
    Path file = folder.resolve("binary.yaml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThat(line(() -> SettingsReader.read(Map.of(), Optional.of(file), NONE)))
        .endsWith("it is not UTF-8 text; save it as UTF-8");
    assertThat(line(() -> SettingsReader.read(Map.of(), Optional.of(folder), NONE)))
        .contains(": error: it cannot be read");
  }

  private Path jar(String name) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("Mine.class"));
    }
    return jar;
  }

  @Test
  void jarsAreRememberedByTheirAbsolutePaths() throws Exception {
    Path one = jar("one.jar");
    Path two = jar("two.jar");
    String dotted = folder.resolve("./sub/../two.jar").toString();
    assertThat(ofOption(Key.JAR, one + " , " + dotted).jars())
        .containsExactly(one.toString(), two.toString());
    assertThat(SettingsReader.read(Map.of(), Optional.empty(), NONE).jars()).isEmpty();
  }

  @Test
  void whatIsNoJarIsRefusedBecauseClassLoadersWouldBeSilent() throws Exception {
    Path text = folder.resolve("text.jar");
    Files.writeString(text, "not a zip");
    Path empty = folder.resolve("empty.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(empty))) {
      zip.finish();
    }
    String remedy = "; give a jar with your classes";
    assertThat(line(() -> ofOption(Key.JAR, text.toString())))
        .isEqualTo("--jar: error: " + text + " is no jar" + remedy);
    assertThat(line(() -> ofOption(Key.JAR, empty.toString())))
        .isEqualTo("--jar: error: " + empty + " is empty" + remedy);
    assertThat(line(() -> ofOption(Key.JAR, folder.toString())))
        .isEqualTo("--jar: error: " + folder + " is a folder" + remedy);
    assertThat(line(() -> ofOption(Key.JAR, "no.jar")))
        .isEqualTo("--jar: error: there is no file no.jar" + remedy);
  }

  @Test
  void aNameThatNoFileCanHaveIsRefusedInALine() {
    assertThat(line(() -> ofOption(Key.JAR, "a\0b.jar")))
        .startsWith("--jar: error: there is no file a")
        .endsWith("; give a jar with your classes");
  }
}
