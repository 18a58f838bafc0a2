package org.lamarck.worker.stochastic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.sbml.SbmlReader;

/** Small jump processes and what comes of them. */
public final class Jumps {
  private Jumps() {}

  /** A document of SBML with one compartment V of size 1, and this content. */
  public static String document(String... content) {
    return """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
        <model id="m">
        <listOfCompartments><compartment id="V" size="1" constant="true"/></listOfCompartments>
        %s
        </model></sbml>
        """
        .formatted(String.join("\n", content));
  }

  public static JumpModel model(String... content) throws InputException {
    return SbmlReader.readJumps("m.xml", document(content).getBytes(UTF_8));
  }

  /** Species as amounts: {@code X=10 Y=0}. */
  public static String species(String amounts) {
    StringBuilder text = new StringBuilder("<listOfSpecies>");
    for (String one : amounts.split(" ", -1)) {
      text.append(
          """
          <species id="%s" compartment="V" initialAmount="%s" hasOnlySubstanceUnits="true"
            boundaryCondition="false" constant="false"/>
          """
              .formatted(one.split("=", -1)[0], one.split("=", -1)[1]));
    }
    return text.append("</listOfSpecies>").toString();
  }

  /** Constants: {@code k=10 g=1}; those that end with ~ may change. */
  public static String parameters(String values) {
    StringBuilder text = new StringBuilder("<listOfParameters>");
    for (String one : values.split(" ", -1)) {
      String id = one.split("=", -1)[0];
      boolean isConstant = !id.endsWith("~");
      text.append(
          "<parameter id=\"%s\" value=\"%s\" constant=\"%s\"/>"
              .formatted(
                  isConstant ? id : id.substring(0, id.length() - 1),
                  one.split("=", -1)[1],
                  isConstant));
    }
    return text.append("</listOfParameters>").toString();
  }

  public static String reactions(String... reactions) {
    return "<listOfReactions>" + String.join("\n", reactions) + "</listOfReactions>";
  }

  /** A reaction: {@code 2 X + Y -> Z}, with a law in MathML. */
  public static String reaction(String id, String equation, String law) {
    String[] sides = (" " + equation + " ").split("->", -1);
    return """
        <reaction id="%s" reversible="false">
        <listOfReactants>%s</listOfReactants><listOfProducts>%s</listOfProducts>
        <kineticLaw>%s</kineticLaw></reaction>
        """
        .formatted(id, references(sides[0]), references(sides[1]), math(law));
  }

  private static String references(String side) {
    StringBuilder text = new StringBuilder();
    for (String one : side.split("\\+", -1)) {
      String[] parts = one.strip().split(" ", -1);
      if (!parts[0].isEmpty()) {
        text.append(
            "<speciesReference species=\"%s\" stoichiometry=\"%s\" constant=\"true\"/>"
                .formatted(parts[parts.length - 1], parts.length > 1 ? parts[0] : "1"));
      }
    }
    return text.toString();
  }

  public static String math(String content) {
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">" + content + "</math>";
  }

  /** {@code operator(a, b, …)} of names, numbers, {@code time} and other applications. */
  public static String apply(String operator, String... arguments) {
    StringBuilder text = new StringBuilder("<apply><" + operator + "/>");
    for (String one : arguments) {
      text.append(term(one));
    }
    return text.append("</apply>").toString();
  }

  public static String term(String one) {
    if (one.startsWith("<")) {
      return one;
    }
    if (one.equals("time")) {
      return "<csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/time\">t</csymbol>";
    }
    return Character.isLetter(one.charAt(0)) ? "<ci>" + one + "</ci>" : "<cn>" + one + "</cn>";
  }

  /** A draw of the package distrib. */
  public static String draw(String family, String... arguments) {
    StringBuilder text =
        new StringBuilder(
            "<apply><csymbol encoding=\"text\""
                + " definitionURL=\"http://www.sbml.org/sbml/symbols/distrib/%s\">d</csymbol>"
                    .formatted(family));
    for (String one : arguments) {
      text.append(term(one));
    }
    return text.append("</apply>").toString();
  }

  /** Birth at rate k, death at rate g of each. */
  public static String[] birthDeath(int start) {
    return new String[] {
      species("X=" + start),
      parameters("k=10 g=1"),
      reactions(
          reaction("birth", "-> X", term("k")), reaction("death", "X ->", apply("times", "g", "X")))
    };
  }

  /** Means and standard deviations of quantities. */
  public static Moments moments(
      JumpModel model, JumpMethod method, int runs, double[] times, String... ids)
      throws InputException {
    Ensemble.Result result = run(model, method, runs, times, 1, ids);
    if (result instanceof Ensemble.Result.Failed failed) {
      throw new AssertionError(failed.reason());
    }
    return ((Ensemble.Result.Completed) result).moments();
  }

  public static Ensemble.Result run(
      JumpModel model, JumpMethod method, int runs, double[] times, int threads, String... ids)
      throws InputException {
    JumpPlan plan = JumpPlan.of(model, List.of());
    Ensemble ensemble =
        new Ensemble(
            plan,
            method,
            plan.observables(
                List.of(ids).stream().map(id -> model.between().pool().symbol(id)).toList()));
    return ensemble.run(
        new Ensemble.Experiment(times, new double[0], runs, 7),
        threads,
        Optional.empty(),
        () -> false);
  }
}
