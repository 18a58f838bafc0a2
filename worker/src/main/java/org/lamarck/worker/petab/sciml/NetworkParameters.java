package org.lamarck.worker.petab.sciml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.network.ArrayData;
import org.lamarck.worker.network.ArrayFiles;
import org.lamarck.worker.petab.parameter.RowExpansion;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;

/**
 * What parameter tables say of the weights of networks. Of several rows that mean a weight the most
 * specific one counts. Weights that are searched are parameters of their own, the others numbers.
 */
public final class NetworkParameters implements RowExpansion {
  private final Map<String, NetworkEntity> mapped;
  private final Map<String, Weight> byId = new LinkedHashMap<>();

  /** The weights of each row of the tables, by its id. */
  private final Map<String, List<Weight>> ofRows = new HashMap<>();

  /** A weight and what the tables say of it. */
  private record Weight(NetworkWeight weight, double nominal, boolean searched) {}

  NetworkParameters(
      Map<String, NetworkEntity> mapped,
      List<NetworkWeight> weights,
      ArrayFiles files,
      Collection<Table> tables,
      Findings findings) {
    this.mapped = mapped;
    List<Row> rows = new ArrayList<>();
    for (Table table : tables) {
      table.rows().stream().filter(this::isOfNetworks).forEach(rows::add);
    }
    rows.forEach(row -> requireMeaning(row, weights, findings));
    Map<String, Boolean> told = new HashMap<>();
    for (NetworkWeight weight : weights) {
      @Nullable Row row = mostSpecific(weight, rows);
      Cell nominal = row == null ? new Cell("", Place.of("problem")) : row.cell("nominalValue");
      OptionalDouble number = Numbers.parse(nominal.text());
      ArrayData data = files.arrays().get(weight.path());
      boolean fits = data != null && data.shape().equals(weight.shape());
      boolean isFault = number.isEmpty() && !fits && (data != null || files.areRead());
      if (isFault && told.put(weight.path(), true) == null) {
        findings.error(
            nominal.place(),
            data == null
                ? "no array file has " + weight.path()
                : "%s is of %s, but the layer needs %s"
                    .formatted(weight.path(), data.shape(), weight.shape()),
            "add the array, or write a number as nominal value");
      }
      double value =
          number.orElse(fits && data != null ? data.values()[weight.place()] : Double.NaN);
      boolean searched = row != null && isEstimated(row);
      Weight known = new Weight(weight, value, searched);
      byId.put(weight.id(), known);
      if (row != null && searched) {
        ofRows.computeIfAbsent(row.cell("parameterId").text(), id -> new ArrayList<>()).add(known);
      }
    }
  }

  /** Tells a row that means no weight of a network that was read. */
  private void requireMeaning(Row row, List<NetworkWeight> weights, Findings findings) {
    Cell cell = row.cell("parameterId");
    NetworkEntity entity = Objects.requireNonNull(mapped.get(cell.text()));
    boolean isRead = weights.stream().anyMatch(one -> one.network().equals(entity.network()));
    if (isRead && weights.stream().noneMatch(entity::covers)) {
      findings.error(
          cell.place(),
          "\"%s\" means no parameter of network \"%s\"".formatted(cell.text(), entity.network()),
          "map it to net.parameters[layer].array of a layer that the network has");
    }
  }

  private @Nullable Row mostSpecific(NetworkWeight weight, List<Row> rows) {
    Row best = null;
    int specificity = -1;
    for (Row row : rows) {
      NetworkEntity entity = Objects.requireNonNull(mapped.get(row.cell("parameterId").text()));
      if (entity.covers(weight) && entity.specificity() > specificity) {
        best = row;
        specificity = entity.specificity();
      }
    }
    return best;
  }

  private static boolean isEstimated(Row row) {
    String text = row.cell("estimate").text().toLowerCase(Locale.ROOT);
    return text.equals("true") || text.equals("1");
  }

  /** Whether a row of a parameter table is of weights. */
  public boolean isOfNetworks(Row row) {
    NetworkEntity entity = mapped.get(row.cell("parameterId").text());
    return entity != null && entity.kind() == NetworkEntity.Kind.PARAMETERS;
  }

  /** One row for each weight that is searched. */
  @Override
  public List<Row> expanded(Row row) {
    if (!isOfNetworks(row)) {
      return List.of(row);
    }
    List<Row> rows = new ArrayList<>();
    for (Weight one : ofRows.getOrDefault(row.cell("parameterId").text(), List.of())) {
      Map<String, String> fields = new HashMap<>();
      fields.put("parameterId", one.weight().id());
      fields.put("nominalValue", Double.toString(one.nominal()));
      fields.put("estimate", "true");
      for (String bound : List.of("lowerBound", "upperBound")) {
        if (row.cell(bound).isBlank()) {
          fields.put(bound, bound.equals("lowerBound") ? "-inf" : "inf");
        }
      }
      rows.add(row.with(fields));
    }
    return rows;
  }

  /**
   * 1/√(fan-in), so that sums over inputs of order 1 are of order 1 (LeCun et al. 1998); 1 for
   * inputs of networks.
   */
  @Override
  public OptionalDouble spread(String id) {
    Weight known = byId.get(id);
    if (known != null) {
      return OptionalDouble.of(1 / Math.sqrt(known.weight().fanIn()));
    }
    NetworkEntity entity = mapped.get(id);
    return entity != null && entity.kind() == NetworkEntity.Kind.INPUT
        ? OptionalDouble.of(1)
        : OptionalDouble.empty();
  }

  /** A weight as a formula: a symbol, or a number where it is not searched. */
  Expression value(NetworkWeight weight, ExpressionPool pool) {
    Weight known = Objects.requireNonNull(byId.get(weight.id()));
    return known.searched() ? pool.symbol(weight.id()) : pool.constant(known.nominal());
  }

  /** The nominal values of those weights that are searched, by id. */
  Map<String, Double> searched(List<NetworkWeight> weights) {
    Map<String, Double> nominal = new LinkedHashMap<>();
    for (NetworkWeight weight : weights) {
      Optional.ofNullable(byId.get(weight.id()))
          .filter(Weight::searched)
          .ifPresent(known -> nominal.put(weight.id(), known.nominal()));
    }
    return nominal;
  }
}
