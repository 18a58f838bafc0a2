package org.lamarck.worker.integrate;

import java.util.List;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.system.VectorField;
import org.lamarck.worker.tolerance.ErrorScale;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/**
 * Which method makes the next step. Nothing but the system and the point decide, so the same
 * problem has the same steps on each machine, and with derivatives or without.
 *
 * <p>An integration begins with Tsit5, as steps at the start are short. Where they are not short
 * for the system, as measured by hρ with the spectral radius ρ of J, Rodas5P is tried: how much
 * longer its steps may be only its own error estimate tells, as that of an explicit method grows
 * with powers of hJ. From then on it is known what hρ Tsit5 attains, hence by how many of its steps
 * one of Rodas5P would be replaced, and what they would cost. When they would cost less, Tsit5 goes
 * on; where that is so at the same hρ as before, Rodas5P is tried again only after many more steps.
 *
 * <p>Which of several explicit methods stands for Tsit5 here is the matter of {@link
 * ExplicitChoice}.
 *
 * <p>Steps of Tsit5 are never longer than stability permits. That the error test would see to it is
 * true of states, which may be as smooth as if there were no stiffness until rounding has grown to
 * the tolerance; the tangents have grown as much by then, and are of size 1.
 */
final class MethodChoice {
  /**
   * What Tsit5 is taken to attain at most when it is compared: beyond, it is stable and passes its
   * error test, but its errors, and those of tangents above all, are larger than those of Rodas5P.
   */
  private static final double ACCURATE = 1.0;

  /** A step of Tsit5 with an hρ of this part of the limit is long, and weighs 1. */
  private static final double LONG = 0.3;

  /** A step of Tsit5 with an hρ of this part of the limit is very long, and weighs 4. */
  private static final double VERY_LONG = 0.7;

  /** Long steps of this weight make Rodas5P be tried; then of four times as much each time. */
  private static final int PATIENCE = 8;

  /** So many steps of Rodas5P in a row that would cost less by Tsit5 make it take over. */
  private static final int ENOUGH = 3;

  /** Tsit5 costs less when it costs this part. */
  private static final double MARGIN = 0.8;

  /** Where Tsit5 would need so many times as many steps, Rodas5P does not ask at each step. */
  private static final double FAR = 30;

  /** So many steps it does not ask then, nor Tsit5 where its steps are short. */
  private static final int PAUSE = 7;

  /** ρ is estimated anew when the stages of a step show so many times as much. */
  private static final double SURPRISE = 1.5;

  /** A first step that Tsit5 needs so many steps for is left to Rodas5P. */
  private static final double MANY = 2;

  /** So many rejections in a row make Rodas5P take over. */
  private static final int REJECTIONS = 5;

  private static final Method IMPLICIT = Rodas5P.METHOD;

  private final Step step;
  private final boolean canBeExplicit;
  private final boolean mayTurn; // to the implicit method
  private final ExplicitChoice explicit;
  private final double cost; // of a step of the first explicit method, in those of Rodas5P
  private final SpectralRadius radius;
  private final ErrorScale errors;
  private final double[] scale;
  private final double[] jacobian;
  private Method method = IMPLICIT;
  private double rho;
  private double attained; // hρ of Tsit5 when Rodas5P took over
  private int tried; // attempts of the present step
  private int weight; // of long steps
  private int patience;
  private boolean isTrial;
  private int cheaper; // steps in a row for which Tsit5 costs less
  private boolean isDue; // ρ for the next step of Tsit5
  private int age; // of ρ, in steps of Tsit5
  private int pause; // steps of Rodas5P for which it does not ask
  private final boolean leavesStiffness;
  private int stiff; // steps that are as long as is stable, less the others

  MethodChoice(Step step, Tolerances tolerances, ErrorScale errors) {
    this.step = step;
    Stepping stepping = tolerances.stepping();
    List<Method> methods =
        stepping == Stepping.AUTO
            ? Methods.all().stream().filter(m -> !m.isImplicit()).toList()
            : List.of(Methods.of(stepping));
    this.canBeExplicit = methods.stream().allMatch(m -> !m.isImplicit() && m.suits(step.system()));
    if (!methods.stream().allMatch(m -> m.suits(step.system())) && stepping != Stepping.AUTO) {
      throw new IllegalArgumentException(
          methods.get(0).isImplicit()
              ? methods.get(0).name() + " needs J: let the field be Linearised, or take tsit5"
              : methods.get(0).name()
                  + " cannot integrate algebraic states, delays and fast reactions; leave the"
                  + " choice of the integrator to Lamarck (auto), or take Rodas5P");
    }
    this.mayTurn = stepping == Stepping.AUTO && IMPLICIT.suits(step.system());
    VectorField field = step.system().field();
    this.leavesStiffness = !mayTurn && field != null && field.leavesStiffness();
    this.explicit = new ExplicitChoice(methods, step, tolerances.relative());
    int states = step.system().structure().states();
    this.cost = cost(methods.get(0), step) / cost(IMPLICIT, step);
    this.radius = new SpectralRadius(step.stateJacobian().pattern(), states);
    this.errors = errors;
    this.scale = new double[states];
    this.jacobian = new double[step.stateJacobian().pattern().size()];
  }

  private static double cost(Method method, Step step) {
    return method.cost(step.system().structure(), step.lu());
  }

  /** An integration begins. */
  void begin() {
    explicit.begin();
    method = canBeExplicit ? explicit.method() : IMPLICIT;
    tried = 1;
    radius.begin();
    attained = ACCURATE;
    patience = PATIENCE;
    weight = 0;
    stiff = 0;
    isTrial = false;
    restart();
  }

  /** Whether it is left to others to go on, as stability alone bounds the steps. */
  boolean isLeft() {
    return stiff > PATIENCE;
  }

  /** The flow has been interrupted. */
  void restart() {
    explicit.restart();
    method = method.isImplicit() ? method : explicit.method();
    cheaper = 0;
    isDue = true;
  }

  /**
   * A first step has been proposed.
   *
   * @return whether the method is now another one, as Tsit5 would need many steps for that one
   */
  boolean restarted(double proposal) {
    if (!mayTurn || method.isImplicit() || !(proposal * rho > MANY * method.stability())) {
      return false;
    }
    attained = ACCURATE;
    turn(IMPLICIT);
    return true;
  }

  /** The method of the next step. */
  Method method() {
    return method;
  }

  /** The step stands where the next one begins; ρ is estimated there when it is due. */
  void beginStep() {
    if (!method.isImplicit() && isDue) {
      if (jacobian.length > 0 && step.evaluateJacobian()) {
        estimate();
      }
      isDue = false;
      age = 0;
    }
  }

  /** Estimates ρ at the start of the step. */
  private void estimate() {
    setScale(step.state());
    step.copyJacobian(jacobian);
    double estimate = radius.estimate(jacobian, scale);
    rho = Double.isFinite(estimate) ? estimate : rho;
  }

  /** The longest step that is stable. */
  double longest() {
    return method.isImplicit()
        ? Double.POSITIVE_INFINITY
        : Math.min(method.stability() / rho, explicit.longest());
  }

  /**
   * A step has been accepted.
   *
   * @param possible the size of the next one as far as errors tell
   */
  void accepted(double possible) {
    if (!canBeExplicit) {
      return;
    }
    if (!method.isImplicit()) {
      acceptedExplicit(possible);
    } else if (pause > 0) {
      pause--;
    } else {
      acceptedImplicit(possible);
    }
  }

  private void acceptedExplicit(double possible) {
    double limit = method.stability();
    double size = Math.min(limit, possible * rho);
    setScale(step.next());
    double stiffness = step.stiffness(scale);
    if (leavesStiffness) {
      stiff += stiffness > VERY_LONG * limit ? 1 : stiff > 0 ? -1 : 0;
    }
    age++;
    isDue = age > (size < LONG * limit ? PAUSE : 1) || stiffness > SURPRISE * step.size() * rho;
    weight += size < LONG * limit ? 0 : size < VERY_LONG * limit ? 1 : 4;
    if (weight >= patience && mayTurn) {
      attained = Math.min(size / explicit.cost(), ACCURATE);
      isTrial = true;
      explicit.restart();
      turn(IMPLICIT);
      return;
    }
    explicit.accepted(step.size(), tried);
    tried = 1;
    if (explicit.method() != method) {
      turn(explicit.method());
    }
  }

  private void acceptedImplicit(double possible) {
    estimate();
    double steps = possible * rho / attained;
    pause = steps > FAR ? PAUSE : 0;
    cheaper = cost * Math.max(1, steps) < MARGIN ? cheaper + 1 : 0;
    if (cheaper >= (isTrial ? 1 : ENOUGH)) {
      patience = steps > 0.5 ? Math.min(4 * patience, Integer.MAX_VALUE / 8) : patience;
      turn(explicit.method());
    }
    isTrial = false;
  }

  /**
   * A step has been rejected so many times in a row.
   *
   * @return whether the method is now another one
   */
  boolean rejected(int times) {
    tried = times + 1;
    if (!mayTurn || method.isImplicit() || times < REJECTIONS) {
      return false;
    }
    explicit.restart();
    turn(IMPLICIT);
    return true;
  }

  private void turn(Method next) {
    method = next;
    weight = 0;
    cheaper = 0;
    isDue = true;
    pause = 0;
  }

  /** Sizes of the states, to compare them with one another; 0 where nothing is known. */
  private void setScale(double[] y) {
    for (int s = 0; s < scale.length; s++) {
      scale[s] = errors.typical(s, y[s]);
    }
  }
}
