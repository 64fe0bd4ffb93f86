package io.medseal.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The encoding of names and arguments")
class EncodingTest {
  @Test
  @DisplayName("has to be UTF-8, but on Windows, which keeps them as text")
  void utf8() {
    assertThat(Encoding.isUtf8("Linux", "UTF-8")).isTrue();
    assertThat(Encoding.isUtf8("Linux", "ANSI_X3.4-1968")).isFalse();
    assertThat(Encoding.isUtf8("Mac OS X", "ISO-8859-1")).isFalse();
    assertThat(Encoding.isUtf8("Linux", "no such set")).isFalse();
    assertThat(Encoding.isUtf8("Windows 11", "windows-1252")).isTrue();
  }
}
