package io.medseal.e2e.commandline;

import io.medseal.cli.Cli;
import io.medseal.cli.Entries;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.terminal.Terminal;
import io.medseal.testkit.programs.Finished;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
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
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        0);
  }
}
