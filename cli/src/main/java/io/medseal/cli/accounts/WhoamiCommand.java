package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.output.Page;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.Profile;
import java.time.Instant;
import java.util.Optional;

/** {@code medseal whoami}. */
public final class WhoamiCommand extends ConnectedCommand {
  /** What is printed with {@code --json}. */
  record WhoAmI(
      String email,
      Optional<String> name,
      String server,
      String keyring,
      String safetyNumber,
      Optional<Instant> sessionExpires,
      String profile,
      boolean locked,
      Optional<Instant> unlockedUntil) {}

  public WhoamiCommand() {
    prints(WhoAmI.class);
    describe(
        "Answers from this computer, without asking the service. The safety number belongs to your"
            + " keys: when somebody's 'medseal person' shows the same thirty digits for you, they"
            + " share with you and with nobody in between.");
    example("whoami", "Say who is logged in");
    example("whoami --json --profile clerk", "The same of another profile, for a program");
  }

  @Override
  protected boolean needsKeys() {
    return false;
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    WhoAmI me = document(medseal);
    invocation.answer(
        me,
        page ->
            page.facts(
                new Page.Facts()
                    .add("E-mail", me.email())
                    .add("Name", me.name().orElse(""))
                    .add("Service", me.server())
                    .add("Safety number", me.safetyNumber())
                    .add("Keyring", me.keyring())
                    .add("Logged in until", me.sessionExpires().map(page::time).orElse(""))
                    .add("Profile", me.profile())
                    .add("Keys", keys(me, page))));
  }

  private static String keys(WhoAmI me, Page page) {
    return me.locked()
        ? "locked"
        : me.unlockedUntil().map(until -> "unlocked until " + page.time(until)).orElse("");
  }

  static WhoAmI document(Medseal medseal) {
    Profile profile = medseal.profile();
    Identity me = medseal.whoAmI().orElseThrow();
    Optional<Instant> unlockedUntil = profile.keyLock().unlockedUntil();
    return new WhoAmI(
        me.email(),
        me.name(),
        me.server().toString(),
        me.keyring().hex(),
        medseal.accounts().safetyNumber(),
        profile.sessionExpires(),
        profile.name(),
        profile.keyLock().isOn() && unlockedUntil.isEmpty(),
        unlockedUntil);
  }
}
