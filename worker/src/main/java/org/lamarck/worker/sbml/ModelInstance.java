package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One use of a model within another, and what stands in it by the names that can refer to it. */
final class ModelInstance {
  private final XmlElement model;
  private final @Nullable ModelInstance parent;
  private final @Nullable XmlElement submodel;
  private final String prefix;
  private final Map<String, XmlElement> ids = new HashMap<>();
  private final Map<String, XmlElement> metaIds = new HashMap<>();
  private final Map<String, XmlElement> units = new HashMap<>();
  private final Map<String, XmlElement> ports = new HashMap<>();
  private final Map<String, XmlElement> deletions = new HashMap<>();
  private final List<ModelInstance> submodels = new ArrayList<>();

  private ModelInstance(
      XmlElement model, @Nullable ModelInstance parent, @Nullable XmlElement submodel) {
    this.model = model;
    this.parent = parent;
    this.submodel = submodel;
    this.prefix = parent == null || submodel == null ? "" : parent.prefixOf(submodel);
  }

  /** The whole. */
  static ModelInstance root(XmlElement model, Findings findings) {
    return new ModelInstance(model, null, null).indexed(findings);
  }

  /**
   * The part of another that one of its submodels stands for.
   *
   * @param model of its own: the same definition used twice is two copies
   */
  static ModelInstance part(
      XmlElement model, ModelInstance parent, XmlElement submodel, Findings findings) {
    ModelInstance part = new ModelInstance(model, parent, submodel).indexed(findings);
    parent.submodels.add(part);
    return part;
  }

  private ModelInstance indexed(Findings findings) {
    walk(model, element -> index(element, findings));
    return this;
  }

  /** Visits what stands in an element, formulas aside. */
  static void walk(XmlElement element, Consumer<XmlElement> visitor) {
    for (XmlElement child : element.children()) {
      if (child.space() != XmlElement.Space.MATH) {
        visitor.accept(child);
        walk(child, visitor);
      }
    }
  }

  private void index(XmlElement element, Findings findings) {
    element.attribute("metaid").ifPresent(id -> put(metaIds, "metaid", id, element, findings));
    Optional<String> id = element.attribute("id");
    if (id.isEmpty() || isLocal(element)) {
      return;
    }
    switch (element.name()) {
      case "unitDefinition" -> put(units, "unit", id.get(), element, findings);
      case "port" -> put(ports, "port", id.get(), element, findings);
      case "deletion" -> put(deletions, "deletion", id.get(), element, findings);
      default -> put(ids, "id", id.get(), element, findings);
    }
  }

  private static void put(
      Map<String, XmlElement> to, String kind, String id, XmlElement element, Findings findings) {
    XmlElement first = to.putIfAbsent(id, element);
    // deletions of different submodels may share a name, which then cannot be told apart
    if (first != null && !kind.equals("deletion")) {
      findings.error(
          element,
          "the " + kind + " " + id + " stands already in line " + first.row(),
          "give it another");
    }
  }

  /** Whether an id is known in its kinetic law only. */
  static boolean isLocal(XmlElement element) {
    return element.name().equals("localParameter");
  }

  /** {@code A__}, and longer where ids of the model begin so. */
  private String prefixOf(XmlElement part) {
    String candidate = part.attribute("id").orElse("") + "__";
    while (startsSomething(candidate)) {
      candidate += "_";
    }
    return prefix + candidate;
  }

  private boolean startsSomething(String beginning) {
    return ids.keySet().stream().anyMatch(id -> id.startsWith(beginning));
  }

  XmlElement model() {
    return model;
  }

  /** That in which this is a part; nothing for the whole. */
  Optional<ModelInstance> parent() {
    return Optional.ofNullable(parent);
  }

  /** The submodel of the parent that this is; nothing for the whole. */
  Optional<XmlElement> submodel() {
    return Optional.ofNullable(submodel);
  }

  /** What the ids begin with in the flat model. */
  String prefix() {
    return prefix;
  }

  List<ModelInstance> submodels() {
    return submodels;
  }

  Optional<XmlElement> byId(String id) {
    return Optional.ofNullable(ids.get(id));
  }

  Optional<XmlElement> byMetaId(String id) {
    return Optional.ofNullable(metaIds.get(id));
  }

  Optional<XmlElement> unit(String id) {
    return Optional.ofNullable(units.get(id));
  }

  Optional<XmlElement> port(String id) {
    return Optional.ofNullable(ports.get(id));
  }

  Optional<XmlElement> deletion(String id) {
    return Optional.ofNullable(deletions.get(id));
  }

  /** How the user would name it: the submodels on the way. */
  @Override
  public String toString() {
    return parent == null || submodel == null
        ? "the model"
        : (parent.parent == null ? "" : parent + ".") + submodel.attribute("id").orElse("?");
  }
}
