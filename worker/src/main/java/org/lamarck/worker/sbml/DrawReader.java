package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.RandomFamily;

/** Random numbers in formulas (package distrib): each place in the file is a draw of its own. */
final class DrawReader {
  private static final String SYMBOLS = "/symbols/distrib/";
  private static final String PREFIX = "draw:";

  private final ExpressionPool pool;
  private final Findings findings;
  private final List<JumpModel.Draw> draws = new ArrayList<>();

  DrawReader(ExpressionPool pool, Findings findings) {
    this.pool = pool;
    this.findings = findings;
  }

  /** Whether a csymbol is a random number. */
  static boolean isDraw(XmlElement symbol) {
    return symbol.attribute("definitionURL").filter(url -> url.contains(SYMBOLS)).isPresent();
  }

  /** Whether a name in formulas stands for a random number. */
  static boolean isDraw(String name) {
    return name.startsWith(PREFIX);
  }

  /**
   * A draw.
   *
   * @param at the csymbol
   * @param isFunction whether it stands in the definition of a function
   */
  Expression read(XmlElement at, List<Expression> arguments, boolean isFunction) {
    String url = at.attribute("definitionURL").orElse("");
    String name = url.substring(url.lastIndexOf('/') + 1);
    RandomFamily family = RandomFamily.of(name).orElse(null);
    if (family == null || isFunction) {
      findings.error(
          at,
          family == null
              ? "the distribution " + name + " is not known"
              : "a random number stands in the definition of a function",
          family == null
              ? "use one of the package distrib"
              : "write the distribution where the function is called");
    } else if (!family.accepts(arguments.size())) {
      findings.error(
          at,
          "the formula gives " + name + " " + arguments.size() + " arguments",
          "give it as many as it takes, and two bounds or none");
    } else {
      String id = PREFIX + draws.size();
      draws.add(new JumpModel.Draw(id, family, arguments, place(at)));
      return pool.symbol(id);
    }
    return pool.constant(Double.NaN);
  }

  static JumpModel.Place place(XmlElement at) {
    return new JumpModel.Place(at.place().row(), at.place().column());
  }

  List<JumpModel.Draw> draws() {
    return draws;
  }

  /** The constants that stand for them in formulas, open at first. */
  List<Quantity> quantities() {
    return draws.stream()
        .map(draw -> (Quantity) new Quantity.Constant(draw.id(), pool.constant(Double.NaN)))
        .toList();
  }
}
