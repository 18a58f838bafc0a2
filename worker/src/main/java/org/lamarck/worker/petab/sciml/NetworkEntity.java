package org.lamarck.worker.petab.sciml;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the column modelEntityId of a mapping table says of a network.
 *
 * @param network its id
 * @param argument of an input or output: which; −1 of parameters
 * @param index of an element; null for a whole array
 * @param layer of parameters: of this layer alone
 * @param array of parameters: of this array of the layer alone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NetworkEntity(
    String network,
    Kind kind,
    int argument,
    int @Nullable [] index,
    @Nullable String layer,
    @Nullable String array) {
  /** Indices that a number holds. */
  private static final String NUMBER = "\\d{1,9}";

  private static final String INDEX = NUMBER + "(?:\\s*,\\s*" + NUMBER + ")*";
  private static final Pattern FORM =
      Pattern.compile(
          "(\\w+)\\.(?:(inputs|outputs)\\[(%1$s)](?:\\[(%2$s)])?".formatted(NUMBER, INDEX)
              + "|parameters(?:\\[(\\w+)](?:\\.(\\w+)(?:\\[(%s)])?)?)?)".formatted(INDEX));

  /** The parts of a network that have names. */
  enum Kind {
    INPUT,
    OUTPUT,
    PARAMETERS
  }

  static Optional<NetworkEntity> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String network = form.group(1);
    if (form.group(2) == null) {
      return Optional.of(
          new NetworkEntity(
              network, Kind.PARAMETERS, -1, index(form.group(7)), form.group(5), form.group(6)));
    }
    Kind kind = form.group(2).equals("inputs") ? Kind.INPUT : Kind.OUTPUT;
    int argument = Integer.parseInt(form.group(3));
    return Optional.of(
        new NetworkEntity(network, kind, argument, index(form.group(4)), null, null));
  }

  private static int @Nullable [] index(@Nullable String text) {
    return text == null
        ? null
        : Arrays.stream(text.split("\\s*,\\s*")).mapToInt(Integer::parseInt).toArray();
  }

  /** How much of a network's parameters is meant: the more specific rows count. */
  int specificity() {
    return layer == null ? 0 : array == null ? 1 : index == null ? 2 : 3;
  }

  /** Whether an element of a parameter array is meant. */
  boolean covers(NetworkWeight weight) {
    return network.equals(weight.network())
        && (layer == null || layer.equals(weight.layer()))
        && (array == null || array.equals(weight.array()))
        && (index == null || Arrays.equals(index, weight.index()));
  }
}
