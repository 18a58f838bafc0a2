package org.lamarck.driver.engine;

class FaultyEngineTest extends EngineContract {
  @Override
  Engine engine() {
    return new FaultyEngine(7);
  }

  @Override
  boolean takesSeveral() {
    return false; // each is a chance to lose one
  }
}
