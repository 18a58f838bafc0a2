package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element of a document and where it stands; equal only to itself. */
final class XmlElement {
  private final String name;
  private final int row;
  private final int column;
  private final Map<String, String> attributes;
  private final List<XmlElement> children = new ArrayList<>();

  XmlElement(String name, int row, int column, Map<String, String> attributes) {
    this.name = name;
    this.row = row;
    this.column = column;
    this.attributes = attributes;
  }

  void add(XmlElement child) {
    children.add(child);
  }

  String name() {
    return name;
  }

  int row() {
    return row;
  }

  int column() {
    return column;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<XmlElement> children() {
    return children;
  }

  Optional<XmlElement> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }

  /** What stands in the list of this name; nothing when there is no such list. */
  List<XmlElement> items(String listName) {
    return child(listName).map(XmlElement::children).orElse(List.of());
  }

  Optional<String> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  /** The attribute, which an earlier check found present. */
  String required(String key) {
    return attribute(key)
        .orElseThrow(() -> new IllegalStateException(name + " has no attribute " + key));
  }

  boolean has(String key) {
    return attributes.containsKey(key);
  }

  boolean isTrue(String key, boolean otherwise) {
    return attribute(key).map(text -> text.equals("true") || text.equals("1")).orElse(otherwise);
  }

  /** The attribute as a number; NaN when it is absent. */
  double number(String key) {
    return attribute(key).map(XmlElement::parse).orElse(Double.NaN);
  }

  /**
   * The number that a text means in XML Schema.
   *
   * @throws NumberFormatException when it means none
   */
  static double parse(String text) {
    return switch (text) {
      case "INF" -> Double.POSITIVE_INFINITY;
      case "-INF" -> Double.NEGATIVE_INFINITY;
      default -> {
        char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        if (Character.isLetter(last) && !text.equals("NaN")) {
          throw new NumberFormatException(text);
        }
        yield Double.parseDouble(text);
      }
    };
  }

  @Override
  public String toString() {
    return "<" + name + "> at " + row + ":" + column;
  }
}
