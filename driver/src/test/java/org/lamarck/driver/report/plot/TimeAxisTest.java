package org.lamarck.driver.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Reading;

class TimeAxisTest {
  private static TimeAxis axis(double... times) {
    List<FitPoint> points = new ArrayList<>();
    for (double time : times) {
      points.add(new FitPoint("y", "e", time, 1, 1, Noise.NORMAL, 1, 0, new Reading.Exact()));
    }
    return TimeAxis.of(points, 100, 400);
  }

  private static String drawn(TimeAxis axis) {
    Svg svg = new Svg(200, "t", "d");
    axis.draw(svg, 150, "time");
    return svg.toString();
  }

  @Test
  void evenTimesAreDrawnEvenlyFromZero() {
    TimeAxis axis = axis(2, 4, 6, 8, 10);
    assertThat(axis.at(0)).isEqualTo(100);
    assertThat(axis.at(5)).isCloseTo(250, within(1e-9));
    assertThat(axis.at(10)).isEqualTo(400);
    assertThat(axis.shows(0.001)).isTrue();
    assertThat(drawn(axis)).contains(">time<").doesNotContain("log scale", "∞");
  }

  @Test
  void timesThatCrowdAtTheBeginningAreDrawnByTheirLogarithm() {
    TimeAxis axis = axis(1, 2, 3, 5, 1000);
    assertThat(axis.at(1)).isCloseTo(100, within(1e-9));
    assertThat(axis.at(1000)).isCloseTo(400, within(1e-9));
    assertThat(axis.at(10) - axis.at(1)).isCloseTo(axis.at(100) - axis.at(10), within(1e-9));
    assertThat(drawn(axis)).contains("log scale");
  }

  @Test
  void oneLateTimeAloneDoesNotMakeALogarithm() {
    assertThat(drawn(axis(1, 2, 3, 4, 40))).doesNotContain("log scale"); // 40 is not 50 times 1
    assertThat(drawn(axis(1, 400, 500, 600, 1000))).doesNotContain("log scale"); // not crowded
    assertThat(drawn(axis(-5, 1, 2, 3, 1000))).doesNotContain("log scale"); // no logarithm
  }

  @Test
  void timeZeroHasItsRoomBesideALogarithm() {
    TimeAxis axis = axis(0, 1, 2, 3, 5, 1000);
    assertThat(axis.at(0)).isEqualTo(100);
    assertThat(axis.at(1)).isGreaterThan(134); // a gap of 34 pixels and the room before 1
    assertThat(axis.shows(0)).isTrue();
    assertThat(axis.shows(0.3)).isFalse(); // in the gap
    assertThat(axis.shows(0.7)).isTrue();
    assertThat(drawn(axis)).contains(">0<", "log scale");
  }

  @Test
  void aSteadyStateStandsAtTheEnd() {
    TimeAxis axis = axis(0, 5, 10, Double.POSITIVE_INFINITY);
    assertThat(axis.at(Double.POSITIVE_INFINITY)).isEqualTo(400);
    assertThat(axis.at(10)).isEqualTo(366);
    assertThat(drawn(axis)).contains("∞", "steady state");
  }

  @Test
  void oneTimeOrNoneIsDrawnWithoutAFault() {
    for (TimeAxis axis :
        List.of(axis(), axis(0), axis(7), axis(-3), axis(Double.POSITIVE_INFINITY))) {
      assertThat(drawn(axis)).doesNotContain("NaN", "Infinity");
      assertThat(axis.at(3)).isBetween(100.0, 400.0);
    }
  }

  @Test
  void aNameThatWasGivenIsShown() {
    Svg svg = new Svg(200, "t", "d");
    axis(1, 2).draw(svg, 150, "time [min] <b>");
    assertThat(svg.toString()).contains("time [min] &lt;b&gt;").doesNotContain("<b>");
  }
}
