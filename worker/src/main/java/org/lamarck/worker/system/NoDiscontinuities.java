package org.lamarck.worker.system;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those of a smooth system. */
final class NoDiscontinuities implements Discontinuities {
  @Override
  public int switches() {
    return 0;
  }

  @Override
  public int firstMode() {
    return 0;
  }

  @Override
  public boolean isFloor(int k) {
    throw new IndexOutOfBoundsException(k);
  }

  @Override
  public boolean isKink(int k) {
    throw new IndexOutOfBoundsException(k);
  }

  @Override
  public boolean areTimed() {
    return true;
  }

  @Override
  public void indicators(double t, double[] y, double[] p, double[] values) {}

  @Override
  public PointFunction indicator(int k) {
    throw new IndexOutOfBoundsException(k);
  }

  @Override
  public List<EventShape> events() {
    return List.of();
  }

  @Override
  public int gate() {
    return -1;
  }

  @Override
  public void triggers(double t, double[] y, double[] p, double[] truths) {}

  @Override
  public @Nullable PointFunction delay(int event) {
    return null;
  }

  @Override
  public @Nullable PointFunction priority(int event) {
    return null;
  }

  @Override
  public PointFunction value(int event, int target) {
    throw new IndexOutOfBoundsException(event);
  }

  @Override
  public @Nullable PointFunction factor(int event, int target) {
    throw new IndexOutOfBoundsException(event);
  }
}
