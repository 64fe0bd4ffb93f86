package io.medseal.cli.help;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Entry;
import io.medseal.cli.commands.Group;
import io.medseal.cli.output.Colours;
import java.io.PrintStream;
import java.util.List;

/** Prints help about everything, some commands, or one. */
public final class Help {
  private final List<Entry> entries;
  private final Colours colours;
  private final PrintStream out;

  public Help(List<Entry> entries, Colours colours, PrintStream out) {
    this.entries = entries;
    this.colours = colours;
    this.out = out;
  }

  /** Every command, under its heading. */
  public void all() {
    out.println("Medseal shares medical reports through a cloud that cannot read them.");
    out.println();
    out.println(colours.strong("Usage:"));
    out.println("  medseal COMMAND [ARGUMENTS] [OPTIONS]");
    for (Group group : Group.values()) {
      List<Entry> members = entries.stream().filter(entry -> entry.group() == group).toList();
      if (!members.isEmpty()) {
        out.println();
        out.println(colours.strong(group.title() + ":"));
        list(members);
      }
    }
    out.println();
    out.println(colours.strong("Options of most commands:"));
    Texts.columns(
            List.of(
                new String[] {"-h, --help", "what a command does, with examples"},
                new String[] {"--json", "print one JSON document instead of text"},
                new String[] {"--profile NAME", "use another account on this computer"},
                new String[] {"-V, --version", "print the version"}),
            colours)
        .forEach(out::println);
    out.println();
    out.println("'medseal COMMAND --help' explains a command and shows examples.");
  }

  /** The commands that begin with one word. */
  public void beginningWith(String word) {
    out.println(colours.strong("Commands that begin with '" + word + "':"));
    list(entries.stream().filter(entry -> entry.words().getFirst().equals(word)).toList());
    out.println();
    out.println("'medseal " + word + " COMMAND --help' explains one and shows examples.");
  }

  /** One command. */
  public void of(Command command) {
    new CommandHelp(colours, out).print(command);
  }

  private void list(List<Entry> members) {
    Texts.columns(
            members.stream().map(entry -> new String[] {entry.name(), entry.summary()}).toList(),
            Texts.widest(entries.stream().map(Entry::name).toList()),
            colours)
        .forEach(out::println);
  }
}
