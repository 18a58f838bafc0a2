package org.lamarck.worker.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lamarck.strategies.random.RandomStream;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Changes to a document's elements, which leave XML but seldom the model that it was. */
enum TreeMutation {
  DELETE {
    @Override
    void apply(Document document, RandomStream chance) {
      Element one = any(document, chance, TreeMutation::isInner);
      if (isInner(one)) {
        one.getParentNode().removeChild(one);
      }
    }
  },
  DUPLICATE {
    @Override
    void apply(Document document, RandomStream chance) {
      Element one = any(document, chance, TreeMutation::isInner);
      for (int i = chance.nextInt(3); i >= 0 && isInner(one); i--) {
        one.getParentNode().insertBefore(one.cloneNode(true), one);
      }
    }
  },
  SWAP {
    @Override
    void apply(Document document, RandomStream chance) {
      Element one = any(document, chance, TreeMutation::isInner);
      Element other = any(document, chance, TreeMutation::isInner);
      Node copy = other.cloneNode(true);
      if (isInner(other)) {
        other.getParentNode().replaceChild(one.cloneNode(true), other);
      }
      if (isInner(one)) {
        one.getParentNode().replaceChild(copy, one);
      }
    }
  },
  MOVE {
    @Override
    void apply(Document document, RandomStream chance) {
      Node copy = any(document, chance, TreeMutation::isInner).cloneNode(true);
      any(document, chance, element -> true).appendChild(copy);
    }
  },
  RENAME {
    @Override
    void apply(Document document, RandomStream chance) {
      Element one = any(document, chance, element -> true);
      Element other = any(document, chance, element -> true);
      document.renameNode(one, one.getNamespaceURI(), other.getLocalName());
    }
  },
  DELETE_ATTRIBUTE {
    @Override
    void apply(Document document, RandomStream chance) {
      Attr attribute = attribute(document, chance);
      attribute.getOwnerElement().removeAttributeNode(attribute);
    }
  },
  /** An attribute has the value of another, or nonsense. */
  CHANGE_ATTRIBUTE {
    @Override
    void apply(Document document, RandomStream chance) {
      Attr attribute = attribute(document, chance);
      attribute.setValue(
          switch (chance.nextInt(5)) {
            case 0 -> attribute(document, chance).getValue();
            case 1 -> anyOf(TextMutation.NUMBERS, chance);
            case 2 -> anyOf(List.of("true", "false", "1", "maybe"), chance);
            case 3 -> anyOf(List.of("", " ", "1a", "time", "pi", "\u00e4", "a b", "x:y"), chance);
            default -> "x".repeat(1 + chance.nextInt(100_000));
          });
    }
  },
  LEVEL {
    @Override
    void apply(Document document, RandomStream chance) {
      Element root = document.getDocumentElement();
      root.setAttribute("level", anyOf(List.of("0", "1", "2", "3", "4", "99", "x"), chance));
      root.setAttribute("version", anyOf(List.of("1", "2", "5", "-1", "x"), chance));
    }
  },
  /** Rules that use what they define, functions that call themselves, unknown names. */
  NAME {
    @Override
    void apply(Document document, RandomStream chance) {
      Element ci = any(document, chance, element -> isNamed(element, "ci"));
      if (isNamed(ci, "ci")) {
        String id = any(document, chance, element -> element.hasAttribute("id")).getAttribute("id");
        ci.setTextContent(chance.nextInt(4) == 0 ? "unknown" : id);
      }
    }
  },
  OPERATOR {
    @Override
    void apply(Document document, RandomStream chance) {
      Element operator = any(document, chance, TreeMutation::isOperator);
      if (isOperator(operator)) {
        document.renameNode(operator, MATHML, anyOf(OPERATORS, chance));
      }
    }
  },
  SYMBOL {
    @Override
    void apply(Document document, RandomStream chance) {
      Element ci = any(document, chance, element -> isNamed(element, "ci"));
      if (isNamed(ci, "ci")) {
        Element symbol = document.createElementNS(MATHML, "csymbol");
        symbol.setAttribute("encoding", "text");
        symbol.setAttribute(
            "definitionURL",
            "http://www.sbml.org/sbml/symbols/"
                + anyOf(List.of("time", "delay", "avogadro", "rateOf", "none"), chance));
        symbol.setTextContent("s");
        ci.getParentNode().replaceChild(symbol, ci);
      }
    }
  },
  WIDEN {
    @Override
    void apply(Document document, RandomStream chance) {
      Element leaf = any(document, chance, TreeMutation::isLeaf);
      if (isLeaf(leaf)) {
        for (int i = 1 << chance.nextInt(13); i > 0; i--) {
          leaf.getParentNode().appendChild(leaf.cloneNode(true));
        }
      }
    }
  },
  /** Forty functions, each of which calls the one before twice: 2⁴⁰ operations when written out. */
  TOWER {
    @Override
    void apply(Document document, RandomStream chance) {
      Element ci = any(document, chance, element -> isNamed(element, "ci"));
      Element list = any(document, chance, e -> isNamed(e, "listOfFunctionDefinitions"));
      Element model = any(document, chance, element -> isNamed(element, "model"));
      if (!isNamed(ci, "ci") || !isNamed(model, "model")) {
        return;
      }
      if (!isNamed(list, "listOfFunctionDefinitions")) {
        list = document.createElementNS(model.getNamespaceURI(), "listOfFunctionDefinitions");
        model.insertBefore(list, model.getFirstChild());
      }
      for (int i = 0; i < FLOORS; i++) {
        list.appendChild(floor(document, list.getNamespaceURI(), i));
      }
      Element call = element(document, "apply", text(document, "ci", "f" + (FLOORS - 1)));
      call.appendChild(ci.cloneNode(true));
      ci.getParentNode().replaceChild(call, ci);
    }
  };

  private static final String MATHML = "http://www.w3.org/1998/Math/MathML";
  private static final int FLOORS = 40;
  private static final List<String> OPERATORS =
      List.of(
          "plus",
          "minus",
          "times",
          "divide",
          "power",
          "root",
          "exp",
          "ln",
          "log",
          "sin",
          "tan",
          "arcsec",
          "arccoth",
          "abs",
          "floor",
          "ceiling",
          "factorial",
          "min",
          "max",
          "quotient",
          "rem",
          "and",
          "or",
          "xor",
          "not",
          "implies",
          "eq",
          "neq",
          "lt",
          "geq",
          "piecewise",
          "lambda",
          "bvar",
          "ci",
          "cn",
          "true",
          "notanumber",
          "sum",
          "diff",
          "degree");

  abstract void apply(Document document, RandomStream chance);

  /** f_i(x) = f_{i−1}(x) + f_{i−1}(2 x). */
  private static Element floor(Document document, String namespace, int i) {
    Element function = document.createElementNS(namespace, "functionDefinition");
    function.setAttribute("id", "f" + i);
    Element twice =
        element(
            document,
            "apply",
            document.createElementNS(MATHML, "times"),
            text(document, "cn", "2"),
            text(document, "ci", "x"));
    Element body =
        i == 0
            ? element(
                document,
                "apply",
                document.createElementNS(MATHML, "sin"),
                text(document, "ci", "x"))
            : element(
                document,
                "apply",
                document.createElementNS(MATHML, "plus"),
                element(
                    document,
                    "apply",
                    text(document, "ci", "f" + (i - 1)),
                    text(document, "ci", "x")),
                element(document, "apply", text(document, "ci", "f" + (i - 1)), twice));
    Element variable = element(document, "bvar", text(document, "ci", "x"));
    function.appendChild(element(document, "math", element(document, "lambda", variable, body)));
    return function;
  }

  private static Element element(Document document, String name, Element... children) {
    Element element = document.createElementNS(MATHML, name);
    for (Element child : children) {
      element.appendChild(child);
    }
    return element;
  }

  private static Element text(Document document, String name, String text) {
    Element element = document.createElementNS(MATHML, name);
    element.setTextContent(text);
    return element;
  }

  private static boolean isInner(Element element) {
    return element.getParentNode() instanceof Element;
  }

  private static boolean isNamed(Element element, String name) {
    return name.equals(element.getLocalName());
  }

  private static boolean isLeaf(Element element) {
    return isNamed(element, "ci") || isNamed(element, "cn");
  }

  private static boolean isOperator(Element element) {
    return MATHML.equals(element.getNamespaceURI())
        && element.getParentNode() instanceof Element parent
        && isNamed(parent, "apply")
        && element.getElementsByTagName("*").getLength() == 0
        && !isLeaf(element);
  }

  private static <T> T anyOf(List<T> list, RandomStream chance) {
    return list.get(chance.nextInt(list.size()));
  }

  /** One of the elements wanted; the root when there is none. */
  private static Element any(Document document, RandomStream chance, Predicate<Element> wanted) {
    List<Element> found = new ArrayList<>();
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && wanted.test(element)) {
        found.add(element);
      }
    }
    return found.isEmpty() ? document.getDocumentElement() : anyOf(found, chance);
  }

  private static Attr attribute(Document document, RandomStream chance) {
    Element element = any(document, chance, one -> one.getAttributes().getLength() > 0);
    return (Attr) element.getAttributes().item(chance.nextInt(element.getAttributes().getLength()));
  }
}
