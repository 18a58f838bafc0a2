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
import org.lamarck.worker.expression.DependencyOrder;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;

/**
 * Formulas as expressions over the ids of the model, with the functions of the model inlined. A
 * function's body is read once, over symbols for its arguments that no id can equal; a call
 * replaces them, so that an argument shadows an id of the model and never the other way round.
 */
final class FormulaReader {
  /** CODATA 2006, as SBML Level 3 fixes it. */
  static final double AVOGADRO = 6.02214179e23;

  /** Functions that call functions twice and more can grow without end; no model comes near. */
  private static final int LARGEST_FORMULA = 50_000;

  private static final int LARGEST_POOL = 2_000_000;

  private final ExpressionPool pool;
  private final Findings findings;
  private final Map<String, XmlElement> definitions;
  private final DrawReader draws;
  private final Map<String, Function> functions = new HashMap<>();
  private final Set<String> opened = new LinkedHashSet<>();

  /** A function: a body over the symbols of its arguments; no body when the model gives none. */
  private record Function(List<String> arguments, @Nullable Expression body) {}

  /** What a name in a formula means; absent when it means nothing. */
  interface Scope {
    Optional<Expression> meaning(String name);
  }

  FormulaReader(
      ExpressionPool pool,
      Map<String, XmlElement> definitions,
      DrawReader draws,
      Findings findings) {
    this.pool = pool;
    this.definitions = definitions;
    this.draws = draws;
    this.findings = findings;
  }

  /** Whether the element has a formula; Level 3 Version 2 allows that it has none. */
  static boolean has(XmlElement element) {
    return element.has("formula") || content(element).isPresent();
  }

  /** What stands in the element's math. */
  private static Optional<XmlElement> content(XmlElement element) {
    return element
        .child("math")
        .flatMap(
            math ->
                math.children().stream()
                    .filter(child -> child.space() == XmlElement.Space.MATH)
                    .findFirst());
  }

  /** The element's formula; absent when it has none. What is wrong in it becomes findings. */
  Optional<Expression> read(XmlElement element, Scope scope) {
    Optional<String> infix = element.attribute("formula");
    if (infix.isPresent()) {
      return Optional.of(readInfix(element, infix.get(), scope));
    }
    return content(element).map(math -> new Reading(scope).read(math));
  }

  /** A formula of Level 1. */
  private Expression readInfix(XmlElement element, String formula, Scope scope) {
    Expression parsed;
    try {
      parsed = FormulaParser.parseLevelOne(pool, formula);
    } catch (FormulaException e) {
      findings.error(element, "column " + e.column() + " of the formula: " + e.what(), e.remedy());
      return pool.constant(Double.NaN);
    }
    return Rewriting.symbols(
        parsed, name -> Optional.of(scope.meaning(name).orElseGet(() -> unknown(element, name))));
  }

  private Expression unknown(XmlElement at, String name) {
    findings.error(at, "the formula uses " + name + ", which nothing here is called", "define it");
    return pool.constant(Double.NaN);
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
    if (opened.isEmpty()) { // those it calls first, so that long chains are no deep recursions
      List<String> order = DependencyOrder.of(id, this::unreadCalls);
      order.subList(0, order.size() - 1).forEach(this::readOnce);
    }
    return readOnce(id);
  }

  /** The functions that one calls and that were not read yet. */
  private Set<String> unreadCalls(String id) {
    Set<String> calls = new LinkedHashSet<>();
    XmlElement definition = definitions.get(id);
    if (definition != null && !functions.containsKey(id)) {
      addCalls(definition, calls);
    }
    return calls;
  }

  private void addCalls(XmlElement element, Set<String> calls) {
    if (element.name().equals("ci") && definitions.containsKey(element.text())) {
      calls.add(element.text());
    }
    element.children().forEach(child -> addCalls(child, calls));
  }

  private Function readOnce(String id) {
    Function known = functions.get(id);
    XmlElement definition = definitions.get(id);
    if (known != null || definition == null) {
      return known == null ? new Function(List.of(), null) : known;
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
    Optional<XmlElement> content = content(definition);
    if (content.isEmpty()) {
      return new Function(List.of(), null);
    }
    XmlElement lambda = content.get();
    if (lambda.name().equals("semantics") && !lambda.children().isEmpty()) {
      lambda = lambda.children().get(0);
    }
    List<XmlElement> parts = lambda.children();
    if (!lambda.name().equals("lambda")
        || parts.isEmpty()
        || parts.get(parts.size() - 1).name().equals("bvar")) {
      findings.error(definition, "function " + id + " has no lambda", "write its formula in one");
      return new Function(List.of(), null);
    }
    Map<String, Expression> arguments = new HashMap<>();
    List<String> symbols = new ArrayList<>();
    for (XmlElement argument : parts.subList(0, parts.size() - 1)) {
      String symbol =
          "argument/" + symbols.size(); // the same in all functions: one may pass its on
      symbols.add(symbol);
      arguments.put(argument.child("ci").map(XmlElement::text).orElse(""), pool.symbol(symbol));
    }
    Reading reading = new Reading(name -> Optional.ofNullable(arguments.get(name)));
    return new Function(symbols, reading.read(parts.get(parts.size() - 1)));
  }

  /** One formula. The depth of its recursion is bounded by the depth of elements in a document. */
  private final class Reading {
    private final Scope scope;
    private final int begin = pool.size();
    private final Operations operations = new Operations(pool, findings);

    Reading(Scope scope) {
      this.scope = scope;
    }

    Expression read(XmlElement node) {
      return switch (node.name()) {
        case "cn" -> number(node);
        case "ci" -> scope.meaning(node.text()).orElseGet(() -> unknown(node, node.text()));
        case "csymbol" -> symbol(node);
        case "pi" -> pool.constant(Math.PI);
        case "exponentiale" -> pool.constant(Math.E);
        case "true" -> pool.constant(1);
        case "false" -> pool.constant(0);
        case "infinity" -> pool.constant(Double.POSITIVE_INFINITY);
        case "notanumber" -> pool.constant(Double.NaN);
        case "piecewise" -> piecewise(node);
        case "semantics" ->
            node.children().isEmpty()
                ? wrong(node, "<semantics> is empty", "put a formula into it")
                : read(node.children().get(0));
        case "apply" -> apply(node);
        default ->
            wrong(
                node,
                "<" + node.name() + "> is no formula",
                "write numbers, names and applications of operators");
      };
    }

    private Expression wrong(XmlElement at, String what, String remedy) {
      findings.error(at, what, remedy);
      return pool.constant(Double.NaN);
    }

    private Expression number(XmlElement node) {
      try {
        return pool.constant(value(node));
      } catch (NumberFormatException e) {
        return wrong(node, "\"" + node.text() + "\" is not a number", "write a number");
      }
    }

    private double value(XmlElement node) {
      String[] parts = node.text().split("\\s+", -1);
      return switch (node.attribute("type").orElse("real")) {
        case "rational" -> {
          requireParts(parts, 2);
          yield XmlElement.parse(parts[0]) / XmlElement.parse(parts[1]);
        }
        case "e-notation" -> {
          requireParts(parts, 2);
          double mantissa = XmlElement.parse(parts[0]);
          int exponent = Integer.parseInt(parts[1].replaceFirst("^\\+", ""));
          yield Double.isFinite(mantissa) && exponent > -10_000 && exponent < 10_000
              ? new BigDecimal(parts[0]).scaleByPowerOfTen(exponent).doubleValue()
              : mantissa * Math.pow(10, exponent);
        }
        default -> {
          requireParts(parts, 1);
          yield XmlElement.parse(parts[0]);
        }
      };
    }

    private void requireParts(String[] parts, int count) {
      if (parts.length != count) {
        throw new NumberFormatException(String.join(" ", parts));
      }
    }

    private Expression symbol(XmlElement node) {
      return switch (symbolName(node)) {
        case "time" -> pool.time();
        case "avogadro" -> pool.constant(AVOGADRO);
        default ->
            wrong(
                node,
                "the symbol " + node.attribute("definitionURL").orElse("csymbol") + " is no number",
                "use time or avogadro, or apply delay or rateOf");
      };
    }

    private String symbolName(XmlElement node) {
      String url = node.attribute("definitionURL").orElse("");
      return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Without an otherwise the value is undefined when no condition holds: NaN. */
    private Expression piecewise(XmlElement node) {
      List<Expression> arguments = new ArrayList<>();
      Expression otherwise = pool.constant(Double.NaN);
      for (XmlElement part : node.children()) {
        List<XmlElement> parts = part.children();
        if (part.name().equals("piece") && parts.size() == 2) {
          arguments.add(read(parts.get(0)));
          arguments.add(read(parts.get(1)));
        } else if (part.name().equals("otherwise") && parts.size() == 1) {
          otherwise = read(parts.get(0));
        } else {
          return wrong(
              part,
              "<" + part.name() + "> with " + parts.size() + " formulas in a piecewise",
              "give each piece a value and a condition, and otherwise a value");
        }
      }
      return operations.piecewise(arguments, otherwise);
    }

    private Expression apply(XmlElement node) {
      List<XmlElement> children = node.children();
      if (children.isEmpty()) {
        return wrong(node, "<apply> is empty", "put an operator and its arguments into it");
      }
      XmlElement operator = children.get(0);
      if (operator.name().equals("apply") && children.size() == 1) {
        return read(operator); // published models have such groups
      }
      Expression qualifier = null;
      List<Expression> arguments = new ArrayList<>(children.size() - 1);
      for (XmlElement child : children.subList(1, children.size())) {
        if (child.name().equals("degree") || child.name().equals("logbase")) {
          qualifier =
              child.children().size() == 1
                  ? read(child.children().get(0))
                  : wrong(child, "<" + child.name() + "> is not one formula", "write one into it");
        } else {
          arguments.add(read(child));
        }
      }
      return switch (operator.name()) {
        case "ci" -> call(operator, arguments);
        case "csymbol" -> symbolCall(operator, arguments);
        default -> operations.apply(operator, qualifier, arguments);
      };
    }

    private Expression symbolCall(XmlElement at, List<Expression> arguments) {
      return DrawReader.isDraw(at)
          ? draws.read(at, arguments, !opened.isEmpty())
          : operations.symbol(at, symbolName(at), arguments);
    }

    private Expression call(XmlElement at, List<Expression> arguments) {
      String id = at.text();
      if (!definitions.containsKey(id)) {
        return wrong(at, "the formula calls " + id + ", which is no function here", "define it");
      }
      Function function = function(id);
      Expression body = function.body();
      if (body == null) {
        return opened.contains(id)
            ? pool.constant(Double.NaN) // found to be recursive
            : wrong(at, "the formula calls " + id + ", which has no formula", "give it one");
      }
      if (arguments.size() != function.arguments().size()) {
        return wrong(
            at,
            "the formula calls %s with %d arguments, it takes %d"
                .formatted(id, arguments.size(), function.arguments().size()),
            "give as many as the function has");
      }
      if (pool.size() > LARGEST_POOL || pool.size() - begin > LARGEST_FORMULA) {
        findings.error(
            at,
            "the functions of the model grow beyond all bounds when they are written out",
            "call fewer functions within functions");
        throw new Findings.Enough();
      }
      Map<String, Expression> given = new HashMap<>();
      boolean same = true;
      for (int i = 0; i < arguments.size(); i++) {
        given.put(function.arguments().get(i), arguments.get(i));
        same &= arguments.get(i) == pool.symbol(function.arguments().get(i));
      }
      if (same) {
        return body;
      }
      return Rewriting.symbols(body, name -> Optional.ofNullable(given.get(name)));
    }
  }
}
