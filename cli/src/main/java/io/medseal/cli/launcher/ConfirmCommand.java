package io.medseal.cli.launcher;

/** {@code medseal confirm} and {@code medseal unconfirm}. */
public final class ConfirmCommand extends LauncherCommand {
  private ConfirmCommand(boolean confirms) {
    required("--data", "DIR", "The data folder of the service, which may be running.");
    required("--institute", "ID", "The institute's keyring.");
    if (confirms) {
      required("--name", "NAME", "The name on its card, and no other.");
      option("--config", "FILE", "The service's settings, where they name a database.");
      describe(
          "For the operator of a service: says that this institute is rightly called so. It is then"
              + " shown as confirmed by this service's operator, for as long as its card has this"
              + " name. Refused if the card has another name now, or if there is no such institute.");
      example("confirm --data /srv/medseal --institute 3f2a… --name 'Riverside Hospital'", "Do so");
    } else {
      describe(
          "For the operator of a service: takes the confirmation of an institute back."
              + " Refused if it was not confirmed.");
      example("unconfirm --data /srv/medseal --institute 3f2a…", "Do so");
    }
  }

  /** Says that an institute is rightly called so. */
  public static ConfirmCommand confirming() {
    return new ConfirmCommand(true);
  }

  /** Takes it back. */
  public static ConfirmCommand unconfirming() {
    return new ConfirmCommand(false);
  }
}
