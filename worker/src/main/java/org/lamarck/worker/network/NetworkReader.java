package org.lamarck.worker.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads the YAML file of a network. */
public final class NetworkReader {
  private static final Map<String, Network.Operation> OPERATIONS =
      Map.of(
          "placeholder", Network.Operation.PLACEHOLDER,
          "call_module", Network.Operation.LAYER,
          "call_function", Network.Operation.FUNCTION,
          "call_method", Network.Operation.FUNCTION,
          "output", Network.Operation.OUTPUT);

  private final Findings findings;
  private final Map<String, Network.Layer> layers = new LinkedHashMap<>();
  private final List<Network.Call> calls = new ArrayList<>();
  private boolean hasTwins; // layers of one name: another one is then missing

  private NetworkReader(Findings findings) {
    this.findings = findings;
  }

  /**
   * Reads a network.
   *
   * @param named where the file is named
   * @return nothing when an error was found
   */
  public static Optional<Network> read(Path path, Place named, Findings findings) {
    return SourceText.read(path, named, findings)
        .flatMap(source -> YamlMapping.read(source, findings))
        .flatMap(root -> new NetworkReader(findings).read(root));
  }

  private Optional<Network> read(YamlMapping root) {
    root.expectOnly(List.of("nn_model_id", "inputs", "layers", "forward"), findings);
    Optional<String> id =
        root.require("nn_model_id", "the name of the network", findings)
            .flatMap(value -> value.text(findings));
    List<String> inputs = new ArrayList<>();
    for (YamlMapping item : items(root, "inputs", "the inputs")) {
      item.require("input_id", "the name of the input", findings)
          .flatMap(value -> value.text(findings))
          .ifPresent(inputs::add);
    }
    items(root, "layers", "the layers").forEach(this::layer);
    items(root, "forward", "what is applied to what").forEach(this::call);
    checkOrder();
    if (id.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    return Optional.of(
        new Network(id.get(), inputs, List.copyOf(layers.values()), calls, root.place()));
  }

  private List<YamlMapping> items(YamlMapping root, String key, String meaning) {
    return root.require(key, meaning, findings)
        .map(value -> value.mappings(findings))
        .orElse(List.of());
  }

  private Optional<String> text(YamlMapping mapping, String key, String meaning) {
    return mapping.require(key, meaning, findings).flatMap(value -> value.text(findings));
  }

  private LayerArguments arguments(YamlMapping mapping, String key) {
    return mapping
        .get(key)
        .filter(YamlMapping.Value::isMapping)
        .flatMap(value -> value.mapping(findings))
        .map(given -> LayerArguments.read(given, findings))
        .orElse(LayerArguments.none(mapping.place()));
  }

  private void layer(YamlMapping mapping) {
    Optional<String> id = text(mapping, "layer_id", "the name of the layer");
    Optional<String> kind = text(mapping, "layer_type", "what kind of layer it is");
    if (id.isEmpty() || kind.isEmpty()) {
      return;
    }
    Place place = mapping.get("layer_type").orElseThrow().place();
    if (!LayerKinds.isKnown(kind.get())) {
      findings.error(
          place,
          "layer \"%s\" is of an unknown kind, \"%s\"".formatted(id.get(), kind.get()),
          Spelling.suggest(
              kind.get(),
              LayerKinds.names(),
              "use one of " + String.join(", ", LayerKinds.names())));
    } // its calls are no faults
    Network.Layer layer =
        new Network.Layer(id.get(), kind.get(), arguments(mapping, "args"), place);
    if (layers.putIfAbsent(id.get(), layer) != null) {
      hasTwins = true;
      findings.error(
          mapping.place(), "there are two layers \"" + id.get() + "\"", "rename one of them");
    }
  }

  private void call(YamlMapping mapping) {
    Optional<String> name = text(mapping, "name", "the name of the result");
    Optional<String> operation =
        text(mapping, "op", "one of " + String.join(", ", OPERATIONS.keySet()));
    Optional<String> target = text(mapping, "target", "what is applied");
    if (name.isEmpty() || operation.isEmpty() || target.isEmpty()) {
      return;
    }
    Network.Operation known = OPERATIONS.get(operation.get());
    Place place = mapping.get("target").orElseThrow().place();
    if (known == null) {
      findings.error(
          mapping.get("op").orElseThrow().place(),
          "\"" + operation.get() + "\" is no operation",
          Spelling.suggest(operation.get(), OPERATIONS.keySet(), "write call_module"));
      return;
    }
    if (known == Network.Operation.LAYER && !layers.containsKey(target.get()) && !hasTwins) {
      findings.error(
          place,
          "there is no layer \"" + target.get() + "\"",
          Spelling.suggest(target.get(), layers.keySet(), "define it among the layers"));
    }
    if (known == Network.Operation.FUNCTION && !Functions.isKnown(target.get())) {
      findings.error(
          place,
          "\"" + target.get() + "\" is no known function",
          Spelling.suggest(
              target.get(),
              Functions.names(),
              "use one of " + String.join(", ", Functions.names())));
    }
    List<String> arguments = new ArrayList<>();
    mapping
        .get("args")
        .ifPresent(
            value -> {
              for (YamlMapping.Value item : value.items()) {
                for (YamlMapping.Value inner : item.items()) { // cat is given a list
                  inner.text(findings).ifPresent(arguments::add);
                }
              }
            });
    calls.add(
        new Network.Call(
            name.get(), known, target.get(), arguments, arguments(mapping, "kwargs"), place));
  }

  /** A graph without cycles can be written so that what is used stands before. */
  private void checkOrder() {
    Set<String> all = new HashSet<>();
    boolean twins = false;
    for (Network.Call call : calls) {
      if (!all.add(call.name()) && call.operation() != Network.Operation.OUTPUT) {
        findings.error(call.place(), "there are two \"" + call.name() + "\"", "rename one of them");
        twins = true;
      }
    }
    Set<String> before = new HashSet<>();
    boolean output = false;
    for (Network.Call call : calls) {
      for (String argument : call.arguments()) {
        if (before.contains(argument)
            || Functions.isNumber(argument)
            || (twins && !all.contains(argument))) { // maybe the name of one of the two
          continue;
        }
        findings.error(
            call.place(),
            all.contains(argument)
                ? "\"%s\" needs \"%s\", which stands behind it or needs it in turn"
                    .formatted(call.name(), argument)
                : "\"%s\" needs \"%s\", which is not there".formatted(call.name(), argument),
            all.contains(argument)
                ? "write it before, without a cycle"
                : Spelling.suggest(argument, all, "add it"));
      }
      before.add(call.name());
      output |= call.operation() == Network.Operation.OUTPUT;
    }
    if (!output && !calls.isEmpty()) {
      findings.error(
          calls.get(calls.size() - 1).place(), "the network has no output", "add op: output");
    }
  }
}
