package org.lamarck.worker.stochastic.fit;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.stochastic.gradient.Estimators;

/** What a random process shall do. */
public sealed interface StochasticTarget extends Serializable {
  /** What is observed, over quantities of the model. */
  List<Expression> formulas();

  /** The last time that is looked at. */
  double end();

  /** Up to how many states the master equation is solved for; 0 for runs. */
  int states();

  /**
   * Expectations at times: Σ ((E f(t) − value)/scale)².
   *
   * @param rows each with a formula
   * @param estimator of derivatives; null where values are enough
   * @param states up to how many the master equation is solved for; 0 for runs
   */
  record Expectations(List<Row> rows, @Nullable Estimators estimator, int states)
      implements StochasticTarget {
    public Expectations {
      rows = List.copyOf(rows);
    }

    @Override
    public List<Expression> formulas() {
      return rows.stream().map(Row::of).toList();
    }

    @Override
    public double end() {
      return rows.stream().mapToDouble(Row::time).max().orElse(1);
    }
  }

  /** What an expectation shall be. */
  record Row(Expression of, double time, double value, double scale) implements Serializable {}

  /**
   * How often numbers were seen at times: the negative log-likelihood −Σ n ln P(f(t) = value).
   *
   * @param states up to how many the master equation is solved for
   */
  record Distribution(List<Count> counts, int states) implements StochasticTarget {
    public Distribution {
      counts = List.copyOf(counts);
    }

    @Override
    public List<Expression> formulas() {
      return counts.stream().map(Count::isSo).toList();
    }

    @Override
    public double end() {
      return counts.stream().mapToDouble(Count::time).max().orElse(1);
    }
  }

  /**
   * How often a number was seen.
   *
   * @param isSo 1 where the observable has that number, else 0
   */
  record Count(Expression isSo, double time, double count) implements Serializable {}

  /**
   * The frequency at which something goes up and down: ln² of its ratio to the one that is wanted.
   * It is where the mean power spectrum of the runs of a draw is highest.
   *
   * @param target cycles per unit of time
   * @param start of what is looked at, so that the beginning does not count
   * @param end of it
   * @param steps equal intervals between both
   */
  record Frequency(Expression of, double target, double start, double end, int steps)
      implements StochasticTarget {
    @Override
    public List<Expression> formulas() {
      return List.of(of);
    }

    @Override
    public int states() {
      return 0;
    }
  }
}
