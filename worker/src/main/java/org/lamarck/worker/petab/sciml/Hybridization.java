package org.lamarck.worker.petab.sciml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.network.ArrayData;
import org.lamarck.worker.network.ArrayFiles;
import org.lamarck.worker.network.Network;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.DenseFunction;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Spelling;

/**
 * How the networks of a problem and its models are joined. Each output of a network becomes a
 * quantity of the model: one that follows a formula when an input changes in time, else a constant,
 * which conditions that set an input set as well.
 */
public final class Hybridization {
  private final Map<String, HybridNetwork> networks = new LinkedHashMap<>();
  private final Map<String, NetworkEntity> mapped = new LinkedHashMap<>();
  private final Map<String, ArrayData> arrays;
  private final NetworkParameters parameters;

  /** The value of each input that the tables give, and of each target of outputs. */
  private final Map<String, Cell> targets = new LinkedHashMap<>();

  /** The ids of parameter tables. */
  private final Set<String> tabled = new HashSet<>();

  private final Findings findings;

  /**
   * Joins what was read of files.
   *
   * @param named the ids of all networks of the problem, those too that could not be read
   * @param given the networks by their ids
   * @param files with arrays
   */
  public Hybridization(
      Set<String> named,
      Map<String, Network> given,
      ArrayFiles files,
      Tables tables,
      Findings findings) {
    arrays = files.arrays();
    this.findings = findings;
    tables.mappings.forEach(table -> table.rows().forEach(row -> map(row, named)));
    tables.hybridizations.forEach(table -> table.rows().forEach(this::target));
    tables.parameters.stream()
        .flatMap(table -> table.rows().stream())
        .forEach(row -> tabled.add(row.cell("parameterId").text()));
    given.forEach(
        (id, network) -> {
          Map<String, NetworkEntity> its = new LinkedHashMap<>(mapped);
          its.values().removeIf(entity -> !entity.network().equals(id));
          HybridNetwork.of(id, network, its, files, findings)
              .ifPresent(hybrid -> networks.put(id, hybrid));
        });
    parameters =
        new NetworkParameters(
            mapped,
            networks.values().stream().flatMap(one -> one.weights().stream()).toList(),
            files,
            tables.parameters,
            findings);
  }

  /** The tables that say something of networks. */
  public record Tables(
      Collection<Table> mappings, Collection<Table> hybridizations, Collection<Table> parameters) {}

  /** What a problem without networks has. */
  public static Hybridization none() {
    return new Hybridization(
        Set.of(),
        Map.of(),
        new ArrayFiles(Map.of(), true),
        new Tables(List.of(), List.of(), List.of()),
        new Findings());
  }

  private void map(Row row, Set<String> known) {
    Cell cell = row.cell("modelEntityId");
    String network = cell.text().replaceFirst("\\..*", "");
    if (!known.contains(network)) {
      return; // of the model, or of nothing: for others to tell
    }
    Optional<NetworkEntity> entity = NetworkEntity.parse(cell.text());
    if (entity.isEmpty()) {
      findings.error(
          cell.place(),
          "\"" + cell.text() + "\" is no part of a network",
          "write net.inputs[0][0], net.outputs[0][0], or net.parameters[layer].array");
      return;
    }
    mapped.put(row.cell("petabEntityId").text(), entity.get());
  }

  private void target(Row row) {
    Cell cell = row.cell("targetId");
    if (targets.putIfAbsent(cell.text(), row.cell("targetValue")) != null) {
      findings.error(cell.place(), "\"" + cell.text() + "\" is set twice", "remove one row");
    }
  }

  /** Whether a row of a mapping table is of a network. */
  public boolean maps(Row mapping) {
    return mapped.containsKey(mapping.cell("petabEntityId").text());
  }

  /** What parameter tables say of weights. */
  public NetworkParameters parameters() {
    return parameters;
  }

  private boolean isArray(String input) {
    NetworkEntity entity = mapped.get(input);
    return entity != null && entity.index() == null;
  }

  /** The array of an input for a condition; that for all when the condition has none. */
  private @Nullable ArrayData array(String input, String condition) {
    for (Map.Entry<String, ArrayData> one : arrays.entrySet()) {
      String prefix = "inputs/" + input + "/";
      if (one.getKey().startsWith(prefix)) {
        List<String> conditions = List.of(one.getKey().substring(prefix.length()).split(";", -1));
        if (conditions.contains(condition) || conditions.contains("0")) {
          return one.getValue();
        }
      }
    }
    return null;
  }

  /** The ids of the elements of an array that conditions set. */
  private static String element(String input, int element) {
    return input + "_" + element;
  }

  /** The conditions that array files have inputs for. */
  private Set<String> arrayConditions() {
    Set<String> conditions = new LinkedHashSet<>();
    for (String path : arrays.keySet()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (path.startsWith("inputs/") && !name.equals("0")) {
        conditions.addAll(List.of(name.split(";", -1)));
      }
    }
    return conditions;
  }

  /**
   * The model with its networks.
   *
   * @param conditions what each sets, by id
   */
  public OdeModel applied(OdeModel model, Map<String, Map<String, Expression>> conditions) {
    return networks.isEmpty() ? model : new Joined(model, conditions).model();
  }

  /**
   * What conditions set besides what they say: outputs of networks whose inputs they set, and what
   * follows from these.
   *
   * @param model the one without networks
   * @param conditions what each sets, by id
   * @return by condition; it may have more conditions than there were, for arrays
   */
  public Map<String, Map<String, Expression>> conditions(
      OdeModel model, Map<String, Map<String, Expression>> conditions) {
    if (networks.isEmpty()) {
      return Map.of();
    }
    Joined joined = new Joined(model, conditions);
    Set<String> ids = new LinkedHashSet<>(conditions.keySet());
    ids.addAll(arrayConditions());
    Map<String, Map<String, Expression>> more = new LinkedHashMap<>();
    for (String id : ids) {
      more.put(id, joined.changes(id, conditions.getOrDefault(id, Map.of())));
    }
    return more;
  }

  /** The networks in one model. */
  private final class Joined {
    private final OdeModel model;
    private final ExpressionPool pool;
    private final Set<String> set = new HashSet<>();
    private final Map<String, Quantity> quantities = new LinkedHashMap<>();
    private final Set<String> moving = new HashSet<>();
    private final Map<String, Expression> formulas = new LinkedHashMap<>();
    private final Map<String, List<Expression>> weights = new LinkedHashMap<>();

    Joined(OdeModel model, Map<String, Map<String, Expression>> conditions) {
      this.model = model;
      this.pool = model.pool();
      conditions.values().forEach(changes -> set.addAll(changes.keySet()));
      targets.forEach(
          (id, cell) -> {
            if (!isArray(id)) {
              Formulas.parse(cell, "targetValue", pool, findings)
                  .ifPresent(formula -> formulas.put(id, formula));
            }
          });
      networks
          .values()
          .forEach(
              network ->
                  weights.put(
                      network.id(),
                      network.weights().stream().map(w -> parameters.value(w, pool)).toList()));
      for (int pass = 0; pass <= networks.size(); pass++) { // networks may follow each other
        for (HybridNetwork network : networks.values()) {
          if (moves(network)) {
            moving.addAll(network.outputNames());
          }
        }
      }
    }

    private boolean moves(HybridNetwork network) {
      for (String input : network.inputNames()) {
        Expression formula = formulas.get(input);
        if (formula != null && moves(formula)) {
          return true;
        }
      }
      return false;
    }

    private boolean moves(Expression formula) {
      return Formulas.usesTime(formula)
          || Formulas.symbols(formula).stream()
              .anyMatch(
                  symbol ->
                      moving.contains(symbol)
                          || model.quantity(symbol).map(one -> !one.isConstant()).orElse(false));
    }

    OdeModel model() {
      model.quantities().forEach(quantity -> quantities.put(quantity.id(), quantity));
      Expression open = pool.constant(Double.NaN);
      List<DenseFunction> dense = new ArrayList<>();
      for (HybridNetwork network : networks.values()) {
        parameters
            .searched(network.weights())
            .forEach(
                (id, nominal) ->
                    quantities.put(id, new Quantity.Constant(id, pool.constant(nominal))));
        for (String input : network.inputNames()) {
          if (isArray(input)) {
            addArray(input);
          } else if (!formulas.containsKey(input)) {
            quantities.putIfAbsent(input, new Quantity.Constant(input, open));
          }
        }
        boolean isSet = network.inputNames().stream().anyMatch(this::isSet);
        boolean isStatic = !moving.containsAll(network.outputNames());
        Map<String, Expression> outputs = outputs(network, "", Map.of());
        if (!isStatic) {
          dense.add(
              network.dense(
                  given(network, "", Map.of()), Objects.requireNonNull(weights.get(network.id()))));
        }
        outputs.forEach(
            (id, formula) ->
                quantities.put(
                    id,
                    isStatic
                        ? new Quantity.Constant(id, isSet ? open : formula)
                        : new Quantity.Assigned(id, formula)));
      }
      formulas.forEach(this::replace);
      Set<String> others = new HashSet<>(set);
      others.addAll(tabled);
      new JoinedNames(quantities, formulas, targets, findings).check(others);
      return new OdeModel(
          model.id(),
          pool,
          List.copyOf(quantities.values()),
          model.events(),
          model.species(),
          model.outputs(),
          dense);
    }

    private boolean isSet(String input) {
      return isArray(input) ? array(input, "") == null : set.contains(input);
    }

    /** Elements of an array, numbers that conditions may set. */
    private void addArray(String input) {
      ArrayData any =
          arrays.entrySet().stream()
              .filter(one -> one.getKey().startsWith("inputs/" + input + "/"))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow();
      if (array(input, "") == null) {
        for (int i = 0; i < any.values().length; i++) {
          String id = element(input, i);
          quantities.put(id, new Quantity.Constant(id, pool.constant(Double.NaN)));
        }
      }
    }

    /** What the tables give to a target that is no input: a quantity of the model. */
    private void replace(String target, Expression formula) {
      NetworkEntity entity = mapped.get(target);
      if (entity != null) {
        if (entity.kind() != NetworkEntity.Kind.INPUT) {
          findings.error(
              cell(target).place(),
              "\"" + target + "\" cannot be set",
              "set an input, or a model's constant");
        }
        return;
      }
      Quantity known = quantities.get(target);
      if (known == null) {
        Cell cell = cell(target);
        findings.error(
            cell.place(),
            "the model has no \"" + target + "\" that a network could set",
            Spelling.suggest(target, quantities.keySet(), "remove the row"));
        return;
      }
      boolean isMoving = moves(formula);
      boolean isState = known.hasRate();
      if ((!known.isConstant() && !isState) || (isState && isMoving)) {
        findings.error(
            cell(target).place(),
            "\"%s\" is computed by the model and cannot follow a network".formatted(target),
            "let the network set a constant, or the initial value of a species");
        return;
      }
      if (isMoving) {
        quantities.put(target, new Quantity.Assigned(target, formula));
      } else if (isState) {
        quantities.put(target, new Quantity.State(target, formula, known.rate()));
      } else {
        quantities.put(target, new Quantity.Constant(target, formula));
      }
    }

    private Cell cell(String target) {
      Cell cell = targets.get(target);
      if (cell == null) {
        throw new IllegalArgumentException("nothing sets " + target);
      }
      return cell;
    }

    /**
     * The outputs of a network as formulas.
     *
     * @param condition for the arrays; none for those of all conditions
     * @param changes inputs that the condition sets
     */
    private Map<String, Expression> outputs(
        HybridNetwork network, String condition, Map<String, Expression> changes) {
      return network.formulas(
          pool,
          given(network, condition, changes),
          Objects.requireNonNull(weights.get(network.id())));
    }

    /** The elements of each input. */
    private List<Expression[]> given(
        HybridNetwork network, String condition, Map<String, Expression> changes) {
      List<Expression[]> given = new ArrayList<>();
      for (HybridNetwork.Input input : network.inputs()) {
        if (input.isArray()) {
          given.add(elements(input, condition));
        } else {
          given.add(
              input.elements().stream()
                  .map(id -> changes.getOrDefault(id, formulas.getOrDefault(id, pool.symbol(id))))
                  .toArray(Expression[]::new));
        }
      }
      return given;
    }

    private Expression[] elements(HybridNetwork.Input input, String condition) {
      String id = input.elements().get(0);
      ArrayData data = array(id, condition);
      Expression[] elements = new Expression[input.shape().count()];
      Arrays.setAll(
          elements,
          i -> data == null ? pool.symbol(element(id, i)) : pool.constant(data.values()[i]));
      return elements;
    }

    /** What a condition sets besides. */
    Map<String, Expression> changes(String condition, Map<String, Expression> given) {
      Map<String, Expression> more = new LinkedHashMap<>();
      Map<Expression, Expression> replaced = new LinkedHashMap<>();
      for (HybridNetwork network : networks.values()) {
        boolean isMoving = moving.containsAll(network.outputNames());
        for (String input : network.inputNames()) {
          ArrayData data =
              isArray(input) && array(input, "") == null ? array(input, condition) : null;
          for (int i = 0; isMoving && data != null && i < data.values().length; i++) {
            more.put(element(input, i), pool.constant(data.values()[i]));
          }
        }
        boolean isConcerned =
            network.inputNames().stream()
                .anyMatch(
                    input ->
                        given.containsKey(input)
                            || (isArray(input)
                                && array(input, "") == null
                                && array(input, condition) != null));
        if (!isMoving && isConcerned) {
          outputs(network, condition, given)
              .forEach(
                  (id, formula) -> {
                    more.put(id, formula);
                    replaced.put(pool.symbol(id), formula);
                  });
        }
      }
      if (!replaced.isEmpty()) {
        formulas.forEach(
            (target, formula) -> {
              Expression changed = Substitution.substitute(formula, replaced);
              if (changed != formula && !mapped.containsKey(target) && !moves(formula)) {
                more.put(target, changed);
              }
            });
      }
      more.keySet().removeAll(given.keySet());
      return more;
    }
  }
}
