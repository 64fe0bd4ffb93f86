package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.profiles.Passphrases;
import io.medseal.client.Medseal;
import io.medseal.client.profiles.KeyLock;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code medseal lock}. */
public final class LockCommand extends ConnectedCommand {
  private final Parameter<Boolean> change = flag("--change", "Set another passphrase.");
  private final Parameter<Path> newPassphraseFile =
      option(
          "--new-passphrase-file",
          "FILE",
          Path.class,
          Path::of,
          "Read the new passphrase from the first line of FILE instead of asking for it.");

  public LockCommand() {
    describe(
        "Keeps your keys and the session in this profile under a passphrase, which every command"
            + " then asks for, until 'medseal unlock' opens them for a while. Whoever takes the disk"
            + " or a copy of it has to guess the passphrase. It follows the rules for passwords and"
            + " should not be the account's password.");
    describe(
        "On a profile that is unlocked it locks again at once. If the passphrase is forgotten,"
            + " nothing is lost: log out, then in again with the account's password.");
    example("lock", "Set a passphrase, or lock again");
    example("lock --change", "Change the passphrase");
  }

  @Override
  protected boolean needsKeys() {
    return change.get();
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    KeyLock lock = medseal.profile().keyLock();
    if (lock.isOn() && !change.get()) {
      lock.relock();
      invocation.done("Locked.");
      return;
    }
    char[] passphrase = Passphrases.readNew(invocation, newPassphraseFile.optional());
    try {
      lock.turnOn(passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    invocation.done("Locked. Commands ask for the passphrase; 'medseal unlock' opens for a while.");
  }
}
