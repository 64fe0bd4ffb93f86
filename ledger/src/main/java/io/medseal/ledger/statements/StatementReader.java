package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;

/** A statement from the members of its payload (spec/keyrings.md section 6). */
final class StatementReader {
  private StatementReader() {}

  static Statement statement(Members in) {
    if (!in.isNumber("suite", 1)) {
      throw new LedgerException.UnknownSuite();
    }
    if (!in.isNumber("v", 1)) {
      throw new LedgerException.Malformed("a statement is of version 1");
    }
    return new Statement(header(in), change(in.text("type"), in));
  }

  private static Header header(Members in) {
    return new Header(
        in.keyring("keyring"),
        in.number("seq"),
        new StatementHash(in.text("previous")),
        in.time("time"),
        in.object(
            "signer",
            signer ->
                new Header.Signer(
                    signer.keyring("keyring"),
                    signer.number("generation"),
                    new StatementHash(signer.text("head")))),
        in.objects(
            "via",
            hop -> new Header.Hop(hop.keyring("keyring"), new StatementHash(hop.text("head")))),
        in.sha256("state"));
  }

  private static Change change(String type, Members in) {
    return switch (type) {
      case "create" -> create(in);
      case "rotate" ->
          new Change.Rotate(
              in.number("generation"),
              in.object("keys", StatementReader::keys),
              in.number("previousGeneration"),
              in.sha256("previousSecret"),
              in.object(
                  "envelopes",
                  all ->
                      new Change.MembersEnvelopes(all.numbers("generations"), all.sha256("root"))));
      case "set-member" -> new Change.SetMember(in.object("member", StatementReader::member));
      case "remove-member" -> new Change.RemoveMember(in.keyring("member"));
      case "leave" -> new Change.Leave();
      case "delete-report" ->
          new Change.DeleteReport(new ReportId(in.text("report")), in.isTrue("moved"));
      case "correct-report" ->
          new Change.CorrectReport(new ReportId(in.text("report")), in.bytes("correction"));
      case "endorse" ->
          new Change.Endorse(
              in.keyring("subject"),
              in.text("name"),
              in.textOrNull("specialty"),
              in.textOrNull("licence"),
              in.timeOrNull("until"));
      case "withdraw-endorsement" -> new Change.WithdrawEndorsement(in.keyring("subject"));
      case "card" ->
          new Change.PublishCard(
              in.text("name"), in.textOrNull("specialty"), in.textOrNull("domain"));
      case "profile" -> new Change.SetProfile(in.bytes("note"));
      case "close" -> new Change.Close();
      default -> throw new LedgerException.Malformed("a statement of an unknown type");
    };
  }

  private static Change create(Members in) {
    String parent = in.textOrNull("parent");
    String report = in.textOrNull("report");
    return new Change.Create(
        in.oneOf("kind", KeyringKind.values(), KeyringKind::text),
        in.object("keys", StatementReader::keys),
        parent == null ? null : new KeyringId(parent),
        in.objects("members", StatementReader::member),
        report == null ? null : new ReportId(report),
        in.bytesOrNull("envelope"));
  }

  private static PublicKeys keys(Members in) {
    return new PublicKeys(in.bytes("hpke"), in.bytesOrNull("ed25519"), in.bytesOrNull("mlDsa65"));
  }

  private static NewMember member(Members in) {
    return new NewMember(
        in.keyring("keyring"),
        in.number("generation"),
        in.oneOf("role", Role.values(), Role::text),
        in.timeOrNull("until"),
        in.sha256OrNull("envelope"));
  }
}
