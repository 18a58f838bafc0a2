package org.lamarck.driver.around;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.driver.PublicData;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.SourceRun;

/** What is flat by structure in published problems, which their formulas show as well. */
@Tag("slow")
class PublishedNullSpacesTest {
  @ParameterizedTest
  @CsvSource({
    "Boehm_JProteomeRes2014, ''",
    "Blasi_CellSystems2016, ''",
    // a rate that two others are told relative to is also a factor of its own
    "Rahman_MBS2016, ''",
    "Sneyd_PNAS2002, k1 k_1 l2 l_2 k4 k_4 l6 l_6",
    "Brannmark_JBC2010, k21 k22 k1c k1g",
    "Raia_CancerResearch2011, CD274mRNA_production scaling_CD274mRNA SOCS3mRNA_production"
        + " scaling_SOCS3mRNA SOCS3_accumulation",
    // p13 and pu6 are told from each other elsewhere
    "Weber_BMC2015, m33 p33",
    "Crauste_CellSystems2017, ''",
    "Schwen_PONE2014, ''",
    "Zheng_PNAS2012, ''",
  })
  void onlyWhatOthersMakeUpForEverywhereIsFlat(String problem, String expected) throws Exception {
    Path yaml = PublicData.at("petab-benchmark/" + problem + "/" + problem + ".yaml");
    Map<Key, String> settings = Map.of(Key.START, "nominal", Key.HIERARCHICAL, "off");
    SourceRun run =
        Fitting.compile(
            yaml.toString(), SettingsReader.read(settings, Optional.empty(), new Properties()));
    Set<String> flat =
        StructuralCheck.flat(run, run.startPoints("nominal", List.of(Map.of())).points().get(0))
            .keySet()
            .stream()
            .map(i -> run.searched().get(i).id())
            .collect(Collectors.toSet());
    assertThat(flat).isEqualTo(expected.isEmpty() ? Set.of() : Set.of(expected.split(" ")));
  }
}
