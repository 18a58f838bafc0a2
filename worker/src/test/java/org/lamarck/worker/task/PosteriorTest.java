package org.lamarck.worker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.strategies.sampling.Convergence;
import org.lamarck.strategies.sampling.Sampled;
import org.lamarck.strategies.sampling.Sampling;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.PublicProblems;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.tolerance.Tolerances;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A posterior of posteriordb, written as a PEtab problem, beside its reference draws' moments. */
class PosteriorTest {
  private static final String MATH = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">";

  private static final String MODEL =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
      <model id="hares"><listOfParameters>
      <parameter id="u" constant="false"/><parameter id="v" constant="false"/>
      <parameter id="u0" value="30" constant="true"/><parameter id="v0" value="4" constant="true"/>
      <parameter id="alpha" value="0.5" constant="true"/><parameter id="beta" value="0.03" constant="true"/>
      <parameter id="gamma" value="0.8" constant="true"/><parameter id="delta" value="0.02" constant="true"/>
      </listOfParameters><listOfInitialAssignments>
      <initialAssignment symbol="u">MATH<ci>u0</ci></math></initialAssignment>
      <initialAssignment symbol="v">MATH<ci>v0</ci></math></initialAssignment>
      </listOfInitialAssignments><listOfRules>
      <rateRule variable="u">MATH<apply><times/><apply><minus/><ci>alpha</ci><apply><times/><ci>beta</ci><ci>v</ci></apply></apply><ci>u</ci></apply></math></rateRule>
      <rateRule variable="v">MATH<apply><times/><apply><minus/><apply><times/><ci>delta</ci><ci>u</ci></apply><ci>gamma</ci></apply><ci>v</ci></apply></math></rateRule>
      </listOfRules></model></sbml>
      """
          .replace("MATH", MATH);

  private static final String PROBLEM =
      """
      format_version: 1
      parameter_file: parameters.tsv
      problems:
      - sbml_files: [model.xml]
        condition_files: [conditions.tsv]
        measurement_files: [measurements.tsv]
        observable_files: [observables.tsv]
      """;

  /** As chains integrate: what is beyond that in the error of a mean would show. */
  private static final EvaluationSettings AS_SAMPLED =
      EvaluationSettings.DEFAULT.with(Tolerances.defaults().forDraws()).withPriors(true);

  @TempDir Path folder;

  private EstimationObjective hares() throws Exception {
    Map<?, ?> data = json("hudson_lynx_hare.json");
    StringBuilder rows =
        new StringBuilder("observableId\tsimulationConditionId\tmeasurement\ttime\n");
    row(rows, list(data, "y_init"), "0");
    List<?> times = list(data, "ts");
    List<?> values = list(data, "y");
    for (int k = 0; k < times.size(); k++) {
      row(rows, (List<?>) values.get(k), String.valueOf(times.get(k)));
    }
    write("model.xml", MODEL);
    write("measurements.tsv", rows.toString());
    write("conditions.tsv", "conditionId\nc\n");
    write(
        "observables.tsv",
        """
        observableId\tobservableFormula\tobservableTransformation\tnoiseFormula
        hare\tu\tlog\tsigma_u
        lynx\tv\tlog\tsigma_v
        """);
    write(
        "parameters.tsv",
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate\tobjectivePriorType\tobjectivePriorParameters
        alpha\tlin\t0\t5\t0.55\t1\tnormal\t1;0.5
        beta\tlin\t0\t1\t0.028\t1\tnormal\t0.05;0.05
        gamma\tlin\t0\t5\t0.8\t1\tnormal\t1;0.5
        delta\tlin\t0\t1\t0.024\t1\tnormal\t0.05;0.05
        u0\tlog10\t0.1\t1000\t34\t1\tlogNormal\t2.302585092994046;1
        v0\tlog10\t0.1\t1000\t6\t1\tlogNormal\t2.302585092994046;1
        sigma_u\tlog10\t0.001\t100\t0.25\t1\tlogNormal\t-1;1
        sigma_v\tlog\t0.001\t100\t0.25\t1\tlogNormal\t-1;1
        """);
    write("problem.yaml", PROBLEM);
    EstimationProblem problem = ProblemReader.read(folder.resolve("problem.yaml"));
    return new EstimationObjective("hares", SerializedProblem.of(problem), AS_SAMPLED);
  }

  private static void row(StringBuilder rows, List<?> pair, String time) {
    rows.append("hare\tc\t").append(pair.get(0)).append('\t').append(time).append('\n');
    rows.append("lynx\tc\t").append(pair.get(1)).append('\t').append(time).append('\n');
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private static Map<?, ?> json(String name) throws Exception {
    String text = Files.readString(PublicProblems.folder("posteriordb").resolve(name));
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static List<?> list(Map<?, ?> data, String key) {
    return (List<?>) Objects.requireNonNull(data.get(key));
  }

  private static Vector nominal() {
    return Vector.of(
        0.55, 0.028, 0.8, 0.024, Math.log10(34), Math.log10(6), Math.log10(0.25), Math.log(0.25));
  }

  @Test
  void aDensityOfLogarithmsIsThatOfTheValueTimesTheValue() throws Exception {
    EstimationObjective estimation = hares();
    Objective fitted = estimation.open();
    Objective sampled = new PosteriorObjective(estimation).open();
    Vector x = nominal();
    Evaluation.Differentiable mode =
        (Evaluation.Differentiable) fitted.evaluate(x, Derivatives.GRADIENT);
    Evaluation.Differentiable density =
        (Evaluation.Differentiable) sampled.evaluate(x, Derivatives.GRADIENT);
    // −ln (u0 v0 σ_u σ_v), and ln 10 of each of three decimal logarithms
    assertThat(density.value() - mode.value())
        .isCloseTo(-Math.log(34 * 6 * 0.25 * 0.25) - 3 * Math.log(Math.log(10)), within(1e-12));
    Vector added = density.gradient().minus(mode.gradient());
    assertThat(added.get(0)).isZero();
    assertThat(added.get(4)).isCloseTo(-Math.log(10), within(1e-12));
    assertThat(added.get(7)).isCloseTo(-1, within(1e-12));
  }

  @Test
  @Tag("slow")
  void haresAndLynxesHaveTheMomentsOfTheReferenceDraws() throws Exception {
    PosteriorObjective source = new PosteriorObjective(hares());
    Sampled sampled = sampled(source.space(), source.open(), nominal(), 1000);
    for (int i : IntStream.range(0, 8).toArray()) {
      agrees(sampled, "hudson_lynx_hare", i, draw -> linear(draw, i));
    }
  }

  /**
   * One compartment, absorbed at first order and eliminated as Michaelis and Menten's enzyme is.
   */
  private EstimationObjective drug() throws Exception {
    Map<?, ?> data = json("one_comp_mm_elim_abs.json");
    StringBuilder rows =
        new StringBuilder("observableId\tsimulationConditionId\tmeasurement\ttime\n");
    List<?> times = list(data, "times");
    List<?> values = list(data, "C_hat");
    for (int k = 0; k < times.size(); k++) {
      rows.append("drug\tc\t" + values.get(k) + "\t" + times.get(k) + "\n");
    }
    write(
        "model.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
        <model id="drug"><listOfParameters>
        <parameter id="C" value="0" constant="false"/><parameter id="k_a" value="1" constant="true"/>
        <parameter id="K_m" value="1" constant="true"/><parameter id="V_m" value="1" constant="true"/>
        </listOfParameters><listOfRules><rateRule variable="C">MATH<apply><minus/>
        <apply><times/><cn>15</cn><ci>k_a</ci><apply><exp/><apply><minus/><apply><times/><ci>k_a</ci><csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol></apply></apply></apply></apply>
        <apply><times/><apply><divide/><ci>V_m</ci><cn>2</cn></apply><apply><divide/><ci>C</ci><apply><plus/><ci>K_m</ci><ci>C</ci></apply></apply></apply>
        </apply></math></rateRule></listOfRules></model></sbml>
        """
            .replace("MATH", MATH));
    write("measurements.tsv", rows.toString());
    write("conditions.tsv", "conditionId\nc\n");
    write(
        "observables.tsv",
        """
        observableId\tobservableFormula\tobservableTransformation\tnoiseFormula
        drug\tC\tlog\tsigma
        """);
    write(
        "parameters.tsv",
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
        k_a\tlog10\t1e-4\t1e4\t0.76\t1
        K_m\tlog10\t1e-6\t1e6\t1.5\t1
        V_m\tlog10\t1e-5\t1e5\t0.9\t1
        sigma\tlog10\t1e-3\t1e3\t0.13\t1
        """);
    write("problem.yaml", PROBLEM);
    EstimationProblem problem = ProblemReader.read(folder.resolve("problem.yaml"));
    return new EstimationObjective("drug", SerializedProblem.of(problem), AS_SAMPLED);
  }

  /**
   * With half-Cauchy priors, which tables of PEtab 1 cannot name: ln (1 + θ²) for their density,
   * −ln θ for that of the logarithm.
   */
  private static Objective withHeavyTails(Objective likelihood) {
    return (x, derivatives) -> {
      if (!(likelihood.evaluate(x, Derivatives.GRADIENT)
          instanceof Evaluation.Differentiable there)) {
        return likelihood.evaluate(x, Derivatives.NONE);
      }
      double value = there.value();
      double[] gradient = there.gradient().toArray();
      for (int i = 0; i < gradient.length; i++) {
        double theta = Math.pow(10, x.get(i));
        value += Math.log1p(theta * theta) - Math.log(theta);
        gradient[i] += Math.log(10) * (2 * theta * theta / (1 + theta * theta) - 1);
      }
      return new Evaluation.Gradient(value, Vector.of(gradient));
    };
  }

  @Test
  @Tag("slow")
  void aDrugOfHeavyTailsHasTheMomentsOfTheReferenceDraws() throws Exception {
    Vector start = Vector.of(Math.log10(0.76), Math.log10(1.5), Math.log10(0.9), Math.log10(0.13));
    EstimationObjective drug = drug();
    Sampled sampled = sampled(drug.space(), withHeavyTails(drug.open()), start, 2000);
    for (int i : IntStream.range(0, 4).toArray()) {
      agrees(sampled, "one_comp_mm_elim_abs", i, draw -> Math.pow(10, draw.point().get(i)));
    }
  }

  private static Sampled sampled(SearchSpace space, Objective objective, Vector start, int draws) {
    Sampling settings = new Sampling(new Nuts(500, 0.9, 10), 4, draws, 100);
    Generation generation = settings.begin(space, RandomStream.of(1), List.of(start));
    while (!generation.finished()) {
      List<Individual> told = new ArrayList<>();
      for (Proposal proposal : generation.ask()) {
        told.add(ProposalRunner.run(proposal, objective, space));
      }
      generation = generation.tell(told);
    }
    return (Sampled) generation.report();
  }

  private static double linear(Draw draw, int i) {
    double x = draw.point().get(i);
    return i < 4 ? x : i < 7 ? Math.pow(10, x) : Math.exp(x);
  }

  /** Within 4 combined Monte Carlo errors: 16 comparisons fail by chance in 1 of 1000. */
  private static void agrees(Sampled sampled, String posterior, int i, ToDoubleFunction<Draw> value)
      throws Exception {
    Convergence mean = sampled.of(value);
    assertThat(mean.potential()).isLessThan(1.01);
    agrees(mean, posterior, "mean_value", i);
    Convergence square = sampled.of(draw -> Math.pow(value.applyAsDouble(draw), 2));
    agrees(square, posterior, "mean_squared_value", i);
  }

  private static void agrees(Convergence ours, String posterior, String key, int i)
      throws Exception {
    Map<?, ?> reference = json(posterior + "-" + key + ".json");
    double expected = number(reference, key, i);
    double error = number(reference, "mcse_mean", i);
    assertThat(ours.mean())
        .as("%s of %s %d", key, posterior, i)
        .isCloseTo(expected, within(4 * Math.hypot(ours.error(), error)));
  }

  private static double number(Map<?, ?> reference, String key, int i) {
    List<?> values = (List<?>) Objects.requireNonNull(reference.get(key));
    return ((Number) values.get(i)).doubleValue();
  }
}
