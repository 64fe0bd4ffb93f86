package io.medseal.cli.sharing;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Table;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.keyrings.LateChanges;
import io.medseal.client.keyrings.LateChanges.Late;
import io.medseal.client.problems.InputException;
import io.medseal.client.profiles.Pin;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.names.Quoted;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code medseal late} and {@code medseal late accept}. */
public final class LateCommand extends ConnectedCommand {
  private final Optional<Parameter<String>> newest;

  /**
   * What is printed with {@code --json}.
   *
   * @param accepted whether these were accepted now
   */
  record LateShown(List<Keyring> keyrings, boolean accepted) {}

  /**
   * One keyring.
   *
   * @param state the hash of its newest statement, which {@code late accept} wants
   * @param lost whether a restored service says that it had lost them
   * @param mayBeAccepted whether they were lost, and all signers could still make them
   */
  record Keyring(
      String keyring,
      String kind,
      Optional<String> name,
      String creator,
      Instant created,
      String state,
      boolean lost,
      boolean mayBeAccepted,
      List<Said> changes) {}

  /**
   * One change.
   *
   * @param former whether who signed it could no longer make it
   */
  record Said(
      Instant time, String signer, Optional<String> signerEmail, String change, boolean former) {}

  private LateCommand(boolean accepting) {
    prints(LateShown.class);
    this.newest =
        accepting
            ? Optional.of(argument("STATE", "What 'medseal late' shows as state, whole."))
            : Optional.empty();
  }

  /** {@code medseal late}. */
  public static LateCommand listing() {
    LateCommand command = new LateCommand(false);
    command.describe(
        "Lists changes that are dated before this computer had been told that there are none. After a"
            + " service was restored from a backup, others give back what it had lost, and it looks"
            + " like this. It also looks like this when somebody who has lost a right works together"
            + " with the service and dates something back. What somebody signed who may no longer do"
            + " so is named, and never accepted. Of the rest, ask those who signed it, by another way,"
            + " and then use 'medseal late accept'. Until then these keyrings are left out.");
    command.example("late", "See who changed what, and when");
    return command;
  }

  /** {@code medseal late accept}. */
  public static LateCommand accepting() {
    LateCommand command = new LateCommand(true);
    command.describe(
        "Says that the late changes of one keyring are right, up to the state that 'medseal late'"
            + " shows. Refused unless the service says that it was restored from a backup, all of them"
            + " are dated between the backup and the restoration, and all who signed them could do so"
            + " still.");
    command.example(
        "late accept 3f2a9c1d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809",
        "After those who signed them have said so");
    return command;
  }

  @Override
  protected boolean needsKeys() {
    return false;
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    LateChanges changes = medseal.lateChanges();
    List<Late> late =
        newest.isPresent() ? List.of(changes.accept(state(newest.get().get()))) : changes.all();
    LateShown shown =
        new LateShown(
            late.stream().map(one -> document(medseal, one)).toList(), newest.isPresent());
    invocation.answer(shown, page -> print(page, shown));
  }

  private static StatementHash state(String text) {
    try {
      return new StatementHash(text);
    } catch (LedgerException.Malformed _) {
      throw new InputException.BadValue(
          "A state is the 64 digits that 'medseal late' shows, all of them.");
    }
  }

  private static void print(Page page, LateShown shown) {
    Table table = Table.of("keyring", "what", "made", "changed", "by", "signed", "");
    for (Keyring keyring : shown.keyrings()) {
      for (Said said : keyring.changes()) {
        table.row(
            ShortIds.alone(keyring.keyring()),
            keyring.kind() + keyring.name().map(name -> " " + Quoted.of(name)).orElse(""),
            page.time(keyring.created()),
            said.change(),
            said.signerEmail().orElse("keyring " + ShortIds.alone(said.signer())),
            page.time(said.time()),
            said.former() ? "may no longer do this" : "");
      }
    }
    page.table(table, "Nothing was added late.");
    for (Keyring keyring : shown.keyrings()) {
      page.line(
          shown.accepted()
              ? "Accepted. Keyring " + ShortIds.alone(keyring.keyring()) + " is used again."
              : "Keyring " + ShortIds.alone(keyring.keyring()) + ": " + advice(keyring));
    }
  }

  private static String advice(Keyring keyring) {
    if (keyring.mayBeAccepted()) {
      return "a restored service may have got this back. State " + keyring.state();
    }
    return keyring.lost()
        ? "somebody signed who may no longer do this, and could have dated it back. It is not"
            + " accepted; ask somebody who manages this now to make a new one."
        : "the service does not say that it had lost this. Stop, and tell the people you share with"
            + " by another way.";
  }

  private static Keyring document(Medseal medseal, Late late) {
    return new Keyring(
        late.keyring().hex(),
        late.state().kind().text(),
        late.state().card().map(Card::name),
        name(medseal, late.state().creator()),
        late.state().created(),
        late.newest().hex(),
        late.lost(),
        late.mayBeAccepted(),
        late.changes().stream()
            .map(one -> said(medseal, one, late.former().contains(one)))
            .toList());
  }

  private static Said said(Medseal medseal, Statement statement, boolean former) {
    KeyringId signer = statement.header().signer().keyring();
    return new Said(
        statement.header().time(),
        signer.hex(),
        email(medseal, signer),
        text(medseal, statement.change()),
        former);
  }

  private static Optional<String> email(Medseal medseal, KeyringId who) {
    if (medseal.whoAmI().filter(me -> me.keyring().equals(who)).isPresent()) {
      return medseal.whoAmI().map(me -> me.email());
    }
    return medseal.profile().pins().stream()
        .filter(pin -> pin.keyring().equals(who))
        .map(Pin::email)
        .findFirst();
  }

  private static String text(Medseal medseal, Change change) {
    return switch (change) {
      case Change.Create _ -> "made it";
      case Change.Rotate _ -> "renewed its keys";
      case Change.SetMember set ->
          "made "
              + name(medseal, set.member().keyring())
              + " "
              + set.member().role().text()
              + (set.member().until() == null ? "" : " until " + set.member().until());
      case Change.RemoveMember removed -> "removed " + name(medseal, removed.member());
      case Change.Leave _ -> "left it";
      case Change.DeleteReport deleted ->
          "deleted report " + ShortIds.alone(deleted.report().hex());
      case Change.CorrectReport corrected ->
          "corrected report " + ShortIds.alone(corrected.report().hex());
      case Change.Endorse endorsed -> "endorsed " + name(medseal, endorsed.subject());
      case Change.WithdrawEndorsement withdrawn ->
          "took the endorsement of " + name(medseal, withdrawn.subject()) + " back";
      case Change.PublishCard _ -> "published its name";
      case Change.SetProfile _ -> "changed its profile";
      case Change.Close _ -> "closed it";
    };
  }

  private static String name(Medseal medseal, KeyringId who) {
    return email(medseal, who).orElse("keyring " + ShortIds.alone(who.hex()));
  }
}
