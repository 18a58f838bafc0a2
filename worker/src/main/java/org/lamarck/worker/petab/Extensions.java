package org.lamarck.worker.petab;

import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;

/** The extensions that a problem says it uses. Two are known: PEtab-SciML and Lamarck's own. */
final class Extensions {
  /** The entry of a YAML file that turns Lamarck's extension on. */
  static final String ENTRY = "extensions: {lamarck: {version: 1.0.0, required: true}}";

  private static final String OWN = "lamarck";

  private Extensions() {}

  /**
   * Checks the extensions of a problem of PEtab 2.
   *
   * @return whether Lamarck's is among them
   */
  static boolean ofVersion2(YamlMapping root, Findings findings) {
    Optional<YamlMapping> extensions = root.mapping("extensions", findings);
    if (extensions.isEmpty()) {
      return false;
    }
    Map<String, Place> names = extensions.get().keys();
    for (Map.Entry<String, Place> name : names.entrySet()) {
      extensions
          .get()
          .require(name.getKey(), "version and required", findings)
          .flatMap(value -> value.mapping(findings))
          .ifPresent(given -> check(name.getKey(), name.getValue(), given, findings));
    }
    return names.containsKey(OWN);
  }

  /** What a problem of PEtab 2 says of networks, if it has some. */
  static Optional<YamlMapping> networks(YamlMapping root, Findings findings) {
    Optional<YamlMapping> extensions =
        root.get("extensions")
            .filter(YamlMapping.Value::isMapping)
            .flatMap(v -> v.mapping(findings));
    return SciMlReader.NAMES.stream()
        .sorted()
        .flatMap(name -> extensions.flatMap(given -> given.get(name)).stream())
        .filter(YamlMapping.Value::isMapping)
        .findFirst()
        .flatMap(value -> value.mapping(findings));
  }

  private static void check(String name, Place place, YamlMapping extension, Findings findings) {
    Optional<YamlMapping.Value> version =
        extension.require("version", "the extension's version", findings);
    boolean isOwn = name.equals(OWN);
    boolean isKnown = isOwn || SciMlReader.NAMES.contains(name);
    version.filter(value -> isOwn).ifPresent(value -> checkVersion(value, findings));
    Optional<YamlMapping.Value> value = extension.require("required", "true or false", findings);
    Optional<String> required = value.flatMap(given -> given.text(findings));
    if (required.isEmpty()) {
      return;
    }
    switch (required.get()) {
      case "true" -> {
        if (!isKnown) {
          findings.error(
              place,
              "the problem requires the extension \"" + name + "\", which is not supported",
              "write the problem without it");
        }
      }
      case "false" -> {
        if (!isKnown) {
          findings.warning(
              place,
              "extension \"" + name + "\" is not supported and left out",
              "nothing need be done: the problem does not require it");
        }
      }
      default ->
          findings.error(
              value.orElseThrow().place(),
              "required \"" + required.get() + "\" is neither true nor false",
              "write true or false");
    }
  }

  private static void checkVersion(YamlMapping.Value value, Findings findings) {
    value
        .text(findings)
        .filter(text -> !text.matches("1(\\.0){0,2}"))
        .ifPresent(
            text ->
                findings.error(
                    value.place(),
                    "version \"" + text + "\" of the extension lamarck is unknown",
                    "write 1.0.0, or use a newer Lamarck"));
  }

  /**
   * Checks the extensions of a problem of PEtab 1, which does not say whether one changes what the
   * problem means.
   *
   * @return whether Lamarck's is among them
   */
  static boolean ofVersion1(YamlMapping root, Findings findings) {
    Optional<YamlMapping> extensions = root.mapping("extensions", findings);
    if (extensions.isEmpty()) {
      return false;
    }
    extensions
        .get()
        .keys()
        .forEach(
            (name, place) -> {
              if (!name.equals(OWN)) {
                findings.warning(
                    place,
                    "extension \"" + name + "\" is not supported",
                    "check that the problem means the same without it");
              }
            });
    extensions
        .get()
        .mapping(OWN, findings)
        .flatMap(own -> own.require("version", "the extension's version", findings))
        .ifPresent(value -> checkVersion(value, findings));
    return extensions.get().has(OWN);
  }
}
