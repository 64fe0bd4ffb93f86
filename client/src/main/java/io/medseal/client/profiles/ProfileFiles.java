package io.medseal.client.profiles;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.slots.PasswordKeys;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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
          file.optional("expires").map(StrictJson::time).orElse(null),
          file.optional("device").orElse(null));
    }

    static Account of(
        int version, Identity identity, @Nullable Instant expires, @Nullable String device) {
      return new Account(
          version,
          identity.server().toString(),
          identity.email(),
          identity.keyring(),
          identity.name().orElse(null),
          expires,
          device);
    }

    @JsonIgnore
    Identity identity() {
      return new Identity(URI.create(server), email, keyring, Optional.ofNullable(name));
    }

    @Override
    public String toString() {
      return "Account[" + email + "]";
    }
  }

  /** What {@code secret.json} holds. */
  sealed interface Kept {
    int generation();

    /** Of the keys that come from the secret, so that no one has to derive them. */
    String safetyNumber();

    static Kept from(int version, FlatJson file) {
      int generation = file.number("generation");
      String safetyNumber = file.text("safetyNumber");
      Optional<String> sealed = file.optional("sealed");
      return sealed.isEmpty()
          ? new Clear(version, generation, safetyNumber, file.text("secret"), file.text("token"))
          : new Locked(
              version,
              generation,
              safetyNumber,
              Bytes.fromBase64Url(file.text("salt")),
              file.number("memoryKiB"),
              file.number("iterations"),
              Bytes.fromBase64Url(sealed.get()));
    }

    /** For everybody who can read the file. */
    record Clear(int v, int generation, String safetyNumber, String secret, String token)
        implements Kept {
      static Clear of(String safetyNumber, SecretFile.Content content) {
        byte[] raw = content.secret().revealSecretBytes();
        try {
          String text = Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
          return new Clear(
              Profile.VERSION, content.generation(), safetyNumber, text, content.token());
        } finally {
          Arrays.fill(raw, (byte) 0);
        }
      }

      SecretFile.Content content() {
        byte[] raw = Base64.getUrlDecoder().decode(secret);
        try {
          return new SecretFile.Content(generation, GenerationSecret.of(raw), token);
        } finally {
          Arrays.fill(raw, (byte) 0);
        }
      }

      @Override
      public String toString() {
        return "Clear[generation=" + generation + "]";
      }
    }

    /**
     * For who knows the passphrase.
     *
     * @param salt of Argon2id; another one for every lock, so that it names the lock
     * @param sealed the secret and the token, as a {@link io.medseal.seal.slots.Lockbox}
     */
    record Locked(
        int v,
        int generation,
        String safetyNumber,
        Bytes salt,
        int memoryKiB,
        int iterations,
        Bytes sealed)
        implements Kept {
      static Locked fresh(int generation, String safetyNumber) {
        return new Locked(
            Profile.VERSION,
            generation,
            safetyNumber,
            PasswordKeys.randomSalt(),
            PasswordKeys.MIN_MEMORY_KIB,
            PasswordKeys.MIN_PASSES,
            Bytes.of(new byte[0]));
      }

      /** The same lock around something else. */
      Locked around(String newSafetyNumber, int newGeneration, Bytes newlySealed) {
        return new Locked(
            v, newGeneration, newSafetyNumber, salt, memoryKiB, iterations, newlySealed);
      }
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
