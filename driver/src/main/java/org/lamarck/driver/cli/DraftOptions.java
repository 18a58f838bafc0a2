package org.lamarck.driver.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a problem that is made of a model and data is to be. */
final class DraftOptions {
  @Option(
      names = "--estimate",
      paramLabel = "ID",
      split = ",",
      description = {
        "With a model and data: estimate these alone, such as k1,k2. The name of a species means its"
            + " value at the start."
      })
  private List<String> estimated = List.of();

  @Option(
      names = "--observable",
      paramLabel = "NAME=FORMULA",
      description = {
        "With a model and data: the column NAME is this formula over the model, such as"
            + " total=A+B; may be given several times."
      })
  private Map<String, String> observables = new LinkedHashMap<>();

  boolean isEmpty() {
    return estimated.isEmpty() && observables.isEmpty();
  }

  List<String> estimated() {
    return estimated;
  }

  Map<String, String> observables() {
    return observables;
  }
}
