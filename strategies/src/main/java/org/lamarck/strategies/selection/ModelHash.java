package org.lamarck.strategies.selection;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of a model: its subspace, and where it is in there. {@code M-012} has the first option
 * of the first parameter, the second of the second, the third of the third; options from the
 * eleventh on are letters, and where 62 characters do not do, numbers with points between.
 *
 * @param subspace the subspace's id
 * @param indices the options of the parameters, as written
 */
public record ModelHash(String subspace, String indices) implements Serializable {
  /** The model before the first one: no model is worse. */
  public static final ModelHash VIRTUAL = new ModelHash("virtual_initial_model", "");

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** The name of the model with these options. */
  public static ModelHash of(String subspace, List<Integer> indices) {
    boolean isShort = indices.stream().allMatch(index -> index < DIGITS.length());
    return new ModelHash(
        subspace,
        indices.stream()
            .map(index -> isShort ? DIGITS.substring(index, index + 1) : index.toString())
            .collect(Collectors.joining(isShort ? "" : ".")));
  }

  /**
   * The name that was written so; a subspace's id may have hyphens.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ModelHash parse(String text) {
    int hyphen = text.lastIndexOf('-');
    if (hyphen < 1) {
      throw new IllegalArgumentException(
          "\"%s\" is no hash of a model; write SUBSPACE-INDICES, such as M-011".formatted(text));
    }
    ModelHash hash = new ModelHash(text.substring(0, hyphen), text.substring(hyphen + 1));
    hash.options();
    return hash;
  }

  /**
   * The options of the parameters, from 0.
   *
   * @throws IllegalArgumentException when they are none
   */
  public List<Integer> options() {
    List<Integer> options = new ArrayList<>();
    if (indices.indexOf('.') >= 0) {
      for (String part : indices.split("\\.", -1)) {
        options.add(Integer.valueOf(part));
      }
      return options;
    }
    for (int i = 0; i < indices.length(); i++) {
      int option = DIGITS.indexOf(indices.charAt(i));
      if (option < 0) {
        throw new IllegalArgumentException(
            "\"%s\" in the hash %s stands for no option".formatted(indices.charAt(i), this));
      }
      options.add(option);
    }
    return options;
  }

  @Override
  public String toString() {
    return subspace + "-" + indices;
  }
}
