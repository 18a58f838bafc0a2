package org.lamarck.worker.petab.table;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;

/** The versions of the format PEtab; each writes tables in its own way. */
public enum FormatVersion {
  V1,
  V2;

  /** The name of the experiment of measurements that name none; no id may be so. */
  public static final String UNNAMED = "(model as it is)";

  private static final Map<String, Family> FAMILIES_1 = families1();
  private static final Map<String, Family> FAMILIES_2 = families2();

  /**
   * The version of a problem.
   *
   * @param yaml the file that names the others; one of Lamarck's own format, whose parameter table
   *     is one of PEtab 1, counts as version 1
   * @throws InputException when the file cannot be read or its version is unknown
   */
  public static FormatVersion of(Path yaml) throws InputException {
    Findings findings = new Findings();
    Optional<FormatVersion> version =
        SourceText.read(yaml, Place.of(yaml.toString()), findings)
            .flatMap(source -> YamlMapping.read(source, findings))
            .flatMap(root -> root.has("format") ? Optional.of(V1) : of(root, findings));
    if (version.isEmpty()) {
      throw findings.toException();
    }
    return version.get();
  }

  /** The version that the key format_version says; an error and nothing when it is unknown. */
  public static Optional<FormatVersion> of(YamlMapping root, Findings findings) {
    Optional<YamlMapping.Value> value =
        root.require("format_version", "1 or 2.0.0, the version of PEtab", findings);
    Optional<String> version = value.flatMap(given -> given.text(findings));
    if (version.isEmpty()) {
      return Optional.empty();
    }
    if (version.get().matches("1(\\.0){0,2}")) {
      return Optional.of(V1);
    }
    if (version.get().matches("2(\\.0){0,2}")) {
      return Optional.of(V2);
    }
    findings.error(
        value.get().place(),
        "format_version \"" + version.get() + "\" is unknown",
        "write 1 or 2.0.0, if the problem is in PEtab version 1 or 2");
    return Optional.empty();
  }

  /** The families of priors by the names that the version gives them. */
  public Map<String, Family> families() {
    return this == V1 ? FAMILIES_1 : FAMILIES_2;
  }

  /**
   * The version's name of a prior's family.
   *
   * @throws IllegalArgumentException when the version does not have it
   */
  public String familyName(Prior prior) {
    return families().entrySet().stream()
        .filter(family -> family.getValue() == prior.family())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "PEtab " + this + " has no priors of family " + prior.family()));
  }

  private static Map<String, Family> families1() {
    Map<String, Family> families = new LinkedHashMap<>();
    families.put("uniform", Family.UNIFORM);
    families.put("normal", Family.NORMAL);
    families.put("laplace", Family.LAPLACE);
    families.put("logNormal", Family.LOG_NORMAL);
    families.put("logLaplace", Family.LOG_LAPLACE);
    families.put("parameterScaleUniform", Family.PARAMETER_SCALE_UNIFORM);
    families.put("parameterScaleNormal", Family.PARAMETER_SCALE_NORMAL);
    families.put("parameterScaleLaplace", Family.PARAMETER_SCALE_LAPLACE);
    return Collections.unmodifiableMap(families);
  }

  private static Map<String, Family> families2() {
    Map<String, Family> families = new LinkedHashMap<>();
    families.put("cauchy", Family.CAUCHY);
    families.put("chisquare", Family.CHI_SQUARE);
    families.put("exponential", Family.EXPONENTIAL);
    families.put("gamma", Family.GAMMA);
    families.put("laplace", Family.LAPLACE);
    families.put("log-laplace", Family.LOG_LAPLACE);
    families.put("log-normal", Family.LOG_NORMAL);
    families.put("log-uniform", Family.LOG_UNIFORM);
    families.put("normal", Family.NORMAL);
    families.put("rayleigh", Family.RAYLEIGH);
    families.put("uniform", Family.UNIFORM);
    return Collections.unmodifiableMap(families);
  }
}
