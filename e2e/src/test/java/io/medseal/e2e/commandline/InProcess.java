package io.medseal.e2e.commandline;

import io.medseal.cli.Cli;
import io.medseal.cli.Entries;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.terminal.Terminal;
import io.medseal.testkit.programs.Finished;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The command line without a process of its own, for tests that run hundreds of commands.
 *
 * @param profile the folder of the profile that it uses
 */
record InProcess(Path profile) {
  Finished run(String... arguments) {
    return run(new ByteArrayOutputStream(), arguments);
  }

  /** Where nothing of the answer can be written. */
  Finished runUnheard(String... arguments) {
    return run(
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("no space left");
          }
        },
        arguments);
  }

  private Finished run(OutputStream out, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            _ -> Optional.empty(),
            Map.of("MEDSEAL_PROFILE", profile.toString()),
            ZoneId.systemDefault());
    ExitCode code = new Cli(terminal, Entries.all()).run(arguments);
    return new Finished(
        code.number(),
        out instanceof ByteArrayOutputStream kept ? kept.toString(StandardCharsets.UTF_8) : "",
        err.toString(StandardCharsets.UTF_8),
        0);
  }
}
