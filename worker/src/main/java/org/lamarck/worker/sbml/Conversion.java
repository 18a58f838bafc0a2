package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What conversion factors of package comp (version 1, section 3.6) do to a submodel: its time is
 * that of the whole divided by the time factor, its extents are multiplied by the extent factor.
 */
final class Conversion {
  private static final String SYMBOLS = "http://www.sbml.org/sbml/symbols/";

  private final XmlElement submodel;
  private final Optional<String> time;
  private final Optional<String> extent;

  /** The factors that a submodel names, parameters of the model around it. */
  Conversion(XmlElement submodel) {
    this.submodel = submodel;
    time = submodel.attribute("timeConversionFactor");
    extent = submodel.attribute("extentConversionFactor");
  }

  /** Converts the submodel's model in place. */
  void convert(XmlElement model) {
    if (time.isEmpty() && extent.isEmpty()) {
      return;
    }
    time.ifPresent(factor -> convertSymbols(model, factor));
    for (XmlElement rule : model.items("listOfRules")) {
      if (rule.name().equals("rateRule")) {
        time.ifPresent(factor -> wrap(rule, "divide", factor));
      }
    }
    for (XmlElement event : model.items("listOfEvents")) {
      time.ifPresent(
          factor -> event.child("delay").ifPresent(delay -> wrap(delay, "times", factor)));
    }
    for (XmlElement reaction : model.items("listOfReactions")) {
      reaction
          .attribute("id")
          .ifPresent(id -> Renaming.of(id, id, ownRate(id)).apply(model)); // before it is scaled
    }
    for (XmlElement reaction : model.items("listOfReactions")) {
      Optional<XmlElement> law = reaction.child("kineticLaw");
      if (law.isPresent()) {
        extent.ifPresent(factor -> wrap(law.get(), "times", factor));
        time.ifPresent(factor -> wrap(law.get(), "divide", factor));
      }
    }
  }

  /** What the submodel itself means by a reaction's id: the rate before it is converted. */
  private XmlElement ownRate(String id) {
    XmlElement rate = name(id, submodel.place());
    if (time.isPresent()) {
      rate = apply("times", rate, name(time.get(), submodel.place()));
    }
    if (extent.isPresent()) {
      rate = apply("divide", rate, name(extent.get(), submodel.place()));
    }
    return rate;
  }

  private void convertSymbols(XmlElement element, String factor) {
    List<XmlElement> children = element.children();
    for (int i = 0; i < children.size(); i++) {
      XmlElement child = children.get(i);
      XmlElement scale = name(factor, child.place());
      if (isSymbol(child, "time") && !(element.name().equals("apply") && i == 0)) {
        children.set(i, apply("divide", child, scale));
        continue;
      }
      convertSymbols(child, factor);
      List<XmlElement> parts = child.children();
      if (child.name().equals("apply") && !parts.isEmpty()) {
        if (isSymbol(parts.get(0), "delay") && parts.size() == 3) {
          parts.set(2, apply("times", parts.get(2), scale));
        } else if (isSymbol(parts.get(0), "rateOf")) {
          children.set(i, apply("times", child, scale));
        }
      }
    }
  }

  private static boolean isSymbol(XmlElement element, String name) {
    return element.name().equals("csymbol")
        && element.attribute("definitionURL").orElse("").equals(SYMBOLS + name);
  }

  /** Puts the formula of an element under an operator, with an id as second argument. */
  private static void wrap(XmlElement owner, String operator, String id) {
    owner
        .child("math")
        .ifPresent(
            math -> {
              List<XmlElement> children = math.children();
              if (!children.isEmpty()) {
                XmlElement formula = children.get(0);
                children.set(0, apply(operator, formula, name(id, formula.place())));
              }
            });
  }

  /**
   * An element that is replaced with a conversion factor: formulas that use it divide by the
   * factor, what gives it a value multiplies.
   */
  static void scale(
      XmlElement model, String oldId, String newId, String factor, XmlElement.Place place) {
    for (XmlElement giver : givers(model)) {
      String target = giver.attribute("variable").or(() -> giver.attribute("symbol")).orElse("");
      if (target.equals(oldId)) {
        wrap(giver, "times", factor);
      }
    }
    for (XmlElement reaction : model.items("listOfReactions")) {
      if (reaction.attribute("id").orElse("").equals(oldId)) {
        reaction.child("kineticLaw").ifPresent(law -> wrap(law, "times", factor));
      }
    }
    XmlElement formula = apply("divide", name(newId, place), name(factor, place));
    Renaming.of(oldId, newId, formula).apply(model);
  }

  private static List<XmlElement> givers(XmlElement model) {
    List<XmlElement> givers = new ArrayList<>();
    givers.addAll(model.items("listOfRules"));
    givers.addAll(model.items("listOfInitialAssignments"));
    for (XmlElement event : model.items("listOfEvents")) {
      givers.addAll(event.items("listOfEventAssignments"));
    }
    return givers;
  }

  private static XmlElement name(String id, XmlElement.Place place) {
    XmlElement ci = new XmlElement("ci", XmlElement.Space.MATH, place, Map.of());
    ci.appendText(id);
    return ci;
  }

  private static XmlElement apply(String operator, XmlElement a, XmlElement b) {
    XmlElement apply = new XmlElement("apply", XmlElement.Space.MATH, a.place(), Map.of());
    apply.add(new XmlElement(operator, XmlElement.Space.MATH, a.place(), Map.of()));
    apply.add(a);
    apply.add(b);
    return apply;
  }
}
