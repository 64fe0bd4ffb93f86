package io.medseal.cli.people;

import io.medseal.ledger.keyrings.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads a role. */
public final class Roles {
  /** For the help of an option. */
  public static final String LABEL = "ROLE";

  private Roles() {}

  /**
   * By its word.
   *
   * @throws IllegalArgumentException if there is no such role
   */
  public static Role read(String word) {
    return Arrays.stream(Role.values())
        .filter(role -> role.text().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + word
                        + "' is no role; roles are "
                        + Arrays.stream(Role.values())
                            .map(Role::text)
                            .collect(Collectors.joining(", "))));
  }
}
