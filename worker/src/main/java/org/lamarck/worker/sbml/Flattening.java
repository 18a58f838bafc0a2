package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model in the place of models within models (SBML package comp, version 1). The ids of a
 * submodel {@code A} get the prefix {@code A__}; what is replaced is called as what replaces it.
 */
final class Flattening {
  private final Findings findings;
  private final ExternalModels externals;
  private final Map<XmlElement, XmlElement> replacements = new IdentityHashMap<>();

  /** Elements that are no longer there; they are left out when submodels are merged. */
  private final Set<XmlElement> removed = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<XmlElement> opened = new LinkedHashSet<>();

  /** Finds the documents that a model refers to. */
  interface ExternalModels {
    /** The root of a document; absent, with a finding, when it cannot be read. */
    Optional<XmlElement> read(XmlElement at, String source);
  }

  private Flattening(ExternalModels externals, Findings findings) {
    this.externals = externals;
    this.findings = findings;
  }

  /** The document with one model and nothing of comp; what is wrong becomes findings. */
  static XmlElement flatten(XmlElement root, ExternalModels externals, Findings findings) {
    Optional<XmlElement> model = root.child("model");
    if (model.isEmpty()) {
      return root;
    }
    Flattening flattening = new Flattening(externals, findings);
    Instance whole = flattening.instantiate(model.get(), root);
    findings.enough();
    XmlElement flat = root.shallowCopy();
    flat.add(withoutComp(whole.model()));
    return flat;
  }

  private static XmlElement withoutComp(XmlElement element) {
    XmlElement copy = element.shallowCopy();
    for (XmlElement child : element.children()) {
      if (child.space() != XmlElement.Space.COMP) {
        copy.add(withoutComp(child));
      }
    }
    return copy;
  }

  /**
   * A model with its submodels in it.
   *
   * @param definition of the model
   * @param root the document that it stands in
   */
  private Instance instantiate(XmlElement definition, XmlElement root) {
    if (!opened.add(definition)) {
      findings.error(
          definition, "the model contains itself as a submodel", "break the circle of submodels");
      throw new Findings.Enough();
    }
    Instance instance = new Instance(definition.copy(), replacements);
    XmlElement model = instance.model();
    for (XmlElement submodel : model.items("listOfSubmodels")) {
      String id = submodel.attribute("id").orElse("");
      Instance inner =
          instantiateReference(submodel, submodel.attribute("modelRef").orElse(""), root);
      instance.addSubmodel(id, inner);
      for (XmlElement deletion : submodel.items("listOfDeletions")) {
        delete(inner.resolve(deletion), deletion);
      }
      prune(inner.model()); // before names change: a local parameter may have hidden a name
      Renaming.prefix(inner.model(), id + "__");
      inheritConversion(inner.model());
    }
    for (XmlElement element : referring(model)) {
      replace(element, instance);
    }
    for (XmlElement submodel : model.items("listOfSubmodels")) {
      Instance inner = instance.submodel(submodel.attribute("id").orElse(""));
      if (inner != null) {
        prune(inner.model());
        new Conversion(submodel).convert(inner.model());
      }
    }
    instance.submodels().values().forEach(inner -> merge(inner.model(), model));
    opened.remove(definition);
    return instance;
  }

  private Instance instantiateReference(XmlElement at, String modelRef, XmlElement root) {
    for (XmlElement definition : root.items("listOfModelDefinitions")) {
      if (definition.attribute("id").orElse("").equals(modelRef)) {
        return instantiate(definition, root);
      }
    }
    for (XmlElement external : root.items("listOfExternalModelDefinitions")) {
      if (external.attribute("id").orElse("").equals(modelRef)) {
        return instantiateExternal(external);
      }
    }
    Optional<XmlElement> main =
        root.child("model").filter(model -> model.attribute("id").orElse("").equals(modelRef));
    if (main.isPresent()) {
      return instantiate(main.get(), root);
    }
    findings.error(
        at, "there is no model " + modelRef + " in the document", "define it, or correct the name");
    throw new Findings.Enough();
  }

  private Instance instantiateExternal(XmlElement external) {
    Optional<XmlElement> other = externals.read(external, external.attribute("source").orElse(""));
    if (other.isEmpty()) {
      throw new Findings.Enough();
    }
    Optional<String> modelRef = external.attribute("modelRef");
    Optional<XmlElement> main = other.get().child("model");
    if (modelRef.isEmpty() && main.isPresent()) {
      return instantiate(main.get(), other.get());
    }
    return instantiateReference(external, modelRef.orElse(""), other.get());
  }

  /** Species that name no conversion factor of their own keep that of their model. */
  private static void inheritConversion(XmlElement model) {
    model
        .attribute("conversionFactor")
        .ifPresent(
            factor -> {
              for (XmlElement species : model.items("listOfSpecies")) {
                if (!species.has("conversionFactor")) {
                  species.set("conversionFactor", factor);
                }
              }
            });
  }

  private void delete(Instance.Target target, XmlElement at) {
    Instance submodel = target.submodel();
    XmlElement element = target.element();
    if (submodel != null) {
      submodel.model().children().clear();
    } else if (element != null) {
      removed.add(element);
    } else {
      unknown(at);
    }
  }

  private void unknown(XmlElement at) {
    findings.error(
        at,
        "the reference is to nothing that the submodel has",
        "correct its portRef, idRef or metaIdRef");
  }

  /** The elements of a model with replacements, in their order. */
  private static List<XmlElement> referring(XmlElement model) {
    List<XmlElement> found = new ArrayList<>();
    collect(model, found);
    return found;
  }

  private static void collect(XmlElement element, List<XmlElement> found) {
    for (XmlElement child : element.children()) {
      if (child.space() == XmlElement.Space.CORE) {
        if (child.child("listOfReplacedElements").isPresent()
            || child.child("replacedBy").isPresent()) {
          found.add(child);
        }
        collect(child, found);
      }
    }
  }

  private void replace(XmlElement element, Instance instance) {
    for (XmlElement reference : element.items("listOfReplacedElements")) {
      if (reference.has("deletion")) {
        continue; // says only what takes the place of what was deleted
      }
      XmlElement old = target(reference, instance);
      if (old != null) {
        substitute(
            old, element, instance.submodel(reference.required("submodelRef")), reference, false);
      }
    }
    Optional<XmlElement> by = element.child("replacedBy");
    if (by.isPresent()) {
      XmlElement stays = target(by.get(), instance);
      if (stays != null) {
        substitute(element, stays, instance, by.get(), true);
      }
    }
  }

  private @Nullable XmlElement target(XmlElement reference, Instance instance) {
    String id = reference.attribute("submodelRef").orElse("");
    Instance inner = instance.submodel(id);
    if (inner == null) {
      findings.error(reference, "there is no submodel " + id, "correct its submodelRef");
      return null;
    }
    Instance.Target target = inner.resolve(reference);
    if (target.element() == null) {
      unknown(reference);
    }
    return target.element();
  }

  /**
   * Puts an element in the place of another.
   *
   * @param in where the old one is referred to
   * @param keepsName whether the new one gets the id of the old one
   */
  private void substitute(
      XmlElement old,
      XmlElement other,
      @Nullable Instance in,
      XmlElement reference,
      boolean keepsName) {
    if (in == null || old == other) {
      return;
    }
    if (!old.name().equals(other.name()) && !isParameterLike(old, other)) {
      findings.error(
          reference,
          "a <" + other.name() + "> cannot take the place of a <" + old.name() + ">",
          "replace elements by those of the same kind");
      return;
    }
    replacements.put(old, other);
    removed.add(old);
    String oldId = old.attribute("id").orElse(null);
    String newId = other.attribute("id").orElse(null);
    if (oldId == null || newId == null) {
      return;
    }
    if (keepsName) {
      other.set("id", oldId);
      Renaming renaming = Renaming.of(name -> name.equals(newId) ? oldId : null);
      renaming.apply(in.model());
      in.submodels().values().forEach(inner -> renaming.apply(inner.model()));
      return;
    }
    if (old.name().equals("localParameter")) {
      replaceLocal(in.model(), old, newId);
      return;
    }
    Optional<String> factor = reference.attribute("conversionFactor");
    if (factor.isEmpty()) {
      Renaming.of(name -> name.equals(oldId) ? newId : null).apply(in.model());
    } else {
      Conversion.scale(in.model(), oldId, newId, factor.get(), reference.place());
    }
  }

  /** A local parameter is known in its kinetic law alone. */
  private void replaceLocal(XmlElement model, XmlElement local, String newId) {
    String id = local.required("id");
    for (XmlElement reaction : model.items("listOfReactions")) {
      Optional<XmlElement> law = reaction.child("kineticLaw");
      if (law.isPresent() && law.get().items("listOfLocalParameters").contains(local)) {
        prune(law.get());
        Renaming.of(name -> name.equals(id) ? newId : null).apply(law.get());
      }
    }
  }

  /** Anything that is a number may be replaced by a parameter. */
  private static boolean isParameterLike(XmlElement old, XmlElement other) {
    Set<String> numbers =
        Set.of("parameter", "compartment", "species", "speciesReference", "localParameter");
    return numbers.contains(old.name()) && numbers.contains(other.name());
  }

  /** Adds what a submodel has to the lists of a model. */
  private void merge(XmlElement from, XmlElement to) {
    Map<String, XmlElement> lists = new LinkedHashMap<>();
    to.children().forEach(list -> lists.putIfAbsent(list.name(), list));
    for (XmlElement list : from.children()) {
      if (list.space() == XmlElement.Space.CORE && list.name().startsWith("listOf")) {
        XmlElement target = lists.get(list.name());
        if (target == null) {
          target = list.shallowCopy();
          lists.put(list.name(), target);
          to.add(target);
        }
        list.children().forEach(target::add);
      }
    }
    lists.values().forEach(this::prune);
  }

  private void prune(XmlElement element) {
    element.children().removeIf(removed::contains);
    element.children().forEach(this::prune);
  }
}
