package org.lamarck.driver.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The workloads that this process has unpacked, the few last used, by the hash of their bytes. */
final class WorkloadCache {
  private static final int CAPACITY = 4;
  private static final Map<String, Workload<?, ?>> UNPACKED =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Workload<?, ?>> eldest) {
          return size() > CAPACITY;
        }
      };

  private WorkloadCache() {}

  static Workload<?, ?> get(String hash, Supplier<byte[]> bytes) {
    synchronized (UNPACKED) {
      return UNPACKED.computeIfAbsent(hash, key -> Wire.fromBytes(bytes.get(), Workload.class));
    }
  }
}
