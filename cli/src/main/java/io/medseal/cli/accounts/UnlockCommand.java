package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.Page;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.profiles.Passphrases;
import io.medseal.client.Medseal;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.KeyLock;
import io.medseal.client.profiles.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** {@code medseal unlock}. */
public final class UnlockCommand extends ConnectedCommand {
  private static final Duration USUAL = Duration.ofMinutes(15);

  private final Parameter<Duration> time =
      option(
          "--for",
          "TIME",
          Duration.class,
          UnlockCommand::time,
          "How long, as in 90m or 8h: 12 hours at most; 15m where it is left out.");
  private final Parameter<Boolean> forGood =
      flag("--for-good", "Remove the passphrase: the keys lie in the profile in the clear again.");

  /** What is printed with {@code --json}; nothing is left out but the time of --for-good. */
  record Unlocked(String profile, Optional<Instant> unlockedUntil) {}

  public UnlockCommand() {
    prints(Unlocked.class);
    describe(
        "Opens a locked profile for a while, for all commands that you run on this computer. What"
            + " opens it lies in memory only, in a folder of yours below $XDG_RUNTIME_DIR, and is"
            + " gone with its time, 'medseal lock', or the end of your session. Where there is no"
            + " such folder (macOS, Windows) every command asks for the passphrase, or reads it with"
            + " --passphrase-file.");
    example("unlock", "Open the profile for a quarter of an hour");
    example("unlock --for 8h", "Open it for a working day");
    example("unlock --for-good", "Do without a passphrase from now on");
  }

  @Override
  protected boolean needsKeys() {
    return false;
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    if (forGood.get() && time.optional().isPresent()) {
      throw new CommandException(ExitCode.USAGE, "Use --for or --for-good, not both.");
    }
    Profile profile = medseal.profile();
    KeyLock lock = profile.keyLock();
    if (!lock.isOn()) {
      throw new ProfileException.NotLocked(profile.name());
    }
    char[] passphrase = Passphrases.read(invocation, profile);
    try {
      if (forGood.get()) {
        lock.turnOff(passphrase);
      } else {
        lock.unlock(passphrase, time.optional().orElse(USUAL));
      }
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    Unlocked done = new Unlocked(profile.name(), lock.unlockedUntil());
    invocation.answer(done, page -> page.line(sentence(done, page)));
  }

  private static String sentence(Unlocked done, Page page) {
    return done.unlockedUntil()
        .map(until -> "Unlocked until " + page.time(until) + ".")
        .orElse("Unlocked for good; the passphrase is no longer needed.");
  }

  private static Duration time(String word) {
    if (word.matches("[1-9][0-9]{0,2}[mh]")) {
      long count = Long.parseLong(word.substring(0, word.length() - 1));
      Duration time = word.endsWith("h") ? Duration.ofHours(count) : Duration.ofMinutes(count);
      if (time.compareTo(KeyLock.LONGEST) <= 0) {
        return time;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is not a time such as 90m or 8h, up to 12h");
  }
}
