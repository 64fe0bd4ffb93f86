package io.medseal.client.profiles;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.StrictJson;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The profile's files as JSON. */
final class ProfileFiles {
  static final String ACCOUNT = "account.json";
  static final String SECRET = "secret.json";
  static final String DECISIONS = "decisions";
  static final String PINS = "pins.json";
  static final String COMPARED = "compared.json";

  private ProfileFiles() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Account(
      int v,
      String server,
      String email,
      KeyringId keyring,
      @Nullable String name,
      @Nullable String token,
      @Nullable Instant expires,
      @Nullable String device) {
    Account {
      Objects.requireNonNull(URI.create(server));
      Objects.requireNonNull(email);
      Objects.requireNonNull(keyring);
    }

    static Account from(int version, FlatJson file) {
      return new Account(
          version,
          file.text("server"),
          file.text("email"),
          new KeyringId(file.text("keyring")),
          file.optional("name").orElse(null),
          file.optional("token").orElse(null),
          file.optional("expires").map(StrictJson::time).orElse(null),
          file.optional("device").orElse(null));
    }

    static Account of(
        int version,
        Identity identity,
        Profile.@Nullable Session session,
        @Nullable String device) {
      return new Account(
          version,
          identity.server().toString(),
          identity.email(),
          identity.keyring(),
          identity.name().orElse(null),
          session == null ? null : session.token(),
          session == null ? null : session.expires(),
          device);
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

  /**
   * @param safetyNumber of the keys that come from the secret, so that no one has to derive them
   */
  record Secret(int v, int generation, String secret, String safetyNumber) {
    static Secret from(int version, FlatJson file) {
      return new Secret(
          version, file.number("generation"), file.text("secret"), file.text("safetyNumber"));
    }

    @Override
    public String toString() {
      return "Secret[generation=" + generation + "]";
    }
  }

  record Compared(int v, List<ComparedOne> keyrings) {
    Compared {
      keyrings = List.copyOf(keyrings);
    }

    static Compared of(int version, Map<KeyringId, Instant> keyrings) {
      List<ComparedOne> all = new ArrayList<>();
      keyrings.forEach((keyring, since) -> all.add(new ComparedOne(keyring, since)));
      return new Compared(version, all);
    }

    @JsonIgnore
    Map<KeyringId, Instant> times() {
      return keyrings.stream().collect(Collectors.toMap(ComparedOne::keyring, ComparedOne::since));
    }
  }

  record ComparedOne(KeyringId keyring, Instant since) {
    ComparedOne {
      Objects.requireNonNull(keyring);
      Objects.requireNonNull(since);
    }
  }

  record Pins(int v, List<Pin> pins) {
    Pins {
      pins = List.copyOf(pins);
    }
  }
}
