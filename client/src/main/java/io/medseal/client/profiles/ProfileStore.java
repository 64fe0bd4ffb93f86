package io.medseal.client.profiles;

import io.medseal.client.problems.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The folder that holds the profiles, one folder each.
 *
 * <pre>{@code
 * Profile profile = ProfileStore.standard().profile("default");
 * }</pre>
 */
public final class ProfileStore {
  /** The profile that is used where none is named. */
  public static final String DEFAULT = "default";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Path folder;

  private ProfileStore(Path folder) {
    this.folder = folder;
  }

  /** The store in that folder, which is made when the first profile is written. */
  public static ProfileStore at(Path folder) {
    return new ProfileStore(folder.toAbsolutePath().normalize());
  }

  /**
   * The store of this user: the folder that {@code MEDSEAL_HOME} names; else {@code
   * $XDG_CONFIG_HOME/medseal}, {@code %APPDATA%\Medseal}, {@code ~/Library/Application
   * Support/Medseal} or {@code ~/.config/medseal}, as the system has it; {@code ~} is what {@code
   * HOME} says, as in every shell.
   */
  public static ProfileStore standard() {
    return at(
        standardFolder(
            System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home")));
  }

  static Path standardFolder(Map<String, String> environment, String system, String home) {
    String own = environment.get("MEDSEAL_HOME");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    String roaming = environment.get("APPDATA");
    if (system.startsWith("Windows") && roaming != null && !roaming.isBlank()) {
      return Path.of(roaming, "Medseal");
    }
    String said = environment.get("HOME");
    String user = said != null && Path.of(said).isAbsolute() ? said : home;
    if (system.startsWith("Mac")) {
      return Path.of(user, "Library", "Application Support", "Medseal");
    }
    String configuration = environment.get("XDG_CONFIG_HOME");
    return configuration != null && Path.of(configuration).isAbsolute()
        ? Path.of(configuration, "medseal")
        : Path.of(user, ".config", "medseal");
  }

  /**
   * The profile of that name; nothing is written before somebody logs in.
   *
   * @param name letters, digits, dots, hyphens and underscores, at most 64
   * @throws InputException.BadValue for any other name
   */
  public Profile profile(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InputException.BadValue(
          "A profile's name has 1 to 64 letters, digits, dots, hyphens and underscores, and begins"
              + " with a letter or digit.");
    }
    return new Profile(name, folder.resolve(name), copies());
  }

  /** The profile that lies in that very folder, whatever the folder is called. */
  public static Profile in(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    return new Profile(String.valueOf(whole.getFileName()), whole, copies());
  }

  private static UnlockedCopies copies() {
    return UnlockedCopies.standard(System.getenv(), System.getProperty("os.name", ""));
  }

  /** The profiles that exist, by name. */
  public List<String> names() {
    return PrivateFiles.list(folder).stream()
        .filter(Files::isDirectory)
        .map(path -> path.getFileName().toString())
        .filter(name -> NAME.matcher(name).matches())
        .toList();
  }

  /** Where the profiles are. */
  public Path folder() {
    return folder;
  }
}
