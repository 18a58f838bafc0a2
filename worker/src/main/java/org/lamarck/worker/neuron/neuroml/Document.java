package org.lamarck.worker.neuron.neuroml;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;

/** What stands in a document of NeuroML 2 and in those that it includes, by ids. */
final class Document {
  private static final int MOST_FILES = 100;
  private static final List<String> CHANNELS =
      List.of("ionChannelHH", "ionChannel", "ionChannelPassive");

  private final Findings findings;
  private final Map<String, Element> cells = new LinkedHashMap<>();
  private final Map<String, Element> channels = new LinkedHashMap<>();
  private final Map<String, Element> networks = new LinkedHashMap<>();
  private final Map<String, Element> others = new LinkedHashMap<>();
  private final Set<Path> read = new HashSet<>();

  private Document(Findings findings) {
    this.findings = findings;
  }

  /** Reads a file and what it includes; nothing when an error was found. */
  static Optional<Document> read(Path file, Place named, Findings findings) {
    Document document = new Document(findings);
    return document.collect(file, named) ? Optional.of(document) : Optional.empty();
  }

  private boolean collect(Path file, Place named) {
    if (!read.add(file.normalize())) {
      return true;
    }
    if (read.size() > MOST_FILES) {
      findings.error(named, "the documents include more than " + MOST_FILES, "put them together");
      return false;
    }
    Optional<Element> root =
        SourceText.read(file, named, findings).flatMap(source -> XmlTree.read(source, findings));
    if (root.isEmpty()) {
      return false;
    }
    if (!root.get().name().equals("neuroml")) {
      findings.error(root.get().place(), "this is no NeuroML", "name a file of NeuroML 2");
      return false;
    }
    for (Element child : root.get().children()) {
      if (child.name().equals("include")) {
        Optional<Cell> href = child.require("href", findings);
        if (href.isEmpty() || !collect(file.resolveSibling(href.get().text()), child.place())) {
          return false;
        }
      } else {
        kind(child.name()).put(child.get("id"), child);
      }
    }
    return true;
  }

  private Map<String, Element> kind(String name) {
    if (CHANNELS.contains(name)) {
      return channels;
    }
    return switch (name) {
      case "cell" -> cells;
      case "network" -> networks;
      default -> others;
    };
  }

  Optional<Element> channel(String id) {
    return Optional.ofNullable(channels.get(id));
  }

  /** A synapse, an input or a cell without a morphology. */
  Optional<Element> other(String id) {
    return Optional.ofNullable(others.get(id));
  }

  /** A cell; an empty id means the only one. */
  Optional<Element> cell(String wanted, Place named) {
    return one(cells, "cell", wanted, named);
  }

  /** Whether there is a cell with a morphology of this id. */
  boolean hasCell(String id) {
    return cells.containsKey(id);
  }

  /** A network; an empty id means the only one. */
  Optional<Element> network(String wanted, Place named) {
    return one(networks, "network", wanted, named);
  }

  private Optional<Element> one(Map<String, Element> of, String kind, String wanted, Place named) {
    boolean isOne = wanted.isEmpty() && of.size() == 1;
    Element found = isOne ? of.values().iterator().next() : of.get(wanted);
    if (found == null) {
      findings.error(
          named,
          wanted.isEmpty()
              ? "the document has %d %ss".formatted(of.size(), kind)
              : "the document has no %s %s".formatted(kind, wanted),
          of.isEmpty()
              ? "name another file"
              : "write %s: %s".formatted(kind, of.keySet().iterator().next()));
    }
    return Optional.ofNullable(found);
  }
}
