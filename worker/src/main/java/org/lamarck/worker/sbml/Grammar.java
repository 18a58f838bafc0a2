package org.lamarck.worker.sbml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which elements stand where, and which attributes they have: what must be so before more of a
 * document is read. An element at a place where nothing reads it would be lost without a word.
 */
final class Grammar {
  /**
   * What each element may have in it: within lists as many as there are, elsewhere one of each.
   * Names end with the levels that have them where not all do. What is not at the left is not read.
   */
  private static final String CONTENTS =
      """
      sbml: model listOfModelDefinitions listOfExternalModelDefinitions
      listOfModelDefinitions: modelDefinition
      listOfExternalModelDefinitions: externalModelDefinition
      model: listOfFunctionDefinitions listOfUnitDefinitions listOfCompartmentTypes \
      listOfSpeciesTypes listOfCompartments listOfSpecies listOfParameters \
      listOfInitialAssignments listOfRules listOfConstraints listOfReactions listOfEvents \
      listOfSubmodels listOfPorts
      listOfFunctionDefinitions: functionDefinition
      functionDefinition: math
      listOfUnitDefinitions: unitDefinition
      unitDefinition: listOfUnits
      listOfUnits: unit
      listOfCompartmentTypes: compartmentType
      listOfSpeciesTypes: speciesType
      listOfCompartments: compartment
      compartment:
      listOfSpecies: species specie@1
      species:
      specie:
      listOfParameters: parameter
      parameter:
      listOfInitialAssignments: initialAssignment
      initialAssignment: math
      listOfRules: algebraicRule assignmentRule@23 rateRule@23 parameterRule@1 \
      compartmentVolumeRule@1 speciesConcentrationRule@1 specieConcentrationRule@1
      algebraicRule: math
      assignmentRule: math
      rateRule: math
      listOfConstraints: constraint
      listOfReactions: reaction
      reaction: listOfReactants listOfProducts listOfModifiers kineticLaw
      listOfReactants: speciesReference specieReference@1
      listOfProducts: speciesReference specieReference@1
      listOfModifiers: modifierSpeciesReference
      speciesReference: stoichiometryMath@2
      specieReference:
      modifierSpeciesReference:
      stoichiometryMath: math
      kineticLaw: math listOfParameters@12 listOfLocalParameters@3
      listOfLocalParameters: localParameter
      localParameter:
      listOfEvents: event
      event: trigger delay priority listOfEventAssignments
      trigger: math
      delay: math
      priority: math
      listOfEventAssignments: eventAssignment
      eventAssignment: math
      listOfSubmodels: submodel
      submodel: listOfDeletions
      listOfDeletions: deletion
      deletion: sBaseRef
      listOfPorts: port
      port: sBaseRef
      listOfReplacedElements: replacedElement
      replacedElement: sBaseRef
      replacedBy: sBaseRef
      sBaseRef: sBaseRef
      """;

  private static final Set<String> OF_COMP =
      Set.of(
          "listOfModelDefinitions",
          "modelDefinition",
          "listOfExternalModelDefinitions",
          "externalModelDefinition",
          "listOfSubmodels",
          "submodel",
          "listOfDeletions",
          "deletion",
          "listOfPorts",
          "port",
          "listOfReplacedElements",
          "replacedElement",
          "replacedBy",
          "sBaseRef");

  /** In the core; what comp needs is found when models are composed. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("compartment", List.of("id")),
          Map.entry("species", List.of("id", "compartment")),
          Map.entry("specie", List.of("id")),
          Map.entry("parameter", List.of("id")),
          Map.entry("localParameter", List.of("id")),
          Map.entry("functionDefinition", List.of("id")),
          Map.entry("reaction", List.of("id")),
          Map.entry("speciesReference", List.of("species")),
          Map.entry("modifierSpeciesReference", List.of("species")),
          Map.entry("initialAssignment", List.of("symbol")),
          Map.entry("assignmentRule", List.of("variable")),
          Map.entry("rateRule", List.of("variable")),
          Map.entry("eventAssignment", List.of("variable")));

  private static final Set<String> NUMBERS =
      Set.of(
          "size",
          "volume",
          "spatialDimensions",
          "value",
          "initialAmount",
          "initialConcentration",
          "stoichiometry",
          "denominator");

  private static final Set<String> TRUTHS =
      Set.of(
          "constant",
          "boundaryCondition",
          "hasOnlySubstanceUnits",
          "fast",
          "initialValue",
          "persistent",
          "useValuesFromTriggerTime");

  private static final Pattern TRUTH = Pattern.compile("true|false|1|0");
  private static final Map<String, Map<String, String>> TABLE = table();

  private final int level;
  private final Findings findings;

  private Grammar(int level, Findings findings) {
    this.level = level;
    this.findings = findings;
  }

  /** By element what may be in it, with the levels that have it. */
  private static Map<String, Map<String, String>> table() {
    Map<String, Map<String, String>> table = new HashMap<>();
    for (String line : CONTENTS.lines().toList()) {
      int colon = line.indexOf(':');
      Map<String, String> contents = new HashMap<>();
      for (String name : line.substring(colon + 1).split(" ", -1)) {
        int at = name.indexOf('@');
        contents.put(at < 0 ? name : name.substring(0, at), at < 0 ? "123" : name.substring(at));
      }
      table.put(line.substring(0, colon), contents);
    }
    table.put("modelDefinition", table.getOrDefault("model", Map.of()));
    return table;
  }

  /** The findings grow by what is wrong in the document of this root, {@code sbml}. */
  static void check(XmlElement root, Findings findings) {
    new Grammar(DocumentCheck.level(root), findings).element(root);
  }

  private void element(XmlElement element) {
    attributes(element);
    if (element.name().equals("math")) {
      formulas(element);
      return;
    }
    Map<String, String> contents = TABLE.get(element.name());
    if (contents == null) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (XmlElement child : element.children()) {
      String name = child.name();
      if (!belongs(child, element, contents)) {
        findings.error(
            child,
            "<" + name + "> does not belong into <" + element.name() + ">",
            "remove it, or put it where SBML has it");
      } else if (!seen.add(name) && !isList(element)) {
        findings.error(
            child, "there is a second <" + name + "> in <" + element.name() + ">", "join them");
      } else {
        element(child);
      }
    }
  }

  private static boolean isList(XmlElement element) {
    return element.name().startsWith("listOf");
  }

  private boolean belongs(XmlElement child, XmlElement into, Map<String, String> contents) {
    String name = child.name();
    XmlElement.Space space =
        name.equals("math")
            ? XmlElement.Space.MATH
            : OF_COMP.contains(name) ? XmlElement.Space.COMP : XmlElement.Space.CORE;
    boolean isReplacement = name.equals("listOfReplacedElements") || name.equals("replacedBy");
    return child.space() == space
        && (contents.getOrDefault(name, "").contains(Integer.toString(level))
            || (isReplacement && into.space() == XmlElement.Space.CORE));
  }

  private void formulas(XmlElement math) {
    List<XmlElement> children = math.children();
    for (int i = 0; i < children.size(); i++) {
      if (i > 0) {
        findings.error(children.get(i), "a second formula in <math>", "keep one of them");
      } else if (children.get(i).space() != XmlElement.Space.MATH) {
        findings.error(
            children.get(i),
            "<" + children.get(i).name() + "> is no formula",
            "write numbers, names and applications of operators");
      }
    }
  }

  private void attributes(XmlElement element) {
    for (String key : REQUIRED.getOrDefault(element.name(), List.of())) {
      boolean isId = key.equals("id");
      String here = isId ? DocumentCheck.idKey(level) : key;
      if (!element.has(here) && (isId || level > 1)) { // Level 1 may call a species a specie
        findings.error(element, "<" + element.name() + "> has no " + here, "give it the attribute");
      }
    }
    element.attributes().forEach((key, value) -> attribute(element, key, value));
  }

  private void attribute(XmlElement element, String key, String value) {
    if (NUMBERS.contains(key) && !XmlElement.isNumber(value)) {
      findings.error(element, key + "=\"" + value + "\" is not a number", "write a number");
    } else if (TRUTHS.contains(key) && !TRUTH.matcher(value).matches()) {
      findings.error(
          element, key + "=\"" + value + "\" is neither true nor false", "write true or false");
    }
  }
}
