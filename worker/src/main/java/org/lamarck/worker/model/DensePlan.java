package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;

/**
 * Formulas with dense terms, compiled: the arguments of the programs, the programs with the
 * derivatives that the formulas need, and the formulas. Those that are a dense term and nothing
 * else are copied. Immutable; each thread has a kernel of its own.
 */
final class DensePlan {
  private final int[] constantAt; // of those constants that the formulas need
  private final int given; // numbers that the formulas are given besides states
  private final KernelFactory arguments;
  private final List<Run> runs = new ArrayList<>();
  private final KernelFactory formulas;
  private final int[] formulaAt; // where in the results each formula goes
  private final int results;

  /** Where a dense term is found: in an output of a plan. */
  private record Place(int output, int element) {}

  /**
   * A program of one function.
   *
   * @param fixed all arguments, those that change as zeros
   * @param fromConstants from constants to the workspace
   * @param fromFormulas from the formulas u to the workspace
   * @param inputs where in the arguments each input of the program begins
   * @param toFormulas from the workspace to what the formulas are given
   * @param toResults from the workspace to the results
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Run(
      ArrayPlan plan,
      double[] fixed,
      Copies fromConstants,
      Copies fromFormulas,
      int[] inputs,
      Copies toFormulas,
      Copies toResults) {}

  /**
   * Compiles formulas.
   *
   * @param visit the order in which they are best computed
   */
  DensePlan(
      DenseTerms terms,
      List<Expression> outputs,
      int[] visit,
      List<String> states,
      List<String> constants) {
    this.results = outputs.size();
    List<Expression> computed = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    Map<Expression, List<Integer>> copied = new HashMap<>();
    for (int result : visit) {
      Expression formula = outputs.get(result);
      if (terms.has(formula)) {
        copied.computeIfAbsent(formula, f -> new ArrayList<>()).add(result);
      } else {
        computed.add(formula);
        at.add(result);
      }
    }
    formulaAt = at.stream().mapToInt(Integer::intValue).toArray();
    Map<String, Integer> places = new HashMap<>();
    constants.forEach(id -> places.put(id, places.size()));
    Map<Expression, Integer> needed = new LinkedHashMap<>(); // dense terms, by formulas
    List<String> second = new ArrayList<>();
    List<Integer> used = new ArrayList<>();
    for (Expression leaf : Subgraph.leaves(computed)) {
      Integer place = leaf.isSymbol() ? places.get(leaf.name()) : null;
      if (place != null) {
        second.add(leaf.name());
        used.add(place);
      }
    }
    constantAt = used.stream().mapToInt(Integer::intValue).toArray();
    for (Expression leaf : Subgraph.leaves(computed)) {
      if (terms.has(leaf)) {
        needed.put(leaf, second.size());
        second.add(leaf.name());
      }
    }
    given = second.size();
    formulas = KernelCompiler.compile(computed, states, second);
    List<Expression> all = new ArrayList<>();
    for (int f = 0; f < terms.functions().size(); f++) {
      runs.add(run(terms, f, needed, copied, places, all));
    }
    arguments = KernelCompiler.compile(all, states, constants);
  }

  private static Run run(
      DenseTerms terms,
      int number,
      Map<Expression, Integer> needed,
      Map<Expression, List<Integer>> copied,
      Map<String, Integer> constantAt,
      List<Expression> all) {
    DenseTerms.Function function = terms.functions().get(number);
    Derived derived = new Derived(function);
    List<int[]> toFormulas = new ArrayList<>();
    List<int[]> toResults = new ArrayList<>();
    needed.forEach(
        (symbol, place) -> {
          if (terms.term(symbol).function() == number) {
            toFormulas.add(new int[] {derived.want(terms.term(symbol)), place});
          }
        });
    copied.forEach(
        (symbol, places) -> {
          if (terms.term(symbol).function() == number) {
            int from = derived.want(terms.term(symbol));
            places.forEach(to -> toResults.add(new int[] {from, to}));
          }
        });
    ArrayPlan plan = derived.plan();
    List<Expression> given = function.dense().arguments();
    double[] fixed = new double[given.size()];
    List<int[]> fromConstants = new ArrayList<>();
    List<int[]> fromFormulas = new ArrayList<>();
    for (int i = 0; i < fixed.length; i++) {
      Integer constant = given.get(i).isSymbol() ? constantAt.get(given.get(i).name()) : null;
      int place = derived.argumentPlace(plan, i);
      if (given.get(i).isConstant()) {
        fixed[i] = given.get(i).value();
      } else if (constant != null) {
        fromConstants.add(new int[] {constant, place});
      } else {
        fromFormulas.add(new int[] {all.size(), place});
        all.add(given.get(i));
      }
    }
    return new Run(
        plan,
        fixed,
        Copies.of(fromConstants),
        Copies.of(fromFormulas),
        derived.inputBegins(),
        Copies.of(derived.placed(plan, toFormulas)),
        Copies.of(derived.placed(plan, toResults)));
  }

  /** Ranges that are copied: from, to and length of each. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Copies(int[] ranges) {
    /** Pairs of a source and a target, joined where neighbours follow each other in both. */
    static Copies of(List<int[]> pairs) {
      List<int[]> sorted = new ArrayList<>(pairs);
      sorted.sort(Comparator.comparingInt(pair -> pair[1]));
      List<int[]> ranges = new ArrayList<>();
      for (int[] pair : sorted) {
        int[] last = ranges.isEmpty() ? new int[] {-1, -1, 0} : ranges.get(ranges.size() - 1);
        if (pair[0] == last[0] + last[2] && pair[1] == last[1] + last[2]) {
          last[2]++;
        } else {
          ranges.add(new int[] {pair[0], pair[1], 1});
        }
      }
      return new Copies(ranges.stream().flatMapToInt(Arrays::stream).toArray());
    }

    void copy(double[] from, double[] to) {
      for (int i = 0; i < ranges.length; i += 3) {
        if (ranges[i + 2] == 1) {
          to[ranges[i + 1]] = from[ranges[i]];
        } else {
          System.arraycopy(from, ranges[i], to, ranges[i + 1], ranges[i + 2]);
        }
      }
    }
  }

  /** The program of a function with the derivatives that are asked for. */
  private static final class Derived {
    private final DenseTerms.Function function;
    private final Graph graph = new Graph();
    private final List<Node> inputs = new ArrayList<>();
    private final int[] inputBegins;
    private final List<Node> outputs = new ArrayList<>();
    private final List<Node> wanted = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<Integer, List<Node>> gradients = new TreeMap<>();
    private final Map<List<Integer>, List<Node>> curvatures = new HashMap<>();
    private final List<Node> differentiated = new ArrayList<>();
    private final List<Integer> differentiatedInputs = new ArrayList<>();

    Derived(DenseTerms.Function function) {
      this.function = function;
      ArrayProgram program = function.dense().source().program();
      inputBegins = new int[program.inputs().size() + 1];
      for (int i = 0; i < program.inputs().size(); i++) {
        Shape shape = program.inputs().get(i).shape();
        inputs.add(graph.input("a" + i, shape));
        inputBegins[i + 1] = inputBegins[i] + shape.count();
      }
      outputs.addAll(graph.inline(program, inputs));
      TreeSet<Integer> of = new TreeSet<>();
      function.formulaAt().forEach(argument -> of.add(input(argument)));
      function.weightAt().forEach(argument -> of.add(input(argument)));
      for (int input : of) {
        differentiatedInputs.add(input);
        differentiated.add(inputs.get(input));
      }
    }

    /** The input that an element of the arguments belongs to. */
    private int input(int argument) {
      int input = 0;
      while (argument >= inputBegins[input + 1]) {
        input++;
      }
      return input;
    }

    /** The number under which a term will be found. */
    int want(DenseTerms.Term term) {
      List<Node> from;
      int argument;
      if (term.first() < 0 && term.weight() < 0) {
        return place(outputs, 0, term.output());
      }
      if (term.weight() < 0) {
        int last = term.second() < 0 ? term.first() : term.second();
        argument = function.formulaAt().get(last);
        from = term.second() < 0 ? gradient(term.output()) : curvature(term.output(), term.first());
      } else {
        argument = function.weightAt().get(term.weight());
        from = term.first() < 0 ? gradient(term.output()) : curvature(term.output(), term.first());
      }
      int input = input(argument);
      return place(from, differentiatedInputs.indexOf(input), argument - inputBegins[input]);
    }

    /** An element of arrays written out one behind the other, from one of them on. */
    private int place(List<Node> arrays, int first, int element) {
      int array = first;
      int left = element;
      while (left >= arrays.get(array).shape().count()) {
        left -= arrays.get(array++).shape().count();
      }
      Node node = arrays.get(array);
      int output = wanted.indexOf(node);
      if (output < 0) {
        output = wanted.size();
        wanted.add(node);
      }
      places.add(new Place(output, left));
      return places.size() - 1;
    }

    private List<Node> gradient(int output) {
      return gradients.computeIfAbsent(
          output,
          o -> {
            int array = 0;
            int left = o;
            while (left >= outputs.get(array).shape().count()) {
              left -= outputs.get(array++).shape().count();
            }
            Node one = graph.slice(outputs.get(array), left, Shape.of());
            return graph.gradient(one, differentiated);
          });
    }

    /** The derivative of a gradient by one of the formulas. */
    private List<Node> curvature(int output, int formula) {
      return curvatures.computeIfAbsent(
          List.of(output, formula),
          key -> {
            int argument = function.formulaAt().get(formula);
            int input = input(argument);
            Shape shape = inputs.get(input).shape();
            double[] direction = new double[shape.count()];
            direction[argument - inputBegins[input]] = 1;
            return graph.tangents(
                gradient(output),
                List.of(inputs.get(input)),
                List.of(graph.constant(shape, direction)));
          });
    }

    int[] inputBegins() {
      return inputBegins;
    }

    /** Where an element of the arguments lies in a workspace. */
    int argumentPlace(ArrayPlan plan, int argument) {
      int input = input(argument);
      return plan.inputPlace(input) + argument - inputBegins[input];
    }

    /** Pairs of a term and a target, as pairs of a place in a workspace and a target. */
    List<int[]> placed(ArrayPlan plan, List<int[]> pairs) {
      List<int[]> placed = new ArrayList<>();
      for (int[] pair : pairs) {
        Place place = places.get(pair[0]);
        placed.add(new int[] {plan.outputPlace(place.output()) + place.element(), pair[1]});
      }
      return placed;
    }

    ArrayPlan plan() {
      return ArrayPlan.compile(graph.program(inputs, wanted));
    }
  }

  int results() {
    return results;
  }

  int largestMethod() {
    int largest = Math.max(arguments.largestMethod(), formulas.largestMethod());
    for (Run run : runs) {
      largest = Math.max(largest, run.plan().largestMethod());
    }
    return largest;
  }

  Kernel newKernel() {
    return new DenseKernel();
  }

  /** For one thread. */
  private final class DenseKernel implements Kernel {
    private final Kernel u = arguments.newKernel();
    private final Kernel rest = formulas.newKernel();
    private final double[] values = new double[arguments.size().outputs()];
    private final double[] computed = new double[formulaAt.length];
    private final double[] inputs = new double[given];
    private final List<Workspace> workspaces = new ArrayList<>();

    DenseKernel() {
      for (Run run : runs) {
        Workspace workspace = run.plan().newWorkspace();
        for (int i = 0; i + 1 < run.inputs().length; i++) {
          workspace.set(i, run.fixed(), run.inputs()[i]);
        }
        workspaces.add(workspace);
      }
    }

    @Override
    public void evaluate(double t, double[] y, double[] p, double[] out) {
      u.evaluate(t, y, p, values);
      for (int i = 0; i < constantAt.length; i++) {
        inputs[i] = p[constantAt[i]];
      }
      for (int f = 0; f < runs.size(); f++) {
        Run run = runs.get(f);
        Workspace workspace = workspaces.get(f);
        run.fromConstants().copy(p, workspace.memory());
        run.fromFormulas().copy(values, workspace.memory());
        workspace.run();
        run.toFormulas().copy(workspace.memory(), inputs);
        run.toResults().copy(workspace.memory(), out);
      }
      rest.evaluate(t, y, inputs, computed);
      for (int i = 0; i < formulaAt.length; i++) {
        out[formulaAt[i]] = computed[i];
      }
    }
  }
}
