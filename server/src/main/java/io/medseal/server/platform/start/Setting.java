package io.medseal.server.platform.start;

import java.util.Arrays;
import java.util.Optional;

/** Everything that can be set, by {@code --name VALUE} or by {@code name=VALUE} in a file. */
public enum Setting {
  DATA("data", "medseal-data", "where everything is kept; made if need be"),
  BIND("bind", "127.0.0.1", "the address to listen on"),
  PORT("port", "8480", "the port to listen on; 0 takes a free one"),
  MANAGEMENT_PORT(
      "management-port",
      "8481",
      "the port for metrics, on the loopback address; 0 takes a free one"),
  FORWARD_HEADERS(
      "forward-headers",
      "false",
      "true behind a reverse proxy that sets X-Forwarded-For and X-Forwarded-Proto"),
  NAME_SERVER(
      "name-server",
      "",
      "the address, or ADDRESS:PORT, of the DNS server that institutes' domains are asked of; the"
          + " system's where none is given"),
  DATABASE(
      "database",
      "",
      "jdbc:postgresql://HOST:PORT/NAME for a PostgreSQL database instead of a file in data"),
  DATABASE_USER("database-user", "medseal", "who logs in to that database"),
  DATABASE_PASSWORD_FILE("database-password-file", "", "the file that holds that user's password");

  private final String key;
  private final String byDefault;
  private final String meaning;

  Setting(String key, String byDefault, String meaning) {
    this.key = key;
    this.byDefault = byDefault;
    this.meaning = meaning;
  }

  /** Its name in files and arguments. */
  public String key() {
    return key;
  }

  /** The value where nothing else is said. */
  public String byDefault() {
    return byDefault;
  }

  /** For people, in a few words. */
  public String meaning() {
    return meaning;
  }

  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
