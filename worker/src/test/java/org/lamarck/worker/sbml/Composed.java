package org.lamarck.worker.sbml;

/** Small documents whose models are made of others. */
final class Composed {
  static final String TIME =
      "<csymbol definitionURL=\"http://www.sbml.org/sbml/symbols/time\">t</csymbol>";

  private Composed() {}

  /** The model begins in line 4, and the definitions, external ones aside, in the second next. */
  static String document(String model, String definitions) {
    return document(model, definitions, "");
  }

  static String document(String model, String definitions, String externals) {
    return """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"
        xmlns:comp="http://www.sbml.org/sbml/level3/version1/comp/version1" comp:required="true">
        <model id="m">
        %s
        </model>
        <comp:listOfModelDefinitions>%s</comp:listOfModelDefinitions>
        <comp:listOfExternalModelDefinitions>%s</comp:listOfExternalModelDefinitions>
        </sbml>
        """
        .formatted(model, definitions, externals);
  }

  static String definition(String id, String... content) {
    return "<comp:modelDefinition id=\"%s\">%s</comp:modelDefinition>"
        .formatted(id, String.join("\n", content));
  }

  static String external(String id, String attributes) {
    return "<comp:externalModelDefinition comp:id=\"%s\" %s/>".formatted(id, attributes);
  }

  static String submodels(String... list) {
    return "<comp:listOfSubmodels>" + String.join("\n", list) + "</comp:listOfSubmodels>";
  }

  static String submodel(String id, String model, String attributes, String... deletions) {
    String inside =
        deletions.length == 0
            ? ""
            : "<comp:listOfDeletions>" + String.join("", deletions) + "</comp:listOfDeletions>";
    return "<comp:submodel comp:id=\"%s\" comp:modelRef=\"%s\" %s>%s</comp:submodel>"
        .formatted(id, model, attributes, inside);
  }

  static String submodel(String id, String model) {
    return submodel(id, model, "");
  }

  static String deletion(String reference) {
    return "<comp:deletion " + reference + "/>";
  }

  static String ports(String... list) {
    return "<comp:listOfPorts>" + String.join("", list) + "</comp:listOfPorts>";
  }

  static String port(String id, String reference) {
    return "<comp:port comp:id=\"%s\" %s/>".formatted(id, reference);
  }

  /** A list of replaced elements, to stand in the element that replaces them. */
  static String replaced(String... references) {
    StringBuilder list = new StringBuilder("<comp:listOfReplacedElements>");
    for (String reference : references) {
      list.append("<comp:replacedElement ").append(reference).append("/>");
    }
    return list.append("</comp:listOfReplacedElements>").toString();
  }

  static String replacedBy(String reference) {
    return "<comp:replacedBy " + reference + "/>";
  }

  static String parameter(String id, double value, String inside) {
    return "<parameter id=\"%s\" value=\"%s\" constant=\"false\">%s</parameter>"
        .formatted(id, value, inside);
  }

  /** Species S in compartment c, made by reaction R of this law. */
  static String production(String speciesAttributes, String law) {
    return """
        <listOfCompartments><compartment id="c" size="1" constant="true"/></listOfCompartments>
        <listOfSpecies><species id="S" compartment="c" initialAmount="0"
        hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false" %s/></listOfSpecies>
        <listOfReactions><reaction id="R" reversible="false"><listOfProducts>
        <speciesReference species="S" stoichiometry="1" constant="true"/></listOfProducts>
        <kineticLaw>%s</kineticLaw></reaction></listOfReactions>
        """
        .formatted(speciesAttributes, law);
  }

  static String apply(String operator, String... arguments) {
    return "<apply><" + operator + "/>" + String.join("", arguments) + "</apply>";
  }

  static String ci(String id) {
    return "<ci>" + id + "</ci>";
  }
}
