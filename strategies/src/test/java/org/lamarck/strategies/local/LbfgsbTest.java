package org.lamarck.strategies.local;

class LbfgsbTest implements LocalSearchContract, UnitsContract, OrderContract {
  @Override
  public LocalSearch search() {
    return Lbfgsb.DEFAULT;
  }

  @Override
  public int iterationsForIllConditioned() {
    // the Fortran code of the authors (SciPy 1.x, same memory) takes 114 to 152 to a gradient of
    // 1e-6
    return 200;
  }
}
