package io.medseal.cli.accounts;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.profiles.Profiles;
import io.medseal.cli.terminal.Secrets;
import io.medseal.client.Medseal;
import io.medseal.client.accounts.NewAccount;
import io.medseal.client.profiles.Identity;
import io.medseal.ledger.keyrings.Card;
import io.medseal.seal.slots.RecoveryCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** {@code medseal signup}. */
public final class SignupCommand extends Command {
  private final Parameter<URI> server =
      required("--server", "URL", URI.class, Addresses::read, "The service's address.");
  private final Parameter<String> email = required("--email", "E", "Your e-mail address.");
  private final Parameter<String> name =
      required("--name", "N", "What you are called. It is kept sealed unless you publish a card.");
  private final Parameter<Boolean> publishCard =
      flag("--publish-card", "Publish your name, so that others find and recognise you.");
  private final Parameter<String> specialty =
      option("--specialty", "CODE", "Your specialty on the card: a SNOMED CT code, or words.");
  private final Parameter<String> invitation =
      option("--invitation", "CODE", "The invitation that the service's operator gave you.");
  private final Parameter<Path> passwordFile =
      option("--password-file", "FILE", Path.class, Path::of, PasswordOptions.FILE_HELP);
  private final Parameter<Boolean> passwordStdin =
      flag("--password-stdin", PasswordOptions.STDIN_HELP);

  /** What is printed with {@code --json}. */
  record SignedUp(String email, String name, String server, String keyring, String recoveryCode) {}

  public SignupCommand() {
    prints(SignedUp.class);
    describe(
        "Makes your keys on this computer and an account at the service, and logs in. The service"
            + " never sees your password or your keys, and your name only if you publish a card. A"
            + " password has at least 10 characters and is hard to guess: three or four words that"
            + " have nothing to do with each other or with you.");
    describe(
        "Prints the recovery code, once, on standard output. It is the only way in when the password"
            + " is lost: keep it on paper. Whoever has lost both can never open again what was"
            + " theirs.");
    example(
        "signup --server https://medseal.example --email ada@example.org --name 'Ada Example'",
        "Sign up as a patient");
    example(
        "signup --server https://medseal.example --email rao@hospital.example --name 'Dr Asha Rao'"
            + " --publish-card --specialty 394579002",
        "Sign up as a cardiologist whom others can recognise");
    example(
        "signup --server http://localhost:8480 --email clerk@hospital.example --name Clerk"
            + " --profile clerk --password-file clerk.password",
        "Sign up with another profile, from a script");
  }

  @Override
  public void run(Invocation invocation) {
    if (specialty.optional().isPresent() && !publishCard.get()) {
      throw new CommandException(
          ExitCode.USAGE, "A specialty stands on the card only; add --publish-card.");
    }
    try (Medseal medseal = Medseal.connect(Profiles.of(invocation), server.get())) {
      PasswordOptions from = new PasswordOptions(passwordFile.optional(), passwordStdin.get());
      char[] password = new Secrets(invocation.terminal()).readNew(from.password("New password"));
      Optional<Card> card =
          publishCard.get()
              ? Optional.of(new Card(name.get(), specialty.optional()))
              : Optional.empty();
      try (RecoveryCode code =
          medseal
              .accounts()
              .signUp(
                  new NewAccount(email.get(), name.get(), card, invitation.optional()), password)) {
        Identity me = medseal.whoAmI().orElseThrow();
        invocation.answerOnce(
            new SignedUp(
                me.email(), name.get(), me.server().toString(), me.keyring().hex(), code.format()),
            page -> {
              page.line("Signed up and logged in as " + me.email() + " at " + me.server() + ".");
              page.gap();
              RecoverySheet.print(page, me.email(), code.format());
            },
            "You are signed up and logged in, but your recovery code could not be written out;"
                + " make another one with 'medseal renew'.");
      } finally {
        Arrays.fill(password, '\0');
      }
    }
  }
}
