package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.sbml.Composition.Factor;
import org.lamarck.worker.sbml.Composition.Meaning;

/**
 * Formulas of an instance as formulas of the flat model: names, and the factors between the units
 * of the submodel and those outside.
 *
 * <p>With t, x and ξ outside, τ, y and η inside, and factors T, F and E: t = T·τ, x = F·y where x
 * replaces y, and ξ = E·η for extents of reactions.
 */
final class FormulaTransfer {
  private static final String TIME = "timeConversionFactor";
  private static final String EXTENT = "extentConversionFactor";

  private final Composition composition;
  private final ModelInstance instance;
  private final Findings findings;

  FormulaTransfer(Composition composition, ModelInstance instance, Findings findings) {
    this.composition = composition;
    this.instance = instance;
    this.findings = findings;
  }

  /** A formula outside of reactions and functions. */
  XmlElement formula(XmlElement node) {
    return new Reading(Map.of(), Set.of()).transfer(node);
  }

  /** A formula within a reaction that has these local parameters. */
  XmlElement formula(XmlElement node, Map<String, XmlElement> locals) {
    return new Reading(locals, Set.of()).transfer(node);
  }

  /** A value in time of the submodel as one in time outside: a delay. */
  XmlElement duration(XmlElement node) {
    return times(node, factors(instance, TIME));
  }

  /** A change per time of the submodel as one per time outside. */
  XmlElement perTime(XmlElement node) {
    return dividedBy(node, factors(instance, TIME));
  }

  /** An extent of a reaction of the submodel as one outside. */
  XmlElement extent(XmlElement node) {
    return times(node, factors(instance, EXTENT));
  }

  /** A value of a quantity as one of what is in its place. */
  XmlElement valueOf(String id, XmlElement node) {
    return times(
        node,
        meaning(id).map(Meaning::factors).orElse(List.of()).stream()
            .map(factor -> symbol(node, factor))
            .toList());
  }

  /** The id in the flat model. */
  String name(String id) {
    // an id that is missing keeps what tells whose it is
    return meaning(id)
        .map(Meaning::element)
        .map(composition::name)
        .orElseGet(() -> instance.prefix() + id);
  }

  private Optional<Meaning> meaning(String id) {
    return instance
        .byId(id)
        .map(element -> composition.meaning(instance, element))
        .filter(meaning -> meaning.element().has("id"));
  }

  /** The id as a formula, with the factors that stand between it and what is in its place. */
  XmlElement symbol(XmlElement at, String id) {
    return meaning(id).map(meaning -> symbol(at, meaning)).orElseGet(() -> ci(at, name(id)));
  }

  private XmlElement symbol(XmlElement at, Meaning meaning) {
    XmlElement symbol = ci(at, composition.name(meaning.element()));
    if (meaning.element().name().equals("reaction")) {
      symbol = times(symbol, factors(meaning.level(), TIME));
      symbol = dividedBy(symbol, factors(meaning.level(), EXTENT));
    }
    return dividedBy(symbol, meaning.factors().stream().map(factor -> symbol(at, factor)).toList());
  }

  private XmlElement symbol(XmlElement at, Factor factor) {
    return new FormulaTransfer(composition, factor.of(), findings).symbol(at, factor.id());
  }

  /** The factors of one kind of an instance and of all that contain it. */
  private List<XmlElement> factors(ModelInstance of, String kind) {
    List<XmlElement> factors = new ArrayList<>();
    ModelInstance inner = of;
    while (inner.parent().isPresent()) {
      ModelInstance outer = inner.parent().get();
      XmlElement submodel = inner.submodel().orElseThrow();
      submodel
          .attribute(kind)
          .ifPresent(id -> factors.add(symbol(submodel, new Factor(outer, id))));
      inner = outer;
    }
    return factors;
  }

  private static XmlElement ci(XmlElement at, String id) {
    return element("ci", at).withText(id);
  }

  private static XmlElement element(String name, XmlElement at) {
    return new XmlElement(name, XmlElement.Space.MATH, at.place(), Map.of());
  }

  private static XmlElement apply(XmlElement at, String operator, List<XmlElement> arguments) {
    XmlElement apply = element("apply", at);
    apply.add(element(operator, at));
    arguments.forEach(apply::add);
    return apply;
  }

  private static XmlElement times(XmlElement node, List<XmlElement> factors) {
    if (factors.isEmpty()) {
      return node;
    }
    List<XmlElement> arguments = new ArrayList<>(factors);
    arguments.add(node);
    return apply(node, "times", arguments);
  }

  private static XmlElement dividedBy(XmlElement node, List<XmlElement> factors) {
    XmlElement quotient = node;
    for (XmlElement factor : factors) {
      quotient = apply(node, "divide", List.of(quotient, factor));
    }
    return quotient;
  }

  /** One formula, in which some names have a meaning of their own. */
  private final class Reading {
    private final Map<String, XmlElement> locals;
    private final Set<String> arguments;
    private boolean inFunction;

    Reading(Map<String, XmlElement> locals, Set<String> arguments) {
      this.locals = locals;
      this.arguments = arguments;
    }

    XmlElement transfer(XmlElement node) {
      return switch (node.name()) {
        case "ci" -> variable(node);
        case "csymbol" -> isSymbol(node, "time") ? time(node) : node.copy();
        case "lambda" -> lambda(node);
        case "apply" -> apply(node);
        default -> withChildren(node.shallowCopy(), node.children());
      };
    }

    private XmlElement withChildren(XmlElement copy, List<XmlElement> children) {
      children.forEach(child -> copy.add(transfer(child)));
      return copy;
    }

    private XmlElement variable(XmlElement node) {
      String id = node.text();
      if (arguments.contains(id)) {
        return node.copy();
      }
      XmlElement local = locals.get(id);
      if (local != null && !composition.isDeleted(local)) {
        Meaning meaning = composition.meaning(instance, local);
        return meaning.element() == local
            ? ci(node, instance.prefix() + id)
            : symbol(node, meaning);
      }
      return symbol(node, id);
    }

    private XmlElement time(XmlElement node) {
      List<XmlElement> factors = factors(instance, TIME);
      if (inFunction && !factors.isEmpty()) {
        findings.error(
            node,
            "a function uses the time, which a submodel measures in other units",
            "give the function the time as an argument");
      }
      return dividedBy(node.copy(), factors);
    }

    private XmlElement lambda(XmlElement node) {
      Set<String> bound = new HashSet<>(arguments);
      for (XmlElement child : node.children()) {
        if (child.name().equals("bvar")) {
          child.child("ci").map(XmlElement::text).ifPresent(bound::add);
        }
      }
      Reading inside = new Reading(locals, bound);
      inside.inFunction = true;
      return inside.withChildren(node.shallowCopy(), node.children());
    }

    private XmlElement apply(XmlElement node) {
      List<XmlElement> children = node.children();
      XmlElement copy = node.shallowCopy();
      if (children.isEmpty()) {
        return copy;
      }
      XmlElement operator = children.get(0);
      List<XmlElement> rest = children.subList(1, children.size());
      if (operator.name().equals("ci")) {
        copy.add(ci(operator, name(operator.text())));
        return withChildren(copy, rest);
      }
      if (isSymbol(operator, "delay") && rest.size() == 2) {
        copy.add(operator.copy());
        copy.add(transfer(rest.get(0)));
        copy.add(duration(transfer(rest.get(1))));
        return copy;
      }
      if (isSymbol(operator, "rateOf") && rest.size() == 1) {
        return duration(rate(operator, transfer(rest.get(0))));
      }
      return withChildren(copy, children);
    }

    /** The rate of a variable x/F is (rate x − x/F · rate F)/F. */
    private XmlElement rate(XmlElement operator, XmlElement of) {
      boolean quotient =
          of.name().equals("apply")
              && of.children().size() == 3
              && of.children().get(0).name().equals("divide");
      if (!quotient) {
        XmlElement rate = element("apply", operator);
        rate.add(operator.copy());
        rate.add(of);
        return rate;
      }
      XmlElement numerator = of.children().get(1);
      XmlElement factor = of.children().get(2);
      XmlElement shift =
          FormulaTransfer.apply(
              operator, "times", List.of(of.copy(), rate(operator, factor.copy())));
      return dividedBy(
          FormulaTransfer.apply(
              operator, "minus", List.of(rate(operator, numerator.copy()), shift)),
          List.of(factor.copy()));
    }

    private boolean isSymbol(XmlElement node, String symbol) {
      return node.name().equals("csymbol")
          && node.attribute("definitionURL").orElse("").endsWith("/symbols/" + symbol);
    }
  }
}
