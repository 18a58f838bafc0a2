package org.lamarck.worker.objective.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.objective.segment.SegmentPlan.Span;

/** Which segments one integration serves. */
class SpanTest {
  private static Span span(double start, boolean isOpen, Double... times) {
    return new Span("e", start, false, List.of(times), isOpen, List.of(), List.of());
  }

  private static Span steady(double start) {
    return new Span(
        "s", start, true, List.of(Double.POSITIVE_INFINITY), false, List.of(), List.of());
  }

  private static void assertJoins(boolean expected, Span one, Span other) {
    assertThat(one.joins(other)).isEqualTo(expected);
    assertThat(other.joins(one)).as("the other way round").isEqualTo(expected);
  }

  @Test
  void segmentsWithoutSuccessorsJoinWhateverTheirEnds() {
    assertJoins(true, span(0, false, 1.0, 2.0), span(0, false, 5.0));
    assertJoins(false, span(0, false, 1.0), span(0.5, false, 1.0));
  }

  @Test
  void steadyStatesJoinOnlyEachOther() {
    assertJoins(true, steady(0), steady(0));
    assertJoins(false, steady(0), steady(1));
    assertJoins(false, steady(0), span(0, false, 1.0));
  }

  /** Events at the end of an open segment belong to the one after it: none may look behind it. */
  @Test
  void anOpenSegmentJoinsWhatEndsBeforeItOrAsItDoes() {
    assertJoins(true, span(0, true, 4.0), span(0, true, 2.0, 4.0));
    assertJoins(false, span(0, true, 4.0), span(0, true, 5.0));
    assertJoins(true, span(0, true, 4.0), span(0, false, 1.0, 3.0));
    assertJoins(false, span(0, true, 4.0), span(0, false, 4.0));
    assertJoins(false, span(0, true, 4.0), span(0, false, 6.0));
  }

  @Test
  void measurementsFindTheirTimesInTheJoinedOne() {
    Span one =
        new Span("one", 0, false, List.of(1.0, 4.0), true, List.of(7, 8, 9), List.of(1, 0, 1));
    Span other = new Span("other", 0, false, List.of(0.5, 1.0), false, List.of(3), List.of(0));
    Span both = one.join(other);
    assertThat(both.id()).isEqualTo("one");
    assertThat(both.isOpen()).isTrue();
    assertThat(both.times()).containsExactly(0.5, 1.0, 4.0);
    assertThat(both.measurements()).containsExactly(7, 8, 9, 3);
    assertThat(both.timeIndex()).containsExactly(2, 1, 2, 0);
  }
}
