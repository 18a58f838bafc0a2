package org.lamarck.worker.sbml;

import java.util.List;
import java.util.Optional;

/** References into a submodel: by port, id, unit or metaid, and on into its own submodels. */
final class SubmodelReference {
  private static final List<String> KEYS = List.of("portRef", "idRef", "unitRef", "metaIdRef");

  private final Composition composition;
  private final ModelInstance submodel;
  private final Findings findings;

  SubmodelReference(Composition composition, ModelInstance submodel, Findings findings) {
    this.composition = composition;
    this.submodel = submodel;
    this.findings = findings;
  }

  /** The element meant, or what is in its place; nothing, and a finding, when there is none. */
  Optional<XmlElement> target(XmlElement reference) {
    return target(reference, submodel);
  }

  private Optional<XmlElement> target(XmlElement reference, ModelInstance in) {
    List<String> given = KEYS.stream().filter(reference::has).toList();
    if (given.size() != 1) {
      findings.error(
          reference,
          given.isEmpty()
              ? "<" + reference.name() + "> refers to nothing"
              : "<" + reference.name() + "> has both " + String.join(" and ", given),
          "give it one of " + String.join(", ", KEYS));
      return Optional.empty();
    }
    String key = given.get(0);
    String name = reference.required(key);
    Optional<XmlElement> element = element(key, name, in);
    if (element.isEmpty()) {
      findings.error(
          reference, in + " has nothing of " + key + " " + name, "correct the reference");
      return Optional.empty();
    }
    Optional<XmlElement> meant =
        key.equals("portRef") ? port(element.get(), in) : element.map(composition::survivor);
    Optional<XmlElement> next = reference.child("sBaseRef");
    if (meant.isEmpty() || next.isEmpty()) {
      return meant;
    }
    Optional<ModelInstance> inner = composition.part(meant.get());
    if (inner.isEmpty()) {
      findings.error(
          next.get(), name + " is no submodel, so nothing stands in it", "correct the reference");
    }
    return inner.flatMap(part -> target(next.get(), part));
  }

  private static Optional<XmlElement> element(String key, String name, ModelInstance in) {
    return switch (key) {
      case "portRef" -> in.port(name);
      case "idRef" -> in.byId(name);
      case "unitRef" -> in.unit(name);
      default -> in.byMetaId(name);
    };
  }

  /** A port refers to an element of its own model, never to another port. */
  private Optional<XmlElement> port(XmlElement port, ModelInstance in) {
    if (port.has("portRef")) {
      findings.error(port, "a port refers to another", "let it refer to the element itself");
      return Optional.empty();
    }
    return target(port, in);
  }
}
