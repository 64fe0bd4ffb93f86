package io.medseal.client.profiles;

import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ProfileException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.secrets.WrapKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys of locked profiles that their owner has unlocked for a while, for all processes of that
 * user: one file each in a private folder that lies in memory, never on a disk, and ends with the
 * user's session. A file counts until its time, in the boot that wrote it, and while the clock does
 * not stand before the time at which it was written.
 */
final class UnlockedCopies {
  private static final int VERSION = 1;
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path SELF = Path.of("/proc/self");
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  private final Optional<Path> runtime;
  private final Clock clock;

  /**
   * Copies below that folder.
   *
   * @param runtime the user's folder for what shall not outlast the session, if there is one
   */
  UnlockedCopies(Optional<Path> runtime, Clock clock) {
    this.runtime = runtime;
    this.clock = clock;
  }

  /** Those of this user: in {@code $XDG_RUNTIME_DIR} on Linux, nowhere on other systems. */
  static UnlockedCopies standard(Map<String, String> environment, String system) {
    return new UnlockedCopies(
        Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
            .filter(_ -> system.equals("Linux"))
            .map(Path::of)
            .filter(Path::isAbsolute),
        Clock.systemUTC());
  }

  /**
   * A key that may be used.
   *
   * @param key the receiver closes it
   */
  record Copy(WrapKey key, Instant until) {}

  record Stored(int v, String key, Instant made, Instant until, String boot) {
    static Stored from(FlatJson file) {
      Stored stored =
          new Stored(
              file.number("v"),
              file.text("key"),
              StrictJson.time(file.text("made")),
              StrictJson.time(file.text("until")),
              file.text("boot"));
      file.end();
      return stored;
    }

    boolean counts(Instant now, Duration longest) {
      return v == VERSION
          && !now.isBefore(made)
          && now.isBefore(until)
          && !until.isAfter(made.plus(longest))
          && boot.equals(presentBoot());
    }

    @Override
    public String toString() {
      return "Stored[until=" + until + "]";
    }
  }

  /** The copy for the lock of that salt, if there is one that counts; else it is deleted. */
  Optional<Copy> find(Bytes salt) {
    Optional<Path> file = runtime.map(base -> file(base, salt));
    if (file.isEmpty() || !isPrivate(file.get())) {
      return Optional.empty();
    }
    Optional<Copy> copy = PrivateFiles.read(file.get()).flatMap(this::read);
    if (copy.isEmpty()) {
      delete(salt);
    }
    return copy;
  }

  /**
   * Writes one.
   *
   * @throws ProfileException.NowhereUnlocked if there is no private folder in memory
   */
  Instant write(Bytes salt, WrapKey key, Duration time) {
    Path base = runtime.orElseThrow(ProfileException.NowhereUnlocked::new);
    Path folder = folder(base);
    createFolder(base, folder);
    Instant now = StrictJson.time(StrictJson.text(clock.instant()));
    byte[] raw = key.revealSecretBytes();
    try {
      Stored stored =
          new Stored(VERSION, Bytes.of(raw).base64Url(), now, now.plus(time), presentBoot());
      PrivateFiles.replace(file(base, salt), StrictJson.mapper().writeValueAsBytes(stored));
      return stored.until();
    } finally {
      Arrays.fill(raw, (byte) 0);
    }
  }

  /** Deletes the copy for that lock. */
  void delete(Bytes salt) {
    runtime
        .map(base -> file(base, salt))
        .filter(file -> isOwn(file.getParent(), true))
        .ifPresent(
            file -> {
              PrivateFiles.delete(file);
              PrivateFiles.delete(PrivateFiles.next(file));
            });
  }

  private Optional<Copy> read(byte[] text) {
    try {
      Stored stored = Stored.from(new FlatJson(text));
      if (!stored.counts(clock.instant(), KeyLock.LONGEST)) {
        return Optional.empty();
      }
      byte[] raw = Bytes.fromBase64Url(stored.key()).toArray();
      try {
        return Optional.of(new Copy(WrapKey.of(raw), stored.until()));
      } finally {
        Arrays.fill(raw, (byte) 0);
      }
    } catch (RuntimeException _) {
      // Whatever it is, it is no copy of ours: the passphrase is asked for.
      return Optional.empty();
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static Path folder(Path base) {
    return base.resolve("medseal");
  }

  private static Path file(Path base, Bytes salt) {
    return folder(base).resolve(HexFormat.of().formatHex(salt.toArray()) + ".unlocked");
  }

  private static void createFolder(Path base, Path folder) {
    if (!isOwn(base, true) || !isInMemory(base)) {
      throw new ProfileException.NowhereUnlocked();
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      PrivateFiles.createFolder(folder);
    }
    if (!isOwn(folder, true)) {
      throw new LocalFileException.CannotWrite(folder, "others have access to it");
    }
  }

  private static boolean isPrivate(Path file) {
    Path folder = file.getParent();
    return isOwn(folder.getParent(), true)
        && isOwn(folder, true)
        && isInMemory(folder)
        && isOwn(file, false);
  }

  /** No link, this user's, and nobody else may do anything with it. */
  private static boolean isOwn(Path path, boolean folder) {
    try {
      Map<String, Object> facts =
          Files.readAttributes(
              path, "unix:uid,permissions,isDirectory,isRegularFile", LinkOption.NOFOLLOW_LINKS);
      Object right = facts.get(folder ? "isDirectory" : "isRegularFile");
      return Boolean.TRUE.equals(right)
          && facts.get("uid").equals(Files.getAttribute(SELF, "unix:uid"))
          && PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------")
              .equals(facts.get("permissions"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isInMemory(Path folder) {
    try {
      return IN_MEMORY.contains(Files.getFileStore(folder).type());
    } catch (IOException _) {
      return false;
    }
  }

  private static String presentBoot() {
    try {
      return Files.readString(BOOT, StandardCharsets.US_ASCII).strip();
    } catch (IOException _) {
      throw new ProfileException.NowhereUnlocked();
    }
  }
}
