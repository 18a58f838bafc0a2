package org.lamarck.driver.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a master before Spark does, which takes a minute to say that nobody listens. */
final class MasterUrl {
  private static final Pattern LOCAL =
      Pattern.compile("local(\\[(\\*|[1-9]\\d{0,3})(, ?\\d+)?]|-cluster\\[.+])?");
  private static final Pattern STANDALONE = Pattern.compile("spark://(.+)");
  private static final Pattern ADDRESS = Pattern.compile("([^:,/]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})");
  private static final Pattern MANAGED = Pattern.compile("yarn|k8s://.+");
  private static final int PATIENCE_MILLIS = 3000;

  private MasterUrl() {}

  /**
   * Complains about a master that cannot be meant, or does not answer.
   *
   * @param submitted whether spark-submit has prepared this process
   */
  static void check(String url, boolean submitted) {
    if (LOCAL.matcher(url).matches()) {
      return;
    }
    if (MANAGED.matcher(url).matches()) {
      if (!submitted) {
        throw unusable(
            "the master " + url + " needs what spark-submit prepares; start with spark-submit");
      }
      return;
    }
    Matcher standalone = STANDALONE.matcher(url);
    if (!standalone.matches()) {
      throw unusable(
          "the master (%s) is none that Spark knows; write one such as local[2] or spark://HOST:7077"
              .formatted(url));
    }
    List<String> silent = new ArrayList<>();
    for (String part : standalone.group(1).split(",", -1)) {
      Matcher address = ADDRESS.matcher(part.strip());
      if (!address.matches() || Integer.parseInt(address.group(2)) > 65535) {
        throw unusable(
            "the master (%s) has no port; write one such as spark://HOST:7077".formatted(url));
      }
      if (answers(address.group(1), Integer.parseInt(address.group(2)))) {
        return;
      }
      silent.add("spark://" + part.strip());
    }
    throw unusable(
        "no master answers at %s; start it, or correct the address"
            .formatted(String.join(", ", silent)));
  }

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false; // this is what was to be found out
    }
  }

  private static EngineException unusable(String message) {
    return new EngineException(EngineException.Kind.UNUSABLE, message);
  }
}
