package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.problem.DenseFunction;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.RateMultiples;
import org.lamarck.worker.system.StepPatterns;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.WrittenStep;

/**
 * A model as an {@link OdeSystem}. Assigned quantities are written out, so the rates are functions
 * of states, constants and time; so are the residuals of algebraic quantities, which are states
 * too. What the rates need is differentiated at once and compiled when it is first used. Safe for
 * use by several threads, each with a system of its own.
 */
public final class CompiledModel {
  private final List<String> states;
  private final boolean[] isSpecies; // by state
  private final List<String> modelConstants;
  private final List<String> constants;

  /** Formulas of assigned quantities over states, constants and time. */
  private final Map<String, Expression> assigned;

  private final Set<String> differentiable;
  private final DenseTerms dense;
  private final @Nullable SmoothRates abreast;
  private final RateFormulas formulas;
  private final LagFormulas lags;
  private final @Nullable HybridFormulas hybrid;
  private final @Nullable WrittenSteps written;
  private final Part rates;
  private final Part stateDerivatives;
  private final Part firstDerivatives;
  private final Part secondDerivatives;
  private @Nullable RateMultiples multiples;
  private @Nullable StepPatterns patterns;

  /** Blocks that are computed together, compiled when they are first asked for. */
  final class Part {
    private final List<FormulaBlock> blocks;
    private @Nullable Compiled compiled;

    private Part(FormulaBlock... blocks) {
      this.blocks = List.of(blocks);
    }

    synchronized Compiled compiled() {
      Compiled known = compiled;
      if (known == null) {
        known = compile();
        compiled = known;
      }
      return known;
    }

    /** Rate by rate, as the derivatives of a rate have most in common. */
    private Compiled compile() {
      List<Expression> outputs = new ArrayList<>();
      List<Integer> rateOf = new ArrayList<>();
      for (FormulaBlock block : blocks) {
        for (int k = 0; k < block.formulas().size(); k++) {
          outputs.add(block.formulas().get(k));
          rateOf.add(block.rate(k));
        }
      }
      int[] visit =
          IntStream.range(0, outputs.size())
              .boxed()
              .sorted(Comparator.comparing(rateOf::get))
              .mapToInt(Integer::intValue)
              .toArray();
      if (Subgraph.leaves(outputs).stream().anyMatch(dense::has)) {
        DensePlan plan = new DensePlan(dense, outputs, visit, states, constants);
        return new Compiled(plan::newKernel, plan.results(), plan.largestMethod());
      }
      KernelFactory factory = KernelCompiler.compile(outputs, visit, states, constants);
      return new Compiled(factory::newKernel, factory.size().outputs(), factory.largestMethod());
    }
  }

  /** Compiled formulas, of which each thread makes a kernel. */
  record Compiled(Supplier<Kernel> kernels, int outputs, int largestMethod) {}

  /**
   * Reads and differentiates a model.
   *
   * @param differentiable the constants by which derivatives are wanted; the patterns of the {@link
   *     SystemStructure} have no others
   * @throws IllegalArgumentException when assigned quantities go in a circle, when a formula uses a
   *     name that is no quantity, or when a differentiable one is not a constant of the model
   */
  public static CompiledModel of(OdeModel model, Set<String> differentiable) {
    return new CompiledModel(Dynamics.of(model), differentiable);
  }

  /** Takes the pool of its dynamics for its own. */
  CompiledModel(Dynamics dynamics, Set<String> differentiable) {
    states = dynamics.states().stream().map(Quantity.State::id).toList();
    Set<String> species =
        dynamics.species().stream().map(SpeciesMeaning::species).collect(Collectors.toSet());
    isSpecies = new boolean[states.size()];
    for (int s = 0; s < isSpecies.length; s++) {
      isSpecies[s] = species.contains(SpeciesMeaning.speciesOf(states.get(s)));
    }
    modelConstants = dynamics.constants();
    requireConstants(differentiable);
    this.differentiable = Set.copyOf(differentiable);
    assigned = Definitions.resolve(dynamics.assigned());
    SwitchFormulas switches = new SwitchFormulas(dynamics.pool(), Set.copyOf(modelConstants));
    DenseTerms terms = denseTerms(dynamics, differentiable);
    List<Quantity.State> smooth = smooth(inlined(dynamics, terms), switches);
    dense = terms;
    List<Expression> triggers =
        dynamics.events().stream()
            .map(event -> switches.writeTruth(inline(event.trigger().condition())))
            .toList();
    constants = new ArrayList<>(modelConstants);
    switches.switches().forEach(one -> constants.add(one.mode()));
    lags = new LagFormulas(dynamics.lags(), this::inline, states, constants, differentiable);
    constants.addAll(lags.inputs());
    boolean isGated = !FastTerms.areNone(smooth);
    if (isGated) {
      constants.add(FastTerms.GATE);
      smooth = FastTerms.gated(dynamics.pool(), smooth, dynamics.algebraic());
    }
    formulas =
        new RateFormulas(
            dynamics.pool(),
            smooth,
            constants,
            Set.copyOf(differentiable),
            dynamics.algebraic(),
            lags.curvatures(),
            dense);
    hybrid =
        switches.switches().isEmpty() && triggers.isEmpty() && !isGated
            ? null
            : new HybridFormulas(
                switches,
                dynamics.events(),
                smooth.stream()
                    .flatMap(state -> state.rate().stream())
                    .map(Quantity.Term::flux)
                    .toList(),
                triggers,
                this::inline,
                states,
                constants,
                modelConstants.size(),
                Set.copyOf(differentiable));
    rates = new Part(formulas.rates());
    stateDerivatives = new Part(formulas.rates(), formulas.byState(), formulas.byTime());
    firstDerivatives =
        new Part(formulas.rates(), formulas.byState(), formulas.byConstant(), formulas.byTime());
    secondDerivatives =
        new Part(
            formulas.byStates(),
            formulas.byStateAndConstant(),
            formulas.byTimeAndState(),
            formulas.byTimeAndConstant());
    abreast = abreast(dynamics, differentiable);
    written = isSmooth() && dense.isEmpty() ? writtenSteps() : null;
  }

  private @Nullable WrittenSteps writtenSteps() {
    List<Expression> derivatives = new ArrayList<>(formulas.byState().formulas());
    derivatives.addAll(formulas.byConstant().formulas());
    return WrittenSteps.of(
        structure(), formulas.rates().formulas(), derivatives, states, constants);
  }

  private void requireConstants(Set<String> differentiable) {
    Set<String> foreign = new LinkedHashSet<>(differentiable);
    modelConstants.forEach(foreign::remove);
    if (!foreign.isEmpty()) {
      throw new IllegalArgumentException(
          "derivatives are wanted by " + foreign + ", which are no constants of the model");
    }
  }

  /**
   * What array programs compute within the rates: what is large and has no kinks, which would be
   * passed unseen, and nothing in models with events, delays, fast reactions or equations, whose
   * formulas are looked into.
   */
  private DenseTerms denseTerms(Dynamics dynamics, Set<String> differentiable) {
    List<DenseFunction> functions =
        smoothFunctions(dynamics).stream().filter(DenseFunction::isLarge).toList();
    return new DenseTerms(dynamics.pool(), functions, Set.copyOf(modelConstants), differentiable);
  }

  private List<DenseFunction> smoothFunctions(Dynamics dynamics) {
    boolean isPlain =
        dynamics.events().isEmpty()
            && dynamics.lags().isEmpty()
            && dynamics.algebraic().isEmpty()
            && FastTerms.areNone(dynamics.states());
    return isPlain
        ? dynamics.dense().stream()
            .filter(one -> isSmooth(one, dynamics.pool()))
            .map(one -> one.map(this::inline))
            .toList()
        : List.of();
  }

  /** The rates over array programs of any size; null where there are none. */
  private @Nullable SmoothRates abreast(Dynamics dynamics, Set<String> differentiable) {
    List<DenseFunction> functions = smoothFunctions(dynamics);
    if (functions.isEmpty()) {
      return null;
    }
    DenseTerms terms =
        new DenseTerms(dynamics.pool(), functions, Set.copyOf(modelConstants), differentiable);
    List<Expression> slopes = new ArrayList<>();
    for (Quantity.State state : inlined(dynamics, terms)) {
      Expression sum = dynamics.pool().constant(0);
      for (Quantity.Term term : state.rate()) {
        sum = sum.plus(term.flux().times(term.coefficient()));
      }
      slopes.add(sum);
    }
    return new SmoothRates(slopes, functions, terms.outputs());
  }

  private boolean isSmooth(DenseFunction function, ExpressionPool pool) {
    SwitchFormulas own = new SwitchFormulas(pool, Set.copyOf(modelConstants));
    for (String output : function.outputs()) {
      Expression formula = assigned.get(output);
      if (formula != null) {
        own.write(formula);
      }
    }
    return own.switches().isEmpty();
  }

  /** Assigned quantities over states, constants, time and dense terms. */
  private Map<String, Expression> definitions(Dynamics dynamics, DenseTerms terms) {
    if (terms.isEmpty()) {
      return assigned;
    }
    Map<String, Expression> definitions = new LinkedHashMap<>(dynamics.assigned());
    definitions.putAll(terms.outputs());
    return Definitions.resolve(definitions);
  }

  private List<Quantity.State> inlined(Dynamics dynamics, DenseTerms programs) {
    Map<String, Expression> definitions = definitions(dynamics, programs);
    Set<String> known = new LinkedHashSet<>(states);
    known.addAll(modelConstants);
    dynamics.lags().forEach(lag -> known.add(LagFormulas.slope(lag.id())));
    programs.outputs().values().forEach(symbol -> known.add(symbol.name()));
    Map<Expression, Expression> fluxes = new HashMap<>(); // a reaction's is in several rates
    List<Quantity.State> result = new ArrayList<>();
    for (Quantity.State state : dynamics.states()) {
      List<Quantity.Term> terms = new ArrayList<>();
      for (Quantity.Term term : state.rate()) {
        Expression flux = fluxes.get(term.flux());
        if (flux == null) {
          flux = inline(term.flux(), definitions);
          requireKnown(flux, state, known);
          fluxes.put(term.flux(), flux);
        }
        terms.add(term.withFlux(flux));
      }
      result.add(new Quantity.State(state.id(), state.initial(), terms));
    }
    return result;
  }

  private static void requireKnown(Expression flux, Quantity.State state, Set<String> known) {
    for (Expression leaf : Subgraph.leaves(flux)) {
      if (leaf.isSymbol() && !known.contains(leaf.name())) {
        throw new IllegalArgumentException(
            "the rate of " + state.id() + " uses " + leaf.name() + ", which nothing defines");
      }
    }
  }

  /** The states with rates that are smooth between switches. */
  private static List<Quantity.State> smooth(List<Quantity.State> states, SwitchFormulas switches) {
    List<Quantity.State> result = new ArrayList<>();
    for (Quantity.State state : states) {
      List<Quantity.Term> terms =
          state.rate().stream().map(term -> term.withFlux(switches.write(term.flux()))).toList();
      result.add(new Quantity.State(state.id(), state.initial(), terms));
    }
    return result;
  }

  /** The ids of the states: the order of y. */
  public List<String> states() {
    return states;
  }

  /** The ids of a model's own constants, in their order. */
  public static List<String> constants(OdeModel model) {
    return model.quantities().stream().filter(Quantity::isConstant).map(Quantity::id).toList();
  }

  /** The ids of the constants and, behind them, names of modes and of lags' inputs: p's order. */
  public List<String> constants() {
    return constants;
  }

  /** Whether a state is an amount or a concentration. */
  boolean isSpecies(int state) {
    return isSpecies[state];
  }

  public SystemStructure structure() {
    return formulas.structure();
  }

  Discontinuities newDiscontinuities() {
    HybridFormulas known = hybrid;
    return known == null ? Discontinuities.NONE : new CompiledDiscontinuities(known);
  }

  /** Those of the rates, found when they are first asked for. */
  synchronized RateMultiples multiples() {
    RateMultiples known = multiples;
    if (known == null) {
      known = RateFactors.of(formulas.rates().formulas(), constants, differentiable);
      multiples = known;
    }
    return known;
  }

  /** That of its systems, made when it is first asked for. */
  synchronized StepPatterns patterns() {
    StepPatterns known = patterns;
    if (known == null) {
      known = new StepPatterns(structure());
      patterns = known;
    }
    return known;
  }

  /** Steps of an explicit method for one thread, where they are worth the code. */
  @Nullable WrittenStep written(WrittenStep.Rows rows) {
    return written == null ? null : written.ask(rows);
  }

  List<LagShape> newLags() {
    return lags.newShapes();
  }

  /**
   * dy/dt by state, as formulas over states, constants and time; none where there are events,
   * switches, delays, fast reactions or equations, or array programs within the rates.
   *
   * @param pool receives the formulas
   */
  public Optional<List<Expression>> smoothSlopes(ExpressionPool pool) {
    if (!isSmooth() || !dense.isEmpty()) {
      return Optional.empty();
    }
    Transfer transfer = new Transfer(pool);
    List<Expression> sums = new ArrayList<>(Collections.nCopies(states.size(), pool.constant(0)));
    SystemStructure.Stoichiometry n = structure().stoichiometry();
    List<Expression> rateFormulas = formulas.rates().formulas();
    for (int v = 0; v < rateFormulas.size(); v++) {
      Expression rate = transfer.copy(rateFormulas.get(v));
      for (int e = n.start()[v]; e < n.start()[v + 1]; e++) {
        Expression term = pool.multiply(pool.constant(n.coefficient()[e]), rate);
        sums.set(n.state()[e], pool.add(sums.get(n.state()[e]), term));
      }
    }
    return Optional.of(sums);
  }

  /**
   * The same where array programs compute some of the quantities, of any size; nothing also where
   * there are none.
   *
   * @param pool receives the formulas
   */
  public Optional<SmoothRates> smoothRates(ExpressionPool pool) {
    return isSmooth() && abreast != null
        ? Optional.of(abreast.map(new Transfer(pool)::copy))
        : Optional.empty();
  }

  private boolean isSmooth() {
    return hybrid == null && structure().algebraic().size() == 0 && lags.inputs().isEmpty();
  }

  /** A system for one thread. */
  public OdeSystem newSystem() {
    return new CompiledSystem(this);
  }

  /**
   * The formula with assigned quantities written out: of the model's names only states and
   * constants remain; other names stay. New nodes go into the formula's own pool.
   */
  public Expression inline(Expression formula) {
    return inline(formula, assigned);
  }

  private static Expression inline(Expression formula, Map<String, Expression> definitions) {
    Transfer transfer = new Transfer(formula.pool());
    Map<Expression, Expression> replacements = new HashMap<>();
    for (Expression leaf : Subgraph.leaves(formula)) {
      Expression definition = leaf.isSymbol() ? definitions.get(leaf.name()) : null;
      if (definition != null) {
        boolean own = definition.pool() == formula.pool();
        replacements.put(leaf, own ? definition : transfer.copy(definition));
      }
    }
    return Substitution.substitute(formula, replacements);
  }

  /**
   * Compiles formulas over states (first block), constants and then the extra inputs (second
   * block).
   *
   * @throws IllegalArgumentException when a formula uses another name
   */
  public KernelFactory kernel(List<Expression> outputs, List<String> extraInputs) {
    List<String> second = new ArrayList<>(constants);
    second.addAll(extraInputs);
    return KernelCompiler.compile(outputs, states, second);
  }

  /** The bytes of the largest method of all that this model generates, compiled for this. */
  public int largestMethod() {
    return Arrays.stream(new Part[] {rates, stateDerivatives, firstDerivatives, secondDerivatives})
        .mapToInt(part -> part.compiled().largestMethod())
        .max()
        .orElse(0);
  }

  /** Whether array programs are run for the rates. */
  boolean hasDenseTerms() {
    return !dense.isEmpty();
  }

  Part rates() {
    return rates;
  }

  Part stateDerivatives() {
    return stateDerivatives;
  }

  Part firstDerivatives() {
    return firstDerivatives;
  }

  Part secondDerivatives() {
    return secondDerivatives;
  }
}
