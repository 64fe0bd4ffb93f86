package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.terminal.Lines;
import io.medseal.cli.terminal.Secrets;
import io.medseal.client.Medseal;
import io.medseal.client.problems.ClientException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.names.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code medseal account delete}. */
public final class DeleteAccountCommand extends ConnectedCommand {
  private final Parameter<Path> passwordFile =
      option("--password-file", "FILE", Path.class, Path::of, PasswordOptions.FILE_HELP);
  private final Parameter<Boolean> passwordStdin =
      flag("--password-stdin", PasswordOptions.STDIN_HELP);
  private final Parameter<String> really =
      option(
          "--really-delete",
          "EMAIL",
          "The account's address, typed out: instead of typing it when asked.");

  public DeleteAccountCommand() {
    describe(
        "Deletes your account for good. What goes: the account with its address, password, recovery"
            + " code and passkeys, every session, your keys, interrupted uploads, and what was kept"
            + " sealed for you alone. You leave everything that others share with you. Nobody can"
            + " bring any of it back.");
    describe(
        "What stays: reports that you added to records which others own, with your signature, since"
            + " they belong to the patient; what you signed, so that it goes on to verify; and what"
            + " the activity of records says of you. The address is free for somebody else, who"
            + " inherits nothing.");
    describe(
        "It is refused while you are the only owner of a record, an institute or a department that"
            + " has reports or other members: make somebody else an owner first, or delete the"
            + " reports and remove the members. 'medseal account export' takes along what is yours.");
    example("account delete", "Delete the account, after two questions");
    example(
        "account delete --password-file password --really-delete ada@example.org",
        "Delete it from a script");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    String email = medseal.accounts().account().email();
    refuseOwned(medseal);
    confirm(invocation, email);
    char[] password =
        new Secrets(invocation.terminal())
            .read(
                new PasswordOptions(passwordFile.optional(), passwordStdin.get())
                    .password("Password"));
    try {
      medseal.accountDeletion().run(password);
    } finally {
      Arrays.fill(password, '\0');
    }
    invocation.done(
        "The account of "
            + email
            + " is deleted, and you are logged out everywhere. Nobody can bring it back.");
  }

  private static void refuseOwned(Medseal medseal) {
    List<KeyringId> owned = medseal.accountDeletion().owned();
    if (!owned.isEmpty()) {
      throw new CommandException(
          ExitCode.CONFLICT,
          "Nothing was deleted, since you are the only owner of: "
              + owned.stream().map(id -> spoken(medseal, id)).collect(Collectors.joining(", "))
              + ". Make somebody else an owner of each ('medseal share', 'medseal department add',"
              + " 'medseal institute add' with --role owner), or delete its reports and remove its"
              + " members; then try again.");
    }
  }

  private static String spoken(Medseal medseal, KeyringId id) {
    String shortId = ShortIds.alone(id.hex());
    Optional<String> group =
        medseal.groups().list().stream()
            .filter(one -> one.id().equals(id))
            .flatMap(one -> one.card().stream())
            .map(card -> Quoted.of(card.name()))
            .findFirst();
    return group.map(name -> name + " (" + shortId + ")").orElseGet(() -> record(medseal, id));
  }

  private static String record(Medseal medseal, KeyringId id) {
    String shortId = ShortIds.alone(id.hex());
    try {
      return medseal
          .records()
          .show(id)
          .patient()
          .map(patient -> "the record of " + Quoted.of(patient.name()) + " (" + shortId + ")")
          .orElse("record " + shortId);
    } catch (ClientException _) {
      return "keyring " + shortId;
    }
  }

  private void confirm(Invocation invocation, String email) {
    String typed = really.optional().orElseGet(() -> asked(invocation, email));
    if (!typed.strip().equalsIgnoreCase(email)) {
      throw new CommandException(
          ExitCode.USAGE, "Nothing was deleted, since that is not the address of this account.");
    }
  }

  private static String asked(Invocation invocation, String email) {
    if (!invocation.terminal().errShown()) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is no terminal to ask whether that is meant; add --really-delete with the"
              + " account's address.");
    }
    invocation
        .terminal()
        .ask(
            "This deletes the account of "
                + email
                + " for good, with your keys and every way in. To go on, type its address:");
    try {
      return Lines.read(invocation.terminal().in()).map(String::new).orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
