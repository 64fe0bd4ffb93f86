package io.medseal.client.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.ProfileException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("HeadLog")
class HeadLogTest {
  private static final KeyringId ONE = new KeyringId("11".repeat(32));
  private static final KeyringId TWO = new KeyringId("22".repeat(32));
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder;
  private Path file;
  private HeadLog log;

  @BeforeEach
  void open() {
    file = folder.resolve("heads");
    log = new HeadLog(file);
  }

  private static Head head(int seq) {
    return new Head(seq, hash(seq), Optional.empty());
  }

  private static Head head(int seq, Instant seen) {
    return new Head(seq, hash(seq), Optional.of(seen));
  }

  private static StatementHash hash(int seq) {
    return new StatementHash("%064x".formatted(seq + 1));
  }

  @Test
  @DisplayName("knows nothing at first, then the newest head of each keyring")
  void newest() {
    assertThat(log.read()).isEmpty();
    log.remember(Map.of(ONE, head(3), TWO, head(7, NOON)));
    log.remember(Map.of(ONE, head(4)));
    assertThat(new HeadLog(file).read()).isEqualTo(Map.of(ONE, head(4), TWO, head(7, NOON)));
  }

  @Test
  @DisplayName("never goes back: an older head of the service's changes nothing")
  void neverBack() {
    log.remember(Map.of(ONE, head(4, NOON)));
    log.remember(Map.of(ONE, head(3, NOON.plusSeconds(60))));
    assertThat(log.read()).isEqualTo(Map.of(ONE, head(4, NOON)));
    log.remember(Map.of(ONE, new Head(4, hash(99), Optional.empty())));
    assertThat(log.read())
        .as("another one of the same place")
        .isEqualTo(Map.of(ONE, head(4, NOON)));
  }

  @Test
  @DisplayName("remembers of the same head when it was last seen to be the newest")
  void seenLater() {
    log.remember(Map.of(ONE, head(4)));
    log.remember(Map.of(ONE, head(4, NOON)));
    log.remember(Map.of(ONE, head(4, NOON.minusSeconds(1))));
    log.remember(Map.of(ONE, head(4)));
    assertThat(log.read()).isEqualTo(Map.of(ONE, head(4, NOON)));
  }

  @Test
  @DisplayName("writes nothing where nothing is new")
  void nothingNew() throws IOException {
    log.remember(Map.of(ONE, head(4)));
    long size = Files.size(file);
    log.remember(Map.of(ONE, head(4)));
    assertThat(Files.size(file)).isEqualTo(size);
  }

  @Test
  @DisplayName("forgets a line that was torn in a crash, and goes on after it")
  void torn() throws IOException {
    log.remember(Map.of(ONE, head(4)));
    Files.writeString(file, ONE.hex() + " 5 00", StandardOpenOption.APPEND);
    assertThat(log.read()).isEqualTo(Map.of(ONE, head(4)));
    log.remember(Map.of(TWO, head(1)));
    assertThat(log.read()).isEqualTo(Map.of(ONE, head(4), TWO, head(1)));
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  @DisplayName("keeps its file in proportion to what it knows")
  void compacted() throws IOException {
    StringBuilder grown = new StringBuilder();
    for (int seq = 0; seq < 2_003; seq++) {
      grown.append(ONE.hex() + " " + seq + " " + hash(seq).hex() + " -\n");
    }
    Files.writeString(file, grown);
    log.remember(Map.of(TWO, head(1)));
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(log.read()).isEqualTo(Map.of(ONE, head(2_002), TWO, head(1)));
  }

  @Test
  @DisplayName("takes many heads at once")
  void many() {
    Map<KeyringId, Head> all = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      all.put(new KeyringId("%064x".formatted(i)), head(i, NOON.plusMillis(i)));
    }
    log.remember(all);
    assertThat(log.read()).isEqualTo(all);
  }

  @Test
  @DisplayName("says of a damaged file that it is damaged, and does not forget what it held")
  void damaged() throws IOException {
    for (String line :
        List.of(
            "", "x", ONE.hex(), ONE.hex() + " 4 " + "00".repeat(31) + " -", ONE.hex() + " -1")) {
      Files.writeString(file, line + "\n");
      assertThatExceptionOfType(ProfileException.Damaged.class)
          .as(line)
          .isThrownBy(() -> log.read())
          .withMessageContaining(file.toString());
      assertThatExceptionOfType(ProfileException.Damaged.class)
          .isThrownBy(() -> log.remember(Map.of(ONE, head(1))));
      assertThat(file).hasContent(line + "\n");
    }
  }
}
