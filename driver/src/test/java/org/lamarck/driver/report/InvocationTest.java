package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The command that is proposed is one that its user can type. */
class InvocationTest {
  private static Properties submitted(String mode, String master) {
    Properties properties = new Properties();
    properties.setProperty("spark.submit.deployMode", mode);
    properties.setProperty("spark.master", master);
    properties.setProperty("spark.jars", "file:/opt/other.jar,file:/opt/my%20jars/lamarck.jar");
    return properties;
  }

  @Test
  void theLauncherIsCalledByItsName() {
    assertThat(Invocation.resume("my run", new Properties())).isEqualTo("lamarck resume 'my run'");
  }

  @Test
  void sparkSubmitGetsItsMasterAndTheJarAgain() {
    assertThat(Invocation.resume("run1", submitted("client", "local[2]")))
        .isEqualTo(
            "spark-submit --master 'local[2]' --class org.lamarck.driver.cli.Main"
                + " '/opt/my jars/lamarck.jar' resume run1");
  }

  @Test
  void onAClustersOwnDriverTheJarIsNotWhereItWas() {
    assertThat(Invocation.resume("hdfs:///run1", submitted("cluster", "spark://host:7077")))
        .isEqualTo(
            "spark-submit --master spark://host:7077 --deploy-mode cluster --class"
                + " org.lamarck.driver.cli.Main lamarck.jar resume hdfs:///run1");
  }
}
