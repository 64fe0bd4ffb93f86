package io.medseal.client.profiles;

import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.ProfileFiles.Kept;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.Secret;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.secrets.WrapKey;
import io.medseal.seal.slots.Lockbox;
import io.medseal.seal.slots.PasswordKeys;
import io.medseal.seal.slots.Slots;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The person's secret and the session's token, in one file: in the clear, or locked under a
 * passphrase. Once locked, nothing writes it in the clear but {@link #removeLock}.
 */
final class SecretFile {
  private final String profile;
  private final Path file;
  private final UnlockedCopies copies;
  private @Nullable Held held;

  /** The key of a lock that this object has opened. */
  private record Held(Bytes salt, WrapKey key) {}

  SecretFile(String profile, Path file, UnlockedCopies copies) {
    this.profile = profile;
    this.file = file;
    this.copies = copies;
  }

  /**
   * What is protected.
   *
   * @param token of the session
   */
  record Content(int generation, GenerationSecret secret, String token) implements AutoCloseable {
    @Override
    public void close() {
      secret.close();
    }

    @Override
    public String toString() {
      return "Content";
    }
  }

  /** What the file says without being opened; empty while nobody is logged in. */
  Optional<Kept> kept() {
    return PrivateFiles.read(file)
        .map(
            bytes -> {
              try {
                return Profile.flat(file, bytes, Kept::from);
              } finally {
                Arrays.fill(bytes, (byte) 0);
              }
            });
  }

  boolean isLocked() {
    return locked().isPresent();
  }

  /** Whether it can be read now. */
  synchronized boolean isOpen() {
    return locked().map(lock -> key(lock).isPresent()).orElse(true);
  }

  /**
   * Opens it.
   *
   * @throws ProfileException.Locked if it is locked, and not unlocked now
   */
  synchronized Optional<Content> read(KeyringId keyring) {
    return kept().map(kept -> open(keyring, kept));
  }

  /**
   * Replaces it; what was locked stays so, under the same passphrase.
   *
   * @throws ProfileException.Locked if it is locked, and not unlocked now
   */
  synchronized void write(KeyringId keyring, String safetyNumber, Content content) {
    Optional<Kept.Locked> lock = locked();
    if (lock.isPresent()) {
      WrapKey key = key(lock.get()).orElseThrow(() -> new ProfileException.Locked(profile));
      replace(lock.get().around(safetyNumber, content.generation(), seal(key, keyring, content)));
    } else {
      replace(Kept.Clear.of(safetyNumber, content));
    }
  }

  /**
   * Locks it under a new passphrase, in place of one that it may have had.
   *
   * @throws ProfileException.Locked if it is locked already, and not unlocked now
   */
  synchronized void lock(KeyringId keyring, char[] passphrase) {
    Kept kept = present();
    try (Content content = open(keyring, kept)) {
      Kept.Locked lock = Kept.Locked.fresh(kept.generation(), kept.safetyNumber());
      try (WrapKey key = derive(passphrase, lock)) {
        replace(lock.around(kept.safetyNumber(), kept.generation(), seal(key, keyring, content)));
      }
    }
    endUnlocked(kept);
  }

  /** Unlocks it for this object, until {@link #relock}. */
  synchronized void unlock(KeyringId keyring, char[] passphrase) {
    Kept.Locked lock = needLock();
    WrapKey key = derive(passphrase, lock);
    try {
      content(key, keyring, lock).close();
    } catch (SealException.WrongKey _) {
      key.close();
      throw new ProfileException.WrongPassphrase();
    } catch (SealException _) {
      key.close();
      throw new ProfileException.Damaged(file.toString(), null);
    }
    forget();
    held = new Held(lock.salt(), key);
  }

  /** Unlocks it for all processes of this user, for a while. */
  synchronized Instant unlock(KeyringId keyring, char[] passphrase, Duration time) {
    unlock(keyring, passphrase);
    Held opened = Objects.requireNonNull(held);
    return copies.write(opened.salt(), opened.key(), time);
  }

  /** Until when all processes of this user may open it. */
  Optional<Instant> unlockedUntil() {
    return locked()
        .flatMap(lock -> copies.find(lock.salt()))
        .map(
            copy -> {
              copy.key().close();
              return copy.until();
            });
  }

  /** Ends what {@code unlock} began. */
  synchronized void relock() {
    kept().ifPresent(this::endUnlocked);
    forget();
  }

  /** From now on it lies in the clear again. */
  synchronized void removeLock(KeyringId keyring, char[] passphrase) {
    unlock(keyring, passphrase);
    Kept kept = present();
    try (Content content = open(keyring, kept)) {
      replace(Kept.Clear.of(kept.safetyNumber(), content));
    }
    endUnlocked(kept);
  }

  /** Deletes it, and what has been unlocked, whether it can be read or not. */
  synchronized void delete() {
    try {
      relock();
    } catch (ProfileException.Damaged | ProfileException.Newer _) {
      // It names no copy that could be found.
    }
    PrivateFiles.delete(file);
    PrivateFiles.delete(PrivateFiles.next(file));
  }

  private Optional<Kept.Locked> locked() {
    return kept().filter(Kept.Locked.class::isInstance).map(Kept.Locked.class::cast);
  }

  private Kept present() {
    return kept().orElseThrow(() -> new ProfileException.NotLoggedIn(profile));
  }

  private Kept.Locked needLock() {
    present();
    return locked().orElseThrow(() -> new ProfileException.NotLocked(profile));
  }

  private Content open(KeyringId keyring, Kept kept) {
    try {
      return switch (kept) {
        case Kept.Clear clear -> clear.content();
        case Kept.Locked lock ->
            content(
                key(lock).orElseThrow(() -> new ProfileException.Locked(profile)), keyring, lock);
      };
    } catch (IllegalArgumentException | SealException | LedgerException _) {
      throw new ProfileException.Damaged(file.toString(), null);
    }
  }

  /** The key of that very lock: another process may have changed the passphrase meanwhile. */
  private Optional<WrapKey> key(Kept.Locked lock) {
    if (held == null || !held.salt().equals(lock.salt())) {
      forget();
      copies.find(lock.salt()).ifPresent(copy -> held = new Held(lock.salt(), copy.key()));
    }
    return Optional.ofNullable(held).map(Held::key);
  }

  private void endUnlocked(Kept kept) {
    if (kept instanceof Kept.Locked lock) {
      copies.delete(lock.salt());
    }
    forget();
  }

  private void forget() {
    if (held != null) {
      held.key().close();
      held = null;
    }
  }

  private void replace(Kept kept) {
    PrivateFiles.replace(file, StrictJson.mapper().writeValueAsBytes(kept));
  }

  private WrapKey derive(char[] passphrase, Kept.Locked lock) {
    try (UnlockKey unlock =
        PasswordKeys.derive(
            passphrase, lock.salt(), lock.memoryKiB(), lock.iterations(), PasswordKeys.LANES)) {
      return Slots.wrapKey(unlock);
    } catch (SealException _) {
      throw new ProfileException.Damaged(file.toString(), null);
    }
  }

  private static Bytes seal(WrapKey key, KeyringId keyring, Content content) {
    byte[] token = content.token().getBytes(StandardCharsets.UTF_8);
    byte[] secret = content.secret().revealSecretBytes();
    byte[] all = ByteBuffer.allocate(secret.length + token.length).put(secret).put(token).array();
    try {
      return Lockbox.seal(key, keyring, content.generation(), all);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(token, (byte) 0);
      Arrays.fill(all, (byte) 0);
    }
  }

  private static Content content(WrapKey key, KeyringId keyring, Kept.Locked lock) {
    byte[] all = Lockbox.open(key, keyring, lock.generation(), lock.sealed());
    byte[] secret = Arrays.copyOf(all, Secret.BYTES);
    try {
      if (all.length < Secret.BYTES) {
        throw new SealException.Malformed("a lockbox of a profile holds a secret and a token");
      }
      return new Content(
          lock.generation(),
          GenerationSecret.of(secret),
          new String(all, Secret.BYTES, all.length - Secret.BYTES, StandardCharsets.UTF_8));
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(all, (byte) 0);
    }
  }
}
