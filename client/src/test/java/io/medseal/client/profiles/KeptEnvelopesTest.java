package io.medseal.client.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.secrets.GenerationSecret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a profile keeps to give back")
class KeptEnvelopesTest {
  private static final KeyringId KEYRING = new KeyringId("ab".repeat(32));
  private static final KeyringId OTHER = new KeyringId("cd".repeat(32));

  @TempDir private Path base;
  private Profile profile;

  @BeforeEach
  void logIn() {
    profile = ProfileStore.at(base).profile("default");
    try (GenerationSecret secret = GenerationSecret.random()) {
      profile.logIn(
          new Identity(
              URI.create("https://medseal.test"), "a@hospital.test", OTHER, Optional.empty()),
          new Profile.Session("token", Instant.now().plus(Duration.ofHours(1))),
          1,
          secret);
    }
  }

  private static KeptEnvelopes.Kept envelope(int generation, int nodes) {
    byte[] bytes = new byte[1_169];
    Arrays.fill(bytes, (byte) generation);
    List<Sha256> path = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      path.add(Sha256.digest(new byte[] {(byte) i}));
    }
    return new KeptEnvelopes.Kept(generation, OTHER, 7, Bytes.of(bytes), List.copyOf(path));
  }

  @Test
  @DisplayName("is what was added, each once, by keyring")
  void envelopes() {
    KeptEnvelopes kept = profile.envelopes();
    assertThat(kept.read(KEYRING)).isEmpty();
    kept.add(KEYRING, List.of(envelope(1, 0), envelope(2, 13)));
    kept.add(KEYRING, List.of(envelope(2, 13), envelope(3, 1)));
    assertThat(kept.read(KEYRING)).containsExactly(envelope(1, 0), envelope(2, 13), envelope(3, 1));
    assertThat(kept.read(OTHER)).isEmpty();
  }

  @Test
  @DisplayName("is as good as nothing where a file is damaged")
  void damaged() throws Exception {
    profile.envelopes().add(KEYRING, List.of(envelope(1, 2)));
    Path file = profile.folder().resolve("envelopes").resolve(KEYRING.hex());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 1; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(profile.envelopes().read(KEYRING)).as("" + length).isEmpty();
    }
    byte[] huge = whole.clone();
    Arrays.fill(huge, 40, 44, (byte) 0x7F);
    Files.write(file, huge);
    assertThat(profile.envelopes().read(KEYRING)).isEmpty();
  }

  @Test
  @DisplayName("has a bound for each keyring")
  void bound() {
    for (int from = 0; from < 6_000; from += 1_000) {
      List<KeptEnvelopes.Kept> many = new ArrayList<>();
      for (int i = 1; i <= 1_000; i++) {
        many.add(envelope(from + i, 0));
      }
      profile.envelopes().add(KEYRING, many);
    }
    assertThat(profile.envelopes().read(KEYRING)).hasSizeBetween(3_000, 3_500);
  }

  @Test
  @DisplayName("are the newest reports, and goes with a log-out")
  void reports() {
    List<KnownReports.Known> all = new ArrayList<>();
    for (int i = 0; i < KnownReports.MOST + 10; i++) {
      all.add(
          new KnownReports.Known(
              new ReportId(String.format("%032x", i)),
              KEYRING,
              OTHER,
              Instant.ofEpochMilli(1_000L + i)));
    }
    profile.reports().add(all);
    assertThat(profile.reports().all()).isEqualTo(all.subList(10, all.size()));
    profile.reports().forget(List.of(all.getLast().report()));
    assertThat(profile.reports().all()).isEqualTo(all.subList(10, all.size() - 1));
    profile.envelopes().add(KEYRING, List.of(envelope(1, 0)));
    profile.logOut();
    assertThat(profile.reports().all()).isEmpty();
    assertThat(profile.envelopes().read(KEYRING)).isEmpty();
    profile.reports().add(all);
    profile.envelopes().add(KEYRING, List.of(envelope(1, 0)));
    assertThat(profile.reports().all()).as("nobody is logged in").isEmpty();
    assertThat(profile.envelopes().read(KEYRING)).isEmpty();
  }

  @Test
  @DisplayName("is a chain without a gap: the whole one, or what was begun later")
  void chains() {
    List<Bytes> whole = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      whole.add(Bytes.of(new byte[] {(byte) i, 9}));
    }
    KeptChains kept = profile.chains();
    kept.write(Map.of(KEYRING, whole.subList(0, 3)));
    assertThat(kept.newest(KEYRING)).isEqualTo(whole.subList(0, 3));
    kept.write(Map.of(), Map.of(KEYRING, whole.subList(2, 6)));
    assertThat(kept.newest(KEYRING)).isEqualTo(whole);
    assertThat(kept.read(KEYRING)).as("what is verified").isEqualTo(whole.subList(0, 3));
    kept.write(Map.of(), Map.of(KEYRING, whole.subList(4, 6)));
    assertThat(kept.newest(KEYRING)).isEqualTo(whole.subList(4, 6));
    kept.write(Map.of(KEYRING, whole));
    assertThat(kept.newest(KEYRING)).isEqualTo(whole);
    assertThat(kept.ids()).containsExactly(KEYRING);
    assertThat(kept.newest(OTHER)).isEmpty();
  }
}
