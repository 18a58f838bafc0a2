package org.lamarck.worker.sbml;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Operator;
import org.sbml.jsbml.ASTNode;

/** The types of JSBML's nodes that are one operator of ours. */
final class AstOperators {
  private static final Map<ASTNode.Type, Operator> OPERATORS = new EnumMap<>(ASTNode.Type.class);

  static {
    OPERATORS.put(ASTNode.Type.DIVIDE, Operator.DIVIDE);
    OPERATORS.put(ASTNode.Type.POWER, Operator.POWER);
    OPERATORS.put(ASTNode.Type.FUNCTION_POWER, Operator.POWER);
    OPERATORS.put(ASTNode.Type.FUNCTION_QUOTIENT, Operator.QUOTIENT);
    OPERATORS.put(ASTNode.Type.FUNCTION_REM, Operator.REMAINDER);
    OPERATORS.put(ASTNode.Type.FUNCTION_DELAY, Operator.DELAY);
    OPERATORS.put(ASTNode.Type.FUNCTION_RATE_OF, Operator.RATE_OF);
    OPERATORS.put(ASTNode.Type.FUNCTION_CEILING, Operator.CEILING);
    OPERATORS.put(ASTNode.Type.LOGICAL_NOT, Operator.NOT);
    for (Operator operator :
        new Operator[] {
          Operator.ABS,
          Operator.FLOOR,
          Operator.FACTORIAL,
          Operator.EXP,
          Operator.LN,
          Operator.SIN,
          Operator.COS,
          Operator.TAN,
          Operator.SEC,
          Operator.CSC,
          Operator.COT,
          Operator.ARCSIN,
          Operator.ARCCOS,
          Operator.ARCTAN,
          Operator.ARCSEC,
          Operator.ARCCSC,
          Operator.ARCCOT,
          Operator.SINH,
          Operator.COSH,
          Operator.TANH,
          Operator.SECH,
          Operator.CSCH,
          Operator.COTH,
          Operator.ARCSINH,
          Operator.ARCCOSH,
          Operator.ARCTANH,
          Operator.ARCSECH,
          Operator.ARCCSCH,
          Operator.ARCCOTH
        }) {
      OPERATORS.put(ASTNode.Type.valueOf("FUNCTION_" + operator.name()), operator);
    }
  }

  private AstOperators() {}

  static @Nullable Operator of(ASTNode.Type type) {
    return OPERATORS.get(type);
  }
}
