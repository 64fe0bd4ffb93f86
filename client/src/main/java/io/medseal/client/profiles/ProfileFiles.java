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

  record ComparedAll(int v, List<ComparedOne> institutes) {
    ComparedAll {
      institutes = List.copyOf(institutes);
    }

    static ComparedAll of(int version, Map<KeyringId, Compared> compared) {
      List<ComparedOne> all = new ArrayList<>();
      compared.forEach((id, one) -> all.add(new ComparedOne(id, one.name(), one.since())));
      return new ComparedAll(version, all);
    }

    @JsonIgnore
    Map<KeyringId, Compared> all() {
      return institutes.stream()
          .collect(
              Collectors.toMap(ComparedOne::keyring, one -> new Compared(one.name(), one.since())));
    }
  }

  record ComparedOne(KeyringId keyring, String name, Instant since) {
    ComparedOne {
      Objects.requireNonNull(keyring);
      Objects.requireNonNull(name);
      Objects.requireNonNull(since);
    }
  }

  record Pins(int v, List<Pin> pins) {
    Pins {
      pins = List.copyOf(pins);
    }
  }
}
