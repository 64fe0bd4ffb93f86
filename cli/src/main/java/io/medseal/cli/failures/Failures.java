package io.medseal.cli.failures;

import io.medseal.client.problems.ClientException;
import io.medseal.ledger.LedgerException;
import io.medseal.seal.SealException;
import java.io.UncheckedIOException;

/** What went wrong, in one sentence and an exit code. */
public final class Failures {
  private Failures() {}

  /**
   * What a failure means to the person at the keyboard.
   *
   * @param sentence what happened and what to do
   */
  public record Failure(ExitCode exitCode, String sentence) {}

  /** Of any exception or error. */
  public static Failure of(Throwable failure) {
    return switch (failure) {
      case CommandException e -> new Failure(e.exitCode(), e.getMessage());
      case ClientException e -> ClientFailures.of(e);
      case UncheckedIOException e ->
          new Failure(ExitCode.LOCAL_FILES, FileFailures.sentence(e.getCause()));
      case SealException e -> of(e);
      case LedgerException e ->
          new Failure(
              ExitCode.UNTRUSTED,
              "A statement does not verify (" + e.code() + "); nothing was done.");
      case OutOfMemoryError _ ->
          new Failure(
              ExitCode.INTERNAL,
              "Medseal ran out of memory; give it more with MEDSEAL_JAVA_OPTS=-Xmx1g.");
      default ->
          new Failure(
              ExitCode.INTERNAL,
              "Medseal made a mistake ("
                  + failure.getClass().getSimpleName()
                  + "); run the command again with MEDSEAL_DEBUG=1 to see where, and report it.");
    };
  }

  private static Failure of(SealException e) {
    return switch (e) {
      case SealException.WrongKey _ ->
          new Failure(ExitCode.DENIED, "This key does not open it; use another key.");
      case SealException.Malformed _ ->
          new Failure(
              ExitCode.FAILED_CHECK,
              "This is not something that Medseal sealed, or it is damaged.");
      case SealException.UnknownSuite _ ->
          new Failure(
              ExitCode.FAILED_CHECK,
              "It was sealed by a newer version of Medseal; use that version to open it.");
      case SealException.Tampered _ ->
          new Failure(
              ExitCode.FAILED_CHECK,
              "It was changed after it was sealed; nothing was written. Ask for it again.");
      case SealException.Truncated _ ->
          new Failure(
              ExitCode.FAILED_CHECK, "Its end is missing; nothing was written. Ask for it again.");
    };
  }
}
