package io.medseal.cli;

import io.medseal.cli.commands.Entry;
import io.medseal.cli.commands.Group;
import io.medseal.cli.help.HelpCommand;
import io.medseal.cli.launcher.CheckCommand;
import io.medseal.cli.launcher.DemoCommand;
import io.medseal.cli.launcher.ServeCommand;
import java.util.List;

/** Every command. */
public final class Entries {
  private static final List<Entry> ALL =
      List.of(
          new Entry(Group.CLOUD, "serve", "Start the cloud service", ServeCommand::new),
          new Entry(Group.CLOUD, "check", "Check a cloud service's stored data", CheckCommand::new),
          new Entry(Group.CLOUD, "demo", "Try Medseal with an invented hospital", DemoCommand::new),
          new Entry(
              Group.HELP,
              "help",
              "Explain a command or a topic",
              () -> new HelpCommand(Entries::all, Cli::addCommonOptions)));

  private Entries() {}

  /** In the order of the list. */
  public static List<Entry> all() {
    return ALL;
  }
}
