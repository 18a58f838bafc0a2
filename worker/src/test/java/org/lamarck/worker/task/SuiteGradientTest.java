package org.lamarck.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;

/**
 * Gradients of the suite's cases: of the sum of all outputs by all constants and initial states,
 * tangent against adjoint, and both against finite differences as far as those can show them.
 * Exceptions are listed with their reasons, here and in docs/agreement/sbml.md.
 */
class SuiteGradientTest {
  private static final String LIST = "gradient-exceptions.tsv";
  private static final Path REPORT = Path.of("target", "sbml-suite");
  private static final Path PAGE = Path.of("..", "docs", "agreement", "sbml.md");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Of the tangent and adjoint of the same steps: what the issue asks for. */
  private static final double SAME = 1e-8;

  /** What differences of sums of thousands of outputs at 1e-10 can be asked to show. */
  private static final double SHOWN = 1e-3;

  @Tag("slow")
  @Test
  void everyGradientIsRightOrListed() throws IOException {
    List<Path> folders = SuiteCase.folders(PublicModels.data("sbml-semantic"));
    check(folders, true);
  }

  @Test
  void gradientsOfASelectionWithAllTagsAreRightOrListed() throws IOException {
    Map<String, Set<String>> tags = new TreeMap<>();
    Map<String, Path> byName = new TreeMap<>();
    for (Path folder : SuiteCase.folders(PublicModels.data("sbml-semantic"))) {
      tags.put(SuiteCase.name(folder), CaseTags.of(folder));
      byName.put(SuiteCase.name(folder), folder);
    }
    List<Path> selected = new ArrayList<>();
    CaseTags.selection(tags, 80).forEach(name -> selected.add(byName.get(name)));
    check(selected, false);
  }

  @Test
  void thePageListsTheSameExceptions() throws IOException {
    assertThat(Files.readString(PAGE)).contains(new KnownFailures(LIST).table());
  }

  private static void check(List<Path> folders, boolean isAll) throws IOException {
    KnownFailures known = new KnownFailures(LIST);
    Map<String, String> reasons = new TreeMap<>();
    int checked = 0;
    int shown = 0;
    for (Path folder : folders) {
      String name = SuiteCase.name(folder);
      Finding finding = of(folder);
      reasons.put(name, finding.reason());
      checked += finding.checked();
      shown += finding.shown();
    }
    if (isAll) {
      Files.createDirectories(REPORT);
      Files.writeString(REPORT.resolve(LIST), known.renewed(reasons));
      Files.writeString(REPORT.resolve("gradients.md"), known.table());
      Files.writeString(
          REPORT.resolve("gradients.txt"),
          checked + " derivatives, " + shown + " shown by differences\n");
      assertThat(known.surprises(reasons)).isEmpty();
    } else {
      reasons.keySet().removeAll(known.reasons().keySet());
      reasons.values().removeIf(String::isEmpty);
      assertThat(reasons).isEmpty();
    }
    assertThat(shown).isGreaterThan(checked / 2);
  }

  /**
   * What was found about a case.
   *
   * @param reason the first thing that is wrong; empty when nothing is
   * @param checked the number of derivatives
   * @param shown how many of them differences can show
   */
  private record Finding(String reason, int checked, int shown) {}

  private static Finding of(Path folder) {
    try {
      return TimeLimit.call(LIMIT, () -> compare(folder))
          .orElse(new Finding("not done after " + LIMIT.toSeconds() + " s", 0, 0));
    } catch (ExecutionException e) {
      return new Finding(String.valueOf(e.getCause()), 0, 0);
    }
  }

  private static Finding compare(Path folder) {
    SummedOutputs outputs;
    try {
      SuiteCase one = SuiteCase.read(folder);
      OdeModel model = SbmlReader.read(one.model());
      outputs =
          new SummedOutputs(
              model, one.settings().columns(), one.settings().times(), Simulator.TOLERANCES);
    } catch (InputException e) {
      return new Finding("", 0, 0); // SimulatedSuiteTest knows which cases do not run
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double[] theta = outputs.theta();
    SummedOutputs.Gradient tangent = outputs.tangent();
    SummedOutputs.Gradient adjoint = outputs.adjoint();
    if (!tangent.failure().isEmpty() || !adjoint.failure().isEmpty()) {
      String failure = tangent.failure().isEmpty() ? adjoint.failure() : tangent.failure();
      return new Finding(failure, theta.length, 0);
    }
    double total = outputs.value(theta);
    int shown = 0;
    for (int j = 0; j < theta.length; j++) {
      double forward = tangent.value().get(j);
      double backward = adjoint.value().get(j);
      if (!Double.isFinite(theta[j])) {
        continue;
      }
      double rounding = 1e-12 * tangent.size().get(j); // what sums in another order lose
      // a stiff step damps by cancellation, which costs digits of what is next to nothing
      double gone = 1e-30 * Math.abs(total) / Math.max(1, Math.abs(theta[j]));
      if (!(Math.abs(forward - backward) <= SAME * Math.abs(forward) + rounding + gone)) {
        return new Finding(
            "%s: tangent %s, adjoint %s".formatted(outputs.name(j), forward, backward),
            theta.length,
            shown);
      }
      double step = 1e-2 * (theta[j] == 0 ? 0.1 : Math.abs(theta[j]));
      FiniteDifferences.Estimate difference =
          FiniteDifferences.partial(outputs::value, theta, j, step);
      // what ε leaves of the sum, at the smallest step that is tried
      double floor = 1e-6 * tangent.size().get(j) + 1e-9 + 1e-13 * Math.abs(total) / step;
      if (difference.shows(SHOWN) || Math.abs(difference.value()) <= floor) {
        shown++;
        if (!difference.agrees(forward, SHOWN)
            && !(Math.abs(forward - difference.value()) <= floor)) {
          return new Finding(
              "%s: gradient %s, differences %s ± %s"
                  .formatted(outputs.name(j), forward, difference.value(), difference.error()),
              theta.length,
              shown);
        }
      }
    }
    return new Finding("", theta.length, shown);
  }
}
