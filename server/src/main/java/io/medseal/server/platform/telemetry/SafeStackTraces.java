package io.medseal.server.platform.telemetry;

import java.io.IOException;
import org.springframework.boot.logging.StackTracePrinter;
import org.springframework.boot.logging.StandardStackTracePrinter;

/**
 * Stack traces without the exceptions' messages: a database's message, for one, repeats the values
 * that it was given, e-mail addresses among them.
 */
public final class SafeStackTraces implements StackTracePrinter {
  private final StackTracePrinter printer =
      StandardStackTracePrinter.rootFirst()
          .withMaximumLength(16_384)
          .withFormatter(failure -> failure.getClass().getName());

  @Override
  public void printStackTrace(Throwable failure, Appendable out) throws IOException {
    printer.printStackTrace(failure, out);
  }
}
