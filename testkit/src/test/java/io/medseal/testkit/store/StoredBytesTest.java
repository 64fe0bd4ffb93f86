package io.medseal.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A search of stored bytes")
class StoredBytesTest {
  private static final String NAME = "Meera Iyer, echo";

  @TempDir Path folder;

  @Test
  @DisplayName("finds a text in every form that a store might keep it in")
  void findsEveryForm() throws Exception {
    byte[] utf8 = NAME.getBytes(StandardCharsets.UTF_8);
    for (int shift = 0; shift < 5; shift++) {
      byte[] around = ("x".repeat(shift) + NAME + "yz").getBytes(StandardCharsets.UTF_8);
      write("base64-" + shift, Base64.getEncoder().encode(around));
      write("base64url-" + shift, Base64.getUrlEncoder().encode(around));
    }
    write("utf-16", ("a" + NAME).getBytes(StandardCharsets.UTF_16LE));
    write("hex", HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.US_ASCII));
    write(
        "HEX", HexFormat.of().withUpperCase().formatHex(utf8).getBytes(StandardCharsets.US_ASCII));
    write("gzip", compressed(("before " + NAME + " behind").repeat(3)));
    write("plain", utf8);

    for (Path file : StoredBytes.under(folder).files()) {
      assertThat(StoredBytes.under(file).find(NAME)).as(file.getFileName().toString()).isNotEmpty();
    }
  }

  @Test
  @DisplayName("finds bytes that lie across the border of two reads")
  void findsAcrossWindows() throws Exception {
    byte[] large = new byte[9 * 1024 * 1024];
    byte[] marker = "a marker in the middle".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(marker, 0, large, 4 * 1024 * 1024 - 7, marker.length);
    write("large", large);

    assertThat(StoredBytes.under(folder).find(marker)).hasSize(1);
  }

  @Test
  @DisplayName("finds nothing where there is nothing")
  void findsNothing() throws Exception {
    write("other", "Another person, another report".getBytes(StandardCharsets.UTF_8));

    assertThat(StoredBytes.under(folder).find(NAME)).isEmpty();
  }

  private static byte[] compressed(String text) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {1, 0x1f, 0x1f});
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private void write(String name, byte[] bytes) throws Exception {
    Files.write(folder.resolve(name), bytes);
  }
}
