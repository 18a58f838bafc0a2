package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.Profiles.Interval;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Table;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.ProfilePoint;
import org.lamarck.worker.problem.Parameter;

/** Profiles as tables, as a part of {@code result.json}, and in words. */
public final class ProfileTables {
  private ProfileTables() {}

  /** The tables by the names of their files. */
  public static Map<String, String> files(Profiles profiles) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("profiles.tsv", ends(profiles));
    files.put("curves.tsv", curves(profiles));
    if (!profiles.profiled().contours().isEmpty()) {
      files.put("contours.tsv", ContourTables.table(profiles));
    }
    return files;
  }

  /** A row for each parameter: where its profile ends, on the parameter's scale. */
  static String ends(Profiles profiles) {
    Table table =
        new Table(
            "parameterId",
            "lower",
            "upper",
            "lowerStatus",
            "upperStatus",
            "verdict",
            "sliceLower",
            "sliceUpper");
    for (Interval interval : profiles.intervals()) {
      End lower = interval.curve().lower();
      End upper = interval.curve().upper();
      table.row(
          interval.parameter().id(),
          cell(lower),
          cell(upper),
          status(lower),
          status(upper),
          words(interval),
          interval.slice().map(slice -> cell(slice.lower())).orElse(""),
          interval.slice().map(slice -> cell(slice.upper())).orElse(""));
    }
    return table.toString();
  }

  /** What the command prints as JSON; ends on the parameters' scales, null where open. */
  public static Map<String, Object> answer(Profiles profiles) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Interval interval : profiles.intervals()) {
      End lower = interval.curve().lower();
      End upper = interval.curve().upper();
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("lower", number(lower));
      one.put("upper", number(upper));
      one.put("lowerStatus", status(lower));
      one.put("upperStatus", status(upper));
      one.put("verdict", words(interval));
      one.put("scale", interval.parameter().scale().name().toLowerCase(Locale.ROOT));
      one.put("estimate", interval.parameter().scale().toScale(interval.estimate()));
      interval
          .slice()
          .ifPresent(
              slice -> {
                one.put("sliceLower", number(slice.lower()));
                one.put("sliceUpper", number(slice.upper()));
              });
      if (!remark(interval).isEmpty()) {
        one.put("remark", remark(interval));
      }
      if (!interval.direction().isEmpty()) {
        one.put("flatDirection", interval.direction());
      }
      all.put(interval.parameter().id(), one);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("profiles", all);
    answer.put("deltaNllh", profiles.profiled().threshold());
    if (!Double.isNaN(profiles.level())) {
      answer.put("level", profiles.level());
    }
    if (!profiles.profiled().contours().isEmpty()) {
      answer.put("pairs", ContourTables.json(profiles));
    }
    answer.put("objective", profiles.profiled().value());
    answer.put("complete", profiles.isComplete());
    answer.put("evaluations", profiles.effort().evaluations());
    answer.put("gradients", profiles.effort().gradients());
    answer.put("failures", profiles.effort().failures());
    return answer;
  }

  /**
   * How a side ends: {@code found} where the threshold is crossed, {@code bound} where the bound is
   * reached below it, {@code open} where it could not be followed that far.
   */
  private static String status(End end) {
    return ContourTables.status(end.kind());
  }

  private static OptionalDouble number(End end) {
    return end.kind() == End.Kind.CROSSED ? OptionalDouble.of(end.at()) : OptionalDouble.empty();
  }

  private static String cell(End end) {
    return end.kind() == End.Kind.CROSSED ? Table.number(end.at()) : "";
  }

  /** A row for each point of each curve, all values on the linear scale. */
  static String curves(Profiles profiles) {
    List<String> header =
        new ArrayList<>(List.of("parameterId", "value", "objective", "rise", "slope"));
    profiles.searched().forEach(parameter -> header.add(parameter.id()));
    Table table = new Table(header.toArray(String[]::new));
    for (Interval interval : profiles.intervals()) {
      for (ProfilePoint point : interval.curve().points()) {
        List<String> cells =
            new ArrayList<>(
                List.of(
                    interval.parameter().id(),
                    Table.number(interval.parameter().linear(point.at())),
                    Table.number(point.value()),
                    Table.number(point.value() - profiles.profiled().value()),
                    Table.number(point.slope())));
        for (int i = 0; i < profiles.searched().size(); i++) {
          Parameter parameter = profiles.searched().get(i);
          cells.add(Table.number(parameter.linear(point.point().get(i))));
        }
        table.row(cells.toArray(String[]::new));
      }
    }
    return table.toString();
  }

  /** The key {@code profiles}. */
  static Map<String, Object> json(Profiles profiles) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (!Double.isNaN(profiles.level())) {
      entry.put("level", profiles.level());
    }
    entry.put("threshold", profiles.profiled().threshold());
    if (profiles.profiled().optimum() != null) {
      entry.put("objective", profiles.profiled().value());
    }
    entry.put("complete", profiles.isComplete());
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Interval interval : profiles.intervals()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("verdict", words(interval));
      values.put("estimate", interval.estimate());
      values.put("lower", interval.lower());
      values.put("lowerEnd", Labels.of(interval.curve().lower().kind()));
      values.put("upper", interval.upper());
      values.put("upperEnd", Labels.of(interval.curve().upper().kind()));
      if (!interval.direction().isEmpty()) {
        values.put("flatDirection", interval.direction());
      }
      parameters.put(interval.parameter().id(), values);
    }
    entry.put("parameters", parameters);
    if (!profiles.profiled().contours().isEmpty()) {
      entry.put("pairs", ContourTables.json(profiles));
    }
    entry.put("evaluations", profiles.effort().evaluations());
    entry.put("gradients", profiles.effort().gradients());
    entry.put("failures", profiles.effort().failures());
    return entry;
  }

  /** What can be said of a parameter. */
  static String words(Interval interval) {
    return switch (interval.verdict()) {
      case IDENTIFIABLE -> "identifiable";
      case OPEN_BELOW -> "open below";
      case OPEN_ABOVE -> "open above";
      case OPEN -> "open on both sides";
      case FLAT -> "flat";
      case STRUCTURALLY_FLAT -> "structurally flat";
      case UNKNOWN -> "not known";
    };
  }

  /** More of it, where there is more to say. */
  static String remark(Interval interval) {
    if (!interval.direction().isEmpty()) {
      return interval.direction().size() == 1
          ? "the objective does not depend on it"
          : "flat in "
              + interval.direction().entrySet().stream()
                  .map(one -> String.format(Locale.ROOT, "%.3g %s", one.getValue(), one.getKey()))
                  .collect(Collectors.joining(", "));
    }
    List<String> parts = new ArrayList<>();
    remark(parts, "below", interval.curve().lower());
    remark(parts, "above", interval.curve().upper());
    return String.join("; ", parts);
  }

  private static void remark(List<String> parts, String side, End end) {
    switch (end.kind()) {
      case FAILED -> parts.add(side + ": " + end.why());
      case PENDING -> parts.add(side + ": not finished");
      case BOUND -> parts.add(side + ": the bound, where it has risen by " + rounded(end.rise()));
      case CROSSED -> {} // the usual end
    }
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  /** A table for a terminal. */
  public static List<String> lines(Profiles profiles) {
    List<Interval> intervals = profiles.intervals();
    int width =
        Math.max(
            9, intervals.stream().mapToInt(one -> one.parameter().id().length()).max().orElse(0));
    List<String> lines = new ArrayList<>();
    String form = "%-" + width + "s  %12s  %12s  %12s  %s";
    lines.add(String.format(Locale.ROOT, form, "parameter", "lower", "estimate", "upper", ""));
    for (Interval interval : intervals) {
      lines.add(
          String.format(
              Locale.ROOT,
              form,
              interval.parameter().id(),
              end(interval.lower(), interval.curve().lower()),
              plain(interval.estimate()),
              end(interval.upper(), interval.curve().upper()),
              words(interval)));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "objective    %s, ends where it has risen by %.6g%s",
            profiles.profiled().value(),
            profiles.profiled().threshold(),
            Double.isNaN(profiles.level())
                ? ""
                : " (" + Numbers.number(100 * profiles.level(), 6) + " %)"));
    lines.add(
        String.format(
            Locale.ROOT,
            "evaluations  %d without and %d with derivatives, %d failed, %.1f s",
            profiles.effort().evaluations(),
            profiles.effort().gradients(),
            profiles.effort().failures(),
            profiles.seconds()));
    return lines;
  }

  private static String end(double at, End end) {
    return switch (end.kind()) {
      case CROSSED -> plain(at);
      case BOUND -> "open";
      case FAILED, PENDING -> "?";
    };
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
