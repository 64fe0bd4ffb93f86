package io.medseal.client.profiles;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.ids.KeyringId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The profile's files as JSON. */
final class ProfileFiles {
  static final String ACCOUNT = "account.json";
  static final String SECRET = "secret.json";
  static final String PINS = "pins.json";

  private ProfileFiles() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Account(
      int v,
      String server,
      String email,
      KeyringId keyring,
      @Nullable String name,
      @Nullable String token,
      @Nullable Instant expires) {
    Account {
      Objects.requireNonNull(URI.create(server));
      Objects.requireNonNull(email);
      Objects.requireNonNull(keyring);
    }

    static Account of(int version, Identity identity, Profile.@Nullable Session session) {
      return new Account(
          version,
          identity.server().toString(),
          identity.email(),
          identity.keyring(),
          identity.name().orElse(null),
          session == null ? null : session.token(),
          session == null ? null : session.expires());
    }

    @JsonIgnore
    Identity identity() {
      return new Identity(URI.create(server), email, keyring, Optional.ofNullable(name));
    }

    @JsonIgnore
    Optional<Profile.Session> session() {
      return token == null || expires == null
          ? Optional.empty()
          : Optional.of(new Profile.Session(token, expires));
    }

    @Override
    public String toString() {
      return "Account[" + email + "]";
    }
  }

  record Secret(int v, int generation, String secret) {
    Secret {
      Objects.requireNonNull(secret);
    }

    @Override
    public String toString() {
      return "Secret[generation=" + generation + "]";
    }
  }

  record Pins(int v, List<Pin> pins) {
    Pins {
      pins = List.copyOf(pins);
    }
  }
}
