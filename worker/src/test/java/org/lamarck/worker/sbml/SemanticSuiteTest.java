package org.lamarck.worker.sbml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.PublicData;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * What the reader understands, against the reference results of the SBML test suite, with none of
 * our own integrators: the formulas are evaluated node by node and integrated by Commons Math.
 */
class SemanticSuiteTest {
  /** Tighter than every case asks for; the suite's own are tolerances of comparison. */
  private static final double RTOL = 1e-9;

  private static final double ATOL = 1e-13;

  @Tag("slow")
  @Test
  void everyCaseThatIsReadIsSimulatedAsTheSuiteSays() throws IOException {
    Map<String, String> wrong = new TreeMap<>();
    int right = 0;
    for (Path folder : cases()) {
      String id = folder.getFileName().toString();
      try {
        if (!isPlain(SbmlReader.read(Case.highestLevel(folder)))) {
          continue; // SimulatedSuiteTest simulates events, lags and the like
        }
        String difference = new Case(folder).difference();
        if (difference.isEmpty()) {
          right++;
        } else {
          wrong.put(id, difference);
        }
      } catch (InputException e) {
        // refused: PublishedModelsTest knows for what
      } catch (MathIllegalArgumentException e) {
        wrong.put(id, "integrator: " + e.getMessage());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(right).as("cases of ordinary differential equations").isEqualTo(1228);
  }

  /** Whether the model is a system of ordinary differential equations and nothing else. */
  private static boolean isPlain(OdeModel model) {
    return model.events().isEmpty()
        && model.quantities().stream()
            .noneMatch(
                quantity ->
                    quantity instanceof Quantity.Lag
                        || quantity instanceof Quantity.Algebraic
                        || (quantity instanceof Quantity.State state
                            && state.rate().stream().anyMatch(Quantity.Term::isFast)));
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> paths = Files.list(PublicData.at("sbml-semantic"))) {
      return paths.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** A model as a function of time and of its states. */
  private static final class Case implements FirstOrderDifferentialEquations {
    private final Map<String, String> settings = new HashMap<>();
    private final List<double[]> reference = new ArrayList<>();
    private final OdeModel model;
    private final Map<String, Double> fixed = new HashMap<>();
    private final Map<String, Integer> states = new LinkedHashMap<>();
    private final Evaluator rates;
    private final Evaluator outputs;
    private final double[] start;

    Case(Path folder) throws IOException, InputException {
      String id = folder.getFileName().toString();
      for (String line : Files.readAllLines(folder.resolve(id + "-settings.txt"))) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          settings.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
      }
      List<String> rows = Files.readAllLines(folder.resolve(id + "-results.csv"));
      for (String row : rows.subList(1, rows.size())) {
        if (!row.isBlank()) {
          reference.add(Arrays.stream(row.split(",")).mapToDouble(Case::number).toArray());
        }
      }
      model = SbmlReader.read(highestLevel(folder));
      Map<Expression, Expression> assigned = new LinkedHashMap<>();
      List<Expression> roots = new ArrayList<>();
      Initial initial = new Initial();
      List<Double> values = new ArrayList<>();
      for (Quantity quantity : model.quantities()) {
        if (quantity instanceof Quantity.State state) {
          states.put(state.id(), states.size());
          values.add(initial.of(state.id()));
        } else if (quantity instanceof Quantity.Constant) {
          fixed.put(quantity.id(), initial.of(quantity.id()));
        }
      }
      for (String name : order()) {
        Quantity.Assigned rule = (Quantity.Assigned) model.quantity(name).orElseThrow();
        assigned.put(model.pool().symbol(name), Substitution.substitute(rule.formula(), assigned));
      }
      for (Quantity quantity : model.quantities()) {
        if (quantity instanceof Quantity.State state) {
          Expression sum = model.pool().constant(0);
          for (Quantity.Term term : state.rate()) {
            sum =
                model
                    .pool()
                    .add(
                        sum,
                        model
                            .pool()
                            .multiply(model.pool().constant(term.coefficient()), term.flux()));
          }
          roots.add(Substitution.substitute(sum, assigned));
        }
      }
      rates = new Evaluator(roots);
      outputs =
          new Evaluator(
              variables("variables").stream()
                  .map(name -> Substitution.substitute(output(name), assigned))
                  .toList());
      start = values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Path highestLevel(Path folder) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(file -> file.getFileName().toString().matches("\\d+-sbml-l\\dv\\d\\.xml"))
            .max(Comparator.naturalOrder())
            .orElseThrow();
      }
    }

    private static double number(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> Double.parseDouble(text.strip());
      };
    }

    private List<String> variables(String key) {
      return Arrays.stream(settings.getOrDefault(key, "").split(","))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .toList();
    }

    private Expression output(String name) {
      Expression value = model.pool().symbol(name);
      for (SpeciesMeaning meaning : model.species()) {
        if (meaning.species().equals(name)) {
          Expression volume = model.pool().symbol(meaning.compartment());
          if (variables("amount").contains(name) && !meaning.amount()) {
            return model.pool().multiply(value, volume);
          }
          if (variables("concentration").contains(name) && meaning.amount()) {
            return model.pool().divide(value, volume);
          }
        }
      }
      return value;
    }

    /** The assigned quantities, each after those that it uses. */
    private Set<String> order() {
      Set<String> assigned =
          model.quantities().stream()
              .filter(Quantity.Assigned.class::isInstance)
              .map(Quantity::id)
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> order = new LinkedHashSet<>();
      while (order.size() < assigned.size()) {
        for (String name : assigned) {
          Quantity.Assigned rule = (Quantity.Assigned) model.quantity(name).orElseThrow();
          if (Rewriting.names(rule.formula()).stream()
              .allMatch(used -> !assigned.contains(used) || order.contains(used))) {
            order.add(name);
          }
        }
      }
      return order;
    }

    /** Values at the start, each computed once. */
    private final class Initial {
      private final Map<String, Double> known = new HashMap<>();

      double of(String name) {
        Double value = known.get(name);
        if (value != null) {
          return value;
        }
        Quantity quantity = model.quantity(name).orElseThrow();
        Expression formula;
        if (quantity instanceof Quantity.Constant constant) {
          formula = constant.value();
        } else if (quantity instanceof Quantity.State state) {
          formula = state.initial();
        } else {
          formula = ((Quantity.Assigned) quantity).formula();
        }
        double result = Evaluator.evaluate(formula, this::of, 0);
        known.put(name, result);
        return result;
      }
    }

    @Override
    public int getDimension() {
      return start.length;
    }

    @Override
    public void computeDerivatives(double time, double[] y, double[] derivatives) {
      double[] computed = rates.evaluate(name -> value(name, y), time);
      System.arraycopy(computed, 0, derivatives, 0, computed.length);
    }

    private double value(String name, double[] y) {
      Integer state = states.get(name);
      return state == null ? requireNonNull(fixed.get(name)) : y[state];
    }

    /** The first value that is not the reference's; empty when all are. */
    String difference() {
      double relative = Double.parseDouble(settings.get("relative"));
      double absolute = Double.parseDouble(settings.get("absolute"));
      DormandPrince853Integrator integrator =
          new DormandPrince853Integrator(1e-14, 1e3, ATOL, RTOL);
      integrator.setMaxEvaluations(2_000_000);
      double[] y = start.clone();
      double time = reference.get(0)[0];
      for (double[] row : reference) {
        if (row[0] > time && y.length > 0) {
          integrator.integrate(this, time, y, row[0], y);
        }
        time = row[0];
        assertThat(row).hasSize(variables("variables").size() + 1);
        double[] values = outputs.evaluate(name -> value(name, y), time);
        for (int i = 0; i < values.length; i++) {
          double expected = row[i + 1];
          boolean same =
              Double.isFinite(expected)
                  ? Math.abs(expected - values[i]) <= absolute + relative * Math.abs(expected)
                  : Double.compare(expected, values[i]) == 0;
          if (!same) {
            return "%s at %s: %s, not %s"
                .formatted(variables("variables").get(i), time, values[i], expected);
          }
        }
      }
      return "";
    }
  }
}
