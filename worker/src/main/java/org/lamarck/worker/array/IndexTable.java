package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Places in an array, one for each element of another; −1 is no place. */
public final class IndexTable {
  /** No place: a gathered element is 0, a scattered one is dropped. */
  public static final int NONE = -1;

  private final int[] places;
  private final int hash;

  private IndexTable(int[] places) {
    this.places = places;
    this.hash = Arrays.hashCode(places);
  }

  public static IndexTable of(int... places) {
    return new IndexTable(places.clone());
  }

  int length() {
    return places.length;
  }

  int place(int i) {
    return places[i];
  }

  void requireWithin(int count) {
    for (int place : places) {
      if (place < NONE || place >= count) {
        throw new IllegalArgumentException("no element " + place + " in an array of " + count);
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IndexTable table
        && hash == table.hash
        && Arrays.equals(places, table.places);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
