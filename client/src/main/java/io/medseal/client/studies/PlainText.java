package io.medseal.client.studies;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as text, where every reader decodes the same (spec/bodies.md section 7). */
final class PlainText {
  private static final Map<String, Charset> SETS =
      Map.of(
          "", StandardCharsets.US_ASCII,
          "ISO_IR 6", StandardCharsets.US_ASCII,
          "ISO_IR 100", StandardCharsets.ISO_8859_1,
          "ISO_IR 101", Charset.forName("ISO-8859-2"),
          "ISO_IR 144", Charset.forName("ISO-8859-5"),
          "ISO_IR 148", Charset.forName("ISO-8859-9"),
          "ISO_IR 192", StandardCharsets.UTF_8);

  /** Control characters, spaces of other kinds, marks of direction, what stands for no text. */
  private static final Pattern DOUBTFUL =
      Pattern.compile(
          "[\\x{0}-\\x{1F}\\x{7F}-\\x{A0}\\x{1680}\\x{2000}-\\x{200F}\\x{2028}-\\x{202F}"
              + "\\x{205F}-\\x{206F}\\x{FEFF}\\x{FFFD}]|^\\x{3000}|\\x{3000}$");

  private final Charset charset;

  private PlainText(Charset charset) {
    this.charset = charset;
  }

  /** By the value of Specific Character Set; empty for sets that not every reader decodes alike. */
  static Optional<PlainText> of(byte @Nullable [] characterSet) {
    Optional<String> name =
        characterSet == null
            ? Optional.of("")
            : new PlainText(StandardCharsets.US_ASCII).read(characterSet);
    return name.map(SETS::get).map(PlainText::new);
  }

  /** Without padding; empty where there is doubt about what it says. */
  Optional<String> read(byte[] value) {
    int end = value.length;
    while (end > 0 && value[end - 1] == 0) {
      end--;
    }
    while (end > 0 && value[end - 1] == ' ') {
      end--;
    }
    int start = 0;
    while (start < end && value[start] == ' ') {
      start++;
    }
    try {
      String text =
          charset.newDecoder().decode(ByteBuffer.wrap(value, start, end - start)).toString();
      return DOUBTFUL.matcher(text).find() ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
