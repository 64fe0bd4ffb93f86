package io.medseal.ledger.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.statements.StrictJson;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How ids and bytes are written (spec/README.md section 2). */
class IdsTest {
  record Kind(
      String name,
      int bytes,
      Function<String, Object> read,
      Function<byte[], Object> of,
      Function<Object, byte[]> toBytes) {}

  static Stream<Arguments> kinds() {
    return Stream.of(
            new Kind(
                "keyring id", 32, KeyringId::new, KeyringId::of, id -> ((KeyringId) id).bytes()),
            new Kind("report id", 16, ReportId::new, ReportId::of, id -> ((ReportId) id).bytes()),
            new Kind("sha-256", 32, Sha256::new, Sha256::of, id -> ((Sha256) id).bytes()),
            new Kind(
                "statement hash",
                32,
                StatementHash::new,
                StatementHash::of,
                id -> ((StatementHash) id).bytes()))
        .map(kind -> Arguments.argumentSet(kind.name, kind));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void are_lower_case_hexadecimal_digits_of_one_length(Kind kind) {
    String good = "0123456789abcdef".repeat(kind.bytes / 8);
    Object id = kind.read.apply(good);
    assertThat(id).hasToString(good);
    assertThat(kind.of.apply(kind.toBytes.apply(id))).isEqualTo(id);
    assertThat(StrictJson.mapper().writeValueAsString(id)).isEqualTo("\"" + good + "\"");
    assertThat(StrictJson.mapper().readValue("\"" + good + "\"", id.getClass())).isEqualTo(id);

    for (String bad :
        new String[] {
          "",
          good.substring(1),
          good.substring(2),
          good + "00",
          good.replace('a', 'A'),
          good.replace('a', 'g'),
          good.replace('0', '\u0660'),
          " " + good.substring(1),
          "0x" + good.substring(2)
        }) {
      assertThatThrownBy(() -> kind.read.apply(bad)).isInstanceOf(LedgerException.Malformed.class);
    }
    assertThatThrownBy(() -> kind.read.apply(null)).isInstanceOf(LedgerException.Malformed.class);
    assertThatThrownBy(() -> kind.of.apply(new byte[kind.bytes - 1]))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  @Test
  void bytes_are_base64url_without_padding() {
    Random random = new Random(5);
    for (int size = 0; size < 100; size++) {
      byte[] value = new byte[size];
      random.nextBytes(value);
      Bytes bytes = Bytes.of(value);
      assertThat(bytes.base64Url()).doesNotContain("=", "+", "/");
      assertThat(Bytes.fromBase64Url(bytes.base64Url())).isEqualTo(bytes).hasSameHashCodeAs(bytes);
      assertThat(bytes.toArray()).isEqualTo(value);
      assertThat(bytes.size()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AQ==", "AQ=", "AQI=", "AR", "AQJ", "A", "AQID\n", " AQID", "AQ+_", "AQ/_", "é"})
  void other_writings_of_bytes_are_malformed(String text) {
    assertThatThrownBy(() -> Bytes.fromBase64Url(text))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  @Test
  void bytes_cannot_be_changed_from_outside_and_do_not_show_themselves() {
    byte[] value = {1, 2, 3};
    Bytes bytes = Bytes.of(value);
    value[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes).isEqualTo(Bytes.of(new byte[] {1, 2, 3})).isNotEqualTo(Bytes.of(value));
    assertThat(bytes).hasToString("Bytes[3]");
    assertThat(bytes.first()).isEqualTo(1);
    assertThat(Bytes.of(new byte[] {-1}).first()).isEqualTo(255);
  }

  @Test
  void ids_sort_as_their_digits_do() {
    assertThat(new KeyringId("0a".repeat(32))).isLessThan(new KeyringId("a0".repeat(32)));
    assertThat(new ReportId("0a".repeat(16))).isLessThan(new ReportId("a0".repeat(16)));
    assertThat(new Sha256("0a".repeat(32))).isLessThan(new Sha256("a0".repeat(32)));
    assertThat(StatementHash.NONE).isLessThan(new StatementHash("a0".repeat(32)));
  }
}
