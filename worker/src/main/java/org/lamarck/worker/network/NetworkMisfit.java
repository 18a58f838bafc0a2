package org.lamarck.worker.network;

import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/** A layer that does not fit to what it is given; becomes a finding at its place. */
final class NetworkMisfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String remedy;

  NetworkMisfit(Place place, String what, String remedy) {
    super(what);
    this.place = place;
    this.remedy = remedy;
  }

  void tell(Findings findings) {
    findings.error(place, String.valueOf(getMessage()), remedy);
  }
}
