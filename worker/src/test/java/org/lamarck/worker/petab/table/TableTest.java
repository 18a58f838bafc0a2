package org.lamarck.worker.petab.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/** Where the fields of tables stand, and what is said of tables that cannot be read. */
@SuppressWarnings("StringConcatToTextBlock") // so that tabs are seen
class TableTest {
  private static final TableLayout VALUES = TableLayout.VALUES;

  private final Findings findings = new Findings();

  private Optional<Table> read(String text) {
    return Table.read(new SourceText("t.tsv", text), VALUES, findings);
  }

  private List<String> told() {
    return TableLines.told(findings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void rowsKnowTheLineOnWhichTheyBegin(String end) {
    String text =
        String.join(
            end,
            "",
            "parameterId\tvalue",
            "",
            "a\t1",
            "\"b\"\t\"two" + end + "lines\"",
            "c\t3",
            "");
    Table table = read(text).orElseThrow();
    assertThat(table.header().row()).isEqualTo(2);
    assertThat(table.rows()).extracting(row -> row.place().row()).containsExactly(4, 5, 7);
    assertThat(table.rows().get(1).cell("value").raw()).isEqualTo("two" + end + "lines");
  }

  /** Quoted fields, empty lines and both line ends at random; lines are counted as editors do. */
  @Test
  void placesAreThoseAnEditorShowsWhateverStandsBefore() {
    RandomStream random = RandomStream.of(3);
    for (int n = 0; n < 200; n++) {
      String end = random.nextDouble() < 0.5 ? "\n" : "\r\n";
      StringBuilder text = new StringBuilder("parameterId\tvalue").append(end);
      List<Integer> lines = new ArrayList<>();
      int line = 2;
      for (int row = 0; row < 5; row++) {
        while (random.nextDouble() < 0.3) {
          text.append(random.nextDouble() < 0.5 ? "" : "\t").append(end);
          line++;
        }
        lines.add(line);
        int within = random.nextInt(3);
        text.append("\"x").append((end + "y").repeat(within)).append("\"\t").append(row);
        text.append(end);
        line += within + 1;
      }
      Table table = read(text.toString()).orElseThrow();
      assertThat(table.rows()).extracting(row -> row.place().row()).isEqualTo(lines);
    }
    assertThat(told()).isEmpty();
  }

  @Test
  void cellsKnowTheirColumnAndAreBlankWhereARowIsShort() {
    Table table =
        TableLines.sound(TableLayout.VALUES, "note parameterId value", "x a 1", "y b", "_ c _");
    Row first = table.rows().get(0);
    assertThat(first.cell("value")).isEqualTo(new Cell("1", new Place("t.tsv", 2, 3)));
    assertThat(first.cell("elsewhere")).isEqualTo(new Cell("", new Place("t.tsv", 2, 0)));
    Cell missing = table.rows().get(1).cell("value");
    assertThat(missing).isEqualTo(new Cell("", new Place("t.tsv", 3, 3)));
    assertThat(missing.isBlank()).isTrue();
    assertThat(table.columns())
        .containsExactly(Map.entry("note", 0), Map.entry("parameterId", 1), Map.entry("value", 2));
    assertThat(table.hasColumn("value")).isTrue();
    assertThat(table.hasColumn("Value")).isFalse();
  }

  @Test
  void aRowWithOtherFieldsLeavesTheFirstAsItWas() {
    Row row = TableLines.sound(VALUES, "parameterId value note", "a").rows().get(0);
    Row changed = row.with(Map.of("note", "n", "elsewhere", "lost"));
    assertThat(changed.fields()).containsExactly("a", "", "n");
    assertThat(changed.cell("note").place()).isEqualTo(new Place("t.tsv", 2, 3));
    assertThat(row.fields()).containsExactly("a");
  }

  @Test
  void listsAreSeparatedBySemicolonsAndKeepTheirEmptyParts() {
    Place place = new Place("t.tsv", 4, 2);
    assertThat(new Cell("a; b ;;c", place).parts())
        .extracting(Cell::text)
        .containsExactly("a", "b", "", "c");
    assertThat(new Cell("a;b", place).parts()).extracting(Cell::place).containsOnly(place);
    assertThat(new Cell(" NaN ", place).parts()).isEmpty();
    assertThat(new Cell("  ", place).parts()).isEmpty();
    assertThat(new Cell("nano", place).isBlank()).isFalse();
  }

  @Test
  void aQuoteThatIsNotClosedIsToldBehindTheLastRowThatCouldBeRead() {
    assertThat(read("parameterId\tvalue\na\t1\nb\t\"2\nc\t3\n")).isEmpty();
    assertThat(told())
        .containsExactly(
            "t.tsv:3:0: error: a quoted field is not closed or goes on behind its closing quote;"
                + " remove the quotes");
  }

  @Test
  void textBehindAClosingQuoteIsTold() {
    assertThat(read("parameterId\tvalue\n\"a\"b\t1\n")).isEmpty();
    assertThat(told()).singleElement().asString().contains("goes on behind its closing quote");
  }

  @Test
  void aTableOfEmptyLinesIsEmpty() {
    assertThat(read("\n\n")).isEmpty();
    assertThat(told()).containsExactly("t.tsv: error: the table is empty; write a header and rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", " "})
  void anotherSeparatorIsNamed(String separator) {
    assertThat(read("parameterId" + separator + " value\na" + separator + "1\n")).isEmpty();
    assertThat(told())
        .containsExactly(
            "t.tsv:1:1: error: the columns are separated by \"%s\", not by tabs; save the table as"
                    .formatted(separator)
                + " tab-separated values");
  }

  @Test
  void aMissingHeaderIsToldFromACommentBeforeIt() {
    assertThat(read("k\t1\nl\t2\n")).isEmpty();
    assertThat(read("# made by hand\nparameterId\tvalue\nk\t1\n")).isEmpty();
    assertThat(told())
        .containsExactly(
            "t.tsv:1:0: error: the header is missing: row 1 has none of the columns parameterId;"
                + " write the names of the columns into the first row, separated by tabs",
            "t.tsv:1:0: error: the header is missing: row 1 has none of the columns parameterId;"
                + " remove the row: a line that begins with # is no comment");
  }

  @Test
  void aCommentAmongRowsIsToldAndLeftOut() {
    Table table = read("parameterId\tvalue\n# later\nk\t1\n#k\t2\n").orElseThrow();
    assertThat(table.rows()).extracting(row -> row.cell("value").text()).containsExactly("1", "2");
    assertThat(told())
        .containsExactly(
            "t.tsv:2:1: error: a line that begins with # is no comment: the format has none;"
                + " remove it");
  }

  @Test
  void aColumnThatStandsTwiceMakesRowsUnreadable() {
    assertThat(read("value\tparameterId\t value\na\t1\t2\n")).isEmpty();
    assertThat(told())
        .containsExactly(
            "t.tsv:1:3: error: there are spaces around the column name \"value\"; remove them;"
                + " other tools do not know the column so",
            "t.tsv:1:3: error: column \"value\" stands twice, first as column 1; remove one of"
                + " them");
  }

  @Test
  void fieldsBeyondTheColumnsAreToldAndEmptyOnesAreNot() {
    read("parameterId\tvalue\na\t1\t\t\nb\t2\t\tx\n");
    assertThat(told())
        .containsExactly(
            "t.tsv:3:4: error: \"x\" stands beyond the last of 2 columns; remove it, or the tab too"
                + " many before it");
  }

  @Test
  void aColumnWithoutANameIsAWarningAndHasNoFields() {
    Table table = read("parameterId\t\tvalue\na\tq\t1\n").orElseThrow();
    assertThat(table.columns().keySet()).containsExactly("parameterId", "value");
    assertThat(told())
        .containsExactly(
            "t.tsv:1:2: warning: a column has no name; name it, or remove the tab too many");
  }
}
