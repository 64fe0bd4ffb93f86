package io.medseal.client.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.InputException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ProfileException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.secrets.GenerationSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A locked profile")
class KeyLockTest {
  private static final String TOKEN = "token-of-asha";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Identity ASHA =
      new Identity(
          URI.create("http://localhost:8480"),
          "asha@hospital.example",
          new KeyringId("11".repeat(32)),
          Optional.of("Asha Rao"));

  @TempDir Path base;
  private final byte[] secret = new byte[32];

  @BeforeEach
  void logIn() {
    Arrays.fill(secret, (byte) 0xA7);
    logIn(profile(), 3);
  }

  private Profile profile() {
    return profile(Optional.empty(), NOW);
  }

  private Profile profile(Optional<Path> runtime, Instant now) {
    return new Profile(
        "default",
        base.resolve("default"),
        new UnlockedCopies(runtime, Clock.fixed(now, ZoneOffset.UTC)));
  }

  private void logIn(Profile profile, int generation) {
    try (GenerationSecret fresh = GenerationSecret.of(secret)) {
      profile.logIn(ASHA, new Profile.Session(TOKEN, NOW.plusSeconds(60)), generation, fresh);
    }
  }

  private static char[] passphrase() {
    return "nine violet harbour lamps".toCharArray();
  }

  private void lock() {
    profile().keyLock().turnOn(passphrase());
  }

  private void assertHolds(Profile profile, int generation) {
    try (Profile.PersonSecret opened = profile.secret().orElseThrow();
        GenerationSecret same = GenerationSecret.of(secret)) {
      assertThat(opened.secret()).isEqualTo(same);
      assertThat(opened.generation()).isEqualTo(generation);
    }
    assertThat(profile.session().orElseThrow().token()).isEqualTo(TOKEN);
  }

  private void assertNothingInTheClear() throws IOException {
    List<String> clear =
        List.of(
            TOKEN,
            HexFormat.of().formatHex(secret),
            Base64.getEncoder().withoutPadding().encodeToString(secret),
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
            new String(secret, StandardCharsets.ISO_8859_1));
    try (var all = Files.walk(base)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(clear);
      }
    }
  }

  private byte[] stored() throws IOException {
    return Files.readAllBytes(base.resolve("default/secret.json"));
  }

  @Test
  @DisplayName("has neither secret nor token in any file, and refuses to give them")
  void refused() throws IOException {
    Files.write(base.resolve("default/secret.json.next"), stored());
    lock();
    assertNothingInTheClear();
    Profile again = profile();
    assertThat(again.keyLock().isOn()).isTrue();
    assertThat(again.keyLock().isOpen()).isFalse();
    assertThatExceptionOfType(ProfileException.Locked.class).isThrownBy(again::secret);
    assertThatExceptionOfType(ProfileException.Locked.class).isThrownBy(again::session);
    assertThat(again.loggedIn()).contains(ASHA);
    assertThat(again.safetyNumber()).isPresent();
  }

  @Test
  @DisplayName("opens with its passphrase, for that object only, and locks again")
  void opens() {
    lock();
    Profile again = profile();
    again.keyLock().unlock(passphrase());
    assertHolds(again, 3);
    assertThat(profile().keyLock().isOpen()).isFalse();
    again.keyLock().relock();
    assertThat(again.keyLock().isOpen()).isFalse();
  }

  @Test
  @DisplayName("does not open with another passphrase, keyring or generation; nothing changes")
  void wrong() throws IOException {
    lock();
    byte[] before = stored();
    Profile again = profile();
    char[] other = "nine violet harbour lamp".toCharArray();
    assertThatExceptionOfType(ProfileException.WrongPassphrase.class)
        .isThrownBy(() -> again.keyLock().unlock(other));
    assertThatExceptionOfType(ProfileException.WrongPassphrase.class)
        .isThrownBy(() -> again.keyLock().turnOff(other));
    assertThat(again.keyLock().isOpen()).isFalse();
    assertThat(stored()).isEqualTo(before);

    String text = new String(before, StandardCharsets.UTF_8);
    Path file = base.resolve("default/secret.json");
    Files.writeString(file, text.replace("\"generation\":3", "\"generation\":4"));
    assertThatExceptionOfType(ProfileException.WrongPassphrase.class)
        .isThrownBy(() -> again.keyLock().unlock(passphrase()));
    Files.writeString(file, text.replace("\"memoryKiB\":65536", "\"memoryKiB\":8"));
    assertThatExceptionOfType(ProfileException.Damaged.class)
        .isThrownBy(() -> again.keyLock().unlock(passphrase()));
  }

  @Test
  @DisplayName("stays locked through log-ins and renewals, which are refused while it is closed")
  void renewed() throws IOException {
    lock();
    byte[] before = stored();
    assertThatExceptionOfType(ProfileException.Locked.class).isThrownBy(() -> logIn(profile(), 4));
    assertThat(stored()).isEqualTo(before);

    Profile open = profile();
    open.keyLock().unlock(passphrase());
    Arrays.fill(secret, (byte) 0x5C);
    logIn(open, 4);
    assertNothingInTheClear();
    Profile again = profile();
    again.keyLock().unlock(passphrase());
    assertHolds(again, 4);
  }

  @Test
  @DisplayName("changes its passphrase only while it is open; the old one ends")
  void changed() {
    lock();
    char[] fresh = "seven slow copper meadows".toCharArray();
    assertThatExceptionOfType(ProfileException.Locked.class)
        .isThrownBy(() -> profile().keyLock().turnOn(fresh));
    Profile open = profile();
    open.keyLock().unlock(passphrase());
    open.keyLock().turnOn(fresh);
    assertThat(open.keyLock().isOpen()).isFalse();
    assertThatExceptionOfType(ProfileException.WrongPassphrase.class)
        .isThrownBy(() -> open.keyLock().unlock(passphrase()));
    open.keyLock().unlock(fresh);
    assertHolds(open, 3);
  }

  @Test
  @DisplayName("takes no passphrase that is easy to guess")
  void weak() {
    assertThatExceptionOfType(InputException.WeakPassword.class)
        .isThrownBy(() -> profile().keyLock().turnOn("Asha Rao 2026".toCharArray()));
    assertThat(profile().keyLock().isOn()).isFalse();
  }

  @Test
  @DisplayName("is as it was when the lock is taken away, and again after log-out")
  void ended() {
    lock();
    profile().keyLock().turnOff(passphrase());
    assertHolds(profile(), 3);
    assertThatExceptionOfType(ProfileException.NotLocked.class)
        .isThrownBy(() -> profile().keyLock().unlock(passphrase()));

    lock();
    profile().logOut();
    assertThat(profile().isLoggedIn()).isFalse();
    assertThat(base.resolve("default/secret.json")).doesNotExist();
    logIn(profile(), 3);
    assertHolds(profile(), 3);
  }

  @Test
  @DisplayName("is unlocked for a while nowhere where no private folder in memory is")
  void nowhere() throws IOException {
    lock();
    Path onDisk =
        Files.createDirectory(
            base.resolve("run"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (Optional<Path> runtime :
        List.of(Optional.<Path>empty(), Optional.of(onDisk), Optional.of(base.resolve("none")))) {
      Profile again = profile(runtime, NOW);
      assertThatExceptionOfType(ProfileException.NowhereUnlocked.class)
          .as(runtime.toString())
          .isThrownBy(() -> again.keyLock().unlock(passphrase(), Duration.ofMinutes(15)));
    }
    assertThat(onDisk).isEmptyDirectory();
    assertNothingInTheClear();
  }

  @Nested
  @DisplayName("that is unlocked for a while")
  @EnabledOnOs(value = OS.LINUX, disabledReason = "no private folder in memory elsewhere")
  class ForAWhile {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private Path runtime;

    @BeforeEach
    void unlock() throws IOException {
      runtime = Files.createTempDirectory(Path.of("/dev/shm"), "medseal-test");
      lock();
      Profile profile = profile(Optional.of(runtime), NOW);
      assertThat(profile.keyLock().unlock(passphrase(), QUARTER)).isEqualTo(NOW.plus(QUARTER));
    }

    @AfterEach
    void clean() throws IOException {
      Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
      try (var all = Files.walk(runtime)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }

    private Profile at(Instant now) {
      return profile(Optional.of(runtime), now);
    }

    private List<Path> copies() throws IOException {
      try (var all = Files.list(runtime.resolve("medseal"))) {
        return all.toList();
      }
    }

    private Path copy() throws IOException {
      assertThat(copies()).hasSize(1);
      return copies().getFirst();
    }

    @Test
    @DisplayName("opens for every process until then, from a file that is its owner's alone")
    void open() throws IOException {
      assertHolds(at(NOW), 3);
      assertThat(at(NOW).keyLock().unlockedUntil()).contains(NOW.plus(QUARTER));
      assertThat(Files.getPosixFilePermissions(copy()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.getPosixFilePermissions(copy().getParent()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertNothingInTheClear();
    }

    @Test
    @DisplayName("is closed when its time has come, and its copy deleted")
    void expired() throws IOException {
      assertThat(at(NOW.plus(QUARTER)).keyLock().isOpen()).isFalse();
      assertThat(copies()).isEmpty();
    }

    @Test
    @DisplayName("is closed when the clock stands before the time at which it was unlocked")
    void backwards() throws IOException {
      assertThat(at(NOW.minusSeconds(1)).keyLock().isOpen()).isFalse();
      assertThat(copies()).isEmpty();
    }

    @Test
    @DisplayName("is closed in another boot, for longer than is allowed, and by what is no copy")
    void other() throws IOException {
      String good = Files.readString(copy());
      Path file = copy();
      for (String bad :
          List.of(
              good.replaceAll("\"boot\":\"[^\"]{8}", "\"boot\":\"00000000"),
              good.replace("2026-11-23T12:15", "2026-11-24T00:15"),
              good.replace("\"v\":1", "\"v\":2"),
              "{}",
              "")) {
        assertThat(bad).isNotEqualTo(good);
        Files.writeString(file, bad);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(at(NOW).keyLock().isOpen()).as(bad).isFalse();
        assertThat(file).as(bad).doesNotExist();
      }
    }

    @Test
    @DisplayName("is closed while others have access to copy or folders, or one is a link")
    void shared() throws IOException {
      Path file = copy();
      for (Path path : List.of(file, file.getParent(), runtime)) {
        var own = Files.getPosixFilePermissions(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(at(NOW).keyLock().isOpen()).as(path.toString()).isFalse();
        if (!path.equals(file)) {
          assertThatExceptionOfType(RuntimeException.class)
              .isThrownBy(() -> at(NOW).keyLock().unlock(passphrase(), QUARTER))
              .isInstanceOfAny(
                  ProfileException.NowhereUnlocked.class, LocalFileException.CannotWrite.class);
        }
        Files.setPosixFilePermissions(path, own);
        assertThat(at(NOW).keyLock().isOpen()).as(path.toString()).isTrue();
      }
      Path elsewhere = Files.move(file, runtime.resolve("elsewhere"));
      Files.createSymbolicLink(file, elsewhere);
      assertThat(at(NOW).keyLock().isOpen()).isFalse();
    }

    @Test
    @DisplayName("is closed at once when it is locked again, without a passphrase")
    void relocked() throws IOException {
      at(NOW).keyLock().relock();
      assertThat(copies()).isEmpty();
      assertThat(at(NOW).keyLock().isOpen()).isFalse();
    }

    @Test
    @DisplayName("leaves no copy behind after a new passphrase, no lock, or log-out")
    void removed() throws IOException {
      at(NOW).keyLock().turnOn("seven slow copper meadows".toCharArray());
      assertThat(copies()).isEmpty();
      at(NOW).keyLock().unlock("seven slow copper meadows".toCharArray(), QUARTER);
      at(NOW).keyLock().turnOff("seven slow copper meadows".toCharArray());
      assertThat(copies()).isEmpty();
      lock();
      at(NOW).keyLock().unlock(passphrase(), QUARTER);
      at(NOW).logOut();
      assertThat(copies()).isEmpty();
    }

    @Test
    @DisplayName("stays locked on the disk through a renewal, and unlocked for what comes after")
    void renewal() throws IOException {
      logIn(at(NOW), 4);
      assertNothingInTheClear();
      assertHolds(at(NOW), 4);
    }

    @Test
    @DisplayName("is so for twelve hours at most")
    void longest() {
      assertThatExceptionOfType(InputException.BadValue.class)
          .isThrownBy(() -> at(NOW).keyLock().unlock(passphrase(), KeyLock.LONGEST.plusSeconds(1)));
    }
  }
}
