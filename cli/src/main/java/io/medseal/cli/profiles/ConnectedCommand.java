package io.medseal.cli.profiles;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.client.Medseal;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Profile;

/** A command for somebody who is logged in. */
public abstract class ConnectedCommand extends Command {
  @Override
  public final void run(Invocation invocation) {
    Profile profile = Profiles.of(invocation);
    if (!profile.isLoggedIn()) {
      throw new ProfileException.NotLoggedIn(profile.name());
    }
    if (needsKeys()) {
      Passphrases.open(invocation, profile);
    }
    try (Medseal medseal = Medseal.connect(profile)) {
      try {
        run(invocation, medseal);
      } finally {
        Notices.print(invocation, medseal);
      }
    }
  }

  /** Whether a locked profile has to be opened for it. */
  protected boolean needsKeys() {
    return true;
  }

  /** Does it, logged in. */
  protected abstract void run(Invocation invocation, Medseal medseal);
}
