package io.medseal.client.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Why there was no answer, in a few words for a sentence. */
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    if (e instanceof HttpTimeoutException || e instanceof Attempts.Silence) {
      return "no answer in time";
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "no such host";
      }
      if (cause instanceof SSLException) {
        return "its certificate is not trusted, or it does not speak TLS";
      }
    }
    if (String.valueOf(e.getMessage()).startsWith("Tunnel failed")) {
      return "the proxy does not let it through";
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    return "the connection broke";
  }
}
