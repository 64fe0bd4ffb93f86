package io.medseal.cli.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How this process reads arguments and names of files. Java takes that from the locale it starts
 * in, and what the locale cannot say is damaged before any of our code runs; the launcher therefore
 * starts it in one that says everything.
 */
public final class Encoding {
  /** What to say where it does not. */
  public static final String REFUSAL =
      "This computer's locale cannot write every name, so nothing was done; start Medseal with"
          + " LC_ALL=C.UTF-8, or another locale of UTF-8.";

  private Encoding() {}

  /**
   * Whether arguments and names of files came, and go, undamaged. Windows keeps them as text
   * whatever the locale is.
   */
  public static boolean readsEveryName() {
    return isUtf8(System.getProperty("os.name", ""), System.getProperty("sun.jnu.encoding", ""));
  }

  static boolean isUtf8(String system, String encoding) {
    return system.startsWith("Windows")
        || Charset.forName(encoding, StandardCharsets.US_ASCII).equals(StandardCharsets.UTF_8);
  }
}
