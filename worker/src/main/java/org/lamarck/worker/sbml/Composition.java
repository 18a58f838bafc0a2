package org.lamarck.worker.sbml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The instances of all submodels of a model, and what became of their elements: an element is kept,
 * deleted, or replaced by another. Inner models are composed before those that contain them, so
 * that what refers to an element which was replaced finds the one in its place.
 */
final class Composition {
  /** Definitions that use others twice can grow without end; no model comes near. */
  private static final int MOST_ELEMENTS = 500_000;

  /** Recursions over submodels are safe below it. */
  private static final int DEEPEST = 100;

  private final Findings findings;
  private final Map<XmlElement, ModelInstance> owners = new HashMap<>();
  private final Map<XmlElement, ModelInstance> parts = new HashMap<>();
  private final Map<XmlElement, Replacement> replacements = new HashMap<>();

  /** By what took its place inside a submodel: the element whose id that takes. */
  private final Map<XmlElement, XmlElement> names = new HashMap<>();

  private final Set<XmlElement> deleted = new HashSet<>();
  private final Deque<XmlElement> opened = new ArrayDeque<>();

  /**
   * What took the place of an element.
   *
   * @param outwards whether that is in the model which contains the submodel, and not the other way
   *     round
   * @param factor by which values are multiplied on the way outwards
   */
  record Replacement(XmlElement by, boolean outwards, Optional<String> factor) {}

  /** A value of one instance seen from it: {@code element / factors}. */
  record Meaning(XmlElement element, ModelInstance level, List<Factor> factors) {}

  /** A parameter of an instance. */
  record Factor(ModelInstance of, String id) {}

  Composition(Findings findings) {
    this.findings = findings;
  }

  /** The model as a whole. */
  ModelInstance compose(ModelLibrary.Definition definition) {
    ModelInstance root = ModelInstance.root(definition.model(), findings);
    fill(root, definition);
    return root;
  }

  private void fill(ModelInstance instance, ModelLibrary.Definition definition) {
    opened.push(definition.model());
    ModelInstance.walk(instance.model(), element -> owners.put(element, instance));
    if (owners.size() > MOST_ELEMENTS || opened.size() > DEEPEST) {
      findings.error(
          definition.model(),
          "the submodels grow beyond all bounds when they are written out",
          "use fewer submodels within submodels");
      throw new Findings.Enough();
    }
    for (XmlElement submodel : instance.model().items("listOfSubmodels")) {
      submodel(instance, submodel, definition.library());
    }
    replaceIn(instance, instance.model());
    opened.pop();
  }

  private void submodel(ModelInstance parent, XmlElement submodel, ModelLibrary library) {
    Optional<String> reference = submodel.attribute("modelRef");
    if (reference.isEmpty() || !submodel.has("id")) {
      findings.error(submodel, "a submodel needs an id and a modelRef", "give it both attributes");
      return;
    }
    Optional<ModelLibrary.Definition> found = library.find(submodel, reference.get());
    if (found.isEmpty()) {
      return;
    }
    ModelLibrary.Definition definition = found.get();
    if (opened.contains(definition.model())) {
      findings.error(
          submodel, "the model " + reference.get() + " contains itself", "break the circle");
      return;
    }
    ModelInstance part = ModelInstance.part(definition.model().copy(), parent, submodel, findings);
    parts.put(submodel, part);
    fill(part, definition);
    for (XmlElement deletion : submodel.items("listOfDeletions")) {
      new SubmodelReference(this, part, findings).target(deletion).ifPresent(deleted::add);
    }
  }

  private void replaceIn(ModelInstance instance, XmlElement container) {
    ModelInstance.walk(
        container,
        element -> {
          for (XmlElement replaced : element.items("listOfReplacedElements")) {
            replace(instance, element, replaced);
          }
          element
              .child("replacedBy")
              .ifPresent(reference -> replaceBy(instance, element, reference));
        });
  }

  private void replace(ModelInstance instance, XmlElement by, XmlElement reference) {
    Optional<ModelInstance> part = part(instance, reference);
    Optional<String> deletion = reference.attribute("deletion");
    if (part.isEmpty()) {
      return;
    }
    if (deletion.isPresent()) {
      if (instance.deletion(deletion.get()).isEmpty()) {
        findings.error(reference, "there is no deletion " + deletion.get(), "correct the name");
      }
      return;
    }
    free(instance, part.get(), reference)
        .ifPresent(
            target ->
                replacements.put(
                    target, new Replacement(by, true, reference.attribute("conversionFactor"))));
  }

  private void replaceBy(ModelInstance instance, XmlElement element, XmlElement reference) {
    part(instance, reference)
        .flatMap(part -> free(instance, part, reference))
        .ifPresent(
            target -> {
              replacements.put(element, new Replacement(target, false, Optional.empty()));
              names.put(target, element);
            });
  }

  private Optional<ModelInstance> part(ModelInstance instance, XmlElement reference) {
    String name = reference.attribute("submodelRef").orElse("");
    Optional<ModelInstance> part = instance.byId(name).flatMap(this::part);
    if (part.isEmpty()) {
      findings.error(
          reference, "\"" + name + "\" is no submodel here", "name the submodel in submodelRef");
    }
    return part;
  }

  /** What the reference means, when nothing in the same model has taken its place before. */
  private Optional<XmlElement> free(
      ModelInstance instance, ModelInstance part, XmlElement reference) {
    Optional<XmlElement> target = new SubmodelReference(this, part, findings).target(reference);
    if (target.isPresent() && owners.get(target.get()) == instance) {
      findings.error(
          reference, "another element has replaced this one already", "keep one replacement");
      return Optional.empty();
    }
    if (target.isPresent() && deleted.contains(target.get())) {
      findings.error(reference, "what this refers to is deleted", "remove one of the two");
      return Optional.empty();
    }
    return target;
  }

  /** The instance that a submodel, or what replaced it, stands for. */
  Optional<ModelInstance> part(XmlElement submodel) {
    return Optional.ofNullable(parts.get(survivor(submodel)));
  }

  /** The element, or what is in its place. */
  XmlElement survivor(XmlElement element) {
    XmlElement survivor = element;
    for (Replacement next = replacements.get(survivor);
        next != null;
        next = replacements.get(survivor)) {
      survivor = next.by();
    }
    return survivor;
  }

  /** Whether the element was deleted, and not replaced. */
  boolean isDeleted(XmlElement element) {
    return deleted.contains(element);
  }

  /** Whether the flat model is without the element. */
  boolean isGone(XmlElement element) {
    return deleted.contains(element) || replacements.containsKey(element);
  }

  /** What the element of an instance is in the flat model. */
  Meaning meaning(ModelInstance instance, XmlElement element) {
    List<Factor> factors = new ArrayList<>();
    ModelInstance level = instance;
    XmlElement survivor = element;
    for (Replacement next = replacements.get(survivor);
        next != null;
        next = replacements.get(survivor)) {
      survivor = next.by();
      if (next.outwards()) {
        ModelInstance outer = owner(survivor);
        next.factor().ifPresent(id -> factors.add(new Factor(outer, id)));
        level = outer;
      }
    }
    return new Meaning(survivor, level, factors);
  }

  /** The id in the flat model of an element that is kept there and has an id. */
  String name(XmlElement kept) {
    XmlElement named = kept;
    for (@Nullable XmlElement next = names.get(kept);
        next != null && next.has("id");
        next = names.get(next)) {
      named = next;
    }
    return owner(named).prefix() + named.required("id");
  }

  private ModelInstance owner(XmlElement element) {
    ModelInstance owner = owners.get(element);
    if (owner == null) {
      throw new IllegalStateException(element + " belongs to no model");
    }
    return owner;
  }
}
