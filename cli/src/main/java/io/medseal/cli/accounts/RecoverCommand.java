package io.medseal.cli.accounts;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.profiles.Passphrases;
import io.medseal.cli.profiles.Profiles;
import io.medseal.cli.terminal.Secrets;
import io.medseal.client.Medseal;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.Profile;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.seal.slots.RecoveryCode;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code medseal recover}. */
public final class RecoverCommand extends Command {
  private final Parameter<URI> server =
      option(
          "--server",
          "URL",
          URI.class,
          Addresses::read,
          "The service's address; remembered by a profile that has logged in before.");
  private final Parameter<String> email =
      option(
          "--email",
          "E",
          "Your e-mail address; remembered by a profile that has logged in before.");
  private final Parameter<Path> recoveryCodeFile =
      option(
          "--recovery-code-file",
          "FILE",
          Path.class,
          Path::of,
          "Read the recovery code from the first line of FILE.");
  private final Parameter<Boolean> recoveryCodeStdin =
      flag("--recovery-code-stdin", "Read the recovery code from the next line of standard input.");
  private final Parameter<Path> newPasswordFile =
      option(
          "--new-password-file",
          "FILE",
          Path.class,
          Path::of,
          "Read the new password from the first line of FILE.");
  private final Parameter<Boolean> passwordStdin =
      flag(
          "--password-stdin",
          "Read the new password from standard input, on the line after the recovery code.");

  public RecoverCommand() {
    prints(NewRecoveryCode.class);
    describe(
        "Lets you back in with the recovery code that was printed when you signed up. Sets a new"
            + " password and prints a new recovery code; the old ones end, and so do the sessions on"
            + " all other devices. Capitals, spaces and hyphens of the code do not matter.");
    example("recover", "Get back in on a computer that you have used before");
    example(
        "recover --server https://medseal.example --email ada@example.org",
        "Get back in on a new computer");
    example(
        "recover --recovery-code-stdin --password-stdin",
        "Read code and new password from standard input, a line each");
  }

  @Override
  public void run(Invocation invocation) {
    Profile profile = Profiles.of(invocation);
    URI address =
        server
            .optional()
            .or(() -> profile.identity().map(Identity::server))
            .orElseThrow(() -> new ProfileException.NoServer(profile.name()));
    String who =
        email
            .optional()
            .or(() -> profile.identity().map(Identity::email))
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.USAGE,
                        "Nobody has logged in with this profile yet; add --email."));
    Secrets secrets = new Secrets(invocation.terminal());
    Passphrases.open(invocation, profile);
    try (Medseal medseal = Medseal.connect(profile, address)) {
      char[] typed =
          secrets.read(
              new PasswordOptions(recoveryCodeFile.optional(), recoveryCodeStdin.get())
                  .recoveryCode());
      try {
        char[] fresh =
            secrets.readNew(
                new PasswordOptions(newPasswordFile.optional(), passwordStdin.get())
                    .newPassword("New password"));
        try (RecoveryCode code = medseal.accounts().recover(who, CharBuffer.wrap(typed), fresh)) {
          NewRecoveryCode.answer(invocation, medseal, code);
        } catch (ServiceException e) {
          throw e.type() == ProblemType.WRONG_CREDENTIALS ? wrongCode(who) : e;
        } finally {
          Arrays.fill(fresh, '\0');
        }
      } finally {
        Arrays.fill(typed, '\0');
      }
    }
  }

  private static CommandException wrongCode(String email) {
    return new CommandException(
        ExitCode.AUTHENTICATION,
        "This is not the recovery code of "
            + email
            + "; take the newest sheet, since older codes no longer count.");
  }
}
