package org.lamarck.worker.neuron.neuroml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;

/** Reads elements and their places; document types, and entities with them, are refused. */
final class XmlTree {
  private static final int DEEPEST = 200;

  private XmlTree() {}

  /** The root; nothing, and an error, where the text is no such document. */
  static Optional<Element> read(SourceText source, Findings findings) {
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new StringReader(source.text()));
      try {
        return root(in, source.file(), findings);
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      Location at = e.getLocation();
      Place place =
          at == null
              ? Place.of(source.file())
              : new Place(source.file(), at.getLineNumber(), at.getColumnNumber());
      String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
      findings.error(
          place, "this is not well-formed XML: " + message, "repair the file or export it again");
      return Optional.empty();
    }
  }

  private static Optional<Element> root(XMLStreamReader in, String file, Findings findings)
      throws XMLStreamException {
    Deque<Element> open = new ArrayDeque<>();
    @Nullable Element root = null;
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.DTD -> {
          findings.error(place(in, file), "a document type is not read", "remove the DOCTYPE");
          return Optional.empty();
        }
        case XMLStreamConstants.START_ELEMENT -> {
          Map<String, String> attributes = new LinkedHashMap<>();
          for (int i = 0; i < in.getAttributeCount(); i++) {
            attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i).strip());
          }
          Element element = new Element(in.getLocalName(), attributes, place(in, file));
          if (open.isEmpty()) {
            root = element;
          } else {
            open.element().add(element);
          }
          open.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        default -> {}
      }
    }
    return Optional.ofNullable(root);
  }

  private static Place place(XMLStreamReader in, String file) {
    Location at = in.getLocation();
    return new Place(file, at.getLineNumber(), at.getColumnNumber());
  }
}
