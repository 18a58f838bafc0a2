package org.lamarck.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The templates for clusters say what Spark and its operator for Kubernetes understand. */
class ConfigurationsTest {
  private static final Path CONF = Path.of("../conf");
  private static final String MAIN = "org.lamarck.driver.cli.Main";

  private static final Predicate<Object> TEXT = String.class::isInstance;
  private static final Predicate<Object> COUNT = value -> value instanceof Integer n && n > 0;
  private static final Predicate<Object> MAP =
      value -> value instanceof Map<?, ?> map && map.values().stream().allMatch(TEXT);
  private static final Predicate<Object> TEXTS =
      value -> value instanceof List<?> list && list.stream().allMatch(TEXT);
  private static final Predicate<Object> OBJECT = Map.class::isInstance;

  /** A size of memory as Spark and Kubernetes read it. */
  private static final Predicate<Object> MEMORY =
      value -> value instanceof String text && text.matches("\\d+[kmgt]");

  private static Predicate<Object> oneOf(String... words) {
    return value -> Set.of(words).contains(value);
  }

  /** The fields of a SparkApplication, version v1beta2 of the operator, as far as they are used. */
  private static final Map<String, Predicate<Object>> SPEC =
      Map.ofEntries(
          Map.entry("type", oneOf("Java", "Python", "Scala", "R")),
          Map.entry("mode", oneOf("cluster", "client")),
          Map.entry("image", TEXT),
          Map.entry("imagePullPolicy", oneOf("Always", "IfNotPresent", "Never")),
          Map.entry("mainClass", TEXT),
          Map.entry("mainApplicationFile", TEXT),
          Map.entry("arguments", TEXTS),
          Map.entry("sparkVersion", TEXT),
          Map.entry("sparkConf", MAP),
          Map.entry("restartPolicy", OBJECT),
          Map.entry("driver", OBJECT),
          Map.entry("executor", OBJECT));

  private static final Map<String, Predicate<Object>> DRIVER =
      Map.of("cores", COUNT, "memory", MEMORY, "serviceAccount", TEXT);
  private static final Map<String, Predicate<Object>> EXECUTOR =
      Map.of("cores", COUNT, "memory", MEMORY, "instances", COUNT);

  private static Map<?, ?> inner(Map<?, ?> object, String key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key), key);
  }

  private static void require(Map<?, ?> object, Map<String, Predicate<Object>> fields) {
    object.forEach(
        (key, value) -> {
          Predicate<Object> field = fields.get(key);
          assertThat(field).as("a field %s", key).isNotNull();
          assertThat(Objects.requireNonNull(field).test(value)).as("%s: %s", key, value).isTrue();
        });
  }

  @Test
  void theManifestIsASparkApplication() throws IOException {
    Map<?, ?> manifest =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(CONF.resolve("kubernetes/fit.yaml")));
    assertThat(manifest.get("apiVersion")).isEqualTo("sparkoperator.k8s.io/v1beta2");
    assertThat(manifest.get("kind")).isEqualTo("SparkApplication");
    assertThat(inner(manifest, "metadata").get("name"))
        .asString()
        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    Map<?, ?> spec = inner(manifest, "spec");
    require(spec, SPEC);
    assertThat(spec.keySet().stream().map(String::valueOf))
        .as("what the operator requires")
        .contains("type", "sparkVersion", "mainApplicationFile", "driver", "executor");
    assertThat(spec.get("mainClass")).isEqualTo(MAIN);
    require(inner(spec, "restartPolicy"), Map.of("type", oneOf("Never", "Always", "OnFailure")));
    require(inner(spec, "driver"), DRIVER);
    require(inner(spec, "executor"), EXECUTOR);
    assertThat(spec.get("sparkVersion"))
        .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
  }

  @Test
  void whatTheImageHoldsIsWhatTheManifestStarts() throws IOException {
    String image = Files.readString(CONF.resolve("kubernetes/Dockerfile"));
    String manifest = Files.readString(CONF.resolve("kubernetes/fit.yaml"));
    assertThat(image).contains("/opt/lamarck/lamarck.jar");
    assertThat(manifest).contains("local:///opt/lamarck/lamarck.jar");
  }

  @Test
  void aDriverThatAMasterStartsGetsTheModulesThatSparkNeeds() throws IOException {
    Properties cluster = new Properties();
    try (Reader reader = Files.newBufferedReader(CONF.resolve("spark-cluster.conf"))) {
      cluster.load(reader);
    }
    assertThat(cluster.getProperty("spark.driver.extraJavaOptions").split(" "))
        .as("all that Spark asks of Java")
        .contains(
            Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
                .filter(option -> option.startsWith("--add-opens"))
                .toArray(String[]::new));
    assertThat(cluster.stringPropertyNames()).allMatch(name -> name.startsWith("spark."));
  }
}
