package io.medseal.cli.accounts;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads a service's address. */
public final class Addresses {
  private Addresses() {}

  /** The address that a word means. */
  public static URI read(String word) {
    try {
      return new URI(word);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "'" + word + "' is not an address such as https://medseal.example", e);
    }
  }
}
