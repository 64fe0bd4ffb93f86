package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;

/** {@code medseal logout}. */
public final class LogoutCommand extends ConnectedCommand {
  private final Parameter<Boolean> everywhere =
      flag("--everywhere", "End the sessions on all devices.");

  public LogoutCommand() {
    describe(
        "Ends the session and removes your keys from this computer. Works without the service, too;"
            + " the session there then ends by itself. A locked profile needs no passphrase to log out;"
            + " its lock goes with the keys.");
    example("logout", "Log out of this computer");
    example("logout --everywhere", "Sign out of all devices, after losing one");
  }

  @Override
  protected boolean needsKeys() {
    return everywhere.get();
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    if (everywhere.get()) {
      medseal.accounts().logOutEverywhere();
      invocation.done("Logged out of this computer and of every other device.");
    } else if (medseal.accounts().logOut()) {
      invocation.done("Logged out.");
    } else {
      invocation.done(
          "Logged out of this computer. The service could not be told; the session there ends by"
              + " itself.");
    }
  }
}
