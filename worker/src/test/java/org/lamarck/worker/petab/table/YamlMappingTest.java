package org.lamarck.worker.petab.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and values of YAML with their places, and files that are something else. */
class YamlMappingTest {
  private final Findings findings = new Findings();

  private Optional<YamlMapping> read(String text) {
    return YamlMapping.read(new SourceText("p.yaml", text), findings);
  }

  private List<String> told() {
    return TableLines.told(findings);
  }

  @Test
  void valuesKnowWhereTheyStand() {
    YamlMapping root =
        read("""
        # a problem
        a: 1
        list:
          - x
          - y
        inner: {b: two, c: }
        """)
            .orElseThrow();
    assertThat(root.place()).isEqualTo(new Place("p.yaml", 2, 1));
    assertThat(root.keys())
        .containsExactly(
            Map.entry("a", new Place("p.yaml", 2, 1)),
            Map.entry("list", new Place("p.yaml", 3, 1)),
            Map.entry("inner", new Place("p.yaml", 6, 1)));
    YamlMapping.Value list = root.get("list").orElseThrow();
    assertThat(list.isList()).isTrue();
    assertThat(list.items())
        .extracting(item -> item.text(findings).orElseThrow() + item.place().row())
        .containsExactly("x4", "y5");
    YamlMapping inner = root.get("inner").orElseThrow().mapping(findings).orElseThrow();
    assertThat(inner.get("b").orElseThrow().place()).isEqualTo(new Place("p.yaml", 6, 12));
    assertThat(inner.has("c")).isTrue();
    assertThat(inner.get("c")).as("null is no value").isEmpty();
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void aScalarCountsAsAListOfOneAndNothingAsAnEmptyOne() {
    YamlMapping root = read("a: 1\nb:\nc: []\n").orElseThrow();
    assertThat(root.get("a").orElseThrow().items()).hasSize(1);
    assertThat(root.get("b")).isEmpty();
    assertThat(root.get("c").orElseThrow().items()).isEmpty();
  }

  @Test
  void valuesOfAnotherKindAreToldAtTheirPlace() {
    YamlMapping root = read("a: [1, 2]\nb: text\n").orElseThrow();
    assertThat(root.get("a").orElseThrow().text(findings)).isEmpty();
    assertThat(root.get("b").orElseThrow().mapping(findings)).isEmpty();
    assertThat(told())
        .containsExactly(
            "p.yaml:1:4: error: this must be a single value; write a text or a number",
            "p.yaml:2:4: error: this must be a list of keys and values; write key: value");
  }

  @Test
  void aListTellsItsMappingsAndItemsThatAreNone() {
    YamlMapping root = read("a: [{b: 1}, text, {c: 2}]\nd: {e: 3}\n").orElseThrow();
    assertThat(root.get("a").orElseThrow().mappings(findings))
        .extracting(one -> one.keys().keySet())
        .containsExactly(Set.of("b"), Set.of("c"));
    assertThat(root.get("d").orElseThrow().mappings(findings)).hasSize(1);
    assertThat(told())
        .containsExactly(
            "p.yaml:1:13: error: this must be a list of keys and values; write key: value");
  }

  @Test
  void missingKeysAreToldWhereTheyShouldStand() {
    YamlMapping root = read("outer:\n  a: 1\n  b:\n").orElseThrow();
    YamlMapping inner = root.get("outer").orElseThrow().mapping(findings).orElseThrow();
    inner.require("c", "the third", findings);
    inner.require("b", "the second", findings);
    assertThat(told())
        .containsExactly(
            "p.yaml:2:3: error: \"c\" is missing; add it: the third",
            "p.yaml:3:3: error: \"b\" is missing; add it: the second");
  }

  @Test
  void keysWithoutMeaningAreWarningsOrErrorsAsTheFormatSays() {
    YamlMapping root = read("model: a\nmodell: b\nx: c\n").orElseThrow();
    root.expectOnly(List.of("model"), findings);
    root.refuseOthers(List.of("model", "x"), findings);
    assertThat(told())
        .containsExactly(
            "p.yaml:2:1: warning: \"modell\" has no meaning here; write \"model\" if that is meant,"
                + " else remove it",
            "p.yaml:3:1: warning: \"x\" has no meaning here; remove it",
            "p.yaml:2:1: error: \"modell\" has no meaning here; write \"model\" if that is meant,"
                + " else remove it");
  }

  @Test
  void aKeyThatStandsTwiceIsToldAndTheFirstHolds() {
    YamlMapping root = read("a: 1\nb: 2\na: 3\n").orElseThrow();
    assertThat(root.get("a").orElseThrow().text(findings)).hasValue("1");
    assertThat(told())
        .containsExactly(
            "p.yaml:3:1: error: \"a\" stands twice, first in line 1; remove one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [1, 2\n", "a: b: c\n", "a: \"x\n", "\tx: 1\n"})
  void textThatIsNoYamlIsToldWithALine(String text) {
    assertThat(read(text)).isEmpty();
    assertThat(told())
        .singleElement()
        .asString()
        .matches("p\\.yaml:\\d+:\\d+: error: not YAML: (?s).*correct the line or the one before");
  }

  @Test
  void otherFilesInThePlaceOfAProblemAreNamed() {
    read("<?xml version='1.0'?>\n<sbml level='3'>");
    read("<omex/>");
    read("parameterId\tvalue\nk\t1\n");
    read("# nothing\n");
    assertThat(told())
        .containsExactly(
            "p.yaml: error: this is an SBML model, not a problem; name the YAML file of a problem,"
                + " which names its model and its tables",
            "p.yaml: error: this is XML, not a problem; name the YAML file of a problem, which"
                + " names its model and its tables",
            "p.yaml: error: this is a table, not a problem; name the YAML file of a problem, which"
                + " names its model and its tables",
            "p.yaml: error: the file is empty; write a problem into it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "'1.0.0'"})
  void theFirstVersionIsKnownHoweverItIsWritten(String version) {
    YamlMapping root = read("format_version: " + version + "\n").orElseThrow();
    assertThat(FormatVersion.of(root, findings)).hasValue(FormatVersion.V1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "1.1", "two", "2.0.1", "[2]", ""})
  void otherVersionsAreTold(String version) {
    YamlMapping root = read("format_version: " + version + "\n").orElseThrow();
    assertThat(FormatVersion.of(root, findings)).isEmpty();
    assertThat(findings.hasErrors()).isTrue();
    assertThat(told().get(0)).startsWith("p.yaml:1:");
  }
}
