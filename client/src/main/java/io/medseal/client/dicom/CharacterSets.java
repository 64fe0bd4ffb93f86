package io.medseal.client.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Character sets by their number in the terms of Specific Character Set (PS3.3 section C.12.1.1.2),
 * and the codes of ISO 2022 that designate them.
 */
final class CharacterSets {
  /** Stands for what a set can't decode. */
  static final String NO_LETTER = "\uFFFD";

  /** What a byte above 7F, or a pair of bytes, stands for. */
  sealed interface CodeSet {}

  /**
   * One byte a letter.
   *
   * @param letters for the bytes 80 to FF
   */
  record Single(List<String> letters) implements CodeSet {
    Single {
      letters = List.copyOf(letters);
    }
  }

  /**
   * Two bytes a letter.
   *
   * @param before how the charset marks the set
   */
  record Pairs(Charset charset, List<Byte> before) implements CodeSet {
    Pairs {
      before = List.copyOf(before);
    }

    /** Of two bytes from 21 to 7E. */
    String letter(int first, int second) {
      byte[] code = new byte[before.size() + 2];
      for (int i = 0; i < before.size(); i++) {
        code[i] = before.get(i);
      }
      code[before.size()] = (byte) (first | 0x80);
      code[before.size() + 1] = (byte) (second | 0x80);
      String letter = decoded(charset, code);
      return letter.codePointCount(0, letter.length()) == 1
              && Character.getType(letter.codePointAt(0)) != Character.PRIVATE_USE
          ? letter
          : NO_LETTER;
    }
  }

  /**
   * A set with one byte a letter.
   *
   * @param last of the escape sequence that designates it
   */
  private record Named(String number, CodeSet set, char last) {
    Named(String number, String charset, char last) {
      this(number, new Single(letters(Charset.forName(charset))), last);
    }
  }

  private static final List<Named> SINGLE =
      List.of(
          new Named("100", "windows-1252", 'A'),
          new Named("101", "ISO-8859-2", 'B'),
          new Named("109", "ISO-8859-3", 'C'),
          new Named("110", "ISO-8859-4", 'D'),
          new Named("144", "ISO-8859-5", 'L'),
          new Named("127", "ISO-8859-6", 'G'),
          new Named("126", "ISO-8859-7", 'F'),
          new Named("138", "ISO-8859-8", 'H'),
          new Named("148", "ISO-8859-9", 'M'),
          new Named("166", "TIS-620", 'T'),
          new Named("203", "ISO-8859-15", 'b'));

  /** Names of ISO 8859 parts, which some devices write in place of a term. */
  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("1", "100"),
          Map.entry("2", "101"),
          Map.entry("3", "109"),
          Map.entry("4", "110"),
          Map.entry("5", "144"),
          Map.entry("6", "127"),
          Map.entry("7", "126"),
          Map.entry("8", "138"),
          Map.entry("9", "148"),
          Map.entry("11", "166"),
          Map.entry("15", "203"));

  /** Decoded as a whole; their bytes above 7F are no code of ISO 2022. */
  private static final Map<String, Function<byte[], String>> WHOLE =
      Map.of("192", Utf8::decode, "GB18030", Gb18030::decode, "GBK", Gb18030::decode);

  private static final Pattern NUMBER = Pattern.compile("(?:ISO|ISO2022)?IR(\\d+)");
  private static final Pattern PART = Pattern.compile("(?:ISO|LATIN)?8859(\\d{1,2})");

  private static final CodeSet KATAKANA = new Single(katakana());
  private static final CodeSet KOREAN = new Pairs(Charset.forName("EUC-KR"), List.of());
  private static final CodeSet CHINESE = new Pairs(Charset.forName("GB18030"), List.of());
  private static final CodeSet JIS_X_0208 = new Pairs(Charset.forName("EUC-JP"), List.of());
  private static final CodeSet JIS_X_0212 =
      new Pairs(Charset.forName("EUC-JP"), List.of((byte) 0x8f));

  private CharacterSets() {}

  /**
   * The number of a set, however its term is written: {@code iso_ir 100}, {@code ISO-2022-IR-100};
   * empty for ASCII.
   */
  static String number(String term) {
    String plain = term.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    Matcher number = NUMBER.matcher(plain);
    if (number.matches()) {
      return number.group(1).equals("6") ? "" : number.group(1);
    }
    Matcher part = PART.matcher(plain);
    String known = part.matches() ? PARTS.get(part.group(1)) : null;
    return known != null ? known : plain.equals("UTF8") ? "192" : plain;
  }

  /** What decodes a text in that set as a whole. */
  static Optional<Function<byte[], String>> whole(String number) {
    return Optional.ofNullable(WHOLE.get(number));
  }

  /** What bytes above 7F are in a set; empty where they are nothing there. */
  static Optional<CodeSet> upper(String number) {
    return switch (number) {
      case "13" -> Optional.of(KATAKANA);
      case "149" -> Optional.of(KOREAN);
      case "58" -> Optional.of(CHINESE);
      default ->
          SINGLE.stream().filter(set -> set.number().equals(number)).findFirst().map(Named::set);
    };
  }

  /** What an escape sequence designates for bytes above 7F. */
  static Optional<CodeSet> designatedUpper(String between, char last) {
    return switch (between) {
      case "-" -> SINGLE.stream().filter(set -> set.last() == last).findFirst().map(Named::set);
      case ")" -> last == 'I' ? Optional.of(KATAKANA) : Optional.empty();
      case "$)" ->
          last == 'C' ? Optional.of(KOREAN) : last == 'A' ? Optional.of(CHINESE) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Which set of pairs it designates for bytes below 80. */
  static Optional<CodeSet> designatedLower(String between, char last) {
    return switch (between) {
      case "$" -> last == 'B' || last == '@' ? Optional.of(JIS_X_0208) : Optional.empty();
      case "$(" -> last == 'D' ? Optional.of(JIS_X_0212) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Empty where it is none of that charset. */
  static Optional<String> strictly(Charset charset, byte[] bytes) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static List<String> letters(Charset charset) {
    return IntStream.range(0x80, 0x100)
        .mapToObj(
            code ->
                // Of these, Windows has letters; in a set of DICOM they are none.
                code < 0xa0 && !charset.name().equals("windows-1252")
                    ? NO_LETTER
                    : decoded(charset, new byte[] {(byte) code}))
        .toList();
  }

  private static List<String> katakana() {
    return IntStream.range(0, 128)
        .mapToObj(
            code -> code > 0x20 && code < 0x60 ? Character.toString(0xFF40 + code) : NO_LETTER)
        .toList();
  }

  private static String decoded(Charset charset, byte[] code) {
    return strictly(charset, code).orElse(NO_LETTER);
  }
}
