package org.lamarck.worker.sbml;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.problem.InputException;

/**
 * In what a model says that its numbers are measured, in the words that axes bear. Nothing is
 * computed with it. What a Level 2 model leaves to the defaults of SBML, which few authors mean, is
 * not said.
 *
 * @param time such as {@code min}; empty when the model does not say it
 * @param quantities such as {@code nmol/l}, by id; those that have none are left out
 */
public record ModelUnits(String time, Map<String, String> quantities) {
  /** Nothing is known. */
  public static final ModelUnits NONE = new ModelUnits("", Map.of());

  /** Names and symbols of the base units that have one. */
  private static final Map<String, String> SYMBOLS =
      Map.of(
          "second",
          "s",
          "mole",
          "mol",
          "litre",
          "l",
          "liter",
          "l",
          "gram",
          "g",
          "metre",
          "m",
          "kilogram",
          "kg",
          "dimensionless",
          "",
          "item",
          "",
          "kelvin",
          "K");

  private static final Map<Integer, String> PREFIXES =
      Map.of(0, "", 3, "k", 6, "M", -3, "m", -6, "µ", -9, "n", -12, "p", -15, "f", -18, "a");

  private static final Map<Double, String> TIMES =
      Map.of(60.0, "min", 3600.0, "h", 86400.0, "d", 604800.0, "weeks");

  public ModelUnits {
    quantities = Map.copyOf(quantities);
  }

  /**
   * The units of the model in a file.
   *
   * @throws InputException when it cannot be read
   */
  public static ModelUnits read(Path file) throws InputException {
    Findings findings = new Findings(file.toString());
    Optional<XmlElement> model =
        XmlScan.read(SbmlReader.bytes(file), findings)
            .flatMap(document -> document.root().child("model"));
    findings.check();
    return model.map(ModelUnits::of).orElse(NONE);
  }

  private static ModelUnits of(XmlElement model) {
    Map<String, String> words = new LinkedHashMap<>();
    for (XmlElement definition : model.items("listOfUnitDefinitions")) {
      definition.attribute("id").ifPresent(id -> words.put(id, words(definition)));
    }
    Words known = new Words(model, words);
    Map<String, String> quantities = new LinkedHashMap<>();
    Map<String, String> volumes = new LinkedHashMap<>();
    for (XmlElement compartment : model.items("listOfCompartments")) {
      String unit = known.of(compartment.attribute("units"), "volume");
      compartment.attribute("id").ifPresent(id -> volumes.put(id, unit));
    }
    quantities.putAll(volumes);
    for (XmlElement species : model.items("listOfSpecies")) {
      String amount = known.of(species.attribute("substanceUnits"), "substance");
      String volume = volumes.getOrDefault(species.attribute("compartment").orElse(""), "");
      boolean isAmount = species.isTrue("hasOnlySubstanceUnits", false) || volume.isEmpty();
      String unit = isAmount || amount.isEmpty() ? amount : amount + "/" + volume;
      species.attribute("id").ifPresent(id -> quantities.put(id, unit));
    }
    for (XmlElement parameter : model.items("listOfParameters")) {
      String unit = known.of(parameter.attribute("units"), "");
      parameter.attribute("id").ifPresent(id -> quantities.put(id, unit));
    }
    quantities.values().removeIf(String::isEmpty);
    return new ModelUnits(known.of(Optional.empty(), "time"), quantities);
  }

  /** The words for units, by id, of one model. */
  private record Words(XmlElement model, Map<String, String> defined) {
    /**
     * The words for a unit.
     *
     * @param kind that the model may have one for all of: {@code time}, {@code substance}
     */
    String of(Optional<String> unit, String kind) {
      String id = unit.or(() -> model.attribute(kind + "Units")).orElse(kind);
      String words = defined.get(id);
      return words == null ? SYMBOLS.getOrDefault(id, "") : words;
    }
  }

  /** A unit's name where it is short and says more than its id, else what it is made of. */
  private static String words(XmlElement definition) {
    List<XmlElement> units = definition.items("listOfUnits");
    StringBuilder over = new StringBuilder();
    StringBuilder under = new StringBuilder();
    for (XmlElement unit : units) {
      double exponent = number(unit, "exponent", 1);
      Optional<String> symbol = symbol(unit);
      if (symbol.isEmpty() || exponent != Math.rint(exponent)) {
        return definition.attribute("name").orElse(definition.required("id"));
      }
      if (!symbol.get().isEmpty() && exponent != 0) {
        StringBuilder part = exponent > 0 ? over : under;
        int power = (int) Math.abs(exponent);
        part.append(part.isEmpty() ? "" : "·").append(symbol.get());
        part.append(power == 1 ? "" : power == 2 ? "²" : power == 3 ? "³" : "^" + power);
      }
    }
    return under.isEmpty() ? over.toString() : (over.isEmpty() ? "1" : over) + "/" + under;
  }

  /** A base unit with its prefix; nothing where it is a number of them that has no name. */
  private static Optional<String> symbol(XmlElement unit) {
    String kind = unit.attribute("kind").orElse("");
    double factor = number(unit, "multiplier", 1) * Math.pow(10, number(unit, "scale", 0));
    if (kind.equals("second") && TIMES.containsKey(factor)) {
      return Optional.ofNullable(TIMES.get(factor));
    }
    String symbol = SYMBOLS.getOrDefault(kind, kind);
    int power = (int) Math.rint(Math.log10(factor));
    boolean isPower = Math.abs(factor / Math.pow(10, power) - 1) < 1e-9;
    String prefix = isPower ? PREFIXES.get(power) : null;
    return prefix == null || (symbol.isEmpty() && power != 0)
        ? Optional.empty()
        : Optional.of(prefix + symbol);
  }

  private static double number(XmlElement unit, String attribute, double otherwise) {
    try {
      return unit.attribute(attribute).map(Double::parseDouble).orElse(otherwise);
    } catch (NumberFormatException e) {
      return Double.NaN; // a unit without a name; values do not depend on it
    }
  }
}
