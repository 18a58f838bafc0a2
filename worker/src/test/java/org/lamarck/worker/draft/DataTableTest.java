package org.lamarck.worker.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.problem.InputException;

/** Tables as spreadsheets and programs write them. */
class DataTableTest {
  @TempDir private Path folder;

  private DataTable read(String text) throws IOException, InputException {
    return DataTable.read(Files.writeString(folder.resolve("data.csv"), text));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void theSeparatorIsTheOneThatTheHeaderHasMostOf(String separator) throws Exception {
    DataTable table = read("time%1$s\"a, b; c\"%1$sB\n1%1$s2%1$s3\n".formatted(separator));
    assertThat(table.columns()).containsExactly("time", "a, b; c", "B");
    assertThat(table.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.fields()).containsExactly("1", "2", "3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void emptyLinesAnywhereAreNoRows(String end) throws Exception {
    DataTable table = read(String.join(end, "", "time\tA", "", "1\t2", "", "3\t4", "", ""));
    assertThat(table.columns()).containsExactly("time", "A");
    assertThat(table.rows()).extracting(DataTable.Row::line).containsExactly(4L, 6L);
  }

  @Test
  void spacesAndAByteOrderMarkAreNoPartOfFields() throws Exception {
    DataTable table = read("\uFEFFtime , A\n 1 ,2 \n");
    assertThat(table.columns()).containsExactly("time", "A");
    assertThat(table.number(table.rows().get(0), 1)).isEqualTo(2);
  }

  @Test
  void fieldsThatSayThatThereIsNoValueAreNone() throws Exception {
    DataTable table = read("time,A,B,C,D\n1,,NaN,NA,1e-3\n");
    for (int column = 1; column < 4; column++) {
      assertThat(table.number(table.rows().get(0), column)).isNaN();
    }
    assertThat(table.number(table.rows().get(0), 4)).isEqualTo(1e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1\n1,\"2\n3,4\n", "0,1\n1,\"2\"3\n"})
  void aQuoteThatIsNotClosedIsTold(String rows) {
    assertThatThrownBy(() -> read("time,A\n" + rows))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "data.csv:3:0: error: a quoted field is not closed or goes on behind its closing quote;"
                + " remove the quotes");
  }

  @Test
  void whatIsNoTextIsTold() throws IOException {
    Path file = folder.resolve("data.csv");
    Files.write(file, "time,µ\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> DataTable.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "data.csv: error: the file cannot be read as text in UTF-8; save it as CSV");
    assertThatThrownBy(() -> DataTable.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void hexadecimalsAndSuffixesOfJavaAreNoNumbers() throws Exception {
    DataTable table = read("time,A,B,C\n1,0x1p3,2d,3f\n");
    for (int column = 1; column < 4; column++) {
      int c = column;
      assertThatThrownBy(() -> table.number(table.rows().get(0), c))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("data.csv:2:" + (c + 1) + ": error: ")
          .hasMessageContaining("is not a number");
    }
  }
}
