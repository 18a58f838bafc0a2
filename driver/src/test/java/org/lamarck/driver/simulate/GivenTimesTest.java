package org.lamarck.driver.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.strategies.linalg.Vector;

class GivenTimesTest {
  @TempDir Path folder;

  private String file(String text) throws Exception {
    Path file = folder.resolve("times.csv");
    Files.writeString(file, text);
    return file.toString();
  }

  @Test
  void timesFromTheStartAreTheRows() throws Exception {
    TrajectoryOptions.Times times = GivenTimes.read("0, 1,2.5e1", 0);
    assertThat(times.all()).isEqualTo(Vector.of(0, 1, 25));
    assertThat(times.leadIn()).isFalse();
  }

  @Test
  void initialValuesAreThoseOfTheStartThoughItIsNoRow() throws Exception {
    TrajectoryOptions.Times times = GivenTimes.read("5,6", 0);
    assertThat(times.all()).isEqualTo(Vector.of(0, 5, 6));
    assertThat(times.leadIn()).isTrue();
    assertThat(GivenTimes.read("-3,6", -3).leadIn()).isFalse();
  }

  @Test
  void aFileHasThemInItsFirstColumn() throws Exception {
    for (String text :
        new String[] {
          "time,x\n0,7\n1,8\n",
          "time\tx\n0\t7\n\n1\t8",
          "0;7\n1;8\n",
          "  0 \n 1 \n",
          "t\r\n0\r\n1\r\n"
        }) {
      assertThat(GivenTimes.read(file(text), 0).all()).as(text).isEqualTo(Vector.of(0, 1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,one | \"one\" is no time; write numbers such as 0,1,2.5, or the name of a file",
        "0,,1 | \"\" is no time; write numbers such as 0,1,2.5, or the name of a file",
        "0,NaN | \"NaN\" is no time; write numbers such as 0,1,2.5, or the name of a file",
        "0,Infinity | \"Infinity\" is no time; write numbers such as 0,1,2.5, or the name of a file",
        "nowhere.csv | \"nowhere.csv\" is no time; write numbers such as 0,1,2.5, or the name of a file",
        "0,2,1 | 1.0 comes after 2.0; sort the times, each once",
        "0,1,1 | 1.0 comes after 1.0; sort the times, each once",
        "-1,1 | the times must begin at 0.0 or later; give --start for earlier ones",
      })
  void whatAreNoTimesIsRefusedInALine(String text, String fault) {
    assertThatThrownBy(() -> GivenTimes.read(text, 0))
        .isInstanceOf(ConfigException.class)
        .hasMessage("--times: error: " + fault);
  }

  @Test
  void aFileWithoutTimesIsRefused() {
    for (String text : new String[] {"", "\n\n", "time\n"}) {
      assertThatThrownBy(() -> GivenTimes.read(file(text), 0))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("--times: error: ");
    }
  }

  @Test
  void aNameThatNoFileCanHaveIsNoFile() {
    assertThatThrownBy(() -> GivenTimes.read("a\0b", 0)).isInstanceOf(ConfigException.class);
  }
}
