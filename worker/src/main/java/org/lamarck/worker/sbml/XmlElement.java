package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An element of a document and where it stands; equal only to itself. */
final class XmlElement {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private final String name;
  private final Space space;
  private final Place place;
  private final Map<String, String> attributes;
  private final StringBuilder text;
  private final List<XmlElement> children = new ArrayList<>();

  /** Which part of SBML an element belongs to. */
  enum Space {
    CORE,
    MATH,
    COMP
  }

  /** Where an element stands. */
  record Place(String file, int row, int column) {}

  /**
   * An element without children.
   *
   * @param attributes by name; those of the package comp as {@code comp:name} on elements of the
   *     core and by their name on elements of comp
   */
  XmlElement(String name, Space space, Place place, Map<String, String> attributes) {
    this(name, space, place, attributes, "");
  }

  private XmlElement(
      String name, Space space, Place place, Map<String, String> attributes, String text) {
    this.name = name;
    this.space = space;
    this.place = place;
    this.attributes = new LinkedHashMap<>(attributes);
    this.text = new StringBuilder(text);
  }

  /** A copy without children. */
  XmlElement shallowCopy() {
    return new XmlElement(name, space, place, attributes, text.toString());
  }

  /** A copy with children of its own. */
  XmlElement copy() {
    XmlElement copy = shallowCopy();
    children.forEach(child -> copy.add(child.copy()));
    return copy;
  }

  /** This element with another text and without children. */
  XmlElement withText(String other) {
    return new XmlElement(name, space, place, attributes, other);
  }

  void add(XmlElement child) {
    children.add(child);
  }

  void appendText(String more) {
    text.append(more);
  }

  /** Sets or replaces an attribute. */
  void set(String key, String value) {
    attributes.put(key, value);
  }

  String name() {
    return name;
  }

  Space space() {
    return space;
  }

  Place place() {
    return place;
  }

  int row() {
    return place.row();
  }

  int column() {
    return place.column();
  }

  Map<String, String> attributes() {
    return attributes;
  }

  /** The text between the tags, without spaces around it; a {@code sep} in it is a space. */
  String text() {
    return text.toString().strip();
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
    return attribute(key).map(value -> value.equals("true") || value.equals("1")).orElse(otherwise);
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
      case "NaN" -> Double.NaN;
      default -> {
        if (!NUMBER.matcher(text).matches()) { // Java knows 1d, 0x1p3 and Infinity, too
          throw new NumberFormatException(text);
        }
        yield Double.parseDouble(text);
      }
    };
  }

  /** Whether {@link #parse} knows the text. */
  static boolean isNumber(String text) {
    try {
      parse(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "<" + name + "> at " + place.row() + ":" + place.column();
  }
}
