package org.lamarck.driver.engine;

class LocalEngineOfTwoThreadsTest extends EngineContract {
  @Override
  Engine engine() {
    return LocalEngine.ofThreads(2);
  }
}
