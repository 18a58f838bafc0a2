package org.lamarck.worker.sbml;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes out models that are composed of others (the package comp, version 1): the result has no
 * submodels, and what stood in the submodel A of B is called {@code B__A__id}. Elements keep the
 * place in the file that they came from.
 *
 * <p>L. P. Smith et al., SBML Level 3 package: Hierarchical Model Composition, Version 1 Release 3,
 * J. Integr. Bioinform. 12 (2015) 268.
 */
final class Flattener {
  private static final List<String> LISTS =
      List.of(
          "listOfFunctionDefinitions",
          "listOfCompartments",
          "listOfSpecies",
          "listOfParameters",
          "listOfInitialAssignments",
          "listOfRules",
          "listOfReactions",
          "listOfEvents");
  private static final List<String> REFERENCES =
      List.of("compartment", "species", "symbol", "variable");

  private final Composition composition;
  private final Findings findings;
  private final Map<String, XmlElement> lists = new LinkedHashMap<>();
  private final Map<String, String> conversions = new HashMap<>();

  private Flattener(Composition composition, Findings findings, XmlElement model) {
    this.composition = composition;
    this.findings = findings;
    for (String list : LISTS) {
      lists.put(list, new XmlElement(list, XmlElement.Space.CORE, model.place(), Map.of()));
    }
  }

  /**
   * The document with its model written out.
   *
   * @param file where the document was read from; without one it cannot name other files
   * @throws Findings.Enough when something is wrong
   */
  static XmlScan.Document flatten(
      XmlScan.Document document, @Nullable Path file, Findings findings) {
    ModelLibrary library = ModelLibrary.of(document.root(), file, findings);
    findings.enough();
    ModelLibrary.Definition main = library.main().orElseThrow();
    Composition composition = new Composition(findings);
    ModelInstance whole = composition.compose(main);
    findings.enough();
    Flattener flattener = new Flattener(composition, findings, main.model());
    XmlElement root = document.root().shallowCopy();
    root.add(flattener.flat(whole));
    findings.enough();
    return new XmlScan.Document(root, document.packages(), document.uses());
  }

  private XmlElement flat(ModelInstance whole) {
    add(whole);
    XmlElement original = whole.model();
    XmlElement model = new XmlElement("model", XmlElement.Space.CORE, original.place(), Map.of());
    original.attribute("id").ifPresent(id -> model.set("id", id));
    lists.values().stream().filter(list -> !list.children().isEmpty()).forEach(model::add);
    return model;
  }

  private void add(ModelInstance instance) {
    if (instance.submodel().filter(composition::isGone).isPresent()) {
      return;
    }
    Transfer transfer = new Transfer(instance);
    lists.forEach(
        (name, list) ->
            instance
                .model()
                .child(name)
                .filter(from -> !composition.isGone(from))
                .ifPresent(from -> transfer.children(from, list)));
    instance.submodels().forEach(this::add);
  }

  private void addTo(String list, XmlElement element) {
    lists.computeIfPresent(
        list,
        (name, elements) -> {
          elements.add(element);
          return elements;
        });
  }

  /** The elements of one instance as elements of the flat model. */
  private final class Transfer {
    private final ModelInstance instance;
    private final FormulaTransfer formulas;

    Transfer(ModelInstance instance) {
      this.instance = instance;
      this.formulas = new FormulaTransfer(composition, instance, findings);
    }

    void children(XmlElement from, XmlElement to) {
      for (XmlElement child : from.children()) {
        if (child.space() == XmlElement.Space.CORE && !composition.isGone(child)) {
          to.add(element(child));
        }
      }
    }

    private XmlElement element(XmlElement element) {
      XmlElement copy = element.shallowCopy();
      element.attribute("id").ifPresent(id -> copy.set("id", nameOf(element, id)));
      for (String key : REFERENCES) {
        element.attribute(key).ifPresent(id -> copy.set(key, formulas.name(id)));
      }
      if (element.name().equals("species")) {
        element
            .attribute("conversionFactor")
            .or(() -> instance.model().attribute("conversionFactor"))
            .ifPresent(id -> copy.set("conversionFactor", conversion(element, id)));
      }
      children(element, copy);
      Optional<XmlElement> math =
          element.child("math").filter(formula -> !formula.children().isEmpty());
      math.ifPresent(formula -> copy.add(math(element, formula)));
      return copy;
    }

    private String nameOf(XmlElement element, String id) {
      return ModelInstance.isLocal(element) ? instance.prefix() + id : composition.name(element);
    }

    private XmlElement math(XmlElement owner, XmlElement math) {
      XmlElement copy = math.shallowCopy();
      for (XmlElement child : math.children()) {
        copy.add(child.space() == XmlElement.Space.MATH ? formula(owner, child) : child.copy());
      }
      return copy;
    }

    private XmlElement formula(XmlElement owner, XmlElement node) {
      return switch (owner.name()) {
        case "kineticLaw" ->
            formulas.perTime(formulas.extent(formulas.formula(node, locals(owner))));
        case "delay" -> formulas.duration(formulas.formula(node));
        case "initialAssignment" -> valueOf(owner.attribute("symbol"), formulas.formula(node));
        case "assignmentRule", "eventAssignment" ->
            valueOf(owner.attribute("variable"), formulas.formula(node));
        case "rateRule" ->
            formulas.perTime(valueOf(owner.attribute("variable"), formulas.formula(node)));
        default -> formulas.formula(node);
      };
    }

    private XmlElement valueOf(Optional<String> id, XmlElement node) {
      return id.map(of -> formulas.valueOf(of, node)).orElse(node);
    }

    private Map<String, XmlElement> locals(XmlElement law) {
      Map<String, XmlElement> locals = new HashMap<>();
      for (XmlElement local : law.items("listOfLocalParameters")) {
        local.attribute("id").ifPresent(id -> locals.put(id, local));
      }
      return locals;
    }

    /**
     * The parameter by which a species is converted. An attribute has no room for factors: where
     * the parameter was replaced by one in other units, there is a new one with its value.
     */
    private String conversion(XmlElement species, String id) {
      XmlElement symbol = formulas.symbol(species, id);
      if (symbol.name().equals("ci")) {
        return symbol.text();
      }
      return conversions.computeIfAbsent(
          instance.prefix() + id,
          free -> {
            XmlElement parameter = core("parameter", species, Map.of("id", free));
            parameter.set("constant", "true");
            addTo("listOfParameters", parameter);
            XmlElement assignment = core("initialAssignment", species, Map.of("symbol", free));
            XmlElement math =
                new XmlElement("math", XmlElement.Space.MATH, species.place(), Map.of());
            math.add(symbol);
            assignment.add(math);
            addTo("listOfInitialAssignments", assignment);
            return free;
          });
    }

    private XmlElement core(String name, XmlElement at, Map<String, String> attributes) {
      return new XmlElement(name, XmlElement.Space.CORE, at.place(), attributes);
    }
  }
}
