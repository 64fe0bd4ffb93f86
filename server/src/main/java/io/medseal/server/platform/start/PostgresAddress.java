package io.medseal.server.platform.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL database to use instead of the file in the data directory.
 *
 * @param url {@code jdbc:postgresql://host:port/database}
 * @param passwordFile holds the password and nothing else, but perhaps a line's end
 */
public record PostgresAddress(String url, String user, Path passwordFile) {
  /**
   * The password.
   *
   * @throws StartRefusedException {@link ExitCode#SETTINGS} if the file can't be read
   */
  public String password() {
    try {
      return Files.readString(passwordFile, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException _) {
      throw new StartRefusedException(
          ExitCode.SETTINGS, "The database's password file " + passwordFile + " can't be read.");
    }
  }
}
