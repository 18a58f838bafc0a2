package org.lamarck.driver.engine;

class LocalEngineOfOneThreadTest extends EngineContract {
  @Override
  Engine engine() {
    return LocalEngine.ofThreads(1);
  }
}
