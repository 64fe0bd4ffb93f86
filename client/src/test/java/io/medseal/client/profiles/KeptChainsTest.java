package io.medseal.client.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.secrets.GenerationSecret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Chains that a profile keeps")
class KeptChainsTest {
  private static final List<Bytes> SOME =
      List.of(Bytes.of(new byte[] {1, 2, 3}), Bytes.of(new byte[0]), Bytes.of(new byte[] {4}));

  @TempDir private Path base;
  private Profile profile;
  private KeptChains chains;
  private Path folder;

  @BeforeEach
  void logIn() {
    profile = ProfileStore.at(base).profile("default");
    chains = profile.chains();
    folder = profile.folder().resolve("chains");
    try (GenerationSecret secret = GenerationSecret.random()) {
      profile.logIn(
          new Identity(
              URI.create("https://medseal.example"), "a@hospital.test", id(9), Optional.empty()),
          new Profile.Session("token", Instant.now().plusSeconds(3_600)),
          1,
          secret);
    }
  }

  private static KeyringId id(int number) {
    return new KeyringId("%064x".formatted(number));
  }

  private void write(int number, List<Bytes> statements) {
    chains.write(Map.of(id(number), statements));
  }

  @Test
  @DisplayName("are read as they were written, and replaced as a whole")
  void written() {
    assertThat(chains.read(id(1))).isEmpty();
    write(1, SOME);
    assertThat(chains.read(id(1))).isEqualTo(SOME);
    write(1, SOME.subList(0, 1));
    assertThat(chains.read(id(1))).isEqualTo(SOME.subList(0, 1));
    assertThat(chains.read(id(2))).isEmpty();
    chains.forget(id(1));
    assertThat(chains.read(id(1))).isEmpty();
  }

  @Test
  @DisplayName("that are damaged count as none, or as fewer")
  void damaged() throws Exception {
    write(1, SOME);
    Path file = folder.resolve(id(1).hex());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      List<Bytes> read = chains.read(id(1));
      assertThat(read).isEqualTo(SOME.subList(0, read.size())).hasSizeLessThan(SOME.size());
    }
    for (byte[] bad : List.of(new byte[] {-1, -1, -1, -1, 0}, new byte[] {127, -1, -1, -1, 0})) {
      Files.write(file, bad);
      assertThat(chains.read(id(1))).isEmpty();
    }
  }

  @Test
  @DisplayName("are so many, and none is too long: those written longest ago make room")
  void bounded() throws Exception {
    Map<KeyringId, List<Bytes>> many = new HashMap<>();
    for (int number = 0; number < KeptChains.MOST; number++) {
      many.put(id(number), SOME);
    }
    chains.write(many);
    assertThat(PrivateFiles.list(folder)).hasSize(KeptChains.MOST);
    for (int number = 100; number < 200; number++) {
      Files.setLastModifiedTime(folder.resolve(id(number).hex()), FileTime.fromMillis(number));
    }
    write(KeptChains.MOST, SOME);
    assertThat(PrivateFiles.list(folder)).hasSizeLessThanOrEqualTo(KeptChains.MOST);
    assertThat(chains.read(id(KeptChains.MOST))).isEqualTo(SOME);
    assertThat(chains.read(id(100))).isEmpty();
    assertThat(chains.read(id(300))).isEqualTo(SOME);
    write(300, List.of(Bytes.of(new byte[5 * 1024 * 1024])));
    assertThat(chains.read(id(300))).isEmpty();
  }

  @Test
  @DisplayName("are written over what a crash left behind")
  void crashed() throws Exception {
    write(1, SOME);
    Path file = folder.resolve(id(1).hex());
    Files.write(PrivateFiles.next(file), new byte[] {1});
    assertThat(chains.read(id(1))).isEqualTo(SOME);
    write(1, SOME.subList(0, 2));
    assertThat(chains.read(id(1))).isEqualTo(SOME.subList(0, 2));
    assertThat(PrivateFiles.list(folder)).containsExactly(file);
  }

  @Test
  @DisplayName("are whole while several write and read them")
  void together() throws Exception {
    List<Thread> writers =
        List.of(1, 2, 3, 4).stream()
            .map(
                length ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              KeptChains own = ProfileStore.at(base).profile("default").chains();
                              for (int i = 0; i < 25; i++) {
                                own.write(Map.of(id(1), repeated(length)));
                              }
                            }))
            .toList();
    while (writers.stream().anyMatch(Thread::isAlive)) {
      List<Bytes> read = chains.read(id(1));
      assertThat(read).isEqualTo(repeated(read.size()));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(chains.read(id(1))).isNotEmpty();
    assertThat(PrivateFiles.list(folder)).hasSize(1);
  }

  /** As long as it says, each with a lot of it. */
  private static List<Bytes> repeated(int length) {
    byte[] one = new byte[50_000];
    Arrays.fill(one, (byte) length);
    return java.util.Collections.nCopies(length, Bytes.of(one));
  }

  @Test
  @DisplayName("go with a log-out, and none come after it")
  void loggedOut() {
    write(1, SOME);
    profile.logOut();
    assertThat(folder).doesNotExist();
    write(1, SOME);
    assertThat(folder).doesNotExist();
    assertThat(chains.read(id(1))).isEmpty();
  }
}
