package io.medseal.client.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.SourceException;
import io.medseal.ledger.ids.Bytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("StudyIndex")
class StudyIndexTest {
  @TempDir Path folder;

  private StudyIndex.Source source(int file, byte[] content) throws Exception {
    Path path = Files.write(folder.resolve(Integer.toString(file)), content);
    return new StudyIndex.Source(file, path, content.length);
  }

  @Test
  @DisplayName("is the raw deflated text, and none where no file is an image")
  void deflated() throws Exception {
    List<byte[]> files = StudyFiles.cases().get("utf-8");
    Optional<Bytes> index = StudyIndex.of(List.of(source(0, files.getFirst())));
    byte[] text =
        new InflaterInputStream(
                new ByteArrayInputStream(index.orElseThrow().toArray()), new Inflater(true))
            .readAllBytes();
    assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(MakeStudyVectors.text(files));
    assertThat(StudyIndex.of(List.of(source(1, new byte[1_000])))).isEmpty();
    assertThat(StudyIndex.of(List.of())).isEmpty();
  }

  @Test
  @DisplayName("names a file that is not there any more")
  void gone() {
    Path nowhere = folder.resolve("nowhere");
    assertThatExceptionOfType(SourceException.Unreadable.class)
        .isThrownBy(() -> StudyIndex.of(List.of(new StudyIndex.Source(0, nowhere, 1))));
  }

  @Test
  @DisplayName("of damaged files leaves them out or describes them, and nothing else happens")
  void damaged() throws Exception {
    Random random = new Random(30);
    int described = 0;
    int leftOut = 0;
    for (List<byte[]> files : StudyFiles.cases().values()) {
      for (byte[] file : files) {
        for (int i = 0; i < 25; i++) {
          byte[] bytes = file.clone();
          for (int j = random.nextInt(4); j >= 0; j--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          }
          boolean isThere = StudyIndex.of(List.of(source(0, bytes))).isPresent();
          described += isThere ? 1 : 0;
          leftOut += isThere ? 0 : 1;
        }
      }
    }
    assertThat(described).isPositive();
    assertThat(leftOut).isPositive();
  }
}
