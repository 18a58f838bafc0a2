package org.lamarck.worker.sbml;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.sbml.jsbml.ASTNode;
import org.sbml.jsbml.KineticLaw;
import org.sbml.jsbml.MathContainer;
import org.sbml.jsbml.Model;
import org.sbml.jsbml.Reaction;
import org.sbml.jsbml.SBMLReader;
import org.sbml.jsbml.SpeciesReference;

/**
 * The formulas of a document, parsed by JSBML: MathML, and the infix of Level 1. Attributes are not
 * taken from JSBML, which replaces malformed ones silently and forgets where they stood.
 */
final class JsbmlMath {
  private static final String REMEDY = "check the file with the validator of sbml.org";

  /** JSBML's parsers are found through static iterators that only one thread may use. */
  private static final Object LOCK = new Object();

  private final Map<XmlElement, ASTNode> formulas = new HashMap<>();

  private JsbmlMath() {}

  /** A finding is added when JSBML and the first reading do not see the same document. */
  static JsbmlMath read(XmlScan.Document document, Findings findings) {
    JsbmlMath math = new JsbmlMath();
    XmlElement model = document.root().child("model").orElseThrow();
    try {
      math.match(model, parse(document.core()));
    } catch (XMLStreamException e) {
      findings.error(model, "JSBML cannot parse the model: " + e.getMessage(), REMEDY);
    } catch (Mismatch e) {
      findings.error(e.at, "JSBML sees another number of elements in the list here", REMEDY);
    }
    return math;
  }

  /** The formula of an element that has one. */
  @Nullable ASTNode of(XmlElement element) {
    return formulas.get(element);
  }

  private static Model parse(String core) throws XMLStreamException {
    synchronized (LOCK) {
      return read(core);
    }
  }

  // JSBML answers malformed formulas with whatever exception its internals happen to meet
  @SuppressWarnings("checkstyle:IllegalCatch")
  private static Model read(String core) throws XMLStreamException {
    try {
      Model model =
          new SBMLReader()
              .readSBMLFromStream(new ByteArrayInputStream(core.getBytes(StandardCharsets.UTF_8)))
              .getModel();
      if (model == null) {
        throw new XMLStreamException("no model found");
      }
      return model;
    } catch (RuntimeException e) {
      throw new XMLStreamException(e.toString(), e);
    }
  }

  /** Lists of both readings that have different lengths. */
  private static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient XmlElement at;

    Mismatch(XmlElement at) {
      super("lists differ in length");
      this.at = at;
    }
  }

  private void match(XmlElement model, Model parsed) throws Mismatch {
    put(model, "listOfFunctionDefinitions", parsed.getListOfFunctionDefinitions());
    put(model, "listOfInitialAssignments", parsed.getListOfInitialAssignments());
    put(model, "listOfRules", parsed.getListOfRules());
    List<XmlElement> reactions = model.items("listOfReactions");
    if (reactions.size() != parsed.getReactionCount()) {
      throw new Mismatch(model);
    }
    for (int i = 0; i < reactions.size(); i++) {
      XmlElement reaction = reactions.get(i);
      Reaction other = parsed.getReaction(i);
      KineticLaw law = other.getKineticLaw();
      if (law != null) {
        reaction.child("kineticLaw").ifPresent(element -> put(element, law));
      }
      putStoichiometries(reaction, "listOfReactants", other.getListOfReactants());
      putStoichiometries(reaction, "listOfProducts", other.getListOfProducts());
    }
  }

  private void put(XmlElement model, String list, List<? extends MathContainer> parsed)
      throws Mismatch {
    List<XmlElement> items = model.items(list);
    if (items.size() != parsed.size()) {
      throw new Mismatch(model.child(list).orElse(model));
    }
    for (int i = 0; i < items.size(); i++) {
      put(items.get(i), parsed.get(i));
    }
  }

  // deprecated for Level 3, the only way to it in Level 2
  @SuppressWarnings("deprecation")
  private void putStoichiometries(XmlElement reaction, String list, List<SpeciesReference> parsed)
      throws Mismatch {
    List<XmlElement> items = reaction.items(list);
    if (items.size() != parsed.size()) {
      throw new Mismatch(reaction);
    }
    for (int i = 0; i < items.size(); i++) {
      MathContainer math = parsed.get(i).getStoichiometryMath();
      if (math != null) {
        items.get(i).child("stoichiometryMath").ifPresent(element -> put(element, math));
      }
    }
  }

  private void put(XmlElement element, MathContainer parsed) {
    if (parsed.isSetMath()) {
      formulas.put(element, parsed.getMath());
    }
  }
}
