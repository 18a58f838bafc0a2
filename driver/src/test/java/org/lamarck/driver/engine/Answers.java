package org.lamarck.driver.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Collects results by index and counts how often each came. */
final class Answers implements Receiver<String> {
  private final List<String> results;
  private final CompletableFuture<List<String>> all = new CompletableFuture<>();
  private int calls;

  Answers(int size) {
    results = new ArrayList<>(Collections.nCopies(size, ""));
  }

  @Override
  public synchronized void received(int index, String result) {
    results.set(index, results.get(index) + result);
    calls++;
    if (calls == results.size()) {
      all.complete(List.copyOf(results));
    }
  }

  @Override
  public void stopped(EngineException cause) {
    all.completeExceptionally(cause);
  }

  synchronized int calls() {
    return calls;
  }

  List<String> await() throws InterruptedException, ExecutionException, TimeoutException {
    return all.get(60, TimeUnit.SECONDS);
  }
}
