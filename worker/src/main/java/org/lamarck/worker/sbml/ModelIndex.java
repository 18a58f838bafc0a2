package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The elements of a model by their ids, after the checks that need no formula's content. */
final class ModelIndex {
  private final XmlElement model;
  private final int level;
  private final Findings findings;
  private final Map<String, XmlElement> functions;
  private final Map<String, XmlElement> compartments;
  private final Map<String, XmlElement> species;
  private final Map<String, XmlElement> parameters;
  private final Map<String, XmlElement> reactions;
  private final Map<String, XmlElement> references = new LinkedHashMap<>();
  private final Map<String, XmlElement> assignmentRules = new LinkedHashMap<>();
  private final Map<String, XmlElement> rateRules = new LinkedHashMap<>();
  private final Map<String, XmlElement> initialAssignments = new LinkedHashMap<>();
  private final Set<String> eventTargets = new LinkedHashSet<>();
  private final List<XmlElement> algebraicRules = new ArrayList<>();
  private final Set<String> reacting = new LinkedHashSet<>();
  private final Set<String> algebraicNames = new LinkedHashSet<>();

  ModelIndex(XmlElement model, int level, Findings findings) {
    this.model = model;
    this.level = level;
    this.findings = findings;
    functions = byId("listOfFunctionDefinitions");
    compartments = byId("listOfCompartments");
    species = byId("listOfSpecies");
    parameters = byId("listOfParameters");
    reactions = byId("listOfReactions");
    if (level > 1) {
      for (XmlElement reaction : reactions.values()) {
        for (XmlElement reference : reaction.items("listOfReactants")) {
          reference.attribute("id").ifPresent(id -> references.put(id, reference));
        }
        for (XmlElement reference : reaction.items("listOfProducts")) {
          reference.attribute("id").ifPresent(id -> references.put(id, reference));
        }
      }
    }
    model.items("listOfRules").forEach(this::rule);
    model.items("listOfInitialAssignments").forEach(this::initialAssignment);
    model.items("listOfEvents").forEach(this::event);
    species.values().forEach(this::checkSpecies);
    reactions.values().forEach(this::checkReaction);
    checkConversionFactor(model);
  }

  private void noteNames(XmlElement element) {
    if (element.name().equals("ci")) {
      algebraicNames.add(element.text());
    }
    element
        .attribute("formula")
        .ifPresent(text -> algebraicNames.addAll(List.of(text.split("[^A-Za-z0-9_]+", -1))));
    element.children().forEach(this::noteNames);
  }

  List<XmlElement> algebraicRules() {
    return algebraicRules;
  }

  /**
   * Whether an algebraic rule may determine it: it can change, and no rule, reaction or event
   * changes it.
   */
  boolean isFree(String id) {
    return isVariable(id) && !varies(id) && !isConstant(id) && !isReacting(id);
  }

  private boolean isConstant(String id) {
    XmlElement element = place(id);
    return element.isTrue("constant", constantByDefault(element));
  }

  private boolean isReacting(String id) {
    return species.containsKey(id)
        && !place(id).isTrue("boundaryCondition", false)
        && reacting.contains(id);
  }

  private Map<String, XmlElement> byId(String list) {
    Map<String, XmlElement> elements = new LinkedHashMap<>();
    for (XmlElement element : model.items(list)) {
      elements.put(element.required(DocumentCheck.idKey(level)), element);
    }
    return elements;
  }

  int level() {
    return level;
  }

  Map<String, XmlElement> functions() {
    return functions;
  }

  Map<String, XmlElement> compartments() {
    return compartments;
  }

  Map<String, XmlElement> species() {
    return species;
  }

  Map<String, XmlElement> parameters() {
    return parameters;
  }

  Map<String, XmlElement> reactions() {
    return reactions;
  }

  /** The references to reactants and products that have an id. */
  Map<String, XmlElement> references() {
    return references;
  }

  Optional<XmlElement> assignmentRule(String id) {
    return Optional.ofNullable(assignmentRules.get(id));
  }

  Optional<XmlElement> rateRule(String id) {
    return Optional.ofNullable(rateRules.get(id));
  }

  Optional<XmlElement> initialAssignment(String id) {
    return Optional.ofNullable(initialAssignments.get(id));
  }

  boolean hasRule(String id) {
    return assignmentRules.containsKey(id) || rateRules.containsKey(id);
  }

  /** Whether formulas can refer to the id as a number. */
  boolean isValue(String id) {
    XmlElement reaction = reactions.get(id);
    return isVariable(id)
        || (reaction != null
            && reaction.child("kineticLaw").filter(FormulaReader::has).isPresent());
  }

  private boolean isVariable(String id) {
    return compartments.containsKey(id)
        || species.containsKey(id)
        || parameters.containsKey(id)
        || references.containsKey(id);
  }

  /** Where an id is declared; the model when it is not the file's. */
  XmlElement place(String id) {
    for (Map<String, XmlElement> elements :
        List.of(compartments, species, parameters, references, reactions)) {
      XmlElement element = elements.get(id);
      if (element != null) {
        return element;
      }
    }
    return model;
  }

  Optional<String> conversionFactor(XmlElement of) {
    return of.attribute("conversionFactor").or(() -> model.attribute("conversionFactor"));
  }

  /** The species that a reference names; Level 1 Version 1 called it a specie. */
  static Optional<String> speciesOf(XmlElement reference) {
    return reference.attribute("species").or(() -> reference.attribute("specie"));
  }

  private void rule(XmlElement rule) {
    Optional<String> variable =
        switch (rule.name()) {
          case "assignmentRule", "rateRule" -> rule.attribute("variable");
          case "parameterRule" -> rule.attribute("name");
          case "compartmentVolumeRule" -> rule.attribute("compartment");
          case "speciesConcentrationRule", "specieConcentrationRule" -> speciesOf(rule);
          default -> Optional.empty();
        };
    if (rule.name().equals("algebraicRule")) {
      algebraicRules.add(rule);
      noteNames(rule);
      return;
    }
    if (variable.isEmpty()) {
      findings.error(rule, "<" + rule.name() + "> names no variable", "say what it is for");
      return;
    }
    String id = variable.get();
    boolean rate =
        rule.name().equals("rateRule") || rule.attribute("type").orElse("").equals("rate");
    if (!isVariable(id)) {
      findings.error(rule, "the rule is for " + id + ", which is no variable here", "declare it");
    } else if (hasRule(id)) {
      findings.error(rule, "there is another rule for " + id, "keep one of them");
    } else if (place(id).isTrue("constant", constantByDefault(place(id)))) {
      findings.error(
          rule, "the rule changes " + id + ", which is constant", "declare it constant=\"false\"");
    } else {
      (rate ? rateRules : assignmentRules).put(id, rule);
    }
  }

  /**
   * Level 2: compartments and parameters are constant unless they say otherwise; Level 1 has no
   * such attribute.
   */
  private boolean constantByDefault(XmlElement element) {
    return level == 2
        && (element.name().equals("compartment") || element.name().equals("parameter"));
  }

  private void initialAssignment(XmlElement assignment) {
    String id = assignment.required("symbol");
    if (!isVariable(id)) {
      findings.error(
          assignment, "the assignment is for " + id + ", which is no variable here", "declare it");
    } else if (assignmentRules.containsKey(id)) {
      findings.error(
          assignment, "an assignment rule gives " + id + " its value already", "keep one of them");
    } else if (initialAssignments.putIfAbsent(id, assignment) != null) {
      findings.error(assignment, "there is another one for " + id, "keep one of them");
    }
  }

  private void event(XmlElement event) {
    Set<String> targets = new LinkedHashSet<>();
    for (XmlElement assignment : event.items("listOfEventAssignments")) {
      String id = assignment.attribute("variable").orElse("");
      if (!isVariable(id)) {
        findings.error(
            assignment, "the event changes " + id + ", which is no variable here", "declare it");
      } else if (assignmentRules.containsKey(id)) {
        findings.error(
            assignment,
            "the event changes " + id + ", to which a rule gives its value at all times",
            "keep one of them");
      } else if (place(id).isTrue("constant", constantByDefault(place(id)))) {
        findings.error(
            assignment,
            "the event changes " + id + ", which is constant",
            "declare it constant=\"false\"");
      } else if (!targets.add(id)) {
        findings.error(assignment, "the event changes " + id + " twice", "keep one of them");
      } else if (FormulaReader.has(assignment)) {
        eventTargets.add(id);
      }
    }
  }

  /** Whether an event assigns to it. */
  boolean isEventTarget(String id) {
    return eventTargets.contains(id);
  }

  /** Whether a rule or an event changes it. */
  boolean varies(String id) {
    return hasRule(id) || isEventTarget(id);
  }

  /** Whether a rule of any kind or an event may change it. */
  boolean mayVary(String id) {
    return varies(id) || (algebraicNames.contains(id) && isFree(id));
  }

  List<XmlElement> events() {
    return model.items("listOfEvents");
  }

  private void checkSpecies(XmlElement element) {
    Optional<String> compartment = element.attribute("compartment");
    if (compartment.isEmpty() || !compartments.containsKey(compartment.get())) {
      findings.error(
          element,
          "its compartment " + compartment.orElse("") + " is not declared",
          "declare a compartment of this id");
    }
    checkConversionFactor(element);
  }

  private void checkConversionFactor(XmlElement element) {
    element
        .attribute("conversionFactor")
        .filter(id -> !parameters.containsKey(id))
        .ifPresent(
            id ->
                findings.error(
                    element, "the conversion factor " + id + " is no parameter", "declare it"));
  }

  private void checkReaction(XmlElement reaction) {
    for (String list : List.of("listOfReactants", "listOfProducts", "listOfModifiers")) {
      for (XmlElement reference : reaction.items(list)) {
        Optional<String> id = speciesOf(reference);
        if (id.isEmpty() || !species.containsKey(id.get())) {
          findings.error(
              reference, "the species " + id.orElse("") + " is not declared", "declare it");
        } else if (!list.equals("listOfModifiers")) {
          reacting.add(id.get());
          checkChanged(reference, id.get(), place(id.get()));
        }
      }
    }
  }

  private void checkChanged(XmlElement reference, String id, XmlElement changed) {
    if (changed.isTrue("boundaryCondition", false)) {
      return;
    }
    if (changed.isTrue("constant", false)) {
      findings.error(
          reference, "the reaction changes " + id + ", which is constant", "declare it a boundary");
    } else if (hasRule(id)) {
      findings.error(
          reference,
          "both the reaction and a rule change " + id,
          "declare it boundaryCondition=\"true\" or remove the rule");
    }
  }
}
