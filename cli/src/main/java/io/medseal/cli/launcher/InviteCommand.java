package io.medseal.cli.launcher;

/** {@code medseal invite}. */
public final class InviteCommand extends LauncherCommand {
  public InviteCommand() {
    required("--data", "DIR", "The service's data folder; the service may be running.");
    option("--count", "N", "How many invitations to make (default: 1).");
    option("--days", "N", "For how many days they are good (default: 7, at most 90).");
    describe(
        "Makes invitations to sign up and prints them, a line each. Each makes one account. A"
            + " service asks for them unless its setting sign-up says otherwise.");
    example("invite --data /srv/medseal", "Invite somebody");
    example("invite --data /srv/medseal --count 20 --days 30", "Invite a ward");
  }
}
