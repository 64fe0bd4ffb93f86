package io.medseal.cli.accounts;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.profiles.GivenBackLines;
import io.medseal.cli.profiles.Passphrases;
import io.medseal.cli.profiles.Profiles;
import io.medseal.cli.terminal.Secrets;
import io.medseal.client.Medseal;
import io.medseal.client.accounts.Accounts;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code medseal login}. */
public final class LoginCommand extends Command {
  private final Parameter<URI> server =
      option(
          "--server",
          "URL",
          URI.class,
          Addresses::read,
          "The service's address; remembered after the first time.");
  private final Parameter<String> email =
      option("--email", "E", "Your e-mail address; remembered after the first time.");
  private final Parameter<Path> passwordFile =
      option("--password-file", "FILE", Path.class, Path::of, PasswordOptions.FILE_HELP);
  private final Parameter<Boolean> passwordStdin =
      flag("--password-stdin", PasswordOptions.STDIN_HELP);

  public LoginCommand() {
    prints(WhoamiCommand.WhoAmI.class);
    describe(
        "Opens your keys with the password and keeps them in the profile until you log out. The"
            + " service never sees the password.");
    example("login", "Log in again with this computer's profile");
    example(
        "login --server https://medseal.example --email ada@example.org",
        "Log in on a new computer");
    example("login --profile clerk --password-file clerk.password", "Log in from a script");
  }

  @Override
  public void run(Invocation invocation) {
    Profile profile = Profiles.of(invocation);
    URI address =
        server
            .optional()
            .or(() -> profile.identity().map(Identity::server))
            .orElseThrow(() -> new ProfileException.NoServer(profile.name()));
    String who =
        email
            .optional()
            .or(() -> profile.identity().map(Identity::email))
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.USAGE,
                        "Nobody has logged in with this profile yet; add --email."));
    Passphrases.open(invocation, profile);
    try (Medseal medseal = Medseal.connect(profile, address)) {
      PasswordOptions from = new PasswordOptions(passwordFile.optional(), passwordStdin.get());
      char[] password =
          new Secrets(invocation.terminal()).read(from.password("Password of " + who));
      try {
        Accounts accounts = medseal.accounts();
        Identity me = accounts.logIn(who, password);
        invocation.answer(
            WhoamiCommand.document(medseal),
            page -> {
              page.line("Logged in as " + me.email() + " at " + me.server() + ".");
              AccountNews.print(page, "Since this computer logged in last", accounts.news());
            });
        accounts.givenBack().ifPresent(given -> GivenBackLines.print(invocation, given));
      } finally {
        Arrays.fill(password, '\0');
      }
    }
  }
}
