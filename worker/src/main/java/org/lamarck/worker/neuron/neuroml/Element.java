package org.lamarck.worker.neuron.neuroml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/** An element of a document, with its attributes, its children and where it stands. */
final class Element {
  private final String name;
  private final Map<String, String> attributes;
  private final Place place;
  private final List<Element> children = new ArrayList<>();

  Element(String name, Map<String, String> attributes, Place place) {
    this.name = name;
    this.attributes = new LinkedHashMap<>(attributes);
    this.place = place;
  }

  void add(Element child) {
    children.add(child);
  }

  String name() {
    return name;
  }

  Place place() {
    return place;
  }

  List<Element> children() {
    return Collections.unmodifiableList(children);
  }

  List<Element> children(String wanted) {
    return children.stream().filter(one -> one.name.equals(wanted)).toList();
  }

  Optional<Element> child(String wanted) {
    return children.stream().filter(one -> one.name.equals(wanted)).findFirst();
  }

  /** An attribute; empty where there is none. */
  String get(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  /** An attribute; an error where there is none. */
  Optional<Cell> require(String attribute, Findings findings) {
    String value = attributes.get(attribute);
    if (value == null) {
      findings.error(
          place, "<%s> has no attribute %s".formatted(name, attribute), "add " + attribute);
    }
    return Optional.ofNullable(value).map(text -> new Cell(text, place));
  }

  /** Refuses children of other names, by their names. */
  boolean refuseOthers(List<String> known, Findings findings) {
    boolean none = true;
    for (Element child : children) {
      if (!known.contains(child.name) && !NOTES.contains(child.name)) {
        child.refuse("has no counterpart here within <%s>".formatted(name), findings);
        none = false;
      }
    }
    return none;
  }

  private static final List<String> NOTES = List.of("notes", "annotation", "property");

  /** Says what is wrong with it. */
  void refuse(String what, Findings findings) {
    findings.error(place, "<%s> %s".formatted(name, what), "remove it, or write this as YAML");
  }
}
