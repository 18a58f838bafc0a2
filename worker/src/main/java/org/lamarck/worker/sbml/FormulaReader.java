package org.lamarck.worker.sbml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.sbml.jsbml.ASTNode;

/**
 * Formulas as expressions over the ids of the model, with the functions of the model inlined. A
 * function's body is read once, over symbols for its arguments that no id can equal; a call
 * replaces them, so that an argument shadows an id of the model and never the other way round.
 */
final class FormulaReader {
  /** CODATA 2006, as SBML Level 3 fixes it. */
  static final double AVOGADRO = 6.02214179e23;

  private final ExpressionPool pool;
  private final JsbmlMath math;
  private final Findings findings;
  private final Map<String, XmlElement> definitions;
  private final Map<String, Function> functions = new HashMap<>();
  private final Set<String> opened = new LinkedHashSet<>();

  /** A function: a body over the symbols of its arguments; no body when the model gives none. */
  private record Function(List<String> arguments, @Nullable Expression body) {}

  /** What a name in a formula means; absent when it means nothing. */
  interface Scope {
    Optional<Expression> meaning(String name);
  }

  FormulaReader(
      ExpressionPool pool, JsbmlMath math, Map<String, XmlElement> definitions, Findings findings) {
    this.pool = pool;
    this.math = math;
    this.definitions = definitions;
    this.findings = findings;
  }

  /** Whether the element has a formula; Level 3 Version 2 allows that it has none. */
  boolean has(XmlElement element) {
    return math.of(element) != null;
  }

  /** The element's formula; absent when it has none. What is wrong in it becomes findings. */
  Optional<Expression> read(XmlElement element, Scope scope) {
    ASTNode node = math.of(element);
    return node == null ? Optional.empty() : Optional.of(new Reading(element, scope).read(node));
  }

  /** Reads every function, also those that nobody calls. */
  void readFunctions() {
    definitions.keySet().forEach(this::function);
  }

  private Function function(String id) {
    Function known = functions.get(id);
    if (known != null) {
      return known;
    }
    XmlElement definition = definitions.get(id);
    if (definition == null) {
      throw new IllegalArgumentException(id + " is not a function of the model");
    }
    if (!opened.add(id)) {
      findings.error(
          definition,
          "function " + id + " calls itself: " + String.join(" → ", opened) + " → " + id,
          "write it without recursion");
      return new Function(List.of(), null);
    }
    Function function = readFunction(id, definition);
    opened.remove(id);
    functions.put(id, function);
    return function;
  }

  private Function readFunction(String id, XmlElement definition) {
    ASTNode lambda = math.of(definition);
    if (lambda == null) {
      return new Function(List.of(), null);
    }
    if (lambda.getType() == ASTNode.Type.SEMANTICS) {
      lambda = lambda.getChild(0);
    }
    if (lambda.getType() != ASTNode.Type.LAMBDA || lambda.getChildCount() == 0) {
      findings.error(definition, "function " + id + " has no lambda", "write its formula in one");
      return new Function(List.of(), null);
    }
    int arity = lambda.getChildCount() - 1;
    Map<String, Expression> arguments = new HashMap<>();
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < arity; i++) {
      String symbol = id + "/" + i;
      symbols.add(symbol);
      arguments.put(argumentName(lambda.getChild(i)), pool.symbol(symbol));
    }
    Reading reading = new Reading(definition, name -> Optional.ofNullable(arguments.get(name)));
    return new Function(symbols, reading.read(lambda.getChild(arity)));
  }

  private static String argumentName(ASTNode argument) {
    return argument.getType() == ASTNode.Type.QUALIFIER_BVAR
        ? argument.getChild(0).getName()
        : argument.getName();
  }

  /** One formula. The depth of its recursion is bounded by the depth of elements in a document. */
  private final class Reading {
    private final XmlElement at;
    private final Scope scope;

    Reading(XmlElement at, Scope scope) {
      this.at = at;
      this.scope = scope;
    }

    Expression read(ASTNode node) {
      return switch (node.getType()) {
        case INTEGER -> pool.constant(node.getInteger());
        case REAL -> pool.constant(node.getReal());
        case REAL_E -> pool.constant(scientific(node));
        case RATIONAL -> pool.constant((double) node.getNumerator() / node.getDenominator());
        case CONSTANT_PI -> pool.constant(Math.PI);
        case CONSTANT_E -> pool.constant(Math.E);
        case CONSTANT_TRUE -> pool.constant(1);
        case CONSTANT_FALSE -> pool.constant(0);
        case NAME_TIME -> pool.time();
        case NAME_AVOGADRO -> pool.constant(AVOGADRO);
        case NAME -> name(node.getName());
        case FUNCTION -> call(node);
        case SEMANTICS -> read(node.getChild(0));
        default -> operation(node, arguments(node));
      };
    }

    private double scientific(ASTNode node) {
      double mantissa = node.getMantissa();
      return Double.isFinite(mantissa)
          ? BigDecimal.valueOf(mantissa).scaleByPowerOfTen(node.getExponent()).doubleValue()
          : mantissa;
    }

    private Expression name(String name) {
      Optional<Expression> meaning = scope.meaning(name);
      if (meaning.isPresent()) {
        return meaning.get();
      }
      return wrong("the formula uses " + name + ", which nothing here is called", "define it");
    }

    private Expression wrong(String what, String remedy) {
      findings.error(at, what, remedy);
      return pool.constant(Double.NaN);
    }

    private List<Expression> arguments(ASTNode node) {
      List<Expression> arguments = new ArrayList<>(node.getChildCount());
      for (int i = 0; i < node.getChildCount(); i++) {
        arguments.add(read(node.getChild(i)));
      }
      return arguments;
    }

    private Expression call(ASTNode node) {
      String id = node.getName();
      if (!definitions.containsKey(id)) {
        return wrong("the formula calls " + id + ", which is no function here", "define it");
      }
      Function function = function(id);
      List<Expression> arguments = arguments(node);
      Expression body = function.body();
      if (body == null) {
        return opened.contains(id)
            ? pool.constant(Double.NaN) // found to be recursive
            : wrong("the formula calls " + id + ", which has no formula", "give it one");
      }
      if (arguments.size() != function.arguments().size()) {
        return wrong(
            "the formula calls %s with %d arguments, it takes %d"
                .formatted(id, arguments.size(), function.arguments().size()),
            "give as many as the function has");
      }
      Map<String, Expression> given = new HashMap<>();
      for (int i = 0; i < arguments.size(); i++) {
        given.put(function.arguments().get(i), arguments.get(i));
      }
      return Rewriting.symbols(body, name -> Optional.ofNullable(given.get(name)));
    }

    private Expression operation(ASTNode node, List<Expression> arguments) {
      return switch (node.getType()) {
        case PLUS, SUM -> fold(Operator.ADD, arguments, 0);
        case TIMES, PRODUCT -> fold(Operator.MULTIPLY, arguments, 1);
        case LOGICAL_AND -> logical(Operator.AND, arguments, 1);
        case LOGICAL_OR -> logical(Operator.OR, arguments, 0);
        case LOGICAL_XOR -> logical(Operator.XOR, arguments, 0);
        case LOGICAL_IMPLIES ->
            arguments.size() == 2
                ? pool.apply(
                    Operator.OR, pool.apply(Operator.NOT, arguments.get(0)), arguments.get(1))
                : arity("implies", arguments);
        case FUNCTION_MIN -> fold(Operator.MIN, arguments, Double.POSITIVE_INFINITY);
        case FUNCTION_MAX -> fold(Operator.MAX, arguments, Double.NEGATIVE_INFINITY);
        case MINUS ->
            switch (arguments.size()) {
              case 1 -> pool.negate(arguments.get(0));
              case 2 -> pool.subtract(arguments.get(0), arguments.get(1));
              default -> arity("minus", arguments);
            };
        case FUNCTION_ROOT -> root(arguments);
        case FUNCTION_LOG -> log(arguments);
        case FUNCTION_PIECEWISE -> piecewise(arguments);
        case RELATIONAL_EQ -> chain(Operator.EQUAL, arguments);
        case RELATIONAL_NEQ -> chain(Operator.NOT_EQUAL, arguments);
        case RELATIONAL_LT -> chain(Operator.LESS, arguments);
        case RELATIONAL_LEQ -> chain(Operator.LESS_EQUAL, arguments);
        case RELATIONAL_GT -> chain(Operator.GREATER, arguments);
        case RELATIONAL_GEQ -> chain(Operator.GREATER_EQUAL, arguments);
        default -> {
          Operator operator = AstOperators.of(node.getType());
          if (operator == null) {
            yield wrong(
                "the formula has an element that SBML does not have (" + node.getType() + ")",
                "write it with those that SBML has");
          }
          yield operator.accepts(arguments.size())
              ? pool.apply(operator, arguments)
              : arity(operator.toString(), arguments);
        }
      };
    }

    private Expression arity(String operator, List<Expression> arguments) {
      return wrong(
          "the formula gives " + operator + " " + arguments.size() + " arguments",
          "give it as many as it takes");
    }

    private Expression fold(Operator operator, List<Expression> arguments, double ofNone) {
      return switch (arguments.size()) {
        case 0 -> pool.constant(ofNone);
        case 1 -> arguments.get(0);
        default -> pool.apply(operator, arguments);
      };
    }

    private Expression logical(Operator operator, List<Expression> arguments, double ofNone) {
      if (arguments.size() == 1 && !arguments.get(0).operator().isLogical()) {
        return pool.apply(Operator.NOT_EQUAL, arguments.get(0), pool.constant(0));
      }
      return fold(operator, arguments, ofNone);
    }

    /** a &lt; b &lt; c means a &lt; b and b &lt; c. */
    private Expression chain(Operator operator, List<Expression> arguments) {
      List<Expression> links = new ArrayList<>();
      for (int i = 0; i + 1 < arguments.size(); i++) {
        links.add(pool.apply(operator, arguments.get(i), arguments.get(i + 1)));
      }
      return fold(Operator.AND, links, 1);
    }

    private Expression root(List<Expression> arguments) {
      return switch (arguments.size()) {
        case 1 -> pool.apply(Operator.SQRT, arguments.get(0));
        case 2 ->
            arguments.get(0).is(2)
                ? pool.apply(Operator.SQRT, arguments.get(1))
                : pool.power(arguments.get(1), pool.divide(pool.constant(1), arguments.get(0)));
        default -> arity("root", arguments);
      };
    }

    private Expression log(List<Expression> arguments) {
      return switch (arguments.size()) {
        case 1 -> pool.apply(Operator.LOG10, arguments.get(0));
        case 2 -> {
          Expression base = arguments.get(0);
          Expression of = arguments.get(1);
          if (base.is(10)) {
            yield pool.apply(Operator.LOG10, of);
          }
          if (base.is(2)) {
            yield pool.apply(Operator.LOG2, of);
          }
          yield pool.divide(pool.apply(Operator.LN, of), pool.apply(Operator.LN, base));
        }
        default -> arity("log", arguments);
      };
    }

    /** Without an otherwise the value is undefined when no condition holds: NaN. */
    private Expression piecewise(List<Expression> arguments) {
      if (arguments.size() % 2 == 0) {
        arguments.add(pool.constant(Double.NaN));
      }
      return arguments.size() == 1 ? arguments.get(0) : pool.apply(Operator.PIECEWISE, arguments);
    }
  }
}
