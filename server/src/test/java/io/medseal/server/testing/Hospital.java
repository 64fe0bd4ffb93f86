package io.medseal.server.testing;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.server.TestService;

/** A record with one section, made by a clerk. */
public record Hospital(TestService service, Person clerk, Ring record, Ring section) {

  /** A new one. */
  public static Hospital open(TestService service) {
    Person clerk = service.person("clerk");
    Ring record = Ring.owned(service.clock(), KeyringKind.RECORD, clerk.ring());
    Ring section = record.section(clerk.ring());
    clerk.append(record, section).good();
    return new Hospital(service, clerk, record, section);
  }
}
