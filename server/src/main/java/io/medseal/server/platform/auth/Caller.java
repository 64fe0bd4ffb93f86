package io.medseal.server.platform.auth;

import io.medseal.ledger.ids.KeyringId;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The account that a request comes from.
 *
 * @param session its session's id, not the token
 */
public record Caller(KeyringId account, String session) {
  /** The request attribute that holds it, for what runs outside of the servlet filters. */
  public static final String ATTRIBUTE = Caller.class.getName();

  /** Whose request this thread answers; empty where nobody has logged in. */
  public static Optional<Caller> current() {
    Authentication known = SecurityContextHolder.getContext().getAuthentication();
    return known != null && known.getPrincipal() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }
}
