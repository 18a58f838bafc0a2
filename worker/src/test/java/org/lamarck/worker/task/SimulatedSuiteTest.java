package org.lamarck.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The SBML test suite, judged as its own runner does: all cases at the same tolerances of
 * integration. Cases that fail are listed with their reasons, here and in docs/agreement/sbml.md,
 * and the list is exact: one that passes must leave it.
 */
class SimulatedSuiteTest {
  /** As many as take some ten seconds; every tag stands in several. */
  private static final int SELECTED = 150;

  private static final String LIST = "suite-failures.tsv";
  private static final Path REPORT = Path.of("target", "sbml-suite");
  private static final Path PAGE = Path.of("..", "docs", "agreement", "sbml.md");

  @Test
  void casesOfEveryTagPassOrAreListed() throws IOException {
    SortedMap<String, Path> folders = folders();
    SortedMap<String, SortedSet<String>> tags = tags(folders);
    SortedSet<String> selection = CaseTags.selection(tags, SELECTED);
    assertThat(all(tags.values()))
        .isEqualTo(
            all(selection.stream().map(id -> tags.getOrDefault(id, new TreeSet<>())).toList()));
    folders.keySet().retainAll(selection);
    requireAsListed(folders.values().stream().map(Verdict::of).toList());
  }

  /** Leaves tables for the documentation, and what the list should be, in target/sbml-suite. */
  @Tag("slow")
  @Test
  void everyCasePassesOrIsListed() throws IOException {
    SortedMap<String, Path> folders = folders();
    List<Verdict> verdicts = folders.values().stream().map(Verdict::of).toList();
    Files.createDirectories(REPORT);
    Files.writeString(REPORT.resolve(LIST), new KnownFailures(LIST).renewed(outcomes(verdicts)));
    Files.writeString(REPORT.resolve("failures.md"), new KnownFailures(LIST).table());
    Files.writeString(REPORT.resolve("tags.md"), table(verdicts, tags(folders)));
    requireAsListed(verdicts);
    assertThat(new KnownFailures(LIST).reasons().keySet()).isSubsetOf(folders.keySet());
  }

  @Test
  void thePageListsTheSameFailures() throws IOException {
    assertThat(Files.readString(PAGE)).contains(new KnownFailures(LIST).table());
  }

  @Test
  void aSelectionHasEveryTagOnceBeforeAnyTwice() {
    Map<String, Set<String>> tags =
        Map.of("1", Set.of("a"), "2", Set.of("a", "b"), "3", Set.of("c"), "4", Set.of("a", "b"));
    assertThat(CaseTags.selection(tags, 2)).containsExactly("2", "3");
    assertThat(CaseTags.selection(tags, 3)).containsExactly("2", "3", "4");
    assertThat(CaseTags.selection(tags, 9)).containsExactly("1", "2", "3", "4");
  }

  @Test
  void valuesPassWithinTheTolerancesOfTheCase() {
    SuiteSettings one = new SuiteSettings(0, 1, 1, List.of(), 0.5, 0.25);
    assertThat(Verdict.passes(-2, -1, one)).isTrue();
    assertThat(Verdict.passes(-2, -0.9, one)).isFalse();
    assertThat(Verdict.passes(0, Double.NaN, one)).isFalse();
    assertThat(Verdict.passes(Double.NaN, Double.NaN, one)).isTrue();
    assertThat(Verdict.passes(Double.POSITIVE_INFINITY, 1e300, one)).isFalse();
    assertThat(Verdict.passes(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, one)).isFalse();
  }

  private static void requireAsListed(List<Verdict> verdicts) throws IOException {
    assertThat(new KnownFailures(LIST).surprises(outcomes(verdicts))).isEmpty();
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.kind() == Verdict.Kind.BROKEN)
        .as("crashes and hangs; no reason would do for them")
        .isEmpty();
  }

  private static Map<String, String> outcomes(List<Verdict> verdicts) {
    return verdicts.stream().collect(Collectors.toMap(Verdict::id, Verdict::reason));
  }

  private static SortedMap<String, Path> folders() throws IOException {
    SortedMap<String, Path> folders = new TreeMap<>();
    for (Path folder : SuiteCase.folders(PublicModels.data("sbml-semantic"))) {
      folders.put(SuiteCase.name(folder), folder);
    }
    return folders;
  }

  private static SortedMap<String, SortedSet<String>> tags(SortedMap<String, Path> folders)
      throws IOException {
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    for (Map.Entry<String, Path> folder : folders.entrySet()) {
      tags.put(folder.getKey(), CaseTags.of(folder.getValue()));
    }
    return tags;
  }

  private static Set<String> all(Collection<SortedSet<String>> sets) {
    Set<String> all = new HashSet<>();
    sets.forEach(all::addAll);
    return all;
  }

  private static String table(List<Verdict> verdicts, SortedMap<String, SortedSet<String>> tags) {
    Set<String> passed =
        verdicts.stream()
            .filter(verdict -> verdict.kind() == Verdict.Kind.PASSED)
            .map(Verdict::id)
            .collect(Collectors.toSet());
    StringBuilder table = new StringBuilder("| tag | cases | pass |\n|---|---|---|\n");
    table.append("| all | %d | %d |\n".formatted(tags.size(), passed.size()));
    for (String tag : new TreeSet<>(all(tags.values()))) {
      Set<String> cases =
          tags.keySet().stream()
              .filter(id -> tags.getOrDefault(id, new TreeSet<>()).contains(tag))
              .collect(Collectors.toSet());
      long right = cases.stream().filter(passed::contains).count();
      table.append("| %s | %d | %d |\n".formatted(tag, cases.size(), right));
    }
    return table.toString();
  }
}
