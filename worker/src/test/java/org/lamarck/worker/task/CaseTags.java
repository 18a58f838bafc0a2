package org.lamarck.worker.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The tags of the suite's cases: what of SBML a case is about, from its NNNNN-model.m. */
final class CaseTags {
  private CaseTags() {}

  /** The component and test tags of a case. */
  static NavigableSet<String> of(Path folder) throws IOException {
    Path file = folder.resolve(SuiteCase.name(folder) + "-model.m");
    NavigableSet<String> tags = new TreeSet<>();
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    for (String line : text.lines().toList()) {
      if (line.startsWith("componentTags:") || line.startsWith("testTags:")) {
        Stream.of(line.substring(line.indexOf(':') + 1).split("[,\\s]+"))
            .filter(tag -> !tag.isEmpty())
            .forEach(tags::add);
      }
    }
    return tags;
  }

  /**
   * A selection in which each tag is the subject again and again: round after round, the case with
   * most of the tags that the round has not had yet, the first of these by name.
   */
  static NavigableSet<String> selection(Map<String, ? extends Set<String>> tags, int size) {
    NavigableMap<String, Set<String>> left = new TreeMap<>(tags);
    NavigableSet<String> selected = new TreeSet<>();
    while (selected.size() < size && !left.isEmpty()) {
      Set<String> wanted = union(left.values());
      while (selected.size() < size && !wanted.isEmpty()) {
        String best = mostOf(wanted, left);
        wanted.removeAll(left.getOrDefault(best, Set.of()));
        left.remove(best);
        selected.add(best);
        wanted.retainAll(union(left.values()));
      }
    }
    return selected;
  }

  private static Set<String> union(Collection<? extends Set<String>> sets) {
    Set<String> all = new HashSet<>();
    sets.forEach(all::addAll);
    return all;
  }

  private static String mostOf(Set<String> wanted, NavigableMap<String, Set<String>> cases) {
    List<String> names = new ArrayList<>(cases.keySet());
    return names.stream()
        .max(
            Comparator.comparingLong(
                    (String name) ->
                        cases.getOrDefault(name, Set.of()).stream()
                            .filter(wanted::contains)
                            .count())
                .thenComparing(Comparator.<String>naturalOrder().reversed()))
        .orElseThrow();
  }
}
