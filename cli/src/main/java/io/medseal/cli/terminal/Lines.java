package io.medseal.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Lines that hold secrets: read byte by byte, so that nothing behind them is consumed. */
public final class Lines {
  private static final int LONGEST = 4_096;

  private Lines() {}

  /**
   * The next line without its end, as UTF-8; empty at the end of the input. The caller wipes it.
   *
   * @throws CharacterCodingException if it is not UTF-8
   * @throws IOException if it cannot be read, or is longer than 4,096 bytes
   */
  public static Optional<char[]> read(InputStream in) throws IOException {
    byte[] bytes = new byte[LONGEST];
    try {
      int length = 0;
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      while (next >= 0 && next != '\n') {
        if (length == LONGEST) {
          throw new IOException("a line is too long");
        }
        bytes[length++] = (byte) next;
        next = in.read();
      }
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      char[] line = Arrays.copyOfRange(text.array(), text.position(), text.limit());
      Arrays.fill(text.array(), '\0');
      return Optional.of(line);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
