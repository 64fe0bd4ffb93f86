package io.medseal.client.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.SourceException;
import io.medseal.seal.manifests.ManifestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("MediaTypes")
class MediaTypesTest {
  @TempDir Path folder;

  private String detect(String name, byte[] content) throws IOException {
    return MediaTypes.detect(Files.write(folder.resolve(name), content));
  }

  private String detect(String name, String content) throws IOException {
    return detect(name, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  @DisplayName("go by a file's content, whatever it is called")
  void content() throws IOException {
    assertThat(detect("scan.txt", "%PDF-1.7\n")).isEqualTo("application/pdf");
    assertThat(detect("photo.pdf", "\u0089PNG\r\n\u001a\n")).isEqualTo("image/png");
    assertThat(detect("noname", "\u00ff\u00d8\u00ff\u00e0")).isEqualTo("image/jpeg");
  }

  @Test
  @DisplayName("go by the name where the content could be anything")
  void name() throws IOException {
    assertThat(detect("values.csv", "a,b\n1,2\n")).isEqualTo("text/csv");
    assertThat(detect("letter.txt", "Dear colleague")).isEqualTo("text/plain");
    assertThat(detect("empty", "")).isEqualTo(MediaTypes.UNKNOWN);
  }

  @Test
  @DisplayName("are ones that a manifest takes, whatever the file holds")
  void always() throws IOException {
    Random random = new Random(2);
    for (int i = 0; i < 100; i++) {
      byte[] content = new byte[random.nextInt(300)];
      random.nextBytes(content);
      String type = detect("file" + (i % 3 == 0 ? ".html" : ""), content);
      assertThat(new ManifestFile("file", type, 0, 0, ManifestFile.Role.CONTENT).mediaType())
          .isEqualTo(type);
    }
  }

  @Test
  @DisplayName("are refused of a file that is not there")
  void absent() {
    assertThatExceptionOfType(SourceException.Unreadable.class)
        .isThrownBy(() -> MediaTypes.detect(folder.resolve("absent")));
  }
}
