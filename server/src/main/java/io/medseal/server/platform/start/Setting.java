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
      "",
      "reverse proxies whose X-Forwarded-For and X-Forwarded-Proto count, as addresses or networks"),
  SIGN_UP(
      "sign-up", "invitation", "who may make an account: open, invitation (see invite) or closed"),
  CONNECTIONS(
      "connections",
      "0",
      "connections at the same time; 0 for as many as the memory is enough for"),
  CONNECTIONS_PER_ADDRESS(
      "connections-per-address", "0", "of these, of one address; 0 for a quarter of them"),
  ACCOUNT_GIGABYTES(
      "account-gigabytes", "1000", "how much one account may store, uploads under way included"),
  STATEMENTS_PER_HOUR(
      "statements-per-hour",
      "3000",
      "how many changes of keyrings one account may make in an hour"),
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
