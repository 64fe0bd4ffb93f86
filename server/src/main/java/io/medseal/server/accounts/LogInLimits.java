package io.medseal.server.accounts;

import io.medseal.protocol.accounts.SlotKind;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.db.Attempts.Limit;
import io.medseal.server.platform.origins.Origin;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * How often somebody may try (spec/http-api.md, "Limits"). Strangers are counted by account and
 * origin, so that one of them locks out nobody else; only passwords, which can be guessed, have a
 * limit over all origins as well. Each kind of slot has buckets of its own.
 */
@Component
class LogInLimits {
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);

  private final ServiceSecret secret;

  LogInLimits(ServiceSecret secret) {
    this.secret = secret;
  }

  /** Failures of a device that has not logged in to this account before. */
  Limit[] stranger(String email, SlotKind kind, Origin origin) {
    String way = kind.text();
    Limit ofOrigin = new Limit(bucket(way + "-origin", origin.text()), 300, WINDOW);
    Limit ofBoth =
        new Limit(bucket(way + "-account-origin", email + " " + origin.text()), 10, WINDOW);
    Limit ofAccount = new Limit(bucket(way + "-account", email), 100, HOUR);
    return kind == SlotKind.PASSWORD
        ? new Limit[] {ofOrigin, ofBoth, ofAccount}
        : new Limit[] {ofOrigin, ofBoth};
  }

  /** Failures of a device that has. */
  Limit device(String device) {
    return new Limit(bucket("device", device), 20, WINDOW, true);
  }

  /** Log-ins that went well: each writes a session. */
  Limit wentWell(String account) {
    return new Limit(bucket("went-well", account), 300, WINDOW, true);
  }

  Limit parameters(Origin origin) {
    return new Limit(bucket("parameters", origin.text()), 600, WINDOW);
  }

  Limit parametersOfDevice(String device) {
    return new Limit(bucket("parameters-device", device), 60, WINDOW, true);
  }

  Limit signUp(Origin origin) {
    return new Limit(bucket("sign-up", origin.text()), 100, HOUR);
  }

  /** Wrong proofs of one session: whoever stole a session locks out no other one. */
  Limit proof(String session) {
    return new Limit(bucket("proof", session), 10, WINDOW, true);
  }

  /** Limits are kept under a hash: the table tells nobody who tried to get in from where. */
  private String bucket(String what, String whom) {
    return what + ":" + HexFormat.of().formatHex(secret.mac(what + "/" + whom), 0, 16);
  }
}
