package org.lamarck.worker.sbml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.sbml.Composed.TIME;
import static org.lamarck.worker.sbml.Composed.apply;
import static org.lamarck.worker.sbml.Composed.ci;
import static org.lamarck.worker.sbml.Composed.definition;
import static org.lamarck.worker.sbml.Composed.deletion;
import static org.lamarck.worker.sbml.Composed.document;
import static org.lamarck.worker.sbml.Composed.parameter;
import static org.lamarck.worker.sbml.Composed.port;
import static org.lamarck.worker.sbml.Composed.ports;
import static org.lamarck.worker.sbml.Composed.production;
import static org.lamarck.worker.sbml.Composed.replaced;
import static org.lamarck.worker.sbml.Composed.replacedBy;
import static org.lamarck.worker.sbml.Composed.submodel;
import static org.lamarck.worker.sbml.Composed.submodels;
import static org.lamarck.worker.sbml.Sbml.assignmentRule;
import static org.lamarck.worker.sbml.Sbml.math;
import static org.lamarck.worker.sbml.Sbml.parameters;
import static org.lamarck.worker.sbml.Sbml.rateRule;
import static org.lamarck.worker.sbml.Sbml.rules;

import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.FormulaPrinter;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Quantity;

class FlattenerTest {
  private static final String A = "comp:submodelRef=\"A\" ";
  private static final String INNER =
      definition(
          "inner",
          parameters(Sbml.parameter("p", 2), Sbml.parameter("q", 0)),
          rules(assignmentRule("q", apply("times", ci("p"), "<cn>10</cn>"))),
          ports(port("pp", "comp:idRef=\"p\"")));

  @Test
  void submodelsGetPrefixesSeveralLevelsDeep() throws InputException {
    String middle = definition("middle", submodels(submodel("B", "inner")));
    Sbml model =
        Sbml.of(
            document(submodels(submodel("A", "middle"), submodel("B", "inner")), INNER + middle));
    assertThat(model.start("A__B__q")).isEqualTo(20);
    assertThat(model.start("B__q")).isEqualTo(20);
    assertThat(model.model().quantities()).hasSize(4);
  }

  @Test
  void prefixesMakeWayForIdsThatBeginLikeThem() throws InputException {
    Sbml model =
        Sbml.of(
            document(
                parameters(Sbml.parameter("A__p", 7)) + submodels(submodel("A", "inner")), INNER));
    assertThat(model.start("A__p")).isEqualTo(7);
    assertThat(model.start("A___q")).isEqualTo(20);
  }

  @Test
  void elementsAreReplacedByIdPortAndMetaid() throws InputException {
    String inner = INNER.replace("id=\"p\" ", "id=\"p\" metaid=\"meta\" ");
    for (String reference :
        new String[] {"comp:idRef=\"p\"", "comp:portRef=\"pp\"", "comp:metaIdRef=\"meta\""}) {
      Sbml model =
          Sbml.of(
              document(
                  parameters(parameter("k", 3, replaced(A + reference)))
                      + submodels(submodel("A", "inner")),
                  inner));
      assertThat(model.start("A__q")).isEqualTo(30);
      assertThat(model.model().quantity("A__p")).isEmpty();
    }
  }

  @Test
  void referencesReachThroughSubmodels() throws InputException {
    String middle = definition("middle", submodels(submodel("B", "inner")));
    String nested =
        "<comp:listOfReplacedElements><comp:replacedElement comp:submodelRef='A' comp:idRef='B'>"
            + "<comp:sBaseRef comp:portRef='pp'/></comp:replacedElement></comp:listOfReplacedElements>";
    Sbml model =
        Sbml.of(
            document(
                parameters(parameter("k", 3, nested)) + submodels(submodel("A", "middle")),
                INNER + middle));
    assertThat(model.start("A__B__q")).isEqualTo(30);
  }

  @Test
  void whatWasReplacedInsideIsReplacedAgain() throws InputException {
    String middle =
        definition(
            "middle",
            parameters(parameter("r", 5, replaced("comp:submodelRef='B' comp:idRef='p'"))),
            submodels(submodel("B", "inner")));
    Sbml model =
        Sbml.of(
            document(
                parameters(parameter("k", 3, replaced(A + "comp:idRef=\"r\"")))
                    + submodels(submodel("A", "middle")),
                INNER + middle));
    assertThat(model.start("A__B__q")).isEqualTo(30);
    assertThat(model.model().quantities()).hasSize(2);
  }

  @Test
  void whatReplacesFromInsideTakesTheName() throws InputException {
    Sbml model =
        Sbml.of(
            document(
                parameters(parameter("k", 3, replacedBy(A + "comp:idRef=\"p\"")))
                    + parameters().replace("listOfParameters", "listOfUnitDefinitions")
                    + submodels(submodel("A", "inner")),
                INNER));
    assertThat(model.start("k")).isEqualTo(2);
    assertThat(model.start("A__q")).isEqualTo(20);
    assertThat(model.model().quantity("A__p")).isEmpty();
  }

  @Test
  void deletedElementsAreGone() throws InputException {
    String inner = INNER.replace("<assignmentRule ", "<assignmentRule id=\"rule\" ");
    Sbml model =
        Sbml.of(
            document(
                submodels(submodel("A", "inner", "", deletion("comp:idRef=\"rule\""))), inner));
    assertThat(model.quantity("A__q")).isInstanceOf(Quantity.Constant.class);
    assertThat(model.start("A__q")).isZero();
  }

  @Test
  void deletedSubmodelsAreGone() throws InputException {
    String middle =
        definition(
            "middle",
            parameters(Sbml.parameter("r", 5)),
            submodels(submodel("B", "inner"), submodel("C", "inner")));
    Sbml model =
        Sbml.of(
            document(
                submodels(submodel("A", "middle", "", deletion("comp:idRef=\"B\""))),
                INNER + middle));
    assertThat(model.model().quantities())
        .extracting(Quantity::id)
        .containsExactlyInAnyOrder("A__r", "A__C__p", "A__C__q");
  }

  @Test
  void unitsAreReplacedAndDeletedWithoutAnyEffect() throws InputException {
    String units =
        "<listOfUnitDefinitions><unitDefinition id='p'>%s</unitDefinition></listOfUnitDefinitions>";
    String inner = INNER.replace("<listOfParameters>", units.formatted("") + "<listOfParameters>");
    Sbml model =
        Sbml.of(
            document(
                units.formatted(replaced(A + "comp:unitRef=\"p\""))
                    + submodels(
                        submodel("A", "inner"),
                        submodel("B", "inner", "", deletion("comp:unitRef=\"p\""))),
                inner));
    assertThat(model.start("A__q")).isEqualTo(20);
    assertThat(model.start("B__q")).isEqualTo(20);
  }

  /** The submodel's law means its own k, not the one that takes the place of p. */
  @Test
  void localParametersDoNotCaptureWhatReplaces() throws InputException {
    String law =
        math(apply("times", ci("p"), ci("k")))
            + "<listOfLocalParameters><localParameter id='k' value='7'/></listOfLocalParameters>";
    String inner = definition("inner", parameters(Sbml.parameter("p", 2)), production("", law));
    Sbml model =
        Sbml.of(
            document(
                parameters(parameter("k", 3, replaced(A + "comp:idRef=\"p\"")))
                    + submodels(submodel("A", "inner")),
                inner));
    assertThat(model.rate("A__S")).isEqualTo(21);
  }

  @Test
  void localParametersDoNotCaptureConversionFactors() throws InputException {
    String law =
        math(ci("f"))
            + "<listOfLocalParameters><localParameter id='f' value='7'/></listOfLocalParameters>";
    Sbml model =
        Sbml.of(
            document(
                parameters(Sbml.parameter("f", 10))
                    + submodels(submodel("A", "inner", "comp:extentConversionFactor=\"f\"")),
                definition("inner", production("", law))));
    assertThat(model.rate("A__S")).isEqualTo(70);
  }

  @Test
  void localParametersCanBeReplaced() throws InputException {
    String law =
        math(ci("f"))
            + "<listOfLocalParameters><localParameter id='f' metaid='f' value='7'/></listOfLocalParameters>";
    Sbml model =
        Sbml.of(
            document(
                parameters(parameter("k", 3, replaced(A + "comp:metaIdRef=\"f\"")))
                    + submodels(submodel("A", "inner")),
                definition("inner", production("", law))));
    assertThat(model.rate("A__S")).isEqualTo(3);
  }

  @Test
  void functionsAreCalledByTheirNewNames() throws InputException {
    String function =
        "<listOfFunctionDefinitions>"
            + SbmlReaderTest.function(
                "f", "<bvar><ci>p</ci></bvar>", apply("times", ci("p"), ci("p")))
            + "</listOfFunctionDefinitions>";
    String inner =
        definition(
            "inner",
            function,
            parameters(Sbml.parameter("p", 4), Sbml.parameter("q", 0)),
            rules(assignmentRule("q", "<apply><ci>f</ci><ci>p</ci></apply>")));
    Sbml model =
        Sbml.of(
            document(
                parameters(parameter("k", 3, replaced(A + "comp:idRef=\"p\"")))
                    + submodels(submodel("A", "inner")),
                inner));
    assertThat(model.start("A__q")).isEqualTo(9);
  }

  @Test
  void replacedValuesAreConverted() throws InputException {
    String inner =
        definition(
            "inner",
            parameters(Sbml.parameter("p", 2), Sbml.parameter("q", 0)),
            rules(
                assignmentRule("q", ci("p")), rateRule("p", apply("plus", ci("p"), "<cn>1</cn>"))));
    Sbml model =
        Sbml.of(
            document(
                parameters(
                        Sbml.parameter("f", 10),
                        parameter(
                            "k", 30, replaced(A + "comp:idRef=\"p\" comp:conversionFactor=\"f\"")))
                    + submodels(submodel("A", "inner")),
                inner));
    assertThat(model.start("A__q")).isEqualTo(3); // k/f
    assertThat(model.rate("k")).isEqualTo(40); // f·(k/f + 1)
  }

  @Test
  void ratesOfReplacedValuesAreConverted() throws InputException {
    String rateOf = "<csymbol definitionURL='http://www.sbml.org/sbml/symbols/rateOf'>r</csymbol>";
    String inner =
        definition(
            "inner",
            parameters(Sbml.parameter("p", 2), Sbml.parameter("q", 0)),
            rules(
                assignmentRule("q", "<apply>" + rateOf + ci("p") + "</apply>"),
                rateRule("p", "<cn>4</cn>")));
    Sbml model =
        Sbml.of(
            document(
                parameters(
                        Sbml.parameter("f", 10),
                        parameter(
                            "k", 30, replaced(A + "comp:idRef=\"p\" comp:conversionFactor=\"f\"")))
                    + submodels(submodel("A", "inner")),
                inner));
    assertThat(model.rate("k")).isEqualTo(40);
    assertThat(model.start("A__q")).isCloseTo(4, within(1e-15)); // one rounding of a quotient
  }

  @Test
  void timeAndExtentAreConvertedOnEveryLevel() throws InputException {
    String inner =
        definition(
            "inner",
            production("", math("<cn>1</cn>")),
            parameters(Sbml.parameter("x", 0), Sbml.parameter("v", 0)),
            rules(rateRule("x", apply("plus", "<cn>1</cn>", TIME)), assignmentRule("v", ci("R"))),
            "<listOfEvents><event id='e' useValuesFromTriggerTime='true'>"
                + "<trigger initialValue='true' persistent='true'>"
                + math("<false/>")
                + "</trigger><delay>"
                + math("<cn>5</cn>")
                + "</delay></event></listOfEvents>");
    String factors = "comp:timeConversionFactor=\"t\" comp:extentConversionFactor=\"e\"";
    String middle =
        definition(
            "middle",
            parameters(Sbml.parameter("t", 2), Sbml.parameter("e", 3)),
            submodels(submodel("B", "inner", factors)));
    Sbml model =
        Sbml.of(
            document(
                parameters(Sbml.parameter("t", 5), Sbml.parameter("e", 7))
                    + submodels(submodel("A", "middle", factors)),
                inner + middle));
    assertThat(model.rate("A__B__S")).isCloseTo(21.0 / 10, within(1e-15));
    assertThat(model.rate("A__B__x")).isCloseTo(1.0 / 10, within(1e-16));
    assertThat(model.start("A__B__v")).isCloseTo(1, within(1e-15)); // its own unit of rates
    Event event = model.model().events().get(0);
    assertThat(event.id()).isEqualTo("A__B__e");
    assertThat(FormulaPrinter.print(requireNonNull(event.delay()))).contains("A__t", "* t");
  }

  @Test
  void conversionFactorsOfModelsStayWithTheirSpecies() throws InputException {
    String inner = definition("inner", production("", math("<cn>1</cn>")));
    String middle =
        definition("middle", parameters(Sbml.parameter("f", 3)), submodels(submodel("B", "inner")))
            .replace("id=\"middle\"", "id=\"middle\" conversionFactor=\"f\"");
    String whole =
        document(
                parameters("<parameter id='f' value='2' constant='true'/>")
                    + submodels(submodel("A", "middle"))
                    + production("", math("<cn>1</cn>")),
                inner + middle)
            .replace("<model id=\"m\">", "<model id=\"m\" conversionFactor=\"f\">");
    Sbml model = Sbml.of(whole);
    assertThat(model.rate("S")).isEqualTo(2);
    assertThat(model.rate("A__B__S")).isEqualTo(1);
  }

  @Test
  void conversionFactorsOfSpeciesAreConvertedThemselves() throws InputException {
    String inner =
        definition(
            "inner",
            parameters("<parameter id='g' value='2' constant='true'/>"),
            production("conversionFactor='g'", math("<cn>1</cn>")));
    Sbml model =
        Sbml.of(
            document(
                parameters(
                        "<parameter id='f' value='10' constant='true'/>",
                        parameter(
                                "k",
                                30,
                                replaced(A + "comp:idRef=\"g\" comp:conversionFactor=\"f\""))
                            .replace("false", "true"))
                    + submodels(submodel("A", "inner")),
                inner));
    assertThat(model.rate("A__S")).isEqualTo(3);
  }
}
