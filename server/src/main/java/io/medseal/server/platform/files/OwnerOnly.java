package io.medseal.server.platform.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Closes files and folders to everybody but their owner, whatever the process's file mode creation
 * mask is. Where a file system knows no such permissions nothing is done.
 */
public final class OwnerOnly {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** For a file that is made. */
  public static FileAttribute<?>[] file() {
    return attributes(FILE);
  }

  /** For a folder that is made. */
  public static FileAttribute<?>[] folder() {
    return attributes(FOLDER);
  }

  /** Makes an empty file, where there is none. */
  public static void make(Path file) throws IOException {
    try {
      Files.createFile(file, file());
    } catch (FileAlreadyExistsException _) {
      // as it should be
    }
  }

  /**
   * Closes what is in {@code folder}, and it, if it was open to others. Whose owner is somebody
   * else cannot be closed; what the service makes inside is closed all the same.
   */
  public static void close(Path folder) throws IOException {
    if (POSIX && !permissions(folder).equals(FOLDER)) {
      closeAll(folder);
    }
  }

  /** Closes what is in {@code folder}, and it; what goes away meanwhile is no error. */
  public static void closeAll(Path folder) throws IOException {
    if (!POSIX) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path one : (Iterable<Path>) inside::iterator) {
        if (!Files.isSymbolicLink(one)) {
          closeOne(one);
        }
      }
    }
  }

  private static void closeOne(Path one) throws IOException {
    try {
      Files.setPosixFilePermissions(one, Files.isDirectory(one) ? FOLDER : FILE);
    } catch (NoSuchFileException _) {
      // gone meanwhile
    } catch (IOException e) {
      if (Files.getOwner(one).getName().equals(System.getProperty("user.name"))) {
        throw e;
      }
    }
  }

  private static Set<PosixFilePermission> permissions(Path path) throws IOException {
    return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
