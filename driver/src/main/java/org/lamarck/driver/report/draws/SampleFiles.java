package org.lamarck.driver.report.draws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.report.page.Table;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.sampling.Convergence;

/**
 * Draws from a posterior as files: all of them in one table, what they tell of each parameter in
 * another, and each chain in the columns of CmdStan, which ArviZ and posterior (R) read.
 */
public final class SampleFiles {
  /** Names of the files. */
  public static final String NAMES = "(draws|summary)\\.tsv|sample-\\d+\\.csv";

  private SampleFiles() {}

  /** The files by name; no summary of fewer than 4 draws a chain. */
  public static Map<String, String> of(Samples samples) {
    Map<String, String> files = new LinkedHashMap<>();
    List<List<Draw>> chains = samples.sampled().chains();
    for (int c = 0; c < chains.size(); c++) {
      files.put("sample-%d.csv".formatted(c + 1), chain(samples, chains.get(c)));
    }
    files.put("draws.tsv", draws(samples));
    if (!samples.marginals().isEmpty()) {
      files.put("summary.tsv", summary(samples));
    }
    return files;
  }

  /**
   * A file of a folder that is not of draws: it is somebody's, and nothing is written beside it.
   */
  public static Optional<String> stranger(Store folder) throws IOException {
    return folder.list().stream().filter(name -> !name.matches(NAMES)).findFirst();
  }

  /** Writes the files, and removes those of chains before. */
  public static void write(Samples samples, Store folder) throws IOException {
    Map<String, String> files = of(samples);
    for (String name : folder.list()) {
      if (name.matches(NAMES) && !files.containsKey(name)) {
        folder.delete(name);
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      folder.write(file.getKey(), file.getValue());
    }
  }

  /** The draws of one chain in the columns of CmdStan, parameters on the linear scale. */
  static String chain(Samples samples, List<Draw> draws) {
    StringBuilder text = new StringBuilder("lp__,accept_stat__,n_leapfrog__,divergent__");
    samples.searched().forEach(parameter -> text.append(',').append(name(parameter.id())));
    text.append('\n');
    for (Draw draw : draws) {
      text.append(-draw.value()).append(',').append(draw.acceptance());
      text.append(',').append(draw.leaps()).append(',').append(draw.isDivergent() ? 1 : 0);
      for (int i = 0; i < samples.searched().size(); i++) {
        text.append(',').append(samples.linear(draw, i));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** A name as a cell: in quotes where it would not be one (RFC 4180). */
  private static String name(String id) {
    return id.matches("[^,\"\\r\\n]*") ? id : "\"" + id.replace("\"", "\"\"") + "\"";
  }

  /**
   * A row for each draw: its chain and its place there, both from 1, the logarithm of the density
   * on the scales of the search but for a constant, and the parameters on the linear scale.
   */
  static String draws(Samples samples) {
    List<String> header = new ArrayList<>(List.of("chain", "draw", "lp"));
    samples.searched().forEach(parameter -> header.add(parameter.id()));
    Table table = new Table(header.toArray(String[]::new));
    List<List<Draw>> chains = samples.sampled().chains();
    for (int c = 0; c < chains.size(); c++) {
      for (int k = 0; k < chains.get(c).size(); k++) {
        Draw draw = chains.get(c).get(k);
        String[] cells = new String[header.size()];
        cells[0] = Integer.toString(c + 1);
        cells[1] = Integer.toString(k + 1);
        cells[2] = Table.number(-draw.value());
        for (int i = 0; i < samples.searched().size(); i++) {
          cells[3 + i] = Table.number(samples.linear(draw, i));
        }
        table.row(cells);
      }
    }
    return table.toString();
  }

  /** A row for each parameter, on the linear scale. */
  static String summary(Samples samples) {
    Table table =
        new Table(
            "parameterId", "mean", "sd", "mcse", "q5", "q50", "q95", "rhat", "essBulk", "essTail");
    for (int i = 0; i < samples.marginals().size(); i++) {
      Samples.Marginal marginal = samples.marginals().get(i);
      Convergence known = marginal.convergence();
      table.row(
          samples.searched().get(i).id(),
          Table.number(known.mean()),
          Table.number(known.deviation()),
          Table.number(known.error()),
          Table.number(marginal.low()),
          Table.number(marginal.median()),
          Table.number(marginal.high()),
          Table.number(known.potential()),
          Table.number(known.bulk()),
          Table.number(known.tail()));
    }
    return table.toString();
  }
}
