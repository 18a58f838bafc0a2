package org.lamarck.worker.jsbml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.sbml.jsbml.Event;
import org.sbml.jsbml.Model;
import org.sbml.jsbml.SBMLDocument;
import org.sbml.jsbml.SBMLReader;
import org.sbml.jsbml.SBMLWriter;

/**
 * Reading and writing by JSBML 1.6.1, with what is known to go wrong put right or refused. Its
 * registry of packages must not be used by two threads at a time, so one lock guards all.
 */
final class Jsbml {
  private static final Object LOCK = new Object();
  private static final String PACKAGES = "http://www.sbml.org/sbml/level3/version1/";

  /** Packages that say nothing about numbers in any document. */
  private static final Set<String> HARMLESS = Set.of("layout", "render", "groups", "fbc");

  /** One class of each library that it logs by. */
  private static final List<String> LOGGING =
      List.of(
          "org.apache.log4j.Logger",
          "org.apache.logging.log4j.core.LogEvent",
          "org.slf4j.LoggerFactory");

  private Jsbml() {}

  private interface Call<T> {
    T get() throws XMLStreamException, IOException;
  }

  /** The document in a file. */
  static SBMLDocument read(File file) throws InputException {
    return call(file.toString(), "read the file", () -> new SBMLReader().readSBML(file));
  }

  /**
   * A document as text.
   *
   * @param name the document's, for messages
   * @throws InputException when JSBML cannot write it, or would lose what it means
   */
  static String write(String name, SBMLDocument document) throws InputException {
    requireKnownPackages(name, document);
    String text =
        call(
            name,
            "write the document",
            () -> {
              ByteArrayOutputStream out = new ByteArrayOutputStream();
              new SBMLWriter().write(document, out);
              return out.toString(UTF_8);
            });
    return losesTriggerTimes(document) ? withTriggerTimes(text, document.getModel()) : text;
  }

  @SuppressWarnings("checkstyle:IllegalCatch") // some documents meet exceptions of its internals
  private static <T> T call(String name, String what, Call<T> work) throws InputException {
    requireLogging(name);
    try {
      synchronized (LOCK) {
        return work.get();
      }
    } catch (XMLStreamException | IOException | RuntimeException e) {
      throw new InputException(
          Finding.error(
              name,
              0,
              0,
              "JSBML cannot " + what + ": " + oneLine(e),
              "leave out what it stumbles over, such as unusual notes and annotations"));
    }
  }

  private static String oneLine(Exception e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName()
        + (message == null ? "" : " (" + message.lines().findFirst().orElse("") + ")");
  }

  /** JSBML logs by log4j 1; Spark has a bridge that takes its place, a plain program may not. */
  private static void requireLogging(String name) throws InputException {
    try {
      for (String needed : LOGGING) {
        Class.forName(needed, false, Jsbml.class.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new InputException(
          Finding.error(
              name,
              0,
              0,
              "JSBML needs " + e.getMessage() + ", which is not on the class path",
              "add log4j-1.2-api, log4j-core and slf4j-api, as Spark has them"));
    }
  }

  /** Of a package that it has no part for, JSBML forgets whether it is required. */
  private static void requireKnownPackages(String name, SBMLDocument document)
      throws InputException {
    Set<String> read = document.getSBMLDocumentAttributes().keySet();
    for (Map.Entry<String, String> declared : document.getDeclaredNamespaces().entrySet()) {
      String[] parts = declared.getValue().replace(PACKAGES, "").split("/", -1);
      boolean isPackage = declared.getValue().startsWith(PACKAGES) && !parts[0].equals("core");
      String prefix = declared.getKey().replace("xmlns:", "");
      if (isPackage && !HARMLESS.contains(parts[0]) && !read.contains(prefix + ":required")) {
        throw new InputException(
            Finding.error(
                name,
                0,
                0,
                "the document has the package "
                    + parts[0]
                    + ", of which the JSBML on the class path knows nothing",
                "hand over a model without it"));
      }
    }
  }

  /** In Level 2 Version 5 JSBML does not write {@code useValuesFromTriggerTime}. */
  private static boolean losesTriggerTimes(SBMLDocument document) {
    return document.getLevel() == 2
        && document.getVersion() == 5
        && document.isSetModel()
        && document.getModel().getListOfEvents().stream()
            .anyMatch(event -> !event.getUseValuesFromTriggerTime());
  }

  private static String withTriggerTimes(String text, Model model) {
    StringBuilder repaired = new StringBuilder(text);
    int[] tags = WrittenText.startTags(text, "event");
    for (int e = tags.length - 1; e >= 0; e--) { // from the end, so that places stay
      Event event = model.getEvent(e);
      if (!event.getUseValuesFromTriggerTime()) {
        int end = text.indexOf("event", tags[e]) + "event".length();
        repaired.insert(end, " useValuesFromTriggerTime=\"false\"");
      }
    }
    return repaired.toString();
  }
}
