package org.lamarck.worker.petab.select;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.ModelHash;
import org.lamarck.strategies.selection.Setting;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes models in the format of PEtab Select (models.yaml of the standard). */
public final class ModelList {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(10_000).build();

  private ModelList() {}

  /**
   * A model that was calibrated.
   *
   * @param path of the problem that it is a variant of, absolute
   * @param criteria values by criterion
   * @param estimates values of all estimated parameters, on the linear scale
   * @param iteration of the search that asked for it
   * @param predecessor the model that it was compared with
   */
  public record Entry(
      CandidateModel model,
      String path,
      Map<Criterion, Double> criteria,
      Map<String, Double> estimates,
      int iteration,
      ModelHash predecessor) {}

  /**
   * A list of models as YAML.
   *
   * @param folder where the file will be; paths are relative to it where they can be
   * @param groups metaparameters
   */
  public static String write(List<Entry> entries, Path folder, Map<String, List<String>> groups) {
    return new Dump(SETTINGS)
        .dumpToString(entries.stream().map(one -> mapping(one, folder, groups)).toList());
  }

  /** One model as YAML, as {@link #write} has it in a list. */
  public static String write(Entry entry, Path folder, Map<String, List<String>> groups) {
    return new Dump(SETTINGS).dumpToString(mapping(entry, folder, groups));
  }

  private static Map<String, Object> mapping(
      Entry entry, Path folder, Map<String, List<String>> groups) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    CandidateModel model = entry.model();
    mapping.put("model_subspace_id", model.hash().subspace());
    mapping.put("model_subspace_indices", model.hash().options());
    Map<String, Object> criteria = new LinkedHashMap<>();
    entry
        .criteria()
        .forEach(
            (criterion, value) -> {
              if (!Double.isNaN(value)) {
                criteria.put(criterion.label(), value);
              }
            });
    mapping.put("criteria", criteria);
    mapping.put("model_hash", model.hash().toString());
    mapping.put("model_subspace_petab_yaml", relative(folder, entry.path()));
    mapping.put("estimated_parameters", new LinkedHashMap<>(entry.estimates()));
    mapping.put("iteration", entry.iteration());
    mapping.put("model_id", model.hash().toString());
    Map<String, Object> parameters = new LinkedHashMap<>();
    Map<String, Object> used = new LinkedHashMap<>();
    model
        .settings()
        .forEach(
            (id, setting) -> {
              parameters.put(id, value(setting));
              List<String> members = groups.get(id);
              if (members != null && !members.equals(List.of(id))) {
                used.put(id, new ArrayList<>(members));
              }
            });
    mapping.put("parameters", parameters);
    if (!used.isEmpty()) {
      mapping.put("metaparameters", used);
    }
    mapping.put("predecessor_model_hash", entry.predecessor().toString());
    return mapping;
  }

  private static Object value(Setting setting) {
    if (setting.estimated()) {
      return Setting.WORD;
    }
    boolean isWhole = setting.value() == Math.rint(setting.value()) && setting.value() < 1e15;
    return isWhole && setting.value() > -1e15
        ? (Object) (long) setting.value()
        : (Object) setting.value();
  }

  private static String relative(Path folder, String path) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path problem = Path.of(path);
    return Objects.equals(absolute.getRoot(), problem.getRoot())
        ? absolute.relativize(problem).toString().replace('\\', '/')
        : path;
  }
}
