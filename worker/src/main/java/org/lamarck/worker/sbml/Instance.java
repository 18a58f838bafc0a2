package org.lamarck.worker.sbml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model of package comp with its submodels in it. Elements are known by the ids that they had in
 * their own model, whatever they are called since; one that was replaced stands for what replaced
 * it.
 */
final class Instance {
  private final XmlElement model;
  private final Map<String, XmlElement> byId = new HashMap<>();
  private final Map<String, XmlElement> byMetaId = new HashMap<>();
  private final Map<String, XmlElement> ports = new HashMap<>();
  private final Map<String, Instance> submodels = new LinkedHashMap<>();
  private final Map<XmlElement, XmlElement> replacements;

  /**
   * A model without its submodels yet.
   *
   * @param replacements by what each element that was replaced is replaced, for all instances
   */
  Instance(XmlElement model, Map<XmlElement, XmlElement> replacements) {
    this.model = model;
    this.replacements = replacements;
    index(model);
    for (XmlElement port : model.items("listOfPorts")) {
      ports.put(port.attribute("id").orElse(""), port);
    }
  }

  private void index(XmlElement element) {
    for (XmlElement child : element.children()) {
      if (child.space() == XmlElement.Space.MATH || child.name().equals("listOfPorts")) {
        continue;
      }
      if (!child.name().equals("localParameter")) {
        child.attribute("id").ifPresent(id -> byId.put(id, child));
      }
      child.attribute("metaid").ifPresent(id -> byMetaId.put(id, child));
      index(child);
    }
  }

  XmlElement model() {
    return model;
  }

  void addSubmodel(String id, Instance instance) {
    submodels.put(id, instance);
  }

  Map<String, Instance> submodels() {
    return submodels;
  }

  @Nullable Instance submodel(String id) {
    return submodels.get(id);
  }

  /** What a reference refers to: an element, or a submodel as a whole. */
  record Target(@Nullable XmlElement element, @Nullable Instance submodel) {
    static final Target NONE = new Target(null, null);
  }

  /** What a port, deletion, replacement or reference within such refers to; none when unknown. */
  Target resolve(XmlElement reference) {
    XmlElement nested = reference.child("sBaseRef").orElse(null);
    String port = reference.attribute("portRef").orElse(null);
    if (port != null) {
      XmlElement behind = ports.get(port);
      return behind == null ? Target.NONE : within(resolve(behind), nested);
    }
    String id = reference.attribute("idRef").orElse(null);
    Instance submodel = id == null ? null : submodels.get(id);
    if (submodel == null) {
      String metaId = reference.attribute("metaIdRef").orElse(null);
      XmlElement found = id != null ? byId.get(id) : metaId == null ? null : byMetaId.get(metaId);
      submodel =
          found != null && found.name().equals("submodel")
              ? submodels.get(found.attribute("id").orElse(""))
              : null;
      if (submodel == null) {
        return found == null ? Target.NONE : within(new Target(current(found), null), nested);
      }
    }
    return within(new Target(null, submodel), nested);
  }

  private static Target within(Target target, @Nullable XmlElement nested) {
    Instance submodel = target.submodel();
    return nested == null ? target : submodel == null ? Target.NONE : submodel.resolve(nested);
  }

  /** The element, or what it was replaced by. */
  XmlElement current(XmlElement element) {
    XmlElement now = element;
    for (XmlElement next = replacements.get(now); next != null; next = replacements.get(now)) {
      now = next;
    }
    return now;
  }
}
