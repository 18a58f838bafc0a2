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

  private static boolean isText(Object value) {
    return value instanceof String;
  }

  private static boolean isCount(Object value) {
    return value instanceof Integer count && count > 0;
  }

  private static boolean isMap(Object value) {
    return value instanceof Map<?, ?> map
        && map.values().stream().allMatch(String.class::isInstance);
  }

  private static boolean isList(Object value) {
    return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
  }

  private static boolean isObject(Object value) {
    return value instanceof Map<?, ?>;
  }

  /** A size of memory as Spark and Kubernetes read it. */
  private static boolean isMemory(Object value) {
    return value instanceof String text && text.matches("\\d+[kmgt]");
  }

  private static Predicate<Object> oneOf(String... words) {
    return value -> Set.of(words).contains(value);
  }

  /** The fields of a SparkApplication, version v1beta2 of the operator, as far as they are used. */
  private static final Map<String, Predicate<Object>> SPEC =
      Map.ofEntries(
          Map.entry("type", oneOf("Java", "Python", "Scala", "R")),
          Map.entry("mode", oneOf("cluster", "client")),
          Map.entry("image", ConfigurationsTest::isText),
          Map.entry("imagePullPolicy", oneOf("Always", "IfNotPresent", "Never")),
          Map.entry("mainClass", ConfigurationsTest::isText),
          Map.entry("mainApplicationFile", ConfigurationsTest::isText),
          Map.entry("arguments", ConfigurationsTest::isList),
          Map.entry("sparkVersion", ConfigurationsTest::isText),
          Map.entry("sparkConf", ConfigurationsTest::isMap),
          Map.entry("restartPolicy", ConfigurationsTest::isObject),
          Map.entry("driver", ConfigurationsTest::isObject),
          Map.entry("executor", ConfigurationsTest::isObject));

  private static final Map<String, Predicate<Object>> DRIVER =
      Map.of(
          "cores",
          ConfigurationsTest::isCount,
          "memory",
          ConfigurationsTest::isMemory,
          "serviceAccount",
          ConfigurationsTest::isText);
  private static final Map<String, Predicate<Object>> EXECUTOR =
      Map.of(
          "cores",
          ConfigurationsTest::isCount,
          "memory",
          ConfigurationsTest::isMemory,
          "instances",
          ConfigurationsTest::isCount);

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
