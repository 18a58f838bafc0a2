package org.lamarck.driver.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.report.Json;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Measures calls as they are asked for, so that another program can be measured in turn with this
 * one. Each line of the input is a {@link BenchRequest} and is answered by one line, which is an
 * object with the key {@code error} when the request cannot be followed; before the first one, a
 * line tells of the problem.
 */
public final class BenchServer {
  private final BufferedReader in;
  private final PrintWriter out;
  private final Tolerances fallback;

  /**
   * A server.
   *
   * @param fallback the tolerances of requests that give none, and the scheme of all
   */
  public BenchServer(InputStream in, PrintWriter out, Tolerances fallback) {
    this.fallback = fallback;
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /** Answers until the input ends. */
  public void serve(String location) throws IOException, InputException, ConfigException {
    ServedProblem problem = ServedProblem.open(location, BenchRequest.parse("{}", fallback));
    answer(problem.heading());
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        BenchRequest request = BenchRequest.parse(line, fallback);
        if (request.open().isEmpty()) {
          answer(problem.measure(request));
        } else {
          problem = ServedProblem.open(request.open(), request);
          answer(problem.heading());
        }
      } catch (ConfigException | InputException e) {
        answer(Map.of("error", String.valueOf(e.getMessage())));
      }
    }
  }

  private void answer(Map<String, Object> answer) {
    out.print(Json.line(answer));
    out.flush();
  }
}
