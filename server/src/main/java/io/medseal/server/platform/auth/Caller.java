package io.medseal.server.platform.auth;

import io.medseal.ledger.ids.KeyringId;

/**
 * The account that a request comes from.
 *
 * @param session its session's id, not the token
 */
public record Caller(KeyringId account, String session) {
  /** The request attribute that holds it, for what runs outside of the servlet filters. */
  public static final String ATTRIBUTE = Caller.class.getName();
}
