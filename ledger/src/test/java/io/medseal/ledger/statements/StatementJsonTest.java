package io.medseal.ledger.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.world.World;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement's payload is read as spec/README.md section 2 and spec/keyrings.md section 6 say. */
class StatementJsonTest {
  private static final World WORLD = new World(2);
  private static final KeyringId OWNER = WORLD.person();
  private static final KeyringId MEMBER = WORLD.person();
  private static final KeyringId RECORD = WORLD.make(KeyringKind.RECORD, OWNER);
  private static final KeyringId SECTION = WORLD.section(RECORD, OWNER);
  private static final KeyringId INSTITUTE = WORLD.make(KeyringKind.INSTITUTE, OWNER);

  private static final Statement ADD =
      WORLD.statement(
          SECTION,
          OWNER,
          List.of(RECORD),
          new Change.SetMember(
              WORLD.member(MEMBER, Role.READER, WORLD.now().plus(Duration.ofDays(7)))));

  static List<Statement> oneOfEachType() {
    var later = WORLD.now().plus(Duration.ofDays(7));
    return List.of(
        WORLD.chain(OWNER).entries().getFirst().statement(),
        WORLD.chain(SECTION).entries().getFirst().statement(),
        WORLD.statement(
            RECORD,
            OWNER,
            List.of(),
            WORLD.rotation(WORLD.state(RECORD), WORLD.newKeys(KeyringKind.RECORD))),
        ADD,
        WORLD.statement(RECORD, OWNER, List.of(), WORLD.set(MEMBER, Role.CONTRIBUTOR)),
        WORLD.statement(RECORD, OWNER, List.of(), WORLD.remove(MEMBER)),
        WORLD.shareStatement(
            WORLD.report(),
            WORLD.newKeys(KeyringKind.SHARE),
            SECTION,
            OWNER,
            List.of(RECORD, SECTION)),
        WORLD.statement(RECORD, MEMBER, List.of(), new Change.Leave()),
        WORLD.statement(SECTION, OWNER, List.of(RECORD), new Change.DeleteReport(WORLD.report())),
        WORLD.statement(
            SECTION,
            OWNER,
            List.of(RECORD),
            new Change.CorrectReport(WORLD.report(), WORLD.correction())),
        WORLD.statement(
            INSTITUTE,
            OWNER,
            List.of(),
            new Change.PublishCard("Lake Hospital", null, "lake-hospital.example")),
        WORLD.statement(
            INSTITUTE,
            OWNER,
            List.of(),
            new Change.Endorse(MEMBER, "Dr Mira Sen", "394579002", "MH-1", later)),
        WORLD.statement(
            INSTITUTE,
            OWNER,
            List.of(),
            new Change.Endorse(MEMBER, "Dr Mira Sen", null, null, null)),
        WORLD.statement(INSTITUTE, OWNER, List.of(), new Change.WithdrawEndorsement(MEMBER)),
        WORLD.statement(OWNER, OWNER, List.of(), new Change.PublishCard("Ünal 😀", "394579002")),
        WORLD.statement(OWNER, OWNER, List.of(), new Change.PublishCard("Asha Rao", null)),
        WORLD.statement(OWNER, OWNER, List.of(), new Change.SetProfile(WORLD.note())),
        WORLD.statement(RECORD, OWNER, List.of(), new Change.Close()));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachType")
  void every_type_is_read_as_it_was_written(Statement statement) {
    Bytes payload = StatementCodec.payload(statement);

    Statement read = parse(payload);

    assertThat(read).isEqualTo(statement);
    assertThat(StatementCodec.payload(read)).isEqualTo(payload);
  }

  @ParameterizedTest
  @MethodSource("oneOfEachType")
  void every_member_counts(Statement statement) {
    String json = text(statement);
    // Each `"name":` once: renamed, it is unknown and the required one is missing.
    var names = java.util.regex.Pattern.compile("\"([a-zA-Z0-9]+)\":").matcher(json);
    int seen = 0;
    while (names.find()) {
      seen++;
      String renamed = json.substring(0, names.start(1)) + "x" + json.substring(names.start(1));
      assertThatThrownBy(() -> parse(renamed))
          .as(names.group(1))
          .isInstanceOf(LedgerException.Malformed.class);
    }
    assertThat(seen).isGreaterThanOrEqualTo(11);
  }

  @ParameterizedTest
  @MethodSource("oneOfEachType")
  void no_required_member_may_be_missing_and_none_may_be_null(Statement statement) {
    Json.eachMember(
        text(statement),
        (name, without, asNull) -> {
          assertThatThrownBy(() -> parse(asNull))
              .as("%s: null", name)
              .isInstanceOf(LedgerException.Malformed.class);
          if (!List.of("until", "domain", "specialty", "licence").contains(name)) {
            assertThatThrownBy(() -> parse(without))
                .as("without %s", name)
                .isInstanceOf(LedgerException.Malformed.class);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("oneOfEachType")
  void no_value_may_be_of_another_json_type(Statement statement) {
    Json.eachValueOfAnotherType(
        text(statement),
        (what, changed) ->
            assertThatThrownBy(() -> parse(changed))
                .as(what)
                .isInstanceOf(LedgerException.Malformed.class));
  }

  @TestFactory
  Stream<DynamicTest> a_payload_is_malformed_when() {
    String json = text(ADD);
    String id = SECTION.hex();
    String time = StrictJson.text(ADD.header().time());
    String note = WORLD.note().base64Url();
    record Case(String when, String payload) {}
    return Stream.of(
            new Case("it is empty", " "),
            new Case("it is not JSON", "statement"),
            new Case("it is an array", "[]"),
            new Case("it is a string", "\"{}\""),
            new Case("it ends early", json.substring(0, json.length() - 1)),
            new Case("something follows", json + "{}"),
            new Case("a bracket follows", json + "}"),
            new Case("a NUL follows", json + "\0"),
            new Case("it starts with a byte-order mark", "\uFEFF" + json),
            new Case("it holds a comment", json.replaceFirst("\\{", "{/**/")),
            new Case("it has a trailing comma", json.replaceFirst("}$", ",}")),
            new Case("names are in single quotes", json.replaceFirst("\"v\"", "'v'")),
            new Case("a member stands twice", json.replaceFirst("\\{", "{\"v\":1,")),
            new Case("the type stands twice", json.replaceFirst("}$", ",\"type\":\"set-member\"}")),
            new Case(
                "a member of a member stands twice",
                json.replace("\"role\":\"reader\"", "\"role\":\"owner\",\"role\":\"reader\"")),
            new Case(
                "a member stands twice under different escapes",
                json.replaceFirst("\\{", "{\"\\u0076\":1,")),
            new Case(
                "a member of another type is there", json.replaceFirst("}$", ",\"report\":1}")),
            new Case("an unknown member is there", json.replaceFirst("}$", ",\"extra\":1}")),
            new Case(
                "an unknown member is in the signer",
                json.replace("\"signer\":{", "\"signer\":{\"name\":\"x\",")),
            new Case(
                "an unknown member is in the path",
                json.replace("\"via\":[{", "\"via\":[{\"name\":\"x\",")),
            new Case("v is 2", json.replace("\"v\":1", "\"v\":2")),
            new Case("v is true", json.replace("\"v\":1", "\"v\":true")),
            new Case("v is 1.0", json.replace("\"v\":1", "\"v\":1.0")),
            new Case("suite is 1.0", json.replace("\"suite\":1", "\"suite\":1.0")),
            new Case("suite is negative", json.replace("\"suite\":1", "\"suite\":-1")),
            new Case("suite is a string", json.replace("\"suite\":1", "\"suite\":\"1\"")),
            new Case("the type is unknown", json.replace("set-member", "drop-member")),
            new Case("the type is in capitals", json.replace("set-member", "SET-MEMBER")),
            new Case("the type is empty", json.replace("set-member", "")),
            new Case("seq is a fraction", json.replace("\"seq\":1", "\"seq\":1.5")),
            new Case("seq is 1.0", json.replace("\"seq\":1", "\"seq\":1.0")),
            new Case("seq is 1e0", json.replace("\"seq\":1", "\"seq\":1e0")),
            new Case("seq is a string", json.replace("\"seq\":1", "\"seq\":\"1\"")),
            new Case("seq is negative", json.replace("\"seq\":1", "\"seq\":-1")),
            new Case("seq has a leading zero", json.replace("\"seq\":1", "\"seq\":01")),
            new Case("seq has a plus sign", json.replace("\"seq\":1", "\"seq\":+1")),
            new Case("seq is 2^31", json.replace("\"seq\":1", "\"seq\":2147483648")),
            new Case("seq is 2^32 + 1", json.replace("\"seq\":1", "\"seq\":4294967297")),
            new Case("seq is 2^64 + 1", json.replace("\"seq\":1", "\"seq\":18446744073709551617")),
            new Case(
                "seq has 2,000 digits", json.replace("\"seq\":1", "\"seq\":" + "1".repeat(2000))),
            new Case("seq is NaN", json.replace("\"seq\":1", "\"seq\":NaN")),
            new Case("seq is empty", json.replace("\"seq\":1", "\"seq\":\"\"")),
            new Case("seq is in an array", json.replace("\"seq\":1", "\"seq\":[1]")),
            new Case("a generation is 0", json.replace("\"generation\":1", "\"generation\":0")),
            new Case("a role is unknown", json.replace("\"reader\"", "\"reeder\"")),
            new Case("a role is in capitals", json.replace("\"reader\"", "\"READER\"")),
            new Case("a role has a space", json.replace("\"reader\"", "\" reader\"")),
            new Case("a role is a number", json.replace("\"reader\"", "2")),
            new Case("a role is a digit", json.replace("\"reader\"", "\"2\"")),
            new Case("a role is empty", json.replace("\"reader\"", "\"\"")),
            new Case(
                "an id is in capitals", json.replace(id, id.toUpperCase(java.util.Locale.ROOT))),
            new Case("an id is short", json.replace(id, id.substring(2))),
            new Case("an id is long", json.replace(id, id + "00")),
            new Case("an id is odd", json.replace(id, id.substring(1))),
            new Case(
                "an id is an object", json.replace("\"" + id + "\"", "{\"hex\":\"" + id + "\"}")),
            new Case("an id is a number", json.replace("\"" + id + "\"", "1" + "0".repeat(63))),
            new Case("an id has a foreign digit", json.replace(id, "\u0661" + id.substring(1))),
            new Case("a time has no fraction", json.replace(time, time.replace(".000Z", "Z"))),
            new Case("a time has one digit", json.replace(time, time.replace(".000Z", ".0Z"))),
            new Case(
                "a time has six digits", json.replace(time, time.replace(".000Z", ".000000Z"))),
            new Case("a time has an offset", json.replace(time, time.replace("Z", "+00:00"))),
            new Case("a time is in lower case", json.replace(time, time.replace('T', 't'))),
            new Case("a time ends in z", json.replace(time, time.replace('Z', 'z'))),
            new Case("a time has a space", json.replace(time, time.replace('T', ' '))),
            new Case("a time is local", json.replace(time, time.replace("Z", ""))),
            new Case("a time is a number", json.replace("\"" + time + "\"", "1795435200000")),
            new Case("a time is in February 30", json.replace(time, "2026-02-30T12:00:00.000Z")),
            new Case("a time is at hour 24", json.replace(time, "2026-11-23T24:00:00.000Z")),
            new Case("a time is a leap second", json.replace(time, "2026-06-30T23:59:60.000Z")),
            new Case("a year has five digits", json.replace(time, "+12026-11-23T12:00:00.000Z")),
            new Case("a year is negative", json.replace(time, "-2026-11-23T12:00:00.000Z")),
            new Case("a year has three digits", json.replace(time, "926-11-23T12:00:00.000Z")),
            new Case("a month has one digit", json.replace(time, "2026-1-23T12:00:00.000Z")),
            new Case(
                "a time has foreign digits", json.replace(time, "202\u0666-11-23T12:00:00.000Z")),
            new Case("a note is padded", withNote(note + "==")),
            new Case("a note is half padded", withNote(note + "=")),
            new Case("a note is in plain base64", withNote("AQ+/" + note.substring(4))),
            new Case("a note ends in stray bits", withNote(strayBits(note))),
            new Case("a note has a line break", withNote(note + "\\n")),
            new Case("a note has a space", withNote(note + " ")),
            new Case("a note is empty", withNote("")),
            new Case("an envelope is empty", withEnvelope(json, "")),
            new Case("an envelope is short", withEnvelope(json, "ab".repeat(31))),
            new Case("an envelope is long", withEnvelope(json, "ab".repeat(33))),
            new Case("an envelope is in capitals", withEnvelope(json, "AB".repeat(32))),
            new Case("an envelope has a space", withEnvelope(json, "ab".repeat(31) + "a ")),
            new Case(
                "via is an object",
                json.replace("\"via\":[", "\"via\":{\"0\":[").replace("}],", "}]},")),
            new Case(
                "the signer is an array",
                json.replace("\"signer\":{", "\"signer\":[{").replace("},\"via\"", "}],\"via\"")),
            new Case(
                "the signer is a string",
                json.replaceFirst("\"signer\":\\{[^}]*}", "\"signer\":\"\"")),
            new Case(
                "the member is a string",
                json.replaceFirst("\"member\":\\{[^}]*}", "\"member\":\"" + id + "\"")),
            new Case("it nests too deep", "[".repeat(33) + "]".repeat(33)),
            new Case(
                "a member nests too deep",
                json.replace("\"seq\":1", "\"seq\":" + "[".repeat(32) + "]".repeat(32))),
            new Case("it nests very deep", "[".repeat(200_000)),
            new Case(
                "the path has seven keyrings",
                json.replaceFirst("\"via\":\\[(\\{[^}]*})]", "\"via\":[$1,$1,$1,$1,$1,$1,$1]")))
        .map(
            bad ->
                DynamicTest.dynamicTest(
                    bad.when,
                    () -> {
                      assertThat(bad.payload).isNotEqualTo(json);
                      assertThatThrownBy(() -> parse(bad.payload))
                          .isInstanceOf(LedgerException.Malformed.class);
                    }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
  void another_encoding_than_utf_8_is_malformed(String charset) {
    byte[] payload = text(ADD).getBytes(java.nio.charset.Charset.forName(charset));
    assertThatThrownBy(() -> parse(Bytes.of(payload)))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  static List<byte[]> notUtf8() {
    return List.of(
        new byte[] {(byte) 0xff},
        new byte[] {(byte) 0xc0, (byte) 0xaf}, // overlong
        new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // a surrogate
        new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // above U+10FFFF
        new byte[] {(byte) 0xe2, (byte) 0x82}); // cut
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void bytes_that_are_not_utf_8_are_malformed(byte[] bad) {
    Statement card =
        WORLD.statement(OWNER, OWNER, List.of(), new Change.PublishCard("Asha # Rao", null));
    byte[] good = StatementCodec.payload(card).toArray();
    int at = text(card).indexOf('#');
    ByteBuffer payload = ByteBuffer.allocate(good.length - 1 + bad.length);
    payload.put(good, 0, at).put(bad).put(good, at + 1, good.length - at - 1);

    assertThatThrownBy(() -> parse(Bytes.of(payload.array())))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "   ", "a\\u0000b", "a\\nb", "\\u007f", "\\u0085", "\\ud800", "\\udc00x"})
  void a_public_text_is_malformed_when_it_is(String name) {
    assertThatThrownBy(() -> parse(card(name))).isInstanceOf(LedgerException.Malformed.class);
  }

  @Test
  void a_public_text_has_at_most_200_characters_however_many_bytes() {
    assertThat(parse(card("\\ud83d\\ude00".repeat(200))).change())
        .isEqualTo(new Change.PublishCard("😀".repeat(200), null));
    assertThatThrownBy(() -> parse(card("😀".repeat(201))))
        .isInstanceOf(LedgerException.Malformed.class);
    assertThatThrownBy(() -> parse(card("a".repeat(201))))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "4294967297", "18446744073709551617"})
  void another_suite_in_the_payload_is_an_unknown_suite(String suite) {
    assertThatThrownBy(() -> parse(text(ADD).replace("\"suite\":1", "\"suite\":" + suite)))
        .isInstanceOf(LedgerException.UnknownSuite.class);
  }

  @Test
  void another_suite_of_a_note_is_an_unknown_suite() {
    byte[] note = WORLD.note().toArray();
    note[0] = 2;
    assertThatThrownBy(() -> new Change.SetProfile(Bytes.of(note)))
        .isInstanceOf(LedgerException.UnknownSuite.class);
  }

  @Test
  void a_note_is_malformed_when_too_short_or_too_long() {
    byte[] longest = new byte[Sealed.NOTE_OVERHEAD + Sealed.MAX_NOTE_TEXT];
    longest[0] = 1;
    new Change.SetProfile(Bytes.of(longest));
    for (int size : new int[] {0, 1, Sealed.NOTE_OVERHEAD - 1, longest.length + 1}) {
      byte[] note = new byte[size];
      java.util.Arrays.fill(note, (byte) 1);
      assertThatThrownBy(() -> new Change.SetProfile(Bytes.of(note)))
          .as("%d bytes", size)
          .isInstanceOf(LedgerException.Malformed.class);
    }
  }

  @Test
  void white_space_and_the_order_of_members_are_free() {
    String json = text(ADD);
    String moved = json.replaceFirst("^\\{\"v\":1,(.*)}$", "\n{ $1 , \"v\" : 1 }\t\r\n");
    assertThat(moved).isNotEqualTo(json);
    assertThat(parse(moved)).isEqualTo(ADD);
  }

  @Test
  void a_statement_of_more_than_4_mib_is_malformed() {
    String json = text(ADD);
    int room = StatementCodec.MAX_BYTES - SignedObject.OVERHEAD - json.length();
    assertThat(parse(json + " ".repeat(room))).isEqualTo(ADD);
    assertThatThrownBy(() -> parse(json + " ".repeat(room + 1)))
        .isInstanceOf(LedgerException.Malformed.class);
  }

  private static String card(String name) {
    Statement card = WORLD.statement(OWNER, OWNER, List.of(), new Change.PublishCard("#", null));
    return text(card).replace("#", name);
  }

  private static String text(Statement statement) {
    return new String(StatementCodec.payload(statement).toArray(), StandardCharsets.UTF_8);
  }

  private static String withNote(String written) {
    Bytes note = WORLD.note();
    Statement profile = WORLD.statement(OWNER, OWNER, List.of(), new Change.SetProfile(note));
    return text(profile).replace(note.base64Url(), written);
  }

  private static String withEnvelope(String json, String envelope) {
    return json.replaceFirst(
        "\"envelope\":\"[^\"]*\"",
        java.util.regex.Matcher.quoteReplacement("\"envelope\":\"" + envelope + "\""));
  }

  /** 1,237 bytes leave four bits over in the last character, which must be zeros. */
  private static String strayBits(String note) {
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = digits.indexOf(note.charAt(note.length() - 1));
    return note.substring(0, note.length() - 1) + digits.charAt(last + 1);
  }

  private static Statement parse(String payload) {
    return parse(Bytes.of(payload.getBytes(StandardCharsets.UTF_8)));
  }

  private static Statement parse(Bytes payload) {
    return StatementCodec.parse(
        SignedObject.alone(
            payload,
            Bytes.of(new byte[SignedObject.ED25519_BYTES]),
            Bytes.of(new byte[SignedObject.ML_DSA_65_BYTES])));
  }
}
