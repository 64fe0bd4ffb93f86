package io.medseal.cli.offline;

import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where results are written: never over something that is there, unless told to. */
final class Outputs {
  static final String FORCE_HELP = "Replace a file that is there already.";

  private Outputs() {}

  static void refuseExisting(Path file, boolean force) {
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (there && Files.isDirectory(file)) {
      throw new CommandException(
          ExitCode.LOCAL_FILES, file + " is a folder; name a file with --out.");
    }
    if (there && !force) {
      throw new CommandException(
          ExitCode.LOCAL_FILES,
          file + " is there already; choose another name with --out, or replace it with --force.");
    }
  }

  static void refuseSame(Path in, Path out) {
    if (in.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
      throw new CommandException(
          ExitCode.USAGE, "Input and output are the same file; choose another name with --out.");
    }
  }
}
