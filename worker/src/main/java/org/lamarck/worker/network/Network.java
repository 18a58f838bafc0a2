package org.lamarck.worker.network;

import java.io.Serializable;
import java.util.List;
import org.lamarck.worker.petab.table.Place;

/**
 * A network as its YAML file says it: layers, and the order in which they and functions are
 * applied.
 *
 * @param id the name in its file
 * @param inputs the names of what the forward pass is given, in order
 * @param layers each with a name
 * @param forward arguments stand before what uses them
 */
public record Network(
    String id, List<String> inputs, List<Layer> layers, List<Call> forward, Place place)
    implements Serializable {

  /** A layer: what has parameters. */
  public record Layer(String id, String kind, LayerArguments arguments, Place place)
      implements Serializable {
    /** The same, of whose arguments nobody has asked for any. */
    Layer unread() {
      return new Layer(id, kind, arguments.unread(), place);
    }
  }

  /**
   * An application of a layer or function.
   *
   * @param name of the result
   * @param target the layer's or the function's name
   * @param arguments names of earlier results, or numbers
   */
  public record Call(
      String name,
      Operation operation,
      String target,
      List<String> arguments,
      LayerArguments named,
      Place place)
      implements Serializable {}

  /** What a call is. */
  public enum Operation {
    PLACEHOLDER,
    LAYER,
    FUNCTION,
    OUTPUT
  }
}
