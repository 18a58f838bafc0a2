package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

class DependencyOrderTest {
  @Test
  void everyNameComesOnceAndBehindThoseItUses() {
    RandomStream random = RandomStream.of(3);
    for (int n = 0; n < 200; n++) {
      Map<String, List<String>> uses = new HashMap<>();
      int size = 1 + random.nextInt(30);
      for (int i = 0; i < size; i++) {
        List<String> used = new ArrayList<>();
        for (int j = 0; j < i; j++) {
          if (random.nextDouble() < 0.2) {
            used.add("q" + j);
          }
        }
        uses.put("q" + i, used);
      }
      List<String> order =
          DependencyOrder.of("q" + (size - 1), name -> uses.getOrDefault(name, List.of()));
      assertThat(order).doesNotHaveDuplicates().last().isEqualTo("q" + (size - 1));
      for (String name : order) {
        for (String used : uses.getOrDefault(name, List.of())) {
          assertThat(order.indexOf(used)).isBetween(0, order.indexOf(name) - 1);
        }
      }
    }
  }

  @Test
  void circlesEndAndLongChainsDoNotOverflow() {
    assertThat(DependencyOrder.of("a", name -> List.of(name.equals("a") ? "b" : "a")))
        .containsExactly("b", "a");
    int length = 200_000;
    List<String> chain =
        DependencyOrder.of(
            "0",
            name ->
                Integer.parseInt(name) == length
                    ? List.of()
                    : List.of(Integer.toString(Integer.parseInt(name) + 1)));
    assertThat(chain).hasSize(length + 1).startsWith(Integer.toString(length)).endsWith("0");
  }
}
