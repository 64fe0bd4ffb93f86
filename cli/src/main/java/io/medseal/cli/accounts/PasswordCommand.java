package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.terminal.Secrets;
import io.medseal.client.Medseal;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code medseal password}. */
public final class PasswordCommand extends ConnectedCommand {
  private final Parameter<Path> passwordFile =
      option(
          "--password-file",
          "FILE",
          Path.class,
          Path::of,
          "Read the present password from the first line of FILE.");
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
          "Read both from standard input: the present password on a line, the new one on the"
              + " next.");

  public PasswordCommand() {
    describe(
        "Changes the password. Keys, reports and the recovery code stay as they are; every other"
            + " device has to log in again.");
    example("password", "Change the password");
    example("password --password-file old --new-password-file new", "Change it from a script");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    Secrets secrets = new Secrets(invocation.terminal());
    char[] old =
        secrets.read(
            new PasswordOptions(passwordFile.optional(), passwordStdin.get())
                .password("Present password"));
    try {
      char[] fresh =
          secrets.readNew(
              new PasswordOptions(newPasswordFile.optional(), passwordStdin.get())
                  .newPassword("New password"));
      try {
        medseal.accounts().changePassword(old, fresh);
        invocation.done("Password changed. Every other device has to log in again.");
      } finally {
        Arrays.fill(fresh, '\0');
      }
    } finally {
      Arrays.fill(old, '\0');
    }
  }
}
