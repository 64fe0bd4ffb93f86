package io.medseal.cli.launcher;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;

/** A command of another program, which the launcher starts. */
abstract sealed class LauncherCommand extends Command
    permits ServeCommand,
        CheckCommand,
        BackupCommand,
        ConfirmCommand,
        InviteCommand,
        RestoredCommand,
        DemoCommand {
  @Override
  public boolean usesProfile() {
    return false;
  }

  /** Reached only without the launcher. */
  @Override
  public void run(Invocation invocation) {
    throw new CommandException(
        ExitCode.USAGE,
        "'medseal "
            + name()
            + "' is another program; start it with the script 'medseal' (on Windows 'medseal.cmd')"
            + " of the Medseal folder.");
  }
}
