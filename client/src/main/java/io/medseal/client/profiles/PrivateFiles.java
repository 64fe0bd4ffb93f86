package io.medseal.client.profiles;

import io.medseal.client.problems.LocalFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files that only their owner may read, replaced as a whole or not at all. */
final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /**
   * Creates the folder and its parents; takes other people's rights away from one that is there,
   * and gives its owner none.
   */
  static void createFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, attributes(FOLDER));
      } else if (POSIX) {
        Set<PosixFilePermission> rights =
            Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        if (rights.retainAll(FOLDER)) {
          Files.setPosixFilePermissions(folder, rights);
        }
      }
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(folder, e);
    }
  }

  /** The file's bytes, if it is there. */
  static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LocalFileException.CannotRead(file, e);
    }
  }

  /** After this call the file holds these bytes, durably; a crash leaves the old ones. */
  static void replace(Path file, byte[] bytes) {
    Path folder = file.toAbsolutePath().getParent();
    Path next = next(file);
    try {
      Files.deleteIfExists(next);
      try (FileChannel out = openNew(next)) {
        writeAll(out, bytes);
        out.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      flushFolder(folder);
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(file, e);
    }
  }

  /**
   * As {@link #replace}, for what can be had again: after a crash the file may be empty. Nobody
   * else may write it meanwhile.
   */
  static void replaceLightly(Path file, byte[] bytes) {
    Path next = next(file);
    try {
      Files.deleteIfExists(next);
      try (FileChannel out = openNew(next)) {
        writeAll(out, bytes);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(file, e);
    }
  }

  /** Where {@link #replace} writes first; a crash may leave it behind. */
  static Path next(Path file) {
    return file.resolveSibling(file.getFileName() + ".next");
  }

  /** Adds to the end of the file, durably where asked. */
  static void append(Path file, byte[] bytes, boolean durable) {
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
            attributes(FILE))) {
      writeAll(out, bytes);
      if (durable) {
        out.force(true);
      }
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(file, e);
    }
  }

  /** The names of the files in a folder; none where there is no folder. */
  static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new LocalFileException.CannotRead(folder, e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(file, e);
    }
  }

  static FileChannel openLock(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), attributes(FILE));
  }

  private static FileChannel openNew(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(FILE));
  }

  private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      out.write(rest);
    }
  }

  private static void flushFolder(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(new HashSet<>(permissions))}
        : new FileAttribute<?>[0];
  }
}
