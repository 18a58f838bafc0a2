package org.lamarck.worker.neuron.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

class NetworkTrainingTest {
  private static final int EPOCHS = 2;

  private static List<Coordinate> coordinates(NetworkTask task) {
    List<Coordinate> coordinates = new ArrayList<>();
    for (int i = 0; i < task.trainables().size(); i++) {
      Transform.Sigmoid sigmoid = (Transform.Sigmoid) TutorialTask.transforms().get(i);
      coordinates.add(
          Coordinate.linear(task.trainables().get(i).name(), sigmoid.lower(), sigmoid.upper()));
    }
    return coordinates;
  }

  private static NetworkTraining training(DescentRule rule, int batch) {
    return new NetworkTraining(rule, TutorialTask.transforms(), batch, EPOCHS);
  }

  @Test
  void theTutorialsTrainingIsFollowedAndResumes() throws IOException {
    NetworkTask task = TutorialTask.task();
    List<Coordinate> coordinates = coordinates(task);
    Objective objective = new NetworkLoss(task, coordinates);
    SearchSpace space = SearchSpace.of(coordinates);
    int n = coordinates.size();
    NetworkTraining training = training(new DescentRule.OfAdam(Collections.nCopies(n, 0.01)), 4);
    Vector start = Vector.of(task.values());
    Refinement half = training.refine(objective, space, training.begin(start), 1);
    assertThat(half.termination()).isEqualTo(Termination.BUDGET);
    LocalState state = Objects.requireNonNull(half.resumable());
    Refinement whole = training.refine(objective, space, training.begin(start), EPOCHS);
    Refinement resumed = training.refine(objective, space, state, EPOCHS);
    assertThat(resumed.point()).isEqualTo(whole.point());
    assertThat(whole.termination()).isEqualTo(Termination.STEP);
    assertThat(whole.effort().gradients()).isEqualTo(EPOCHS * 25L);

    Training other = new Training(task, new BatchLoss(task, 4, 1 << 24), TutorialTask.transforms());
    Optimiser adam = Adam.of(0.01, n);
    Shuffle shuffle = new Shuffle(task.experiments().size());
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      other.epoch(shuffle.ofEpoch(epoch), adam);
    }
    double[] values = other.values();
    for (int i = 0; i < n; i++) { // batches are added up in another order
      assertThat(whole.point().get(i)).isCloseTo(values[i], within(1e-9 * Math.abs(values[i])));
    }
  }

  /**
   * Of batches values after an epoch are evaluated, of whole epochs they come with its gradient.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 25})
  void itsCourseIsTheLossBeforeAndAfterEachEpochHoweverItIsSliced(int batch) throws IOException {
    NetworkTask task = TutorialTask.task();
    List<Coordinate> coordinates = coordinates(task);
    Objective objective = new NetworkLoss(task, coordinates);
    SearchSpace space = SearchSpace.of(coordinates);
    DescentRule rule = new DescentRule.OfAdam(Collections.nCopies(coordinates.size(), 0.01));
    NetworkTraining training = new NetworkTraining(rule, TutorialTask.transforms(), batch, 3);
    LocalState begin = training.begin(Vector.of(task.values()));
    Refinement whole = training.refine(objective, space, begin, 3);
    double[] course = whole.course().toArray();
    assertThat(course).hasSize(4);
    assertThat(course[0]).isEqualTo(whole.startValue());
    assertThat(Arrays.stream(course).min().orElseThrow()).isEqualTo(whole.value());
    Refinement sliced = training.refine(objective, space, begin, 1);
    while (sliced.resumable() != null) {
      sliced = sliced.then(training.refine(objective, space, sliced.resumable(), 1));
    }
    assertThat(sliced.course()).isEqualTo(whole.course());
  }

  @Test
  void polyaksRuleDescendsAndMaskedCoordinatesStay() throws IOException {
    NetworkTask task = TutorialTask.task();
    List<Coordinate> coordinates = coordinates(task);
    Objective objective = new NetworkLoss(task, coordinates);
    int n = coordinates.size();
    List<Transform> transforms = new ArrayList<>(TutorialTask.transforms());
    transforms.set(0, new Transform.Masked(transforms.get(0), false));
    NetworkTraining training =
        new NetworkTraining(
            new DescentRule.OfPolyak(0.1, 0.9, Collections.nCopies(n, 1.0)), transforms, 0, 6);
    Vector start = Vector.of(task.values());
    Refinement made =
        training.refine(objective, SearchSpace.of(coordinates), training.begin(start), 6);
    double before = ((Evaluation.Finite) objective.evaluate(start, Derivatives.NONE)).value();
    assertThat(made.startValue()).isEqualTo(before);
    assertThat(((Evaluation.Finite) made.evaluation()).value()).isLessThan(0.9 * before);
    assertThat(made.point().get(0)).isEqualTo(start.get(0));
  }

  @Test
  void aStartThatCannotBeEvaluatedIsTold() {
    NetworkTraining training =
        new NetworkTraining(
            new DescentRule.OfAdam(List.of(0.1)), List.of(new Transform.Sigmoid(0, 1)), 0, 3);
    Evaluation.Failed failed =
        new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, "so");
    Refinement made =
        training.refine(
            (x, derivatives) -> failed,
            SearchSpace.of(List.of(Coordinate.linear("a", 0, 1))),
            training.begin(Vector.of(0.5)),
            3);
    assertThat(made.termination()).isEqualTo(Termination.FAILED);
    assertThat(made.evaluation()).isEqualTo(failed);
    assertThat(made.startValue()).isInfinite();
  }
}
