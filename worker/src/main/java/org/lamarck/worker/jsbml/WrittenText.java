package org.lamarck.worker.jsbml;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Where what stands in a text that JSBML wrote. */
final class WrittenText {
  private static final String CORE = "http://www.sbml.org/sbml/level";

  private WrittenText() {}

  private interface Visitor {
    /** Told of each element of SBML's core as it begins, whose ancestors are open. */
    void begins(XMLStreamReader at, Deque<String> open);
  }

  /** The offsets of the start tags of an element of the core, in their order. */
  static int[] startTags(String text, String element) {
    List<Integer> offsets = new ArrayList<>();
    visit(
        text,
        (at, open) -> {
          if (at.getLocalName().equals(element) && at.getNamespaceURI().startsWith(CORE)) {
            offsets.add(at.getLocation().getCharacterOffset());
          }
        });
    return offsets.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The innermost element with a name around what begins at a place, such as {@code reaction R}.
   */
  static Optional<String> around(String text, int row, int column) {
    List<String> found = new ArrayList<>();
    visit(
        text,
        (at, open) -> {
          if (at.getLocation().getLineNumber() == row
              && at.getLocation().getColumnNumber() == column) {
            open.stream().filter(name -> !name.isEmpty()).findFirst().ifPresent(found::add);
          }
        });
    return found.stream().findFirst();
  }

  private static void visit(String text, Visitor visitor) {
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new StringReader(text));
      Deque<String> open = new ArrayDeque<>();
      while (in.hasNext()) {
        int event = in.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          open.push(name(in));
          visitor.begins(in, open);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          open.pop();
        }
      }
      in.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("what was just written is not well-formed", e);
    }
  }

  private static String name(XMLStreamReader in) {
    for (String key : List.of("id", "variable", "symbol")) {
      String value = in.getAttributeValue("", key);
      if (value != null) {
        return in.getLocalName() + " " + value;
      }
    }
    return "";
  }
}
