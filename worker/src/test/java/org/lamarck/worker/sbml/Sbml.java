package org.lamarck.worker.sbml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** Small documents, and the values of what they are read as. */
final class Sbml {
  private final OdeModel model;
  private final Map<String, Double> values = new HashMap<>();

  private Sbml(OdeModel model) {
    this.model = model;
  }

  /** A Level 3 Version 2 model of this content. */
  static Sbml model(String... content) throws InputException {
    return new Sbml(read(document(content)));
  }

  static Sbml of(String document) throws InputException {
    return new Sbml(read(document));
  }

  static OdeModel read(String document) throws InputException {
    return SbmlReader.read("m.xml", document.getBytes(UTF_8));
  }

  static String document(String... content) {
    return """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
        <model id="m">
        %s
        </model></sbml>
        """
        .formatted(String.join("\n", content));
  }

  static String math(String content) {
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">" + content + "</math>";
  }

  static String parameter(String id, double value) {
    return "<parameter id=\"%s\" value=\"%s\" constant=\"false\"/>".formatted(id, value);
  }

  static String parameters(String... list) {
    return "<listOfParameters>" + String.join("", list) + "</listOfParameters>";
  }

  static String compartment(String id, double size) {
    return "<listOfCompartments><compartment id=\"%s\" size=\"%s\" constant=\"false\"/></listOfCompartments>"
        .formatted(id, size);
  }

  static String species(String attributes) {
    return "<listOfSpecies><species compartment=\"c\" constant=\"false\" "
        + (attributes.contains("boundaryCondition") ? "" : "boundaryCondition=\"false\" ")
        + (attributes.contains("hasOnly") ? "" : "hasOnlySubstanceUnits=\"false\" ")
        + attributes
        + "/></listOfSpecies>";
  }

  static String assignment(String id, String math) {
    return "<listOfInitialAssignments><initialAssignment symbol=\"%s\">%s</initialAssignment></listOfInitialAssignments>"
        .formatted(id, math(math));
  }

  static String rules(String... list) {
    return "<listOfRules>" + String.join("\n", list) + "</listOfRules>";
  }

  static String assignmentRule(String id, String math) {
    return "<assignmentRule variable=\"%s\">%s</assignmentRule>".formatted(id, math(math));
  }

  static String rateRule(String id, String math) {
    return "<rateRule variable=\"%s\">%s</rateRule>".formatted(id, math(math));
  }

  /** A reaction R that makes {@code stoichiometry} S. */
  static String producing(String stoichiometry, String law) {
    return """
        <listOfReactions><reaction id="R" reversible="false"><listOfProducts>
        <speciesReference species="S" constant="true" stoichiometry="%s"/>
        </listOfProducts><kineticLaw>%s</kineticLaw></reaction></listOfReactions>
        """
        .formatted(stoichiometry, math(law));
  }

  OdeModel model() {
    return model;
  }

  Quantity quantity(String id) {
    return model.quantity(id).orElseThrow();
  }

  /** What a quantity is at time 0. */
  double start(String id) {
    Quantity quantity = quantity(id);
    if (quantity instanceof Quantity.Constant constant) {
      return value(constant.value());
    }
    if (quantity instanceof Quantity.State state) {
      return value(state.initial());
    }
    return value(((Quantity.Assigned) quantity).formula());
  }

  /** How fast a state changes at time 0. */
  double rate(String id) {
    return ((Quantity.State) quantity(id))
        .rate().stream().mapToDouble(term -> term.coefficient() * value(term.flux())).sum();
  }

  private double value(Expression expression) {
    return Evaluator.evaluate(
        expression,
        name -> {
          Double known = values.get(name);
          double value = known == null ? start(name) : known;
          values.put(name, value);
          return value;
        },
        0);
  }
}
