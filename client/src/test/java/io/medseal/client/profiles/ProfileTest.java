package io.medseal.client.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.medseal.client.problems.InputException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ProfileException;
import io.medseal.ledger.chains.SafetyNumber;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Profile")
class ProfileTest {
  private static final Identity ASHA = identity("asha@hospital.example", "11");
  private static final Profile.Session SESSION =
      new Profile.Session("token-of-asha", Instant.parse("2026-11-23T12:00:00Z"));

  @TempDir Path base;

  private static Identity identity(String email, String id) {
    return new Identity(
        URI.create("http://localhost:8480"),
        email,
        new KeyringId(id.repeat(32)),
        Optional.of("Asha Rao"));
  }

  private Profile profile() {
    return ProfileStore.at(base.resolve("store")).profile("default");
  }

  private Profile loggedIn() {
    Profile profile = profile();
    try (GenerationSecret secret = GenerationSecret.of(new byte[32])) {
      profile.logIn(ASHA, SESSION, 3, secret);
    }
    return profile;
  }

  @Test
  @DisplayName("is empty, and nothing is on disk, before somebody logs in")
  void empty() {
    Profile profile = profile();
    assertThat(profile.identity()).isEmpty();
    assertThat(profile.session()).isEmpty();
    assertThat(profile.secret()).isEmpty();
    assertThat(profile.pins()).isEmpty();
    assertThat(profile.heads()).isEmpty();
    assertThat(profile.journals()).isEmpty();
    assertThat(base).isEmptyDirectory();
    assertThat(ProfileStore.at(base.resolve("store")).names()).isEmpty();
  }

  @Test
  @DisplayName("says before a log-in whether it can keep one, and leaves nothing of that behind")
  void writable() throws IOException {
    Profile profile = profile();
    profile.requireWritable();
    assertThat(PrivateFiles.list(profile.folder()))
        .containsExactly(profile.folder().resolve("lock"));
    Files.createDirectories(profile.folder().resolve("probe.next/in-the-way"));
    assertThatExceptionOfType(LocalFileException.CannotWrite.class)
        .isThrownBy(profile::requireWritable);
    Path file = Files.writeString(base.resolve("file"), "a file");
    assertThatExceptionOfType(LocalFileException.CannotWrite.class)
        .isThrownBy(() -> ProfileStore.at(file).profile("default").requireWritable());
  }

  @Test
  @DisplayName("remembers who is logged in, with session and secret")
  void remembers() {
    loggedIn();
    Profile again = profile();
    assertThat(again.identity()).contains(ASHA);
    assertThat(again.session()).contains(SESSION);
    try (Profile.PersonSecret secret = again.secret().orElseThrow();
        GenerationSecret same = GenerationSecret.of(new byte[32])) {
      assertThat(secret.generation()).isEqualTo(3);
      assertThat(secret.secret()).isEqualTo(same);
      assertThat(secret.toString()).doesNotContain("AAAA");
    }
    assertThat(again.session().orElseThrow().toString()).doesNotContain("token-of-asha");
    assertThat(ProfileStore.at(base.resolve("store")).names()).containsExactly("default");
  }

  @Test
  @DisplayName("forgets session and secret when logged out, and nothing else")
  void loggedOut() throws IOException {
    Profile profile = loggedIn();
    Pin pin = new Pin("mira@hospital.example", ASHA.keyring(), SESSION.expires());
    profile.pin(pin);
    profile.logOut();
    assertThat(profile.session()).isEmpty();
    assertThat(profile.secret()).isEmpty();
    assertThat(profile.identity()).contains(ASHA.withoutName());
    assertThat(profile.pin(pin.email())).contains(pin);
    assertThat(profile.folder().resolve("secret.json")).doesNotExist();
    assertThat(Files.readString(profile.folder().resolve("account.json")))
        .contains("asha@hospital.example")
        .doesNotContain("token-of-asha")
        .doesNotContain("Asha Rao");
  }

  @Test
  @DisplayName("remembers which records were listed, until log-out")
  void listed() throws IOException {
    Profile profile = loggedIn();
    KeyringId record = new KeyringId("33".repeat(32));
    KeyringId other = new KeyringId("44".repeat(32));
    Map<KeyringId, Listed> all =
        Map.of(
            record, new Listed(false, Set.of(other, ASHA.keyring())),
            other, new Listed(true, Set.of()));
    profile.changeListed(
        before -> {
          assertThat(before).isEmpty();
          return all;
        });
    assertThat(profile().listed()).isEqualTo(all);
    Path file = profile.folder().resolve("listed");
    assertThat(Files.readString(file)).matches("([0-9a-f]{64} (told|-)( [0-9a-f]{64})*\\n){2}");
    Files.writeString(file, record.hex() + " -" + " 12\n");
    assertThatExceptionOfType(ProfileException.Damaged.class).isThrownBy(profile::listed);
    profile.logOut();
    assertThat(file).doesNotExist();
    assertThat(profile.listed()).isEmpty();
  }

  @Test
  @DisplayName("is not taken over while somebody else is logged in")
  void inUse() {
    Profile profile = loggedIn();
    try (GenerationSecret secret = GenerationSecret.random()) {
      Identity other = identity("mira@hospital.example", "22");
      assertThatExceptionOfType(ProfileException.InUse.class)
          .isThrownBy(() -> profile.logIn(other, SESSION, 1, secret));
      assertThat(profile.identity()).contains(ASHA);
      profile.logIn(ASHA, SESSION, 4, secret);
      profile.logOut();
      profile.logIn(other, SESSION, 1, secret);
      assertThat(profile.identity()).contains(other);
    }
  }

  @Test
  @DisplayName("keeps one pin for an address, the last one set")
  void pins() {
    Profile profile = loggedIn();
    Pin first = new Pin("a@b.example", new KeyringId("11".repeat(32)), SESSION.expires());
    Pin second = new Pin("a@b.example", new KeyringId("22".repeat(32)), SESSION.expires());
    profile.pin(first);
    profile.pin(new Pin("c@b.example", first.keyring(), SESSION.expires()));
    profile.pin(second);
    assertThat(profile.pins()).hasSize(2);
    assertThat(profile.pin("a@b.example")).contains(second);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
  @DisplayName("lies in a folder and files that nobody else may read")
  void permissions() throws IOException {
    Profile profile = loggedIn();
    profile.pin(new Pin("a@b.example", ASHA.keyring(), SESSION.expires()));
    profile.journal(new ReportId("ab".repeat(16))).begin(List.of("first"));
    try (var all = Files.walk(base.resolve("store"))) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  @DisplayName("that is damaged gives one clear error that quotes nothing of it")
  void damaged() throws IOException {
    Profile profile = loggedIn();
    profile.pin(new Pin("a@b.example", ASHA.keyring(), SESSION.expires()));
    Random random = new Random(8);
    for (String name : List.of("account.json", "secret.json", "pins.json")) {
      Path file = profile.folder().resolve(name);
      String good = Files.readString(file);
      int damaged = 0;
      for (int i = 0; i < 600; i++) {
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        for (int j = random.nextInt(3); j >= 0; j--) {
          bytes[random.nextInt(bytes.length)] =
              (byte) "{}[],:\"\\0a9\n \u0000".charAt(random.nextInt(14));
        }
        Files.write(file, bytes);
        damaged += answersOrSaysDamaged(profile, file) ? 0 : 1;
      }
      assertThat(damaged).as(name).isBetween(150, 599);
      for (String text :
          List.of("", " ", "null", "[]", "{}", "{\"v\":1}", good + "x", "\"" + good)) {
        Files.writeString(file, text);
        assertThat(answersOrSaysDamaged(profile, file)).as(name + " " + text).isFalse();
      }
      Files.writeString(file, good);
    }
    assertThat(profile.identity()).contains(ASHA);
  }

  private static boolean answersOrSaysDamaged(Profile profile, Path file) {
    try {
      profile.identity();
      profile.session();
      profile.pins();
      profile.secret().ifPresent(Profile.PersonSecret::close);
      return true;
    } catch (ProfileException.Damaged e) {
      assertThat(e.getMessage()).startsWith(file.toString());
      assertThat(e.getMessage()).doesNotContain("token-of-asha").doesNotContain("AAAA");
      return false;
    } catch (ProfileException.Newer _) {
      return false;
    } catch (RuntimeException e) {
      return fail("neither read nor refused as damaged", e);
    }
  }

  @Test
  @DisplayName(
      "takes no member that is unknown, missing, null, nested, of another type or said twice")
  void strict() throws IOException {
    Profile profile = loggedIn();
    Path file = profile.folder().resolve("account.json");
    String good = Files.readString(file);
    String email = "\"email\":\"" + ASHA.email() + "\"";
    assertThat(good).contains(email);
    for (String other :
        List.of(
            "\"mail\":\"" + ASHA.email() + "\"",
            email + ",\"other\":\"\"",
            "\"email\":null",
            "\"email\":[\"" + ASHA.email() + "\"]",
            "\"email\":7",
            email + "," + email)) {
      Files.writeString(file, good.replace(email, other));
      assertThatExceptionOfType(ProfileException.Damaged.class)
          .as(other)
          .isThrownBy(profile::identity);
    }
  }

  @Test
  @DisplayName("knows the safety number of the keys that come from the secret")
  void safetyNumber() {
    Profile profile = loggedIn();
    try (GenerationSecret secret = GenerationSecret.of(new byte[32]);
        KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.PERSON)) {
      assertThat(profile.safetyNumber())
          .contains(SafetyNumber.of(ASHA.keyring(), 3, keys.publicKeys()));
    }
    profile.logOut();
    assertThat(profile.safetyNumber()).isEmpty();
  }

  @Test
  @DisplayName("of a newer version is not read by this one")
  void newer() throws IOException {
    Profile profile = loggedIn();
    Path file = profile.folder().resolve("account.json");
    Files.writeString(file, Files.readString(file).replace("\"v\":1", "\"v\":2"));
    assertThatExceptionOfType(ProfileException.Newer.class).isThrownBy(profile::identity);
  }

  @Test
  @DisplayName("lists the journals of uploads, and looks past files that are none")
  void journals() throws IOException {
    Profile profile = loggedIn();
    ReportId report = new ReportId("ab".repeat(16));
    profile.journal(report).begin(List.of("first"));
    Path uploads = profile.folder().resolve("uploads");
    Files.writeString(uploads.resolve("notes.upload"), "x");
    Files.writeString(uploads.resolve(report.hex() + ".upload.next"), "half");
    assertThat(profile.journals()).extracting(Journal::report).containsExactly(report);
  }

  @Test
  @DisplayName("has a name that is one file name and no path")
  void names() {
    ProfileStore store = ProfileStore.at(base);
    assertThat(store.profile("Asha.2_x-y").folder()).isEqualTo(base.resolve("Asha.2_x-y"));
    for (String name :
        List.of("", ".", "..", "a/b", "a\\b", ".a", "-a", "a b", "ä", "x".repeat(65))) {
      assertThatExceptionOfType(InputException.BadValue.class)
          .as(name)
          .isThrownBy(() -> store.profile(name));
    }
  }

  @Test
  @DisplayName("lies where the system keeps such things, or where MEDSEAL_HOME says")
  void standardFolder() {
    assertThat(folder(Map.of(), "Linux")).isEqualTo("/home/a/.config/medseal");
    assertThat(folder(Map.of("XDG_CONFIG_HOME", "/c"), "Linux")).isEqualTo("/c/medseal");
    assertThat(folder(Map.of("XDG_CONFIG_HOME", "c"), "Linux"))
        .isEqualTo("/home/a/.config/medseal");
    assertThat(folder(Map.of("HOME", "/h"), "Linux")).isEqualTo("/h/.config/medseal");
    assertThat(folder(Map.of("HOME", "/h"), "Mac OS X"))
        .isEqualTo("/h/Library/Application Support/Medseal");
    assertThat(folder(Map.of("HOME", ""), "Linux")).isEqualTo("/home/a/.config/medseal");
    assertThat(folder(Map.of("APPDATA", "/r"), "Windows 11")).isEqualTo("/r/Medseal");
    assertThat(folder(Map.of(), "Mac OS X"))
        .isEqualTo("/home/a/Library/Application Support/Medseal");
    assertThat(folder(Map.of("MEDSEAL_HOME", "/m", "APPDATA", "/r"), "Windows 11")).isEqualTo("/m");
    assertThat(folder(Map.of("MEDSEAL_HOME", " "), "Linux")).isEqualTo("/home/a/.config/medseal");
  }

  private static String folder(Map<String, String> environment, String system) {
    return ProfileStore.standardFolder(environment, system, "/home/a")
        .toString()
        .replace('\\', '/');
  }
}
