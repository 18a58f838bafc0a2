package org.lamarck.driver.engine;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * Numbers of a run among Spark's own metrics: every sink of {@code metrics.properties} and the page
 * {@code /metrics/json} of the driver have them as {@code APPLICATION.driver.lamarck.NAME}.
 */
final class MetricsSource implements Source {
  static final String NAME = "lamarck";

  private final MetricRegistry registry = new MetricRegistry();

  private MetricsSource(Map<String, DoubleSupplier> gauges) {
    gauges.forEach((name, value) -> registry.register(name, (Gauge<Double>) value::getAsDouble));
  }

  /** Makes numbers known to the metrics system of this process's context. */
  static MetricsSource registered(Map<String, DoubleSupplier> gauges) {
    MetricsSource source = new MetricsSource(gauges);
    SparkEnv.get().metricsSystem().registerSource(source);
    return source;
  }

  /** Takes them away again; a context that has stopped has none left. */
  void remove() {
    SparkEnv environment = SparkEnv.get();
    if (environment != null) {
      environment.metricsSystem().removeSource(this);
    }
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
