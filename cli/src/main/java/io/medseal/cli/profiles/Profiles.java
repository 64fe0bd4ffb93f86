package io.medseal.cli.profiles;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.client.profiles.Profile;
import io.medseal.client.profiles.ProfileStore;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the profile that a command is to use. */
public final class Profiles {
  private Profiles() {}

  /**
   * The profile named on the command line, else by {@code MEDSEAL_PROFILE}, else {@code default}. A
   * value with a path separator is the profile's folder.
   */
  public static Profile of(Invocation invocation) {
    String name =
        invocation
            .profile()
            .or(
                () ->
                    Optional.ofNullable(invocation.terminal().environment().get("MEDSEAL_PROFILE"))
                        .filter(value -> !value.isEmpty()))
            .orElse(ProfileStore.DEFAULT);
    return name.contains("/") || name.contains(File.separator)
        ? ProfileStore.in(path(name))
        : ProfileStore.standard().profile(name);
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandException(
          ExitCode.USAGE, "'" + name + "' cannot be the name of a folder for a profile.");
    }
  }
}
