package io.medseal.client.dicom;

import io.medseal.ledger.ids.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Texts and names in the character sets of DICOM, and what they say. */
final class TextCases {
  private static final String LATIN_CYRILLIC = "ISO 2022 IR 100\\ISO 2022 IR 144";

  private TextCases() {}

  /**
   * A text.
   *
   * @param sets Specific Character Set, if the file has any
   * @param bytes each as one character
   */
  record Text(String name, @Nullable String sets, String bytes, String meant) {
    void put(ObjectNode input) {
      if (sets != null) {
        input.put("characterSet", sets);
      }
      input.put("value", Bytes.of(bytes.getBytes(StandardCharsets.ISO_8859_1)).base64Url());
    }
  }

  /** A name of a person, in each script. */
  record Name(Text text, List<String> meant) {
    Name {
      meant = List.copyOf(meant);
    }
  }

  /** Two names, and whether they are one. */
  record Same(String name, String one, String other, boolean meant) {}

  /** The bytes of a text, each as one character. */
  private static String in(String charset, String text) {
    return new String(text.getBytes(Charset.forName(charset)), StandardCharsets.ISO_8859_1);
  }

  static List<Text> texts() {
    List<Text> all = new ArrayList<>();
    String skull = in("UTF-8", "Schädel");
    String latin = "Sch\u00e4del";
    all.add(new Text("text-ascii", null, "CT Thorax", "CT Thorax"));
    all.add(new Text("text-none-utf-8", null, skull, "Schädel"));
    all.add(new Text("text-none-latin", null, latin, "Schädel"));
    all.add(new Text("text-none-windows", null, "Ada\u0092s CT \u0096 2", "Ada’s CT – 2"));
    all.add(new Text("text-none-windows-no-letter", null, "a\u0081b", "a\uFFFDb"));
    all.add(new Text("text-none-escaped", null, "\u001b$B6;It\u001b(B CT", "胸部 CT"));
    all.add(new Text("text-empty-set", "", skull, "Schädel"));
    all.add(new Text("text-ascii-named", "ISO_IR 6", latin, "Schädel"));
    all.add(new Text("text-unknown-set", "ISO_IR 999", latin, "Schädel"));
    all.add(new Text("text-utf-8", "ISO_IR 192", skull, "Schädel"));
    all.add(new Text("text-utf-8-mark", "ISO_IR 192", "\u00ef\u00bb\u00bf" + skull, "Schädel"));
    all.add(new Text("text-utf-8-wrong", "ISO_IR 192", latin, "Sch\uFFFDdel"));
    all.add(
        new Text(
            "text-utf-8-surrogate", "ISO_IR 192", "\u00ed\u00a0\u0080a", "\uFFFD\uFFFD\uFFFDa"));
    all.add(new Text("text-gb18030-swallows-nothing", "GB18030", "\u00d6^A\u00f3=B", "謂A\uFFFD=B"));
    all.add(new Text("text-utf-8-cut", "ISO_IR 192", "a\u00e2\u0082", "a\uFFFD"));
    all.add(new Text("text-latin-wrong", "ISO_IR 100", skull, "SchÃ¤del"));
    all.add(new Text("text-gb18030", "GB18030", in("GB18030", "胸部 CT 乗"), "胸部 CT 乗"));
    all.add(new Text("text-gbk", "GBK", in("GBK", "胸部 CT 乗"), "胸部 CT 乗"));
    Map<String, String> terms = new TreeMap<>();
    terms.put("text-term-small", "iso_ir 192");
    terms.put("text-term-hyphens", "ISO-IR 192");
    terms.put("text-term-spaces", "ISO IR 192");
    terms.put("text-term-padded", " ISO_IR 192 ");
    terms.put("text-term-extension", "ISO_2022_IR_192");
    terms.put("text-term-charset", "UTF-8");
    terms.forEach((name, term) -> all.add(new Text(name, term, skull, "Schädel")));
    all.add(new Text("text-term-part", "ISO 8859-5", "\u00c7\u00d5\u00e0\u00d5\u00df", "Череп"));
    all.add(new Text("text-term-nul", "ISO_IR 144\0", "\u00c7\u00d5\u00e0\u00d5\u00df", "Череп"));
    extensions(all);
    wholeSets(all);
    mixed(all);
    return all;
  }

  private static void extensions(List<Text> all) {
    String skull = "\u001b-L\u00c7\u00d5\u00e0\u00d5\u00df";
    all.add(
        new Text(
            "text-extension-latin-cyrillic",
            LATIN_CYRILLIC,
            "\u001b-ASch\u00e4del " + skull,
            "Schädel Череп"));
    all.add(
        new Text(
            "text-extension-ends-with-value",
            LATIN_CYRILLIC,
            skull + "\\Sch\u00e4del",
            "Череп\\Schädel"));
    all.add(
        new Text(
            "text-extension-ends-with-line",
            LATIN_CYRILLIC,
            skull + "\r\nSch\u00e4del",
            "Череп\r\nSchädel"));
    all.add(
        new Text(
            "text-extension-goes-on-after-caret", LATIN_CYRILLIC, skull + "^\u00c7", "Череп^Ч"));
    all.add(
        new Text(
            "text-extension-latin-undesignated",
            "ISO 2022 IR 6\\ISO 2022 IR 100",
            "Sch\u00e4del",
            "Schädel"));
    all.add(
        new Text(
            "text-extension-not-named", "ISO_IR 100", "Sch\u00e4del " + skull, "Schädel Череп"));
    all.add(new Text("text-japanese", "\\ISO 2022 IR 87", "\u001b$B6;It\u001b(B CT", "胸部 CT"));
    all.add(
        new Text("text-japanese-older", "\\ISO 2022 IR 87", "\u001b$@6;It\u001b(B CT", "胸部 CT"));
    all.add(new Text("text-japanese-upper-is-nothing", "\\ISO 2022 IR 87", "a\u00e4b", "a\uFFFDb"));
    all.add(
        new Text(
            "text-japanese-supplement",
            "\\ISO 2022 IR 87\\ISO 2022 IR 159",
            "\u001b$(D0!\u001b(B",
            "丂"));
    all.add(
        new Text(
            "text-japanese-katakana",
            "ISO 2022 IR 13\\ISO 2022 IR 87",
            "\u00d4\u00cf\u00c0\u00de \u001b$B;3ED\u001b(J CT",
            "ﾔﾏﾀﾞ 山田 CT"));
    all.add(
        new Text(
            "text-korean", "\\ISO 2022 IR 149", "\u001b$)C\u00c8\u00e4\u00ba\u00ce CT", "흉부 CT"));
    all.add(
        new Text(
            "text-korean-undesignated",
            "\\ISO 2022 IR 149",
            "\u00c8\u00e4\u00ba\u00ce CT",
            "흉부 CT"));
    all.add(new Text("text-korean-half", "\\ISO 2022 IR 149", "\u001b$)Ca\u00c8", "a\uFFFD"));
    all.add(
        new Text(
            "text-chinese", "\\ISO 2022 IR 58", "\u001b$)A\u00d0\u00d8\u00b2\u00bf CT", "胸部 CT"));
    all.add(
        new Text("text-unknown-escape", LATIN_CYRILLIC, "\u001b(xab\u001b(Bc", "\uFFFD\uFFFDc"));
    all.add(new Text("text-unknown-escape-upper", LATIN_CYRILLIC, "\u001b-x\u00e4b", "\uFFFDb"));
    all.add(new Text("text-escape-at-end", LATIN_CYRILLIC, "a\u001b", "a"));
  }

  private static final List<String> SETS =
      List.of(
          "",
          "ISO_IR 13",
          "ISO_IR 192",
          "GB18030",
          "\\ISO 2022 IR 87",
          "\\ISO 2022 IR 149",
          "\\ISO 2022 IR 58",
          LATIN_CYRILLIC,
          "ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159");

  private static final List<String> PIECES =
      List.of(
          "\u001b$B",
          "\u001b(B",
          "\u001b(J",
          "\u001b$(D",
          "\u001b$)C",
          "\u001b$)A",
          "\u001b-A",
          "\u001b-L",
          "\u001b)I",
          "\u001b",
          "^",
          "=",
          "\\",
          "\n",
          "\u001b%",
          "\u001b$",
          "\u001b( B");

  /** Bytes in no order, half of them letters of some set and all of them escapes of some kind. */
  static String anyBytes(Random random) {
    StringBuilder bytes = new StringBuilder();
    for (int left = random.nextInt(14); left > 0; left--) {
      switch (random.nextInt(4)) {
        case 0 -> bytes.append(PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> bytes.append((char) random.nextInt(256));
        case 2 -> bytes.append((char) (0x21 + random.nextInt(94)));
        default -> bytes.append((char) (0xa1 + random.nextInt(94)));
      }
    }
    return bytes.toString();
  }

  /** One of the sets, for bytes in no order. */
  static String anySet(Random random) {
    return SETS.get(random.nextInt(SETS.size()));
  }

  /** What our own code says of damaged texts, so that every reader says the same. */
  private static void mixed(List<Text> all) {
    Random random = new Random(12);
    for (int i = 1; i <= 60; i++) {
      String sets = anySet(random);
      String bytes = anyBytes(random);
      String said =
          DicomText.of(sets.getBytes(StandardCharsets.ISO_8859_1))
              .decode(bytes.getBytes(StandardCharsets.ISO_8859_1), false);
      all.add(new Text("text-mixed-" + i, sets, bytes, said));
    }
  }

  /** All letters of each set. */
  private static void wholeSets(List<Text> all) {
    Map<String, String> charsets =
        Map.ofEntries(
            Map.entry("100", "windows-1252"),
            Map.entry("101", "ISO-8859-2"),
            Map.entry("109", "ISO-8859-3"),
            Map.entry("110", "ISO-8859-4"),
            Map.entry("144", "ISO-8859-5"),
            Map.entry("127", "ISO-8859-6"),
            Map.entry("126", "ISO-8859-7"),
            Map.entry("138", "ISO-8859-8"),
            Map.entry("148", "ISO-8859-9"),
            Map.entry("166", "TIS-620"),
            Map.entry("203", "ISO-8859-15"),
            Map.entry("13", "JIS_X0201"));
    StringBuilder bytes = new StringBuilder();
    for (char code = 0xa0; code < 0x100; code++) {
      bytes.append(code);
    }
    new TreeMap<>(charsets)
        .forEach(
            (number, charset) -> {
              String meant =
                  new String(
                      bytes.toString().getBytes(StandardCharsets.ISO_8859_1),
                      Charset.forName(charset));
              all.add(new Text("text-set-" + number, "ISO_IR " + number, bytes.toString(), meant));
            });
    StringBuilder controls = new StringBuilder();
    for (char code = 0x80; code < 0xa0; code++) {
      controls.append(code);
    }
    all.add(
        new Text(
            "text-set-101-controls", "ISO_IR 101", controls.toString(), "\uFFFD".repeat(0x20)));
    all.add(pairs("87", "$B", "", "EUC-JP"));
    all.add(pairs("159", "$(D", "\u008f", "EUC-JP"));
    all.add(pairs("149", "$)C", "", "EUC-KR"));
    all.add(pairs("58", "$)A", "", "GB18030"));
  }

  /** Every third letter of a set of pairs that its charset knows. */
  private static Text pairs(String number, String escape, String before, String charset) {
    boolean upper = escape.contains(")");
    StringBuilder bytes = new StringBuilder("\u001b" + escape);
    StringBuilder meant = new StringBuilder();
    int count = 0;
    for (char first = 0xa1; first < 0xff; first++) {
      for (char second = 0xa1; second < 0xff; second++) {
        byte[] code = (before + first + second).getBytes(StandardCharsets.ISO_8859_1);
        String letter = new String(code, Charset.forName(charset));
        boolean known =
            letter.codePointCount(0, letter.length()) == 1
                && !letter.equals("\uFFFD")
                && Character.getType(letter.codePointAt(0)) != Character.PRIVATE_USE;
        if (known && count++ % 3 == 0) {
          meant.append(letter);
          bytes
              .append((char) (upper ? first : first & 0x7f))
              .append((char) (upper ? second : second & 0x7f));
        }
      }
    }
    return new Text(
        "text-set-" + number, "\\ISO 2022 IR " + number, bytes.toString(), meant.toString());
  }

  static List<Name> names() {
    List<Name> all = new ArrayList<>();
    all.add(name("western", null, "Rao^Asha^Devi^Dr^MD", "Dr Asha Devi Rao MD"));
    all.add(name("family-only", null, "Rao", "Rao"));
    all.add(name("padded", null, " Example ^ Ada \0", "Ada Example"));
    all.add(name("nothing", null, "^^^^"));
    all.add(name("no-bytes", null, ""));
    all.add(name("first-of-several", null, "Example^Ada\\Muster^Max", "Ada Example"));
    all.add(name("utf-8", "ISO_IR 192", in("UTF-8", "Müller^Zoë"), "Zoë Müller"));
    all.add(name("none-latin", null, "M\u00fcller^Zo\u00eb", "Zoë Müller"));
    all.add(name("ideographic-only", "ISO_IR 192", in("UTF-8", "=山田^太郎"), "太郎 山田"));
    all.add(name("wide-space", "ISO_IR 192", in("UTF-8", "山田\u3000^\u3000太郎"), "太郎 山田"));
    all.add(
        name(
            "japanese",
            "\\ISO 2022 IR 87",
            "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B="
                + "\u001b$B$d$^$@\u001b(B^\u001b$B$?$m$&\u001b(B",
            "Tarou Yamada",
            "太郎 山田",
            "たろう やまだ"));
    all.add(
        name(
            "japanese-katakana",
            "ISO 2022 IR 13\\ISO 2022 IR 87",
            "\u00d4\u00cf\u00c0\u00de^\u00c0\u00db\u00b3=\u001b$B;3ED\u001b(J^\u001b$BB@O:\u001b(J",
            "ﾀﾛｳ ﾔﾏﾀﾞ",
            "太郎 山田"));
    all.add(
        name(
            "korean",
            "\\ISO 2022 IR 149",
            "Hong^Gildong=\u001b$)C\u00fb\u00f3^\u001b$)C\u00d1\u00ce\u00d4\u00d7="
                + "\u001b$)C\u00c8\u00ab^\u001b$)C\u00b1\u00e6\u00b5\u00bf",
            "Gildong Hong",
            "吉洞 洪",
            "길동 홍"));
    all.add(
        name(
            "korean-designated-once",
            "\\ISO 2022 IR 149",
            "Hong^Gildong=\u001b$)C\u00fb\u00f3^\u00d1\u00ce\u00d4\u00d7",
            "Gildong Hong",
            "吉洞 洪"));
    all.add(
        name(
            "chinese",
            "\\ISO 2022 IR 58",
            "Zhang^XiaoDong=\u001b$)A\u00d5\u00c5^\u001b$)A\u00d0\u00a1\u00b6\u00ab=",
            "XiaoDong Zhang",
            "小东 张"));
    all.add(
        name(
            "caret-in-letter",
            "GB18030",
            in("GB18030", "乗^东") + "=" + in("GB18030", "乗"),
            "东 乗",
            "乗"));
    all.add(
        name(
            "latin-extension",
            "ISO 2022 IR 6\\ISO 2022 IR 100",
            "M\u001b-A\u00fcller^Zo\u001b-A\u00eb",
            "Zoë Müller"));
    all.add(
        name(
            "extension-ends-with-component",
            LATIN_CYRILLIC,
            "\u001b-L\u00bc^Zo\u00eb=\u001b-L\u00bc",
            "Zoë М",
            "М"));
    return all;
  }

  private static Name name(String name, @Nullable String sets, String bytes, String... meant) {
    return new Name(new Text("name-" + name, sets, bytes, ""), List.of(meant));
  }

  static List<Same> sameNames() {
    return List.of(
        new Same("same-order", "Ada Example", "EXAMPLE, Ada", true),
        new Same("same-accents", "Zoë Müller", "Zoe Muller", true),
        new Same("same-decomposed", "Zoë Müller", "Zoe\u0308 Mu\u0308ller", true),
        new Same("same-digraph", "Zoë Müller", "MUELLER ZOE", true),
        new Same("same-sharp-s", "Max Weiß", "WEISS MAX", true),
        new Same("same-capital-sharp-s", "Max Wei\u1E9E", "weiss max", true),
        new Same(
            "same-devanagari-decomposed", "\u0958\u092E\u0930", "\u0915\u093C\u092E\u0930", true),
        new Same(
            "same-devanagari-joiner",
            "\u0930\u0915\u094D\u200D\u0937\u093E",
            "\u0930\u0915\u094D\u0937\u093E",
            true),
        new Same("same-kana-half-width-voiced", "\uFF76\uFF9E\uFF72", "\u30AC\u30A4", true),
        new Same("other-devanagari-vowel", "\u0930\u093E\u092E", "\u0930\u092E\u093E", false),
        new Same("other-devanagari-nasal", "\u0905\u0902\u0936", "\u0905\u0936", false),
        new Same(
            "other-tamil-vowel", "\u0B95\u0BAE\u0BB2\u0BBE", "\u0B95\u0BAE\u0BB2\u0BBF", false),
        new Same("other-thai-vowel", "\u0E21\u0E32\u0E25\u0E35", "\u0E21\u0E32\u0E25\u0E34", false),
        new Same("other-kana-voicing", "\u30AB\u30A4", "\u30AC\u30A4", false),
        new Same("same-crossed", "Łukasz Ørsted", "lukasz orsted", true),
        new Same("same-turkish", "Ilkay Işık", "İLKAY IŞIK", true),
        new Same("same-wide", "Ａｄａ Example", "Ada Example", true),
        new Same("same-half-width", "ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ", true),
        new Same("same-hyphen", "Ada-Maria Example", "Example Ada Maria", true),
        new Same("same-greek", "ΔΙΟΝΥΣΙΟΣ ΑΔΑ", "Διονύσιος Άδα", true),
        new Same("same-cyrillic", "ЙОРГ Мюллер", "Мюллер Йорг", true),
        new Same("same-korean", "홍 길동", "\u1112\u1169\u11BC 길동", true),
        new Same("same-devanagari", "राम शर्मा", "शर्मा^राम", true),
        new Same(
            "same-nukta-composed",
            "ज़ाकिर \u0958ुरैशी",
            "\u091C\u093Cाकिर \u0915\u093Cुरैशी",
            true),
        new Same("same-bengali-composed", "\u09B8\u09CBম", "\u09B8\u09C7\u09BEম", true),
        new Same("same-tamil-composed", "\u0B95\u0BCA\u0BA9", "\u0B95\u0BC6\u0BBE\u0BA9", true),
        new Same("same-joiners", "क्\u200Dष राम", "क्ष राम", true),
        new Same("same-ideographic-form", "\u845B\uDB40\uDD00城 花", "葛城 花", true),
        new Same("same-hebrew-points", "\u05D3\u05B8\u05BC\u05D5\u05B4\u05D3 כהן", "דוד כהן", true),
        new Same("same-arabic-points", "مُحَمَّد علي", "محمد علي", true),
        new Same("same-vietnamese", "Nguyễn Thị Ánh", "NGUYEN THI ANH", true),
        new Same("same-sigma-inside", "ΟΔΟΣ'ΑΔΑ", "οδος'αδα", true),
        new Same("same-stray-accent", "Jose\u0301 \u00B4Ruiz", "José Ruiz", true),
        new Same("same-carets", "Rao^Asha^^Dr  ", "Dr Asha Rao", true),
        new Same("same-cyrillic-decomposed", "\u0438\u0306ога", "\u0439ОГА", true),
        new Same("other-vowel-sign", "राम शर्मा", "रमा शर्मा", false),
        new Same("other-vowel-length", "दिनेश", "दीनेश", false),
        new Same("other-virama", "कमल", "कम्ल", false),
        new Same("other-anusvara", "कस", "कंस", false),
        new Same("other-tamil", "\u0B95\u0BC1\u0BAE\u0BBE\u0BB0", "\u0B95\u0BAE\u0BB0", false),
        new Same("other-bengali", "রাম", "রমা", false),
        new Same("other-thai", "ปา", "ป่า", false),
        new Same("other-japanese-voiced", "ハヤシ", "バヤシ", false),
        new Same("other-half-width-voiced", "ﾊﾔｼ", "ﾊﾞﾔｼ", false),
        new Same("other-only-marks", "\u0301", "\u0308", false),
        new Same("other-given", "Ada Example", "Berta Example", false),
        new Same("other-part", "Ada Example", "Ada", false),
        new Same("other-twice", "Ada Ada Example", "Ada Example", false),
        new Same("other-script", "Tarou Yamada", "山田 太郎", false),
        new Same("other-replaced", "M\uFFFDller", "Müller", false),
        new Same("other-wordless", "???", "***", false));
  }
}
