package io.medseal.cli;

import java.util.Optional;

/** Which Medseal this is. */
final class Version {
  private Version() {}

  /** From the jar's manifest; a build run from its classes has none. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
  }
}
