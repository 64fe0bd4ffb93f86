package io.medseal.cli.help;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Example;
import io.medseal.cli.output.Colours;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What {@code medseal COMMAND --help} prints. */
final class CommandHelp {
  private final Colours colours;
  private final PrintStream out;

  CommandHelp(Colours colours, PrintStream out) {
    this.colours = colours;
    this.out = out;
  }

  void print(Command command) {
    out.println(command.summary() + ".");
    heading("Usage");
    Texts.wrap(command.synopsis(), 2, 6).forEach(out::println);
    for (String paragraph : command.description()) {
      out.println();
      Texts.wrap(paragraph, 0, 0).forEach(out::println);
    }
    List<String[]> arguments = new ArrayList<>();
    for (PositionalParamSpec argument : command.spec().positionalParameters()) {
      arguments.add(new String[] {argument.paramLabel(), says(argument)});
    }
    List<String[]> options = new ArrayList<>();
    for (OptionSpec option : command.spec().options()) {
      if (!option.hidden()) {
        options.add(new String[] {named(option), says(option)});
      }
    }
    rows("Arguments", arguments);
    rows("Options", options);
    heading("Examples");
    boolean first = true;
    for (Example example : command.examples()) {
      if (!first) {
        out.println();
      }
      first = false;
      Texts.wrap(example.says() + ":", 2, 2).forEach(out::println);
      out.println("    " + colours.strong(example.line()));
    }
  }

  private void heading(String title) {
    out.println();
    out.println(colours.strong(title + ":"));
  }

  private void rows(String title, List<String[]> rows) {
    if (!rows.isEmpty()) {
      heading(title);
      Texts.columns(rows, colours).forEach(out::println);
    }
  }

  private static String named(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private static String says(ArgSpec argument) {
    return String.join(" ", argument.description());
  }
}
