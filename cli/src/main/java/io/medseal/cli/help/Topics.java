package io.medseal.cli.help;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Entry;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.Colours;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Help that is not about one command. */
final class Topics {
  private final Colours colours;
  private final PrintStream out;

  Topics(Colours colours, PrintStream out) {
    this.colours = colours;
    this.out = out;
  }

  void exitCodes() {
    out.println("The numbers that medseal ends with:");
    out.println();
    columns(
        Arrays.stream(ExitCode.values())
            .map(code -> new String[] {Integer.toString(code.number()), code.meaning()})
            .toList());
    out.println();
    Texts.wrap(
            "The commands of the service (serve, check, backup, restore, restored, invite, confirm, unconfirm) have numbers of"
                + " their own: see 'medseal serve --help'.",
            0,
            0)
        .forEach(out::println);
  }

  void json(List<Entry> entries) {
    Texts.wrap(
            "With --json, a command prints one JSON document on standard output and nothing else."
                + " Ids are whole, sizes are bytes, times are UTC (RFC 3339). Members marked with ?"
                + " are left out when there is nothing to say. Names keep their meaning; new ones"
                + " may be added.",
            0,
            0)
        .forEach(out::println);
    for (Entry entry : entries) {
      Command command = entry.create();
      for (Class<? extends Record> document : command.documents()) {
        out.println();
        out.println(colours.strong("medseal " + entry.name() + ":"));
        new Fields(out).print(document);
      }
    }
  }

  void files() {
    out.println("Where profiles are kept, one folder each:");
    out.println();
    columns(
        List.of(
            new String[] {"Linux", "$XDG_CONFIG_HOME/medseal, else ~/.config/medseal"},
            new String[] {"macOS", "~/Library/Application Support/Medseal"},
            new String[] {"Windows", "%APPDATA%\\Medseal"}));
    out.println();
    Texts.wrap(
            "A profile holds who is logged in, the account's secret key, the keys of others as first"
                + " seen, and what is needed to resume uploads. 'medseal lock' keeps the secret under"
                + " a passphrase. Logging out removes it.",
            0,
            0)
        .forEach(out::println);
    out.println();
    out.println("Environment variables:");
    out.println();
    columns(
        List.of(
            new String[] {"MEDSEAL_PROFILE", "the profile to use where --profile is not given"},
            new String[] {"XDG_RUNTIME_DIR", "where 'medseal unlock' keeps what opens a profile"},
            new String[] {"MEDSEAL_HOME", "the folder that holds the profiles"},
            new String[] {"MEDSEAL_DEBUG", "1: print an error's stack, too"},
            new String[] {"MEDSEAL_JAVA_OPTS", "further options of the Java virtual machine"},
            new String[] {"HTTPS_PROXY", "the proxy to services, http://HOST:PORT"},
            new String[] {"NO_PROXY", "services to ask without it: names, ends of names, or *"},
            new String[] {"NO_COLOR", "anything: no colours, ever"}));
  }

  private void columns(List<String[]> rows) {
    Texts.columns(rows, colours).forEach(out::println);
  }
}
