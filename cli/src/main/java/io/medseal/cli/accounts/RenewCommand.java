package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.terminal.Secrets;
import io.medseal.client.Medseal;
import io.medseal.seal.slots.RecoveryCode;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code medseal renew}. */
public final class RenewCommand extends ConnectedCommand {
  private final Parameter<Boolean> keys =
      flag("--keys", "Also replace your keys, after a device with an open profile was stolen.");
  private final Parameter<Path> passwordFile =
      option("--password-file", "FILE", Path.class, Path::of, PasswordOptions.FILE_HELP);
  private final Parameter<Boolean> passwordStdin =
      flag("--password-stdin", PasswordOptions.STDIN_HELP);

  public RenewCommand() {
    prints(NewRecoveryCode.class);
    describe(
        "Makes a new recovery code, when the old one was lost or seen by somebody. With --keys your"
            + " keys are replaced as well: nothing new is then sealed to the stolen ones. Every"
            + " other device has to log in again.");
    example("renew", "Replace the recovery code");
    example("renew --keys", "Replace keys and recovery code after a theft");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    PasswordOptions from = new PasswordOptions(passwordFile.optional(), passwordStdin.get());
    char[] password = new Secrets(invocation.terminal()).read(from.password("Password"));
    try (RecoveryCode code =
        keys.get()
            ? medseal.accounts().replaceSecret(password)
            : medseal.accounts().renewRecoveryCode(password)) {
      NewRecoveryCode.answer(invocation, medseal, code);
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
