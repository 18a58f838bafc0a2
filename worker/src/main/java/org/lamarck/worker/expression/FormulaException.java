package org.lamarck.worker.expression;

/** A formula's text that cannot be read: where, why and what to do. */
public final class FormulaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String what;
  private final String remedy;

  /** A fault at a 1-based column of the formula's text. */
  public FormulaException(int column, String what, String remedy) {
    super("column " + column + ": " + what + "; " + remedy);
    this.column = column;
    this.what = what;
    this.remedy = remedy;
  }

  /** The 1-based column of the text. */
  public int column() {
    return column;
  }

  /** What is wrong, naming the text. */
  public String what() {
    return what;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
