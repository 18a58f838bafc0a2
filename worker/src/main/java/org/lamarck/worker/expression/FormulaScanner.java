package org.lamarck.worker.expression;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a formula's text into numbers, names and signs, and knows the place of the current one.
 */
final class FormulaScanner {
  /** What the current token is. */
  enum Kind {
    NUMBER,
    NAME,
    SIGN,
    END
  }

  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Each sign before those it begins with. */
  private static final List<String> SIGNS =
      List.of(
          "**", "<=", ">=", "==", "!=", "&&", "||", "^", "*", "/", "+", "-", "<", ">", "!", "(",
          ")", ",");

  private final String text;
  private final Matcher number;
  private final Matcher name;
  private Kind kind = Kind.END;
  private String token = "";
  private int start;
  private int end;

  FormulaScanner(String text) throws FormulaException {
    this.text = text;
    number = NUMBER.matcher(text);
    name = NAME.matcher(text);
    advance();
  }

  Kind kind() {
    return kind;
  }

  /** The text of the current token; empty at the end. */
  String token() {
    return token;
  }

  boolean is(String sign) {
    return token.equals(sign);
  }

  boolean atEnd() {
    return kind == Kind.END;
  }

  /** The 1-based column of the current token. */
  int column() {
    return start + 1;
  }

  void advance() throws FormulaException {
    start = end;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (start == text.length()) {
      accept(Kind.END, start);
    } else if (number.region(start, text.length()).lookingAt()) {
      accept(Kind.NUMBER, number.end());
    } else if (name.region(start, text.length()).lookingAt()) {
      accept(Kind.NAME, name.end());
    } else {
      accept(Kind.SIGN, start + sign().length());
    }
  }

  private void accept(Kind kind, int end) {
    this.kind = kind;
    this.end = end;
    token = text.substring(start, end);
  }

  private String sign() throws FormulaException {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, start)) {
        return sign;
      }
    }
    String stranger = Character.toString(text.codePointAt(start));
    throw new FormulaException(
        column(),
        "the formula has a '" + stranger + "'",
        switch (stranger) {
          case "=" -> "write == to compare";
          case "&" -> "write && for both";
          case "|" -> "write || for one of both";
          case "." -> "names have no point, and a number begins with a digit";
          default -> "only numbers, names and " + String.join(" ", SIGNS) + " have a meaning";
        });
  }

  /** Takes a closing parenthesis. */
  void close(String expected) throws FormulaException {
    if (!is(")")) {
      throw unexpected(expected);
    }
    advance();
  }

  FormulaException unexpected(String expected) {
    return new FormulaException(
        column(),
        atEnd() ? "the formula ends too early" : "'" + token + "' does not belong here",
        "write " + expected + " here");
  }
}
