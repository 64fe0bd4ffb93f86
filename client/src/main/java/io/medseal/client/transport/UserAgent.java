package io.medseal.client.transport;

import java.util.Locale;

/** What this SDK calls itself; the owner of an account sees it in the list of sessions. */
final class UserAgent {
  static final String TEXT =
      "medseal-java ("
          + system(System.getProperty("os.name", "")).replaceAll("[^A-Za-z ]", "")
          + ")";

  private UserAgent() {}

  private static String system(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return "Windows";
    }
    return lower.startsWith("mac") ? "macOS" : name;
  }
}
