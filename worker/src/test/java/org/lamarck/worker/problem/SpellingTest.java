package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void closeNamesDifferByOneEditOfFewLettersAndTwoOfMany() {
    assertThat(Spelling.isClose("noise_distribution", "noiseDistribution")).isTrue();
    assertThat(Spelling.isClose("Noise Distributon", "noiseDistribution")).isTrue();
    assertThat(Spelling.isClose("noiseDistribuiton", "noiseDistribution"))
        .as("an exchange of neighbours is one edit")
        .isTrue();
    assertThat(Spelling.isClose("sd1", "sd2")).isTrue();
    assertThat(Spelling.isClose("k12", "k34")).isFalse();
    assertThat(Spelling.isClose("observable", "obsrvble")).isTrue();
    assertThat(Spelling.isClose("observable", "obsrvbl")).isFalse();
  }

  @Test
  void theClosestNameIsSuggestedNotTheFirst() {
    List<String> known = List.of("k_on_2", "k_off_2", "k_off_1");
    assertThat(Spelling.suggest("k_off1", known, "remove it"))
        .isEqualTo("write \"k_off_1\" if that is meant, else remove it");
    assertThat(Spelling.suggest("Vmax", known, "remove it")).isEqualTo("remove it");
    assertThat(Spelling.suggest("Vmax", List.of(), "remove it")).isEqualTo("remove it");
  }

  @Test
  void wordsOfAListAreNearWithinAThirdOfTheirLetters() {
    List<String> words = List.of("fit", "fit-all", "evaluate", "report");
    assertThat(Spelling.nearest("ift", words)).contains("fit");
    assertThat(Spelling.nearest("EVALUTAE", words)).contains("evaluate");
    assertThat(Spelling.nearest("evlt", words)).isEmpty(); // four edits
    assertThat(Spelling.nearest("simulate", words)).isEmpty();
    assertThat(Spelling.remedy("reprot", words)).isEqualTo("write report");
    assertThat(Spelling.remedy("x", words))
        .isEqualTo("write one of fit, fit-all, evaluate, report");
  }
}
