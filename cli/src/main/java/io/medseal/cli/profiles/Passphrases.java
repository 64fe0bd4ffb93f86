package io.medseal.cli.profiles;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.terminal.Secrets;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Profile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Passphrases of locked profiles: from a file, or asked for. */
public final class Passphrases {
  private static final String PASSPHRASE = "Passphrase";

  private Passphrases() {}

  /**
   * Opens the profile for this command, where it is locked.
   *
   * @throws ProfileException.Locked if there is nobody to ask
   */
  public static void open(Invocation invocation, Profile profile) {
    if (profile.keyLock().isOpen()) {
      return;
    }
    char[] passphrase = read(invocation, profile);
    try {
      profile.keyLock().unlock(passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  /** Reads the present one. The caller wipes it. */
  public static char[] read(Invocation invocation, Profile profile) {
    if (invocation.passphraseFile().isPresent()) {
      return new Secrets(invocation.terminal())
          .read(new Secrets.Source(PASSPHRASE, invocation.passphraseFile(), false, ""));
    }
    invocation.terminal().out().flush();
    return invocation
        .terminal()
        .hidden()
        .ask("Passphrase of the profile '" + profile.name() + "': ")
        .orElseThrow(() -> new ProfileException.Locked(profile.name()));
  }

  /** Reads a new one, asking twice. The caller wipes it. */
  public static char[] readNew(Invocation invocation, Optional<Path> file) {
    return new Secrets(invocation.terminal())
        .readNew(new Secrets.Source("New passphrase", file, false, "--new-passphrase-file"));
  }
}
