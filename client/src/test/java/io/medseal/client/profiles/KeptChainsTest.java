package io.medseal.client.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Chains that a profile keeps")
class KeptChainsTest {
  private static final List<Bytes> SOME =
      List.of(Bytes.of(new byte[] {1, 2, 3}), Bytes.of(new byte[0]), Bytes.of(new byte[] {4}));

  @TempDir private Path folder;
  private KeptChains chains;

  @BeforeEach
  void open() {
    chains = new KeptChains(folder.resolve("chains"));
  }

  private static KeyringId id(int number) {
    return new KeyringId("%064x".formatted(number));
  }

  @Test
  @DisplayName("are read as they were written, and replaced as a whole")
  void written() {
    assertThat(chains.read(id(1))).isEmpty();
    chains.write(id(1), SOME);
    assertThat(chains.read(id(1))).isEqualTo(SOME);
    chains.write(id(1), SOME.subList(0, 1));
    assertThat(chains.read(id(1))).isEqualTo(SOME.subList(0, 1));
    assertThat(chains.read(id(2))).isEmpty();
    chains.forget(id(1));
    assertThat(chains.read(id(1))).isEmpty();
  }

  @Test
  @DisplayName("that are damaged count as none")
  void damaged() throws Exception {
    chains.write(id(1), SOME);
    Path file = folder.resolve("chains").resolve(id(1).hex());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 1; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(chains.read(id(1)).size()).isLessThan(SOME.size());
    }
    Files.write(file, new byte[] {-1, -1, -1, -1, 0});
    assertThat(chains.read(id(1))).isEmpty();
    Files.write(file, new byte[] {127, -1, -1, -1, 0});
    assertThat(chains.read(id(1))).isEmpty();
  }

  @Test
  @DisplayName("are so many, and none is too long: those written longest ago make room")
  void bounded() {
    for (int number = 0; number < KeptChains.MOST + 50; number++) {
      chains.write(id(number), SOME);
    }
    assertThat(PrivateFiles.list(folder.resolve("chains")))
        .hasSizeLessThanOrEqualTo(KeptChains.MOST);
    assertThat(chains.read(id(KeptChains.MOST + 49))).isEqualTo(SOME);
    chains.write(id(1), List.of(Bytes.of(new byte[5 * 1024 * 1024])));
    assertThat(chains.read(id(1))).isEmpty();
    chains.clear();
    assertThat(folder.resolve("chains")).doesNotExist();
    chains.clear();
  }
}
