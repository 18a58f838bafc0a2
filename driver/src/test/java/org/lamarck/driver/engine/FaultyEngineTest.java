package org.lamarck.driver.engine;

class FaultyEngineTest extends EngineContract {
  @Override
  Engine engine() {
    return new FaultyEngine(7);
  }
}
