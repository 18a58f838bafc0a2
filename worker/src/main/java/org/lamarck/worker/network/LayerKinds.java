package org.lamarck.worker.network;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lamarck.worker.array.Node;

/** The kinds of layers, by PyTorch's names. */
final class LayerKinds {
  private static final Map<String, Rule> RULES = rules();

  private LayerKinds() {}

  /** What a layer makes of its inputs. */
  interface Rule {
    Node apply(NetworkNodes nodes, Network.Layer layer, List<Node> inputs);
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new TreeMap<>();
    rules.put("Identity", (nodes, layer, inputs) -> inputs.get(0));
    rules.put("Linear", DenseLayers::linear);
    rules.put("Bilinear", DenseLayers::bilinear);
    rules.put("Flatten", DenseLayers::flatten);
    rules.put("LayerNorm", NormLayers::layer);
    rules.put("Dropout", (nodes, layer, inputs) -> DropoutLayers.plain(nodes, layer, inputs, 0));
    rules.put("AlphaDropout", DropoutLayers::alpha);
    rules.put("FeatureAlphaDropout", DropoutLayers::featureAlpha);
    for (int axes = 1; axes <= 3; axes++) {
      int d = axes;
      String end = d + "d";
      rules.put("Conv" + end, (n, l, x) -> ConvolutionLayers.convolution(n, l, x, d));
      rules.put("ConvTranspose" + end, (n, l, x) -> ConvolutionLayers.transposed(n, l, x, d));
      rules.put("MaxPool" + end, (n, l, x) -> PoolLayers.max(n, l, x, d));
      rules.put("AvgPool" + end, (n, l, x) -> PoolLayers.average(n, l, x, d));
      rules.put("LPPool" + end, (n, l, x) -> PoolLayers.norm(n, l, x, d));
      rules.put("AdaptiveMaxPool" + end, (n, l, x) -> PoolLayers.adaptive(n, l, x, d, true));
      rules.put("AdaptiveAvgPool" + end, (n, l, x) -> PoolLayers.adaptive(n, l, x, d, false));
      rules.put("BatchNorm" + end, (n, l, x) -> NormLayers.batch(n, l, x, d));
      rules.put("InstanceNorm" + end, (n, l, x) -> NormLayers.instance(n, l, x, d));
      rules.put("Dropout" + end, (n, l, x) -> DropoutLayers.plain(n, l, x, d));
    }
    for (String module :
        List.of(
            "ReLU",
            "ReLU6",
            "Hardtanh",
            "Hardswish",
            "SELU",
            "LeakyReLU",
            "GELU",
            "LogSigmoid",
            "Tanhshrink",
            "Softsign",
            "Softplus",
            "Tanh",
            "Sigmoid",
            "Hardsigmoid",
            "Mish",
            "ELU",
            "CELU",
            "Softmax",
            "LogSoftmax",
            "SiLU")) {
      String function =
          switch (module) {
            case "LeakyReLU" -> "leaky_relu";
            case "LogSigmoid" -> "log_sigmoid";
            case "LogSoftmax" -> "log_softmax";
            default -> module.toLowerCase(Locale.ROOT);
          };
      rules.put(module, (n, l, x) -> Functions.apply(n.graph(), function, l.arguments(), x));
    }
    return rules;
  }

  static boolean isKnown(String kind) {
    return RULES.containsKey(kind);
  }

  static Set<String> names() {
    return RULES.keySet();
  }

  static Node apply(NetworkNodes nodes, Network.Layer layer, List<Node> inputs) {
    Rule rule = RULES.get(layer.kind());
    if (rule == null) {
      throw new IllegalArgumentException("no layer of the kind " + layer.kind());
    }
    return rule.apply(nodes, layer, inputs);
  }
}
