package org.lamarck.worker.sbml;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
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
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.FileKind;

/**
 * A safe reading of a file: its elements and where they stand. Document type declarations, and with
 * them entities of any kind, are refused. Notes, annotations and all that belongs to packages other
 * than comp are left out.
 */
final class XmlScan {
  static final String MATHML = "http://www.w3.org/1998/Math/MathML";
  static final String CORE = "http://www.sbml.org/sbml/level";
  private static final String COMP = "/comp/version1";

  /** Deeper than any model that was published; recursions over elements are safe below it. */
  private static final int DEEPEST = 1000;

  private static final Set<String> LEFT_OUT =
      Set.of("notes", "annotation", "annotation-xml", "message");

  private final XMLStreamReader in;
  private final Deque<XmlElement> open = new ArrayDeque<>();
  private final Map<String, Boolean> packages = new TreeMap<>();
  private final Map<String, XmlElement.Place> uses = new TreeMap<>();
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
   * @param packages the namespaces of the packages that it declares, with their {@code required}
   * @param uses where the first element or attribute of a package stands that is not read, by its
   *     namespace
   */
  record Document(
      XmlElement root, Map<String, Boolean> packages, Map<String, XmlElement.Place> uses) {
    /** Whether it may have models within models. */
    boolean usesComp() {
      return packages.keySet().stream().anyMatch(namespace -> namespace.endsWith(COMP));
    }
  }

  /** Nothing, and a finding, when the bytes are not such a document. */
  static Optional<Document> read(byte[] bytes, Findings findings) {
    Optional<FileKind> kind = FileKind.of(bytes).filter(one -> one != FileKind.UTF_16);
    if (kind.isPresent()) {
      findings.error(0, 0, kind.get().what(), kind.get().remedy());
      return Optional.empty();
    }
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST + 1); // the next is ours
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false); // it would throw late
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      try {
        return new XmlScan(in, findings).document();
      } catch (XMLStreamException e) {
        malformed(e, in.getLocation(), bytes, findings);
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      malformed(e, null, bytes, findings);
    }
    return Optional.empty();
  }

  /** Bytes that are no characters have no place of their own in the parser's message. */
  private static void malformed(
      XMLStreamException e, @Nullable Location lastToken, byte[] bytes, Findings findings) {
    String message = firstLine(e);
    Location own = e.getLocation();
    Location at = own == null || own.getLineNumber() < 1 ? lastToken : own;
    int row = at == null ? 1 : Math.max(at.getLineNumber(), 1);
    int column = at == null ? 1 : Math.max(at.getColumnNumber(), 1);
    if (at != own && message.contains("UTF-8")) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true);
      String before = new String(bytes, 0, in.position(), UTF_8);
      row = 1 + (int) before.chars().filter(one -> one == '\n').count();
      column = before.length() - before.lastIndexOf('\n');
    }
    findings.error(
        row,
        column,
        "this is not well-formed XML: " + message,
        "repair the file or export it again");
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
          wrong(
              "a document type declaration (DOCTYPE) is not read, entities could hide in it",
              "remove the declaration");
          return Optional.empty();
        }
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() == DEEPEST) {
            wrong(
                "the elements are nested more than " + DEEPEST + " levels deep",
                "name parts of the formula and use the names");
            return Optional.empty();
          }
          start();
        }
        case XMLStreamConstants.CHARACTERS -> {
          if (mathDepth > 0) {
            open.element().appendText(in.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> end();
        default -> {}
      }
    }
    return Optional.ofNullable(root).map(sbml -> new Document(sbml, packages, uses));
  }

  private void wrong(String what, String remedy) {
    Location at = in.getLocation();
    findings.error(at.getLineNumber(), at.getColumnNumber(), what, remedy);
  }

  private void start() throws XMLStreamException {
    String name = in.getLocalName();
    String namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
    XmlElement.Space space = space(namespace);
    noteUse(namespace, space);
    if (open.isEmpty()) {
      readPackages();
    } else if (space == null || LEFT_OUT.contains(name)) {
      if (!namespace.startsWith(CORE) && !LEFT_OUT.contains(name)) {
        wrong(
            "<"
                + name
                + "> is of "
                + (namespace.isEmpty() ? "no namespace" : namespace)
                + ", not SBML",
            "give it the namespace of the document, or move it into an annotation");
      }
      skip();
      return;
    }
    XmlElement element =
        new XmlElement(
            name, space == null ? XmlElement.Space.CORE : space, place(), attributes(space));
    if (root == null) {
      root = element;
    } else {
      open.element().add(element);
    }
    if (name.equals("sep") && mathDepth > 0) {
      open.element().appendText(" ");
    }
    open.push(element);
    if (space == XmlElement.Space.MATH) {
      mathDepth++;
    }
  }

  private XmlElement.Place place() {
    Location at = in.getLocation();
    return new XmlElement.Place(findings.file(), at.getLineNumber(), at.getColumnNumber());
  }

  private void noteUse(String namespace, XmlElement.@Nullable Space space) {
    if (space == null && namespace.startsWith(CORE)) {
      uses.putIfAbsent(namespace, place());
    }
  }

  /** What a namespace is to us; nothing when it is none of ours. */
  private static XmlElement.@Nullable Space space(String namespace) {
    if (namespace.equals(MATHML)) {
      return XmlElement.Space.MATH;
    }
    if (!namespace.startsWith(CORE)) {
      return null;
    }
    String rest = namespace.substring(CORE.length());
    if (rest.endsWith(COMP)) {
      return XmlElement.Space.COMP;
    }
    // level3/version2/core and level2/version4, but level3/version1/fbc/version2 is a package
    return rest.startsWith("3") && !rest.endsWith("/core") ? null : XmlElement.Space.CORE;
  }

  private Map<String, String> attributes(XmlElement.@Nullable Space of) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String space = in.getAttributeNamespace(i);
      String name = in.getAttributeLocalName(i);
      String value = in.getAttributeValue(i).strip();
      if (space == null || space.isEmpty()) {
        attributes.put(name, value);
      } else if (space.endsWith(COMP) && !name.equals("required")) {
        attributes.put(of == XmlElement.Space.COMP ? name : "comp:" + name, value);
      } else if (!open.isEmpty()) { // the root's say which packages there are
        noteUse(space, space(space));
      }
    }
    return attributes;
  }

  private void end() {
    open.pop();
    if (mathDepth > 0) {
      mathDepth--;
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
}
