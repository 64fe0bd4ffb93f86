package io.medseal.server.platform.start;

import io.medseal.protocol.accounts.SignUpRule;
import io.medseal.server.platform.origins.TrustedProxies;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service was told.
 *
 * @param bind an address or host name
 * @param port 0 for any free one
 * @param managementPort 0 for any free one
 * @param forwardHeaders whose word on a caller's address and protocol is taken
 * @param signUp who may make an account
 * @param nameServer address and port of a DNS server, null for the system's
 * @param postgres null for a database file in {@code data}
 * @param bounds how much callers may take
 */
public record Settings(
    Path data,
    String bind,
    int port,
    int managementPort,
    TrustedProxies forwardHeaders,
    SignUpRule signUp,
    @Nullable InetSocketAddress nameServer,
    @Nullable PostgresAddress postgres,
    Bounds bounds) {
  private static final Pattern NAME_SERVER =
      Pattern.compile("(?:\\[(?<six>[0-9a-fA-F:.]+)]|(?<four>[0-9.]+))(?::(?<port>[0-9]{1,5}))?");

  /**
   * Settings from several places.
   *
   * @param given beats the file, which beats the defaults
   * @throws StartRefusedException {@link ExitCode#SETTINGS} for a value without meaning
   */
  static Settings of(Map<Setting, String> file, Map<Setting, String> given) {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      all.put(setting, setting.byDefault());
    }
    all.putAll(file);
    all.putAll(given);
    return new Settings(
        path(Setting.DATA, all.get(Setting.DATA)),
        bind(all.get(Setting.BIND)),
        port(Setting.PORT, all.get(Setting.PORT)),
        port(Setting.MANAGEMENT_PORT, all.get(Setting.MANAGEMENT_PORT)),
        proxies(all.get(Setting.FORWARD_HEADERS)),
        signUp(all.get(Setting.SIGN_UP)),
        nameServer(all.get(Setting.NAME_SERVER)),
        postgres(all),
        bounds(all));
  }

  /**
   * The settings in a properties file.
   *
   * @throws StartRefusedException {@link ExitCode#SETTINGS} if it can't be read or has a name that
   *     is not a setting's: a misspelt setting would otherwise silently not hold
   */
  static Map<Setting, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException _) {
      throw refused("The settings file " + file + " can't be read.");
    }
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    for (String key : properties.stringPropertyNames()) {
      Setting setting =
          Setting.of(key)
              .orElseThrow(() -> refused("There is no setting " + key + " (in " + file + ")."));
      settings.put(setting, properties.getProperty(key).strip());
    }
    return settings;
  }

  private static Bounds bounds(Map<Setting, String> all) {
    return Bounds.of(
        number(all, Setting.CONNECTIONS, 0),
        number(all, Setting.CONNECTIONS_PER_ADDRESS, 0),
        number(all, Setting.ACCOUNT_GIGABYTES, 1),
        number(all, Setting.STATEMENTS_PER_HOUR, 1));
  }

  private static int number(Map<Setting, String> all, Setting setting, int least) {
    String text = all.get(setting);
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least) {
      return Integer.parseInt(text);
    }
    throw refused(
        "The setting " + setting.key() + " wants a number from " + least + " to 999999999.");
  }

  private static @Nullable PostgresAddress postgres(Map<Setting, String> all) {
    String url = all.get(Setting.DATABASE);
    if (url.isBlank()) {
      return null;
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw refused("The setting database begins with jdbc:postgresql: or is empty.");
    }
    if (url.contains("password=")) {
      throw refused("A password does not belong into the setting database: use a file.");
    }
    return new PostgresAddress(
        url,
        all.get(Setting.DATABASE_USER),
        path(Setting.DATABASE_PASSWORD_FILE, all.get(Setting.DATABASE_PASSWORD_FILE)));
  }

  private static Path path(Setting setting, String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException _) {
      // refused below
    }
    throw refused(
        setting == Setting.DATA
            ? "The setting data wants a directory."
            : "The setting " + setting.key() + " wants a file.");
  }

  private static String bind(String text) {
    if (text.isBlank()) {
      throw refused("The setting bind wants an address, for instance 127.0.0.1.");
    }
    return text;
  }

  private static @Nullable InetSocketAddress nameServer(String text) {
    if (text.isBlank()) {
      return null;
    }
    Matcher parts = NAME_SERVER.matcher(text);
    try {
      if (parts.matches()) {
        String address = parts.group("six") == null ? parts.group("four") : parts.group("six");
        String port = parts.group("port") == null ? "53" : parts.group("port");
        return new InetSocketAddress(
            InetAddress.ofLiteral(address), port(Setting.NAME_SERVER, port));
      }
    } catch (IllegalArgumentException _) {
      // refused below
    }
    throw refused(
        "The setting name-server wants an address, for instance 10.0.0.53 or [fd00::53]:53.");
  }

  private static int port(Setting setting, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw refused("The setting " + setting.key() + " wants a number from 0 to 65535.");
  }

  private static SignUpRule signUp(String text) {
    return Arrays.stream(SignUpRule.values())
        .filter(rule -> rule.text().equals(text))
        .findFirst()
        .orElseThrow(() -> refused("The setting sign-up is one of open, invitation and closed."));
  }

  private static TrustedProxies proxies(String text) {
    try {
      return TrustedProxies.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused(
          "The setting forward-headers wants addresses or networks of reverse proxies, for instance"
              + " 10.0.0.7, 192.168.1.0/24; "
              + e.getMessage()
              + ".");
    }
  }

  private static StartRefusedException refused(String sentence) {
    return new StartRefusedException(ExitCode.SETTINGS, sentence);
  }
}
