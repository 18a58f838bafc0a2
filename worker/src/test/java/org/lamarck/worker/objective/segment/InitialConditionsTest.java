package org.lamarck.worker.objective.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.Reassignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.OdeModelBuilder;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

/**
 * How segments begin, with derivatives by two coordinates forwards and backwards. The model has the
 * constants k, m = 2k and idle = 5, and states X, which begins at k·m, and Y.
 */
class InitialConditionsTest {
  private static final int CONSTANTS = 3;
  private static final int STATES = 2;
  private static final double[] POINT = {2, 3};
  private static final double H = 1e-5;

  /** ∂y/∂θ of the end of a segment that is made up: states are linear in θ. */
  private static final double[] SLOPES = {0.5, -1, 2, 4};

  private final OdeModel model = model();
  private final ParameterFormulas.Builder builder =
      new ParameterFormulas.Builder(
          new ParameterMap(
              new EstimationProblem(
                  "p",
                  model,
                  List.of(parameter("a"), parameter("b")),
                  List.of(),
                  List.of(),
                  List.of(),
                  MisfitLoss.NEGATIVE_LOG_LIKELIHOOD)));
  private final int[] slots = {slot("a * b"), slot("a"), slot("b")};
  private final ParameterFormulas formulas = builder.build();

  /** k is a·b, and Y begins at b·k + a. */
  private final ModelStart start =
      new ModelStart(
          0,
          InitialValues.of(
              model, List.of("k"), Map.of("Y", formula("b * k + a")), List.of("a", "b")),
          slots,
          formulas);

  private final SegmentPlan first =
      new SegmentPlan(
          new SegmentPlan.Span("e", 0, false, List.of(1.0), false, List.of(), List.of()),
          null,
          start,
          Set.of(0),
          STATES,
          CONSTANTS);

  private static OdeModel model() {
    OdeModelBuilder builder = new OdeModelBuilder("m");
    Expression k = builder.constant("k", 1);
    Expression m = builder.constant("m", k.times(builder.number(2)));
    builder.constant("idle", 5);
    builder.state("X", k.times(m));
    builder.state("Y", 3);
    return builder.build();
  }

  private static Parameter parameter(String id) {
    return new Parameter(id, Scale.LIN, 0, 10, 1, true, null);
  }

  private Expression formula(String text) {
    try {
      return FormulaParser.parse(model.pool(), text);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private int slot(String text) {
    return builder.slot(formula(text));
  }

  private ParameterValues at(double... point) {
    ParameterValues values = formulas.newValues();
    values.evaluate(point);
    return values;
  }

  /** Constants, then states. */
  private static double[] begun(InitialConditions.Workspace workspace) {
    double[] p = new double[CONSTANTS];
    double[] y = new double[STATES];
    workspace.values(p, y);
    double[] all = Arrays.copyOf(p, CONSTANTS + STATES);
    System.arraycopy(y, 0, all, CONSTANTS, STATES);
    return all;
  }

  /** Where the first segment has ended at a point: the constants of its start, other states. */
  private SegmentState end(double... point) {
    SegmentState end = new SegmentState(STATES, CONSTANTS, start.constants().size());
    InitialConditions.Workspace workspace = start.newWorkspace(at(point), null);
    workspace.values(end.p, end.y);
    workspace.differentiate(end.entries);
    for (int i = 0; i < STATES; i++) {
      end.y[i] = 1 + SLOPES[2 * i] * point[0] + SLOPES[2 * i + 1] * point[1];
    }
    assertThat(first.coordinates()).containsExactly(0, 1);
    end.s = SLOPES.clone();
    return end;
  }

  /** X ← X + b·k, k ← k/Y: by the values before, all at once. */
  private Continuation continuation() {
    return new Continuation(
        1,
        Reassignment.of(
            model, Map.of("X", formula("X + b * k"), "k", formula("k / Y")), List.of("b")),
        new int[] {slots[2]},
        formulas,
        first);
  }

  /** (constants + states) × 2 of the derivatives that a workspace tells, after its values. */
  private static double[][] told(
      InitialConditions conditions, InitialConditions.Workspace workspace) {
    double[][] jacobian = new double[CONSTANTS + STATES][2];
    ConstantPattern pattern = conditions.constants();
    double[] entries = new double[pattern.size()];
    workspace.differentiate(entries);
    for (int e = 0; e < entries.length; e++) {
      jacobian[pattern.constant(e)][pattern.coordinate(e)] = entries[e];
    }
    double[] s = new double[STATES * 2];
    workspace.carry(new int[] {0, 1}, s);
    for (int i = 0; i < STATES; i++) {
      jacobian[CONSTANTS + i] = Arrays.copyOfRange(s, 2 * i, 2 * i + 2);
    }
    return jacobian;
  }

  private static double[] moved(int coordinate, double by) {
    double[] point = POINT.clone();
    point[coordinate] += by;
    return point;
  }

  @Test
  void aStartIsWhatItsFormulasSay() {
    // k = 6, m = 12, X = 72, Y = 3·6 + 2
    assertThat(begun(start.newWorkspace(at(POINT), null))).containsExactly(6, 12, 5, 72, 20);
    assertThat(start.stateCoordinates()).containsExactly(0, 1);
    assertThat(start.constants().coordinates()).containsOnlyKeys(0, 1); // not idle
  }

  @Test
  void derivativesOfAStartAreThoseOfDifferences() {
    InitialConditions.Workspace workspace = start.newWorkspace(at(POINT), null);
    begun(workspace);
    double[][] told = told(start, workspace);
    for (int j = 0; j < 2; j++) {
      double[] above = begun(start.newWorkspace(at(moved(j, H)), null));
      double[] below = begun(start.newWorkspace(at(moved(j, -H)), null));
      for (int i = 0; i < above.length; i++) {
        // quadratic in each coordinate: rounding of 72 over h alone
        assertThat(told[i][j]).isCloseTo((above[i] - below[i]) / (2 * H), within(1e-8));
      }
    }
  }

  @Test
  void aContinuationGoesOnByTheValuesBefore() {
    // the end: X = −1, Y = 17, k = 6
    double[] begun = begun(continuation().newWorkspace(at(POINT), end(POINT)));
    assertThat(begun).containsExactly(6.0 / 17, 12, 5, -1 + 3 * 6, 17);
  }

  @Test
  void derivativesOfAContinuationAreThoseOfDifferences() {
    Continuation continuation = continuation();
    InitialConditions.Workspace workspace = continuation.newWorkspace(at(POINT), end(POINT));
    begun(workspace);
    double[][] told = told(continuation, workspace);
    for (int j = 0; j < 2; j++) {
      double[] high = moved(j, H);
      double[] low = moved(j, -H);
      double[] above = begun(continuation.newWorkspace(at(high), end(high)));
      double[] below = begun(continuation.newWorkspace(at(low), end(low)));
      for (int i = 0; i < above.length; i++) {
        // h² of a third derivative below 1, rounding of 20 over h
        assertThat(told[i][j]).isCloseTo((above[i] - below[i]) / (2 * H), within(1e-8));
      }
    }
  }

  /** wᵀ(J) = (Jᵀw)ᵀ for weights w of what begins. */
  @Test
  void theTransposeOfAStartIsThatOfItsDerivatives() {
    InitialConditions.Workspace workspace = start.newWorkspace(at(POINT), null);
    begun(workspace);
    double[][] told = told(start, workspace);
    double[] pBar = {0.3, -2, 7};
    double[] yBar = {1.5, 0.25};
    double[] gradient = new double[2];
    workspace.transpose(yBar, pBar, gradient);
    for (int j = 0; j < 2; j++) {
      assertThat(gradient[j]).isCloseTo(weighted(told, pBar, yBar, j), within(1e-12));
    }
  }

  /** What goes to the end before and what goes to the parameters at once are all there is. */
  @Test
  void theTransposeOfAContinuationIsThatOfItsDerivatives() {
    Continuation continuation = continuation();
    SegmentState end = end(POINT);
    InitialConditions.Workspace workspace = continuation.newWorkspace(at(POINT), end);
    begun(workspace);
    double[][] told = told(continuation, workspace);
    double[] pBar = {0.3, -2, 7};
    double[] yBar = {1.5, 0.25};
    double[] gradient = new double[2];
    workspace.transpose(yBar, pBar, gradient);
    for (int i = 0; i < STATES; i++) {
      for (int j = 0; j < 2; j++) {
        gradient[j] += end.yBar[i] * end.s[2 * i + j];
      }
    }
    for (int e = 0; e < end.entries.length; e++) {
      gradient[start.constants().coordinate(e)] +=
          end.pBar[start.constants().constant(e)] * end.entries[e];
    }
    for (int j = 0; j < 2; j++) {
      assertThat(gradient[j]).isCloseTo(weighted(told, pBar, yBar, j), within(1e-12));
    }
    assertThat(end.pBar[2]).isEqualTo(7); // idle stays what it was
  }

  private static double weighted(double[][] jacobian, double[] pBar, double[] yBar, int column) {
    double sum = 0;
    for (int i = 0; i < CONSTANTS + STATES; i++) {
      sum += (i < CONSTANTS ? pBar[i] : yBar[i - CONSTANTS]) * jacobian[i][column];
    }
    return sum;
  }
}
