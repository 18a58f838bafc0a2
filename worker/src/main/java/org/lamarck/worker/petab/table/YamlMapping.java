package org.lamarck.worker.petab.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.lamarck.worker.problem.Spelling;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of a YAML file whose values know where they stand. */
public final class YamlMapping {
  private final Place place;
  private final Map<String, Value> values;
  private final Map<String, Place> keys;

  private YamlMapping(Place place, Map<String, Value> values, Map<String, Place> keys) {
    this.place = place;
    this.values = values;
    this.keys = keys;
  }

  /** The mapping that a file consists of; nothing when an error was found. */
  public static Optional<YamlMapping> read(SourceText source, Findings findings) {
    if (!isNoOther(source, findings)) {
      return Optional.empty();
    }
    Optional<Node> root;
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(source.file()).build();
      root = new Compose(settings).composeString(source.text());
    } catch (MarkedYamlEngineException e) {
      Place where =
          e.getProblemMark()
              .map(mark -> place(source.file(), mark))
              .orElse(Place.of(source.file()));
      findings.error(where, "not YAML: " + e.getProblem(), "correct the line or the one before");
      return Optional.empty();
    } catch (YamlEngineException e) {
      findings.error(Place.of(source.file()), "not YAML: " + e.getMessage(), "correct the file");
      return Optional.empty();
    }
    if (root.isEmpty()) {
      findings.error(Place.of(source.file()), "the file is empty", "write a problem into it");
      return Optional.empty();
    }
    return new Value(source.file(), root.get()).mapping(findings);
  }

  /** Tells a model or a table that is given in the place of a problem. */
  private static boolean isNoOther(SourceText source, Findings findings) {
    String text = source.text().stripLeading();
    String firstLine = text.lines().findFirst().orElse("");
    String remedy = "name the YAML file of a problem, which names its model and its tables";
    if (text.startsWith("<")) {
      boolean isModel = text.contains("<sbml") || text.contains(":sbml ");
      findings.error(
          Place.of(source.file()),
          isModel ? "this is an SBML model, not a problem" : "this is XML, not a problem",
          remedy);
      return false;
    }
    if (firstLine.indexOf('\t') > 0 && !firstLine.contains(":")) {
      findings.error(Place.of(source.file()), "this is a table, not a problem", remedy);
      return false;
    }
    return true;
  }

  private static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  public Place place() {
    return place;
  }

  /** Where a key stands; the mapping where it does not. */
  public Place place(String key) {
    return keys.getOrDefault(key, place);
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value of a key; nothing when there is none or it is null. */
  public Optional<Value> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isNull());
  }

  /** The value of a key; an error when there is none. */
  public Optional<Value> require(String key, String meaning, Findings findings) {
    Optional<Value> value = get(key);
    if (value.isEmpty()) {
      findings.error(place(key), "\"%s\" is missing".formatted(key), "add it: " + meaning);
    }
    return value;
  }

  /** The single text of a key; an error when there is none. */
  public Optional<Cell> text(String key, String meaning, Findings findings) {
    return require(key, meaning, findings).flatMap(value -> value.cell(findings));
  }

  /** The mapping of a key; nothing when there is none, with an error when it is no mapping. */
  public Optional<YamlMapping> mapping(String key, Findings findings) {
    return get(key).flatMap(value -> value.mapping(findings));
  }

  /**
   * The position of a key's word among those that are known; nothing when the key is left out, and
   * with an error when it has another word.
   */
  public OptionalInt choice(String key, String meaning, List<String> known, Findings findings) {
    Optional<Cell> cell = has(key) ? text(key, meaning, findings) : Optional.empty();
    int index = cell.map(word -> known.indexOf(word.text())).orElse(-1);
    if (cell.isPresent() && index < 0) {
      findings.error(
          cell.get().place(),
          "%s \"%s\" is unknown".formatted(key, cell.get().text()),
          Spelling.remedy(cell.get().text(), known));
    }
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The finite number of a key; an error when there is none. */
  public OptionalDouble number(String key, Findings findings) {
    Optional<Cell> cell = text(key, "a number", findings);
    if (cell.isPresent() && cell.get().isBlank()) { // of tables a blank field
      findings.error(
          cell.get().place(),
          "%s \"%s\" is not a number".formatted(key, cell.get().text()),
          "write a number such as 0.5 or 1e-3");
      return OptionalDouble.empty();
    }
    return cell.map(one -> Numbers.requireFinite(one, key, findings))
        .orElse(OptionalDouble.empty());
  }

  /** The number of a key, above another; nothing, and an error, when it is none. */
  public OptionalDouble numberAbove(String key, double above, Findings findings) {
    OptionalDouble number = number(key, findings);
    if (number.isPresent() && !(number.getAsDouble() > above)) {
      findings.error(place(key), "%s must be above %s".formatted(key, above), "change it");
      return OptionalDouble.empty();
    }
    return number;
  }

  /** The number of a key, at least another; nothing, and an error, when it is none. */
  public OptionalDouble numberFrom(String key, double least, Findings findings) {
    OptionalDouble number = number(key, findings);
    if (number.isPresent() && !(number.getAsDouble() >= least)) {
      findings.error(place(key), "%s must be at least %s".formatted(key, least), "change it");
      return OptionalDouble.empty();
    }
    return number;
  }

  /** The whole number of a key, in a range; the least one, and an error, when it is none. */
  public int wholeNumber(String key, int least, int most, Findings findings) {
    double number = number(key, findings).orElse(least);
    if (!(number >= least && number <= most && number == Math.rint(number))) {
      findings.error(
          place(key),
          "%s must be a whole number from %d to %d".formatted(key, least, most),
          "change it");
      return least;
    }
    return (int) number;
  }

  /** The keys and where they stand, in their order. */
  public Map<String, Place> keys() {
    return Collections.unmodifiableMap(keys);
  }

  /** Reports keys that have no meaning. */
  public void expectOnly(List<String> known, Findings findings) {
    forOthers(known, findings::warning);
  }

  /** Reports keys that have no meaning, where the format allows none. */
  public void refuseOthers(List<String> known, Findings findings) {
    forOthers(known, findings::error);
  }

  private void forOthers(List<String> known, Report report) {
    for (Map.Entry<String, Place> key : keys.entrySet()) {
      if (!known.contains(key.getKey())) {
        report.finding(
            key.getValue(),
            "\"%s\" has no meaning here".formatted(key.getKey()),
            Spelling.suggest(key.getKey(), known, "remove it"));
      }
    }
  }

  private interface Report {
    void finding(Place place, String what, String remedy);
  }

  /** A value of a YAML file. */
  public record Value(String file, Node node) {
    public Place place() {
      return node.getStartMark().map(mark -> YamlMapping.place(file, mark)).orElse(Place.of(file));
    }

    boolean isNull() {
      return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    public boolean isList() {
      return node instanceof SequenceNode;
    }

    public boolean isMapping() {
      return node instanceof MappingNode;
    }

    /** The text of a scalar; an error when it is none. */
    public Optional<String> text(Findings findings) {
      if (node instanceof ScalarNode scalar && !isNull()) {
        return Optional.of(scalar.getValue());
      }
      findings.error(place(), "this must be a single value", "write a text or a number");
      return Optional.empty();
    }

    /** The same with its place. */
    public Optional<Cell> cell(Findings findings) {
      return text(findings).map(text -> new Cell(text, place()));
    }

    /** The items of a list; a scalar counts as a list of one. */
    public List<Value> items() {
      if (node instanceof SequenceNode sequence) {
        return sequence.getValue().stream().map(item -> new Value(file, item)).toList();
      }
      return isNull() ? List.of() : List.of(this);
    }

    /** The items of a list that are mappings; errors for those that are none. */
    public List<YamlMapping> mappings(Findings findings) {
      return items().stream().flatMap(item -> item.mapping(findings).stream()).toList();
    }

    /** The mapping; an error when it is none. */
    public Optional<YamlMapping> mapping(Findings findings) {
      if (!(node instanceof MappingNode mapping)) {
        findings.error(place(), "this must be a list of keys and values", "write key: value");
        return Optional.empty();
      }
      Map<String, Value> values = new LinkedHashMap<>();
      Map<String, Place> keys = new LinkedHashMap<>();
      for (NodeTuple entry : new ArrayList<>(mapping.getValue())) {
        Value key = new Value(file, entry.getKeyNode());
        Optional<String> name = key.text(findings);
        if (name.isEmpty()) {
          continue;
        }
        Place first = keys.putIfAbsent(name.get(), key.place());
        if (first != null) {
          findings.error(
              key.place(),
              "\"%s\" stands twice, first in line %d".formatted(name.get(), first.row()),
              "remove one of them");
          continue;
        }
        values.put(name.get(), new Value(file, entry.getValueNode()));
      }
      return Optional.of(new YamlMapping(place(), values, keys));
    }
  }
}
