package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What can be said about a document without its formulas: constructs that are not supported, each
 * by its name, and ids that stand twice.
 */
final class DocumentCheck {
  private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final XmlElement root;
  private final Findings findings;
  private final int level;
  private final ReactionMeaning meaning;
  private final Map<String, Integer> refusedCounts = new LinkedHashMap<>();
  private final Map<String, XmlElement> refusedFirst = new HashMap<>();

  private DocumentCheck(XmlElement root, int level, ReactionMeaning meaning, Findings findings) {
    this.root = root;
    this.level = level;
    this.meaning = meaning;
    this.findings = findings;
  }

  /** Whether a document is one of SBML with one model; if not, a finding says so. */
  static boolean isModel(XmlScan.Document document, Findings findings) {
    if (!isSbml(document, findings)) {
      return false;
    }
    XmlElement root = document.root();
    long models = models(root);
    if (models != 1) {
      findings.error(root, "the document has " + models + " models", "give a file with one model");
    } else {
      Grammar.check(root, findings);
    }
    return findings.isEmpty();
  }

  /** Whether a document has models for others to use; if not, findings say why. */
  static boolean isLibrary(XmlScan.Document document, Findings findings) {
    if (!isSbml(document, findings)) {
      return false;
    }
    XmlElement root = document.root();
    if (level(root) < 3) {
      findings.error(
          root,
          "the models of a Level " + level(root) + " document cannot be submodels",
          "convert it to Level 3");
    } else if (models(root) > 1) {
      findings.error(root, "the document has more than one model", "keep one of them");
    } else {
      Grammar.check(root, findings);
    }
    new DocumentCheck(root, level(root), ReactionMeaning.RATES, findings).packages(document);
    return findings.isEmpty();
  }

  private static long models(XmlElement root) {
    return root.children().stream().filter(child -> child.name().equals("model")).count();
  }

  private static boolean isSbml(XmlScan.Document document, Findings findings) {
    XmlElement root = document.root();
    if (!root.name().equals("sbml") || root.attribute("level").isEmpty()) {
      findings.error(
          root, "this is <" + root.name() + ">, not SBML", "give a file whose root is <sbml>");
      return false;
    }
    if (level(root) < 1 || level(root) > 3) {
      findings.error(
          root, "SBML Level " + root.required("level") + " is not known", "use Level 1, 2 or 3");
      return false;
    }
    return true;
  }

  /**
   * Checks a document that has one model and no submodels. The findings grow by what is wrong.
   *
   * @return whether the search for more can go on: constructs that are not supported do not stop it
   */
  static boolean run(XmlScan.Document document, ReactionMeaning meaning, Findings findings) {
    XmlElement root = document.root();
    DocumentCheck check = new DocumentCheck(root, level(root), meaning, findings);
    XmlElement model = root.child("model").orElseThrow();
    check.unsupported(model);
    check.ids(model);
    boolean sound = findings.isEmpty();
    check.packages(document);
    check.refusedCounts.forEach(check::refuse);
    return sound;
  }

  static int level(XmlElement root) {
    try {
      return Integer.parseInt(root.attribute("level").orElse("0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** In Level 1 the attribute {@code name} is the id. */
  static String idKey(int level) {
    return level == 1 ? "name" : "id";
  }

  /** A package that may change the numbers is refused where it is used, not where it is named. */
  private void packages(XmlScan.Document document) {
    document
        .packages()
        .forEach(
            (namespace, required) -> {
              XmlElement.Place use = document.uses().get(namespace);
              boolean isRead =
                  meaning == ReactionMeaning.JUMPS && packageName(namespace).equals("distrib");
              if (required && use != null && !isRead) {
                findings.error(
                    use,
                    "the package "
                        + packageName(namespace)
                        + " is not supported, and this is the first that the model uses of it",
                    "export the model without it");
              }
            });
  }

  /** http://www.sbml.org/sbml/level3/version1/comp/version1 → comp. */
  static String packageName(String namespace) {
    String[] parts = namespace.split("/", -1);
    return parts.length > 2 ? parts[parts.length - 2] : namespace;
  }

  private void unsupported(XmlElement element) {
    switch (element.name()) {
      case "apply" -> {
        List<XmlElement> children = element.children();
        if (children.size() > 1 && children.get(0).name().equals("apply")) {
          findings.error(
              children.get(0),
              "a formula stands where an operator is expected",
              "name the operator");
        }
      }
      case "csymbol" -> {
        String url = element.attribute("definitionURL").orElse("");
        switch (url.substring(url.lastIndexOf('/') + 1)) {
          case "time", "avogadro" -> {}
          case "rateOf", "delay" -> {
            if (meaning == ReactionMeaning.JUMPS) {
              count(
                  "the symbol " + url + ", which has no meaning where molecules jump, is", element);
            }
          }
          default -> {
            if (meaning != ReactionMeaning.JUMPS || !DrawReader.isDraw(element)) {
              count("the symbol " + (url.isEmpty() ? "csymbol" : url) + " is", element);
            }
          }
        }
      }
      default -> {}
    }
    element.children().forEach(this::unsupported);
  }

  private void count(String construct, XmlElement element) {
    refusedCounts.merge(construct, 1, Integer::sum);
    refusedFirst.putIfAbsent(construct, element);
  }

  private void refuse(String construct, int times) {
    XmlElement first = refusedFirst.get(construct);
    findings.error(
        first == null ? root : first,
        construct + " not supported" + (times == 1 ? "" : " (the first of " + times + " is here)"),
        first != null && DrawReader.isDraw(first) && meaning == ReactionMeaning.RATES
            ? "run it as a random process: simulate --stochastic"
            : "use a model without");
  }

  private void ids(XmlElement model) {
    List<XmlElement> named = new ArrayList<>();
    for (String list :
        List.of(
            "listOfFunctionDefinitions",
            "listOfCompartments",
            "listOfSpecies",
            "listOfParameters",
            "listOfReactions",
            "listOfEvents")) {
      named.addAll(model.items(list));
    }
    for (XmlElement reaction : model.items("listOfReactions")) {
      if (level > 1) {
        named.addAll(reaction.items("listOfReactants"));
        named.addAll(reaction.items("listOfProducts"));
        named.addAll(reaction.items("listOfModifiers"));
      }
      reaction
          .child("kineticLaw")
          .ifPresent(
              law -> {
                unique(law.items("listOfParameters"));
                unique(law.items("listOfLocalParameters"));
              });
    }
    unique(named);
  }

  private void unique(List<XmlElement> named) {
    Map<String, XmlElement> seen = new HashMap<>();
    for (XmlElement element : named) {
      element
          .attribute(idKey(level))
          .ifPresent(
              id -> {
                XmlElement first = seen.putIfAbsent(id, element);
                if (first != null) {
                  findings.error(
                      element,
                      "the id " + id + " stands already in line " + first.row(),
                      "give it another");
                } else if (!ID.matcher(id).matches()) {
                  findings.error(
                      element,
                      "\"" + id + "\" cannot be an id",
                      "use letters, digits and underscores, no digit first");
                }
              });
    }
  }
}
