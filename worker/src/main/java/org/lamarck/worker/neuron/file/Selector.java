package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/**
 * Which compartments are meant by {@code all}, by {@code CELL}, {@code CELL/BRANCH} and {@code
 * CELL/BRANCH/COMPARTMENT}, counted from 0, where each may be a range {@code 2-5} or {@code *}, and
 * BRANCH the name of a group; or by the name of a selection under {@code groups:}.
 */
final class Selector {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final String FORM =
      "write all, a group, CELL, CELL/BRANCH or CELL/BRANCH/COMPARTMENT with numbers, ranges or *";
  private static final String ALL = "all";
  private static final String ANY = "*";

  private final List<Morphology> cells;
  private final int[] firsts;
  private final Findings findings;
  private final Map<String, List<Integer>> groups = new LinkedHashMap<>();

  Selector(List<Morphology> cells, Findings findings) {
    this.cells = List.copyOf(cells);
    this.findings = findings;
    firsts = new int[cells.size()];
    for (int i = 1; i < firsts.length; i++) {
      firsts[i] = firsts[i - 1] + cells.get(i - 1).compartments();
    }
  }

  /** Names the compartments of some cells in a row. */
  void name(String group, int from, int to) {
    List<Integer> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      IntStream.range(firsts[i], firsts[i] + cells.get(i).compartments()).forEach(all::add);
    }
    groups.put(group, List.copyOf(all));
  }

  /** The first compartment of a cell. */
  int first(int cell) {
    return firsts[cell];
  }

  /** Reads {@code groups:}, selections by names; later ones may use those before them. */
  void readGroups(YamlMapping root) {
    Optional<YamlMapping> all = root.mapping("groups", findings);
    if (all.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Place> key : all.get().keys().entrySet()) {
      String name = key.getKey();
      if (!Identifiers.isIdentifier(name) || name.equals(ALL)) {
        findings.error(
            key.getValue(),
            "\"%s\" cannot be the name of a group".formatted(name),
            "use letters, digits and underscores, and no digit first");
      } else {
        all.get().get(name).map(this::where).ifPresent(where -> groups.put(name, where));
      }
    }
  }

  /** All compartments. */
  List<Integer> all() {
    int last = firsts.length - 1;
    return IntStream.range(0, firsts[last] + cells.get(last).compartments()).boxed().toList();
  }

  /** The compartments of some branches of a cell. */
  List<Integer> compartments(int cell, List<Integer> branches) {
    List<Integer> compartments = new ArrayList<>();
    Morphology morphology = cells.get(cell);
    for (int branch : branches) {
      int first = firsts[cell] + morphology.first(branch);
      int count = morphology.branches().get(branch).compartments().size();
      IntStream.range(first, first + count).forEach(compartments::add);
    }
    return compartments;
  }

  /** The compartments of a key, a selection or a list of them; all where the key is left out. */
  List<Integer> where(YamlMapping mapping, String key) {
    return mapping.get(key).map(this::where).orElseGet(this::all);
  }

  /** The compartments of a selection or a list of them, in their order. */
  List<Integer> where(YamlMapping.Value value) {
    TreeSet<Integer> selected = new TreeSet<>();
    for (YamlMapping.Value item : value.items()) {
      item.text(findings).ifPresent(text -> selected.addAll(select(new Cell(text, item.place()))));
    }
    return List.copyOf(selected);
  }

  /** The one compartment that is meant. */
  Optional<Integer> one(Cell cell) {
    List<Integer> selected = select(cell);
    if (selected.size() > 1) {
      findings.error(
          cell.place(),
          "\"%s\" is %d compartments".formatted(cell.text(), selected.size()),
          "name one, as CELL/BRANCH/COMPARTMENT");
    }
    return selected.size() == 1 ? Optional.of(selected.get(0)) : Optional.empty();
  }

  private List<Integer> select(Cell cell) {
    if (cell.text().equals(ALL)) {
      return all();
    }
    List<Integer> group = groups.get(cell.text());
    if (group != null) {
      return group;
    }
    String[] parts = cell.text().split("/", -1);
    List<Integer> selected = new ArrayList<>();
    if (parts.length > 3) {
      refuse(cell, "has more than three parts");
      return selected;
    }
    for (int i : numbers(cell, parts[0], cells.size(), "cell")) {
      Morphology morphology = cells.get(i);
      for (int branch : branches(cell, parts, morphology)) {
        Branch chosen = morphology.branches().get(branch);
        int first = firsts[i] + morphology.first(branch);
        int count = chosen.compartments().size();
        String third = parts.length < 3 ? ANY : parts[2];
        for (int compartment : numbers(cell, third, count, "compartment")) {
          selected.add(first + compartment);
        }
      }
    }
    return selected;
  }

  private List<Integer> branches(Cell cell, String[] parts, Morphology morphology) {
    String part = parts.length < 2 ? ANY : parts[1];
    List<Integer> group = morphology.groups().get(part);
    return group != null ? group : numbers(cell, part, morphology.branches().size(), "branch");
  }

  private List<Integer> numbers(Cell cell, String part, int count, String of) {
    if (part.equals(ANY)) {
      return IntStream.range(0, count).boxed().toList();
    }
    Matcher matcher = NUMBERS.matcher(part);
    if (!matcher.matches()) {
      refuse(cell, "names no %s by \"%s\"".formatted(of, part));
      return List.of();
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    if (first > last || last >= count) {
      refuse(cell, "names %s %s of %d, counted from 0".formatted(of, part, count));
      return List.of();
    }
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  private void refuse(Cell cell, String what) {
    findings.error(
        cell.place(),
        "\"%s\" %s".formatted(cell.text(), what),
        Identifiers.isIdentifier(cell.text())
            ? Spelling.suggest(cell.text(), groups.keySet(), FORM)
            : FORM);
  }
}
