package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterUrlTest {
  @ParameterizedTest
  @ValueSource(strings = {"local", "local[1]", "local[*]", "local[2,4]", "local-cluster[1,1,512]"})
  void aLocalMasterNeedsNobody(String url) {
    assertThatCode(() -> MasterUrl.check(url, false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo | the master (foo) is none that Spark knows; write one such as local[2]",
        "local[0] | the master (local[0]) is none that Spark knows",
        "local[4294967297] | the master (local[4294967297]) is none that Spark knows",
        "spark://host | the master (spark://host) has no port",
        "spark://host:77777 | the master (spark://host:77777) has no port",
        "yarn | the master yarn needs what spark-submit prepares; start with spark-submit",
        "k8s://https://host | the master k8s://https://host needs what spark-submit prepares",
        "mesos://host:5050 | the master (mesos://host:5050) is none that Spark knows",
      })
  void aMasterThatCannotBeMeantIsRefused(String url, String beginning) {
    assertThatThrownBy(() -> MasterUrl.check(url, false))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.UNUSABLE))
        .hasMessageStartingWith(beginning);
  }

  @Test
  void sparkSubmitKnowsItsManagers() {
    assertThatCode(() -> MasterUrl.check("yarn", true)).doesNotThrowAnyException();
  }

  @Test
  void oneOfSeveralMastersMustAnswer() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String there = "127.0.0.1:" + listening.getLocalPort();
      assertThatCode(() -> MasterUrl.check("spark://127.0.0.1:1," + there, false))
          .doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> MasterUrl.check("spark://127.0.0.1:1", true))
        .isInstanceOf(EngineException.class)
        .hasMessage("no master answers at spark://127.0.0.1:1; start it, or correct the address");
  }
}
