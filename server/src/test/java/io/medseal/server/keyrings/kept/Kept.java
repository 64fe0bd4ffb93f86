package io.medseal.server.keyrings.kept;

import io.medseal.server.TestService;

/** What a service keeps, so often that a short chain shows it. */
public final class Kept {
  private Kept() {}

  /** From now on, until the service is started again, a state after every so many statements. */
  public static KeptStates every(TestService service, int statements) {
    KeptStates kept = service.part(KeptStates.class);
    kept.every(statements);
    return kept;
  }
}
