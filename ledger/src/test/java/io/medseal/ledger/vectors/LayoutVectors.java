package io.medseal.ledger.vectors;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Single statements, good ones of every type and all that is not the layout of one. */
final class LayoutVectors {
  private final Scene scene = new Scene(6);
  private final Hospital h = scene.h;
  private final World world = scene.world;
  private final Statement add =
      world.statement(
          h.record,
          h.doctor,
          List.of(h.department),
          new Change.SetMember(
              world.member(h.colleague, Role.READER, world.now().plus(Duration.ofDays(1)))));
  private final String json = text(add);

  private LayoutVectors() {}

  static void make() {
    LayoutVectors vectors = new LayoutVectors();
    vectors.types();
    vectors.objects();
    vectors.json();
    vectors.members();
    vectors.values();
    vectors.sealed();
    vectors.texts();
    vectors.moved();
  }

  private static String text(Statement statement) {
    return new String(StatementCodec.payload(statement).toArray(), StandardCharsets.UTF_8);
  }

  private void ok(String name, Statement statement) {
    scene.payload("payload-" + name, "ok", "", StatementCodec.payload(statement).toArray());
  }

  private void bad(String name, String fault, String payload) {
    bad(name, "malformed", fault, payload);
  }

  private void bad(String name, String expect, String fault, String payload) {
    if (payload.equals(json)) {
      throw new IllegalStateException(name + " changes nothing");
    }
    scene.payload("payload-" + name, expect, fault, payload.getBytes(StandardCharsets.UTF_8));
  }

  private void types() {
    ok("set-member", add);
    ok("create", world.chain(h.section).entries().getFirst().statement());
    ok(
        "rotate",
        world.statement(
            h.record,
            h.patient,
            List.of(),
            world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD))));
    ok("remove-member", said(world.remove(h.department)));
    ok(
        "create-share",
        world.shareStatement(
            world.report(),
            world.newKeys(KeyringKind.SHARE),
            h.section,
            h.patient,
            List.of(h.record, h.section)));
    ok("leave", world.statement(h.department, h.doctor, List.of(), new Change.Leave()));
    ok("delete-report", onSection(new Change.DeleteReport(world.report())));
    ok(
        "card-with-domain",
        onInstitute(new Change.PublishCard("Lake Hospital", null, "lake-hospital.example")));
    ok(
        "endorse",
        onInstitute(new Change.Endorse(h.doctor, "Dr Mira Sen", "394579002", "MH-1", world.now())));
    ok("endorse-name-only", onInstitute(new Change.Endorse(h.doctor, "Dr Sen", null, null, null)));
    ok("withdraw-endorsement", onInstitute(new Change.WithdrawEndorsement(h.doctor)));
    ok("card", onInstitute(new Change.PublishCard("Lake Hospital", "394579002")));
    ok("profile", said(new Change.SetProfile(world.note())));
    ok("close", said(new Change.Close()));
  }

  /** Behind all others, whose ids and keys come out of one row. */
  private void moved() {
    Statement moved = onSection(new Change.DeleteReport(world.report(), true));
    ok("delete-report-moved", moved);
    String written = text(moved);
    bad(
        "delete-report-moved-false",
        "it says of a deleted report that it was not moved",
        written.replace("\"moved\":true", "\"moved\":false"));
    bad(
        "delete-report-moved-text",
        "it says in words that it was moved",
        written.replace("\"moved\":true", "\"moved\":\"true\""));
  }

  private Statement said(Change change) {
    return world.statement(h.record, h.patient, List.of(), change);
  }

  private Statement onSection(Change change) {
    return world.statement(h.section, h.patient, List.of(h.record), change);
  }

  private Statement onInstitute(Change change) {
    return world.statement(h.institute, h.admin, List.of(), change);
  }

  private void objects() {
    Scene objects = new Scene(6);
    byte[] good = world.sign(said(new Change.Close())).toArray();
    objects.object("object", "ok", "", Bytes.of(good));
    byte[] suite = good.clone();
    suite[0] = 2;
    objects.object("object-of-suite-2", "unknown-suite", "its first byte is 2", Bytes.of(suite));
    objects.object(
        "object-a-byte-short",
        "malformed",
        "its last byte is missing",
        Bytes.of(Arrays.copyOf(good, good.length - 1)));
    objects.object(
        "object-a-byte-long",
        "malformed",
        "a byte follows its signatures",
        Bytes.of(Arrays.copyOf(good, good.length + 1)));
    objects.object("object-empty", "malformed", "it has no bytes", Bytes.of(new byte[0]));
    objects.object(
        "object-cut-in-its-header",
        "malformed",
        "it ends in its length",
        Bytes.of(Arrays.copyOf(good, 4)));
    byte[] length = good.clone();
    length[4]++;
    objects.object(
        "object-of-another-length", "malformed", "its length is one too many", Bytes.of(length));
    SignedObject alone = SignedObject.parse(Bytes.of(good));
    SignedObject together =
        world
            .keys(h.patient)
            .signTogether(
                SignedObject.Domain.STATEMENT,
                Collections.nCopies(SignedObject.MAX_TOGETHER, alone.payload()))
            .getFirst();
    objects.object("object-of-64", "ok", "", together.encode());
    for (int many : new int[] {0, 65}) {
      byte[] digests = new byte[1 + many * 32 + 64 + 3_309];
      digests[0] = (byte) many;
      objects.object(
          "object-of-" + many,
          "malformed",
          "it has " + many + " digests",
          SignedObject.joined(alone.payload(), Bytes.of(digests)));
    }
    byte[] more = good.clone();
    more[5 + alone.payload().size()] = 2;
    objects.object(
        "object-of-one-digest-too-few", "malformed", "it says two and has one", Bytes.of(more));
    byte[] huge = good.clone();
    huge[1] = (byte) 0x80;
    objects.object(
        "object-of-negative-length", "malformed", "its length has the highest bit", Bytes.of(huge));
    objects.object(
        "object-without-payload",
        "malformed",
        "its payload is empty",
        Bytes.of(joined(new byte[] {1, 0, 0, 0, 0}, new byte[SignedObject.OVERHEAD - 5])));
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private void json() {
    bad("not-json", "it is not JSON", "statement");
    bad("array", "it is an array", "[]");
    bad("ends-early", "its last bracket is missing", json.substring(0, json.length() - 1));
    bad("bytes-after", "something follows the value", json + "{}");
    bad("byte-order-mark", "it begins with a byte-order mark", "\uFEFF" + json);
    bad("comment", "it holds a comment", json.replaceFirst("\\{", "{/**/"));
    bad("trailing-comma", "a comma before the last bracket", json.replaceFirst("}$", ",}"));
    bad("nested-too-deep", "it nests 33 deep", "[".repeat(33) + "]".repeat(33));
    byte[] latin = json.replace("reader", "r\u00e9der").getBytes(StandardCharsets.ISO_8859_1);
    scene.payload("payload-not-utf-8", "malformed", "a byte that is not UTF-8", latin);
  }

  private void members() {
    bad("twice", "a member stands twice", json.replaceFirst("\\{", "{\"v\":1,"));
    bad(
        "twice-escaped",
        "a member stands twice, once written with an escape",
        json.replaceFirst("\\{", "{\"\\\\u0076\":1,"));
    bad(
        "twice-inside",
        "a member of the member stands twice",
        json.replace("\"role\":\"reader\"", "\"role\":\"reader\",\"role\":\"reader\""));
    bad("unknown-member", "an unknown member", json.replaceFirst("}$", ",\"extra\":1}"));
    bad(
        "member-of-another-type",
        "a member that only another type has",
        json.replaceFirst("}$", ",\"report\":\"" + "ab".repeat(16) + "\"}"));
    bad(
        "unknown-member-of-signer",
        "an unknown member in the signer",
        json.replace("\"signer\":{", "\"signer\":{\"name\":\"x\","));
    bad(
        "unknown-member-of-via",
        "an unknown member in the path",
        json.replace("\"via\":[{", "\"via\":[{\"name\":\"x\","));
    bad("without-time", "the time is missing", json.replaceFirst("\"time\":\"[^\"]*\",", ""));
    bad("without-state", "the state is missing", json.replaceFirst("\"state\":\"[^\"]*\",", ""));
    bad("without-via", "the path is missing", json.replaceFirst("\"via\":\\[[^]]*],", ""));
    bad(
        "without-previous",
        "the hash before is missing",
        json.replaceFirst("\"previous\":\"[^\"]*\",", ""));
    bad(
        "until-null",
        "an absent member is null",
        json.replaceFirst("\"until\":\"[^\"]*\"", "\"until\":null"));
    bad("v-2", "version 2", json.replace("\"v\":1", "\"v\":2"));
    bad("suite-2", "unknown-suite", "suite 2", json.replace("\"suite\":1", "\"suite\":2"));
    bad("suite-text", "the suite is a string", json.replace("\"suite\":1", "\"suite\":\"1\""));
    bad("unknown-type", "an unknown type", json.replace("set-member", "drop-member"));
    bad("type-in-capitals", "the type in capitals", json.replace("set-member", "Set-Member"));
    bad(
        "seven-hops",
        "a path of seven keyrings",
        json.replaceFirst("\"via\":\\[(\\{[^}]*})]", "\"via\":[$1,$1,$1,$1,$1,$1,$1]"));
  }

  private void values() {
    String seq = "\"seq\":" + add.header().seq();
    String id = h.colleague.hex();
    String time = StrictJson.text(add.header().time());
    bad("seq-fraction", "a number with a fraction", json.replace(seq, seq + ".0"));
    bad("seq-exponent", "a number with an exponent", json.replace(seq, seq + "e0"));
    bad("seq-text", "a number in quotes", json.replace(seq, "\"seq\":\"2\""));
    bad("seq-negative", "a negative number", json.replace(seq, "\"seq\":-1"));
    bad("seq-leading-zero", "a leading zero", json.replace(seq, "\"seq\":02"));
    bad("seq-too-large", "2^31", json.replace(seq, "\"seq\":2147483648"));
    bad("seq-true", "a truth value for a number", json.replace(seq, "\"seq\":true"));
    bad("seq-negative-zero", "a zero with a sign", json.replace(seq, "\"seq\":-0"));
    bad("suite-negative", "a suite with a sign", json.replace("\"suite\":1", "\"suite\":-2"));
    bad("generation-0", "a generation 0", json.replace("\"generation\":1", "\"generation\":0"));
    bad("role-unknown", "an unknown role", json.replace("\"reader\"", "\"viewer\""));
    bad("role-number", "a role as a number", json.replace("\"reader\"", "2"));
    bad("id-capitals", "an id in capitals", json.replace(id, id.toUpperCase(Locale.ROOT)));
    bad("id-short", "an id of 31 bytes", json.replace(id, id.substring(2)));
    bad("id-long", "an id of 33 bytes", json.replace(id, id + "00"));
    bad("id-not-hex", "an id with another letter", json.replace(id, "g" + id.substring(1)));
    bad("time-no-fraction", "a time without fraction", json.replace(time, without(time, "Z")));
    bad("time-six-digits", "six fraction digits", json.replace(time, without(time, ".000000Z")));
    bad("time-offset", "a time with an offset", json.replace(time, without(time, ".000+00:00")));
    bad("time-lower-case", "a t in the time", json.replace(time, time.replace('T', 't')));
    bad("time-february-30", "February 30", json.replace(time, "2026-02-30T12:00:00.000Z"));
    bad("time-hour-24", "hour 24", json.replace(time, "2026-11-23T24:00:00.000Z"));
    bad("time-leap-second", "a second 60", json.replace(time, "2026-06-30T23:59:60.000Z"));
    bad("time-five-digit-year", "a year of five digits", json.replace(time, "+1" + time));
  }

  private static String without(String time, String ending) {
    return time.substring(0, time.indexOf('.')) + ending;
  }

  private void sealed() {
    String envelope = ((Change.SetMember) add.change()).member().envelope().hex();
    bad(
        "no-envelope",
        "a reader without envelope",
        json.replaceFirst(",\"envelope\":\"[^\"]*\"", ""));
    bad(
        "contributor-with-envelope",
        "a contributor with envelope",
        json.replace("\"reader\"", "\"contributor\""));
    bad("envelope-short", "a digest of 31 bytes", json.replace(envelope, envelope.substring(2)));
    bad("envelope-long", "a digest of 33 bytes", json.replace(envelope, envelope + "00"));
    bad(
        "envelope-in-capitals",
        "a digest in capitals",
        json.replace(envelope, "AB" + envelope.substring(2)));
    bad(
        "envelope-in-base64",
        "a digest in base64url",
        json.replace(envelope, Bytes.of(Sha256.of(new byte[32]).bytes()).base64Url()));
    Statement profile = said(new Change.SetProfile(world.note()));
    String note = ((Change.SetProfile) profile.change()).note().base64Url();
    bad("note-short", "a note of 1,196 bytes", text(profile).replace(note, sized(note, 1_196)));
    bad("note-padded", "base64url with padding", text(profile).replace(note, note + "="));
    bad(
        "note-base64",
        "base64 that is not for URLs",
        text(profile).replace(note, "AQ+/" + note.substring(4)));
    bad(
        "note-stray-bits",
        "unused last bits that are not zero",
        text(profile).replace(note, note.substring(0, note.length() - 1) + stray(note)));
    Statement rotation =
        said(world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD)));
    String root = ((Change.Rotate) rotation.change()).envelopes().root().hex();
    String generations = "\"generations\":[1";
    bad("root-short", "a root of 31 bytes", text(rotation).replace(root, root.substring(2)));
    bad(
        "generations-zero",
        "a generation 0",
        text(rotation).replace(generations, "\"generations\":[0"));
    bad(
        "generations-text",
        "a generation in quotes",
        text(rotation).replace(generations, "\"generations\":[\"1\""));
    bad(
        "generations-fraction",
        "a generation with a fraction",
        text(rotation).replace(generations, "\"generations\":[1.0"));
    bad(
        "generations-null",
        "an absent generation",
        text(rotation).replace(generations, "\"generations\":[null"));
    bad(
        "note-suite-2",
        "unknown-suite",
        "a note of suite 2",
        text(profile).replace(note, "Ag" + note.substring(2)));
  }

  private static String sized(String base64, int length) {
    return Bytes.of(Arrays.copyOf(Bytes.fromBase64Url(base64).toArray(), length)).base64Url();
  }

  /** The last of the digits that differ in unused bits only. */
  private static char stray(String base64) {
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return digits.charAt(digits.indexOf(base64.charAt(base64.length() - 1)) + 1);
  }

  private void texts() {
    String card = text(onInstitute(new Change.PublishCard("#", null)));
    text("200-characters", "ok", "", card, "\ud83d\ude00".repeat(200));
    text("201-characters", "malformed", "a text of 201 characters", card, "a".repeat(201));
    text("empty", "malformed", "an empty text", card, "");
    text("spaces", "malformed", "a text of spaces", card, "  ");
    text("control", "malformed", "a text with U+0085", card, "a\\u0085b");
    text("delete", "malformed", "a text with U+007F", card, "a\u007fb");
    text("surrogate", "malformed", "an unpaired surrogate", card, "a\\ud800b");
  }

  private void text(String name, String expect, String fault, String card, String text) {
    scene.payload(
        "payload-text-" + name,
        expect,
        fault,
        card.replace("#", text).getBytes(StandardCharsets.UTF_8));
  }
}
