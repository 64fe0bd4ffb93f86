package io.medseal.server;

import io.medseal.server.platform.auth.InvitationCodes;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.start.Arguments;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.Help;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.platform.start.StartRefusedException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The cloud service's command line: what {@link Arguments} lists. */
public final class App {
  private App() {}

  /** Ends the process with an {@link ExitCode}, or goes on serving until it is told to stop. */
  public static void main(String[] args) {
    ExitCode code = run(List.of(args), System.out, System.err);
    if (code != ExitCode.OK) {
      System.exit(code.number());
    }
  }

  /** As {@link #main}, but returns: a started service goes on in its own threads. */
  static ExitCode run(List<String> args, PrintStream out, PrintStream err) {
    try {
      Arguments arguments = Arguments.parse(args);
      ExitCode code = run(arguments, out);
      if (code == ExitCode.OK && arguments.command() != Arguments.Command.SERVE) {
        requireWritten(out);
      }
      return code;
    } catch (StartRefusedException e) {
      err.println(e.getMessage());
      return e.exitCode();
    }
  }

  private static ExitCode run(Arguments arguments, PrintStream out) {
    return switch (arguments.command()) {
      case HELP -> {
        out.print(Help.about(arguments.about()));
        yield ExitCode.OK;
      }
      case SERVE -> {
        serve(arguments.settings(), out);
        yield ExitCode.OK;
      }
      case CHECK -> check(arguments, out);
      case BACKUP -> Backup.make(arguments.settings(), arguments.other(), out);
      case RESTORE -> Backup.restore(arguments.other(), arguments.settings().data(), out);
      case RESTORED -> {
        arguments
            .restoration()
            .ifPresent(one -> DataDirectory.noteRestored(arguments.settings().data(), one));
        out.println("Noted. Clients give back what they have seen since.");
        yield ExitCode.OK;
      }
      case CONFIRM, UNCONFIRM -> {
        Confirmation.run(arguments, out);
        yield ExitCode.OK;
      }
      case INVITE -> {
        invite(arguments, out);
        yield ExitCode.OK;
      }
    };
  }

  private static void requireWritten(PrintStream out) {
    if (out.checkError()) {
      throw new StartRefusedException(
          ExitCode.UNAVAILABLE,
          "The command did its work, but its answer could not be written: the disk is full, or"
              + " nobody reads it any more.");
    }
  }

  @SuppressWarnings("resource") // the service closes the directory when it stops
  private static void serve(Settings settings, PrintStream out) {
    DataDirectory data = DataDirectory.open(settings.data());
    Service service;
    try {
      service = Service.start(settings, data, Clock.systemUTC());
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
    out.println("Medseal is ready at " + service.uri());
  }

  private static void invite(Arguments arguments, PrintStream out) {
    InvitationCodes codes =
        new InvitationCodes(new ServiceSecret(DataDirectory.secretOf(arguments.settings().data())));
    Instant until = Instant.now().plus(Duration.ofDays(arguments.invitations().days()));
    for (int i = 0; i < arguments.invitations().count(); i++) {
      out.println(codes.make(until));
    }
  }

  private static ExitCode check(Arguments arguments, PrintStream out) {
    try (DataDirectory data = DataDirectory.reading(arguments.settings().data())) {
      return Check.run(arguments.settings(), data, arguments.after(), out);
    }
  }
}
