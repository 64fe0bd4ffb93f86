package io.medseal.client.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Texts of DICOM files")
class DicomTextTest {
  private static DicomText of(String set) {
    return DicomText.of(set.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("are read in the character set that the file names")
  @CsvSource({
    "ISO_IR 100, ISO-8859-1, Müller",
    "ISO_IR 101, ISO-8859-2, Wałęsa",
    "ISO_IR 144, ISO-8859-5, Люкceмбypг",
    "ISO_IR 126, ISO-8859-7, Διονυσιος",
    "ISO_IR 127, ISO-8859-6, قباني",
    "ISO_IR 138, ISO-8859-8, שרון",
    "ISO_IR 148, ISO-8859-9, Çağrı",
    "ISO_IR 166, TIS-620, สมชาย",
    "ISO_IR 13, JIS_X0201, ﾔﾏﾀﾞ",
    "ISO_IR 192, UTF-8, 王^小东",
    "GB18030, GB18030, 王小东",
    "GBK, GBK, 王小东"
  })
  void sets(String named, String charset, String text) {
    byte[] bytes = text.getBytes(Charset.forName(charset));
    assertThat(of(named).text(bytes)).contains(text);
    assertThat(of(named + " ").text(bytes)).as("padded").contains(text);
  }

  @Test
  @DisplayName("are read with code extensions: Japanese, Korean, Chinese")
  void extensions() {
    byte[] japanese = "Yamada^Tarou=山田^太郎".getBytes(Charset.forName("ISO-2022-JP-2"));
    assertThat(of("\\ISO 2022 IR 87").text(japanese)).contains("Yamada^Tarou=山田^太郎");
    byte[] korean =
        DicomBytes.joined(
            DicomBytes.ascii("Hong^Gildong=\u001b$)C"), "洪^吉洞".getBytes(Charset.forName("EUC-KR")));
    assertThat(of("\\ISO 2022 IR 149").text(korean)).contains("Hong^Gildong=洪^吉洞");
    byte[] chinese =
        DicomBytes.joined(
            DicomBytes.ascii("Zhang=\u001b$)A"), "张".getBytes(Charset.forName("GB2312")));
    assertThat(of("\\ISO 2022 IR 58").text(chinese)).contains("Zhang=张");
  }

  @Test
  @DisplayName("of an unknown set, or of none, are read as Latin 1 and never fail")
  void unknown() {
    byte[] bytes = "Müller".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(DicomText.of(null).text(bytes)).contains("Müller");
    assertThat(of("ISO_IR 999").text(bytes)).contains("Müller");
    assertThat(of("\\\\\\").text(bytes)).contains("Müller");
    assertThat(of("ISO_IR 192").text(bytes)).contains("M\uFFFDller");
    assertThat(of("ISO_IR 999").text(new byte[] {'a', 0x1b})).contains("a");
  }

  @Test
  @DisplayName("that are a person's name are put in the order in which people write it")
  void names() {
    assertThat(name("Rao^Asha^Devi^Dr^MD")).contains("Dr Asha Devi Rao MD");
    assertThat(name("Rao")).contains("Rao");
    assertThat(name("=王^小东")).containsExactly("小东 王");
    assertThat(name("Wang^XiaoDong=王^小东")).containsExactly("XiaoDong Wang", "小东 王");
    assertThat(name("^^^^")).isEmpty();
    assertThat(name("")).isEmpty();
  }

  private static java.util.List<String> name(String text) {
    return of("ISO_IR 192").personNames(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("never fail, nor grow, whatever their bytes are")
  void anyBytes() {
    Random random = new Random(100);
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = TextCases.anyBytes(random).getBytes(StandardCharsets.ISO_8859_1);
      DicomText text = of(TextCases.anySet(random));
      assertThat(text.decode(bytes, run % 2 == 0).length()).isLessThanOrEqualTo(bytes.length);
      assertThat(text.personNames(bytes)).allMatch(name -> !name.isBlank());
    }
  }
}
