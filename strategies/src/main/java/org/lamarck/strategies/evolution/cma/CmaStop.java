package org.lamarck.strategies.evolution.cma;

/**
 * Why a CMA-ES run ends: Hansen (2016), appendix B.3, with the tolerances of pycma 4. Tolerances on
 * x are relative to the initial step size.
 */
public enum CmaStop {
  /** The values of the last generations and of the present one agree to 1e-11. */
  TOL_FUN,
  /** The best values of the last generations agree to 1e-12. */
  TOL_FUN_HIST,
  /** All standard deviations and the path are below 1e-11. */
  TOL_X,
  /** The largest standard deviation grew by 1e3: the initial one was far too small. */
  TOL_FAC_UP_X,
  /** C has a condition number above 1e14: its small directions are rounding errors. */
  CONDITION_COV,
  /** A tenth of a standard deviation along a principal axis does not change the mean. */
  NO_EFFECT_AXIS,
  /** A fifth of a standard deviation in a coordinate does not change the mean. */
  NO_EFFECT_COORD,
  /** Medians of best and of median values did not fall for a long time. */
  STAGNATION,
  /** Best and quantile value were equal in several generations: a plateau. */
  FLAT,
  /** 100 + 150 (n + 3)² / √λ generations. */
  MAX_ITERATIONS,
  /** Not one sample could be evaluated, in several generations in a row. */
  ALL_FAILED
}
