package io.medseal.cli.accounts;

import io.medseal.cli.terminal.Secrets;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command takes passwords from, as its options say. */
record PasswordOptions(Optional<Path> file, boolean standardInput) {
  static final String FILE_HELP =
      "Read the password from the first line of FILE instead of asking for it.";
  static final String STDIN_HELP =
      "Read the password from the next line of standard input instead of asking for it.";

  Secrets.Source password(String what) {
    return new Secrets.Source(what, file, standardInput, "--password-file or --password-stdin");
  }

  Secrets.Source newPassword(String what) {
    return new Secrets.Source(what, file, standardInput, "--new-password-file or --password-stdin");
  }

  Secrets.Source recoveryCode() {
    return new Secrets.Source(
        "Recovery code", file, standardInput, "--recovery-code-file or --recovery-code-stdin");
  }
}
