package org.lamarck.worker.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** What a layer or a function is given by name, as text, with its place. */
public final class LayerArguments implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What PyTorch writes and no value depends on here: precision is double, statistics of now. */
  private static final Set<String> IDLE =
      Set.of("inplace", "dtype", "device", "_stacklevel", "momentum", "track_running_stats");

  private final Place place;

  @SuppressWarnings("serial") // made of maps that are serializable, here
  private final Map<String, Given> values;

  /** Names that were asked for, in one use: see {@link #unread}. */
  private final HashSet<String> asked = new HashSet<>();

  private record Given(ArrayList<String> items, boolean isList, Place place)
      implements Serializable {}

  private LayerArguments(Place place, Map<String, Given> values) {
    this.place = place;
    this.values = values;
  }

  /** No arguments at all. */
  static LayerArguments none(Place place) {
    return new LayerArguments(place, new LinkedHashMap<>());
  }

  static LayerArguments read(YamlMapping mapping, Findings findings) {
    Map<String, Given> values = new LinkedHashMap<>();
    for (Map.Entry<String, Place> key : mapping.keys().entrySet()) {
      Optional<YamlMapping.Value> value = mapping.get(key.getKey());
      if (value.isPresent()) {
        ArrayList<String> items = new ArrayList<>();
        for (YamlMapping.Value item : value.get().items()) {
          item.text(findings).ifPresent(items::add);
        }
        values.put(key.getKey(), new Given(items, value.get().isList(), value.get().place()));
      }
    }
    return new LayerArguments(mapping.place(), values);
  }

  /** The same, before anything has been asked for. */
  LayerArguments unread() {
    return new LayerArguments(place, values);
  }

  /** Refuses names that nobody has asked for, which would be given in vain. */
  void refuseOthers(String what) {
    for (Map.Entry<String, Given> value : values.entrySet()) {
      String name = value.getKey();
      if (!asked.contains(name) && !IDLE.contains(name)) {
        throw new NetworkMisfit(
            value.getValue().place(),
            "\"%s\" takes no \"%s\"".formatted(what, name),
            asked.isEmpty()
                ? "remove it"
                : Spelling.suggest(
                    name, asked, "it takes " + String.join(", ", new TreeSet<>(asked))));
      }
    }
  }

  Place place() {
    return place;
  }

  Place place(String name) {
    Given there = values.get(name);
    return there == null ? place : there.place();
  }

  boolean has(String name) {
    return given(name) != null;
  }

  private @Nullable Given given(String name) {
    asked.add(name);
    return values.get(name);
  }

  boolean isText(String name, String text) {
    Given given = given(name);
    return given != null && given.items().equals(List.of(text));
  }

  /** Refuses a value other than one. */
  void only(String name, String value, String remedy) {
    String given = text(name, value);
    if (!given.equals(value)) {
      throw new NetworkMisfit(
          place(name), "%s is %s, which is not supported".formatted(name, given), remedy);
    }
  }

  String text(String name, String otherwise) {
    Given given = given(name);
    if (given == null) {
      return otherwise;
    }
    if (given.isList() || given.items().size() != 1) {
      throw new NetworkMisfit(place(name), name + " must be a single value", "write one value");
    }
    return given.items().get(0);
  }

  boolean flag(String name, boolean otherwise) {
    String text = text(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      throw new NetworkMisfit(
          place(name), "%s \"%s\" is neither true nor false".formatted(name, text), "write one");
    }
    return text.equals("true");
  }

  double number(String name, double otherwise) {
    return has(name) ? parse(name, text(name, "")) : otherwise;
  }

  private double parse(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new NetworkMisfit(
          place(name), "%s \"%s\" is not a number".formatted(name, text), "write a number");
    }
  }

  private int whole(String name, String text) {
    double number = parse(name, text);
    if (number != Math.rint(number) || Math.abs(number) > 1e9) {
      throw new NetworkMisfit(
          place(name), "%s \"%s\" is not a whole number".formatted(name, text), "write one");
    }
    return (int) number;
  }

  private int atLeast(int least, String name, int number) {
    if (number < least) {
      throw new NetworkMisfit(
          place(name), name + " is " + number, "write a number of at least " + least);
    }
    return number;
  }

  /** A number of elements, channels or groups, which must be given. */
  int size(String name) {
    if (!has(name)) {
      throw new NetworkMisfit(place, "\"" + name + "\" is missing", "add it");
    }
    return atLeast(1, name, whole(name, text(name, "")));
  }

  int size(String name, int otherwise) {
    return has(name) ? size(name) : otherwise;
  }

  /** A whole number of either sign. */
  int whole(String name, int otherwise) {
    return has(name) ? whole(name, text(name, "")) : otherwise;
  }

  /** One size or step for each axis, or one for all; {@code otherwise} when there are none. */
  int[] axes(String name, int axes, int @Nullable [] otherwise) {
    return axes(1, name, axes, otherwise);
  }

  /** The same of what is added around the axes: none unless it is given. */
  int[] padding(String name, int axes) {
    return axes(0, name, axes, new int[axes]);
  }

  private int[] axes(int least, String name, int axes, int @Nullable [] otherwise) {
    Given given = given(name);
    if (given == null) {
      if (otherwise == null) {
        throw new NetworkMisfit(place, "\"" + name + "\" is missing", "add it");
      }
      return otherwise;
    }
    List<String> items = given.items();
    if (items.size() != axes && items.size() != 1) {
      throw new NetworkMisfit(
          given.place(),
          "%s has %d numbers, not %d".formatted(name, items.size(), axes),
          "give one for each axis, or one for all");
    }
    int[] numbers = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      int number = whole(name, items.get(items.size() == 1 ? 0 : axis));
      numbers[axis] = atLeast(least, name, number);
    }
    return numbers;
  }

  /** All numbers of a list, or the one. */
  int[] list(String name) {
    Given given = given(name);
    if (given == null) {
      throw new NetworkMisfit(place, "\"" + name + "\" is missing", "add it");
    }
    return given.items().stream().mapToInt(item -> whole(name, item)).toArray();
  }
}
