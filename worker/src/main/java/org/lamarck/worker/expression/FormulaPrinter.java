package org.lamarck.worker.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Writes formulas in the math language of PEtab, with no more parentheses than it needs. What
 * {@link FormulaParser} reads back has the same values; a printed delay or rateOf is not read back,
 * PEtab has none.
 */
public final class FormulaPrinter {
  private static final int LONGEST = 1000;

  private static final int LOGICAL = 1;
  private static final int COMPARISON = 2;
  private static final int SUM = 3;
  private static final int PRODUCT = 4;
  private static final int PREFIX = 5;
  private static final int POWER = 6;
  private static final int ATOM = 7;

  /** What is still to be written, a text or a node; the next one last. */
  private final Deque<Object> rest = new ArrayDeque<>();

  /** What a node is going to be pushed as, in reading order. */
  private final List<Object> parts = new ArrayList<>();

  private final StringBuilder text = new StringBuilder();

  private FormulaPrinter() {}

  /** A node where only operators of at least a level may stand without parentheses. */
  private record Place(Expression node, int level) {}

  /** The formula's text; one above 1000 characters is cut and ends in …. */
  public static String print(Expression formula) {
    return print(formula, LONGEST);
  }

  /**
   * The formula's text; a longer one is cut after so many characters and ends in …. The work is of
   * the order of the length and the depth, however often parts are shared.
   */
  public static String print(Expression formula, int longest) {
    return new FormulaPrinter().write(formula, longest);
  }

  private String write(Expression formula, int longest) {
    rest.push(new Place(formula, 0));
    while (!rest.isEmpty()) {
      if (text.length() > longest) {
        return text.substring(0, longest) + "…";
      }
      Object next = rest.pop();
      if (next instanceof Place place) {
        expand(place);
      } else {
        text.append(next);
      }
    }
    return text.length() > longest ? text.substring(0, longest) + "…" : text.toString();
  }

  private void expand(Place place) {
    parts.clear();
    Expression node = place.node();
    boolean enclosed = levelOf(node) < place.level();
    if (enclosed) {
      parts.add("(");
    }
    switch (node.operator()) {
      case CONSTANT -> parts.add(number(node.value()));
      case SYMBOL -> parts.add(node.name());
      case TIME -> parts.add("time");
      case ADD -> sum(node);
      case MULTIPLY -> product(node);
      case DIVIDE -> chain(node, " / ", PRODUCT, PRODUCT + 1);
      case POWER -> chain(node, "^", ATOM, PREFIX);
      case LESS -> chain(node, " < ", SUM, SUM);
      case LESS_EQUAL -> chain(node, " <= ", SUM, SUM);
      case GREATER -> chain(node, " > ", SUM, SUM);
      case GREATER_EQUAL -> chain(node, " >= ", SUM, SUM);
      case EQUAL -> chain(node, " == ", SUM, SUM);
      case NOT_EQUAL -> chain(node, " != ", SUM, SUM);
      case AND -> chain(node, " && ", COMPARISON, COMPARISON);
      case OR -> chain(node, " || ", COMPARISON, COMPARISON);
      case NEGATE -> {
        parts.add("-");
        parts.add(new Place(node.argument(0), levelOf(node)));
      }
      case NOT -> {
        parts.add("!");
        parts.add(new Place(node.argument(0), PREFIX));
      }
      default -> {
        parts.add(FormulaFunctions.name(node.operator()) + "(");
        chain(node, ", ", 0, 0);
        parts.add(")");
      }
    }
    if (enclosed) {
      parts.add(")");
    }
    Collections.reverse(parts);
    parts.forEach(rest::push);
  }

  private static int levelOf(Expression node) {
    return switch (node.operator()) {
      case CONSTANT -> levelOf(node.value());
      case AND, OR -> LOGICAL;
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL -> COMPARISON;
      case ADD -> SUM;
      case MULTIPLY, DIVIDE -> PRODUCT;
      case NEGATE -> // −(a·b) as -a * b, which is the same
          levelOf(node.argument(0)) == PRODUCT ? PRODUCT : PREFIX;
      case NOT -> PREFIX;
      case POWER -> POWER;
      default -> ATOM;
    };
  }

  private static int levelOf(double number) {
    if (Double.isNaN(number)) {
      return PRODUCT;
    }
    return Math.copySign(1, number) < 0 ? PREFIX : ATOM;
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "0 / 0"; // the language has no word for it
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    return Double.toString(number).replace(".0E", "e").replace("E", "e").replaceAll("\\.0$", "");
  }

  private void chain(Expression node, String sign, int first, int others) {
    chain(node.arguments(), sign, first, others);
  }

  private void chain(List<Expression> arguments, String sign, int first, int others) {
    parts.add(new Place(arguments.get(0), first));
    for (Expression argument : arguments.subList(1, arguments.size())) {
      parts.add(sign);
      parts.add(new Place(argument, others));
    }
  }

  /** The arguments with the second before the first, which gives the same sum or product. */
  private static List<Expression> swapped(Expression node) {
    List<Expression> arguments = new ArrayList<>(node.arguments());
    Collections.swap(arguments, 0, 1);
    return arguments;
  }

  /** A product, with its number or its quotient first. */
  private void product(Expression node) {
    Expression a = node.argument(0);
    Expression b = node.argument(1);
    boolean swap =
        !a.isConstant() && (b.isConstant() || (levelOf(a) != PRODUCT && levelOf(b) == PRODUCT));
    chain(swap ? swapped(node) : node.arguments(), " * ", PRODUCT, PRODUCT + 1);
  }

  private static boolean isNegative(Expression term) {
    return term.operator() == Operator.NEGATE || (term.isConstant() && levelOf(term) == PREFIX);
  }

  /** A sum, with a positive term first where that is possible. */
  private void sum(Expression node) {
    boolean swap = isNegative(node.argument(0)) && !isNegative(node.argument(1));
    List<Expression> terms = swap ? swapped(node) : node.arguments();
    parts.add(new Place(terms.get(0), SUM));
    for (Expression term : terms.subList(1, terms.size())) {
      if (term.operator() == Operator.NEGATE) {
        parts.add(" - ");
        parts.add(new Place(term.argument(0), PRODUCT));
      } else if (isNegative(term)) {
        parts.add(" - " + number(-term.value()));
      } else {
        parts.add(" + ");
        parts.add(new Place(term, PRODUCT));
      }
    }
  }
}
