package org.lamarck.worker.sbml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A safe first reading of a file: where its elements stand, and a copy of what matters in it.
 * Document type declarations, and with them entities of any kind, are refused. Notes, annotations
 * and all that belongs to packages are left out of both.
 */
final class XmlScan {
  static final String MATHML = "http://www.w3.org/1998/Math/MathML";
  static final String CORE = "http://www.sbml.org/sbml/level";

  /** Deeper than any model that was published; recursions over elements are safe below it. */
  private static final int DEEPEST = 1000;

  private static final Set<String> LEFT_OUT =
      Set.of("notes", "annotation", "annotation-xml", "message");

  /** Attributes that JSBML need not see: terms of the SBO ontology make it load all of it. */
  private static final Set<String> UNREAD = Set.of("sboTerm", "metaid");

  /** JSBML cannot read integers above 2³¹; as a real number each is the same. */
  private static final Map.Entry<String, String> INTEGER = Map.entry("type", "integer");

  private final XMLStreamReader in;
  private final StringBuilder copy = new StringBuilder();
  private final Deque<XmlElement> open = new ArrayDeque<>();
  private final Map<String, Boolean> packages = new TreeMap<>();
  private final Findings findings;
  private @Nullable XmlElement root;
  private int mathDepth;

  private XmlScan(XMLStreamReader in, Findings findings) {
    this.in = in;
    this.findings = findings;
  }

  /**
   * What was read.
   *
   * @param root the element {@code sbml}
   * @param core the document as text, reduced to core SBML and MathML
   * @param packages the namespaces of the packages that it declares, with their {@code required}
   */
  record Document(XmlElement root, String core, Map<String, Boolean> packages) {}

  /** Nothing, and a finding, when the bytes are not such a document. */
  static Optional<Document> read(byte[] bytes, Findings findings) {
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      try {
        return new XmlScan(in, findings).document();
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      Location location = e.getLocation();
      findings.error(
          location == null ? 0 : Math.max(location.getLineNumber(), 0),
          location == null ? 0 : Math.max(location.getColumnNumber(), 0),
          "this is not well-formed XML: " + firstLine(e),
          "repair the file or export it again");
      return Optional.empty();
    }
  }

  private static String firstLine(XMLStreamException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }

  private Optional<Document> document() throws XMLStreamException {
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.DTD -> {
          findings.error(
              in.getLocation().getLineNumber(),
              in.getLocation().getColumnNumber(),
              "a document type declaration (DOCTYPE) is not read, entities could hide in it",
              "remove the declaration");
          return Optional.empty();
        }
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.CHARACTERS -> {
          if (mathDepth > 0) {
            escape(in.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> end();
        default -> {}
      }
    }
    return Optional.ofNullable(root).map(sbml -> new Document(sbml, copy.toString(), packages));
  }

  private void start() throws XMLStreamException {
    String name = in.getLocalName();
    String namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
    boolean math = namespace.equals(MATHML);
    if (open.isEmpty()) {
      readPackages();
    } else if ((!math && !namespace.startsWith(CORE)) || LEFT_OUT.contains(name)) {
      skip();
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      if (in.getAttributeNamespace(i) == null || in.getAttributeNamespace(i).isEmpty()) {
        attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i).strip());
      }
    }
    Location at = in.getLocation();
    XmlElement element = new XmlElement(name, at.getLineNumber(), at.getColumnNumber(), attributes);
    if (!isGrouping(element)) {
      copyStart(element, namespace);
    }
    if (root == null) {
      root = element;
    } else {
      open.element().add(element);
    }
    open.push(element);
    if (math) {
      mathDepth++;
    }
  }

  /**
   * An {@code apply} in the place of another's operator only groups: published models have it, and
   * JSBML loses what is in it.
   */
  private boolean isGrouping(XmlElement element) {
    XmlElement parent = open.peek();
    return parent != null
        && element.name().equals("apply")
        && parent.name().equals("apply")
        && (parent.children().isEmpty() || parent.children().get(0) == element);
  }

  private void copyStart(XmlElement element, String namespace) {
    copy.append('<').append(element.name());
    if (open.isEmpty() || element.name().equals("math")) {
      copy.append(" xmlns=\"").append(namespace).append('"');
    }
    for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
      if (!UNREAD.contains(attribute.getKey()) && !attribute.equals(INTEGER)) {
        copy.append(' ').append(attribute.getKey()).append("=\"");
        escape(attribute.getValue());
        copy.append('"');
      }
    }
    copy.append('>');
  }

  private void end() {
    XmlElement element = open.pop();
    if (!isGrouping(element)) {
      copy.append("</").append(element.name()).append('>');
    }
    if (mathDepth > 0) {
      mathDepth--;
    } else {
      copy.append('\n');
    }
  }

  /** A package is known by the attribute {@code required} in its namespace. */
  private void readPackages() {
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String namespace = in.getAttributeNamespace(i);
      if (in.getAttributeLocalName(i).equals("required") && namespace != null) {
        String value = in.getAttributeValue(i).strip();
        packages.put(namespace, value.equals("true") || value.equals("1"));
      }
    }
  }

  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '&' -> copy.append("&amp;");
        case '<' -> copy.append("&lt;");
        case '>' -> copy.append("&gt;");
        case '"' -> copy.append("&quot;");
        default -> copy.append(text.charAt(i));
      }
    }
  }
}
