package io.medseal.seal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A sealed file")
class SealedFileTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "of {0} bytes opens to the same bytes for each recipient")
  @ValueSource(ints = {0, 1, 262_088, 262_089, 8_388_056, 8_388_057, 20_000_000})
  void opensToTheSameBytes(int size) throws Exception {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Path plain = Files.write(folder.resolve("scan.bin"), content);
    Path sealed = folder.resolve("scan.sealed");
    try (OfflineSecretKey alice = OfflineSecretKey.random();
        OfflineSecretKey bob = OfflineSecretKey.random()) {
      SealedFile.seal(plain, sealed, List.of(alice.publicKey(), bob.publicKey()), Progress.NONE);
      for (OfflineSecretKey key : List.of(alice, bob)) {
        Path back = folder.resolve("back");
        FileHeader header = SealedFile.unseal(sealed, back, key, Progress.NONE);
        assertThat(Files.readAllBytes(back)).isEqualTo(content);
        assertThat(header.name()).isEqualTo("scan.bin");
        assertThat(header.size()).isEqualTo(size);
      }
    }
  }
}
